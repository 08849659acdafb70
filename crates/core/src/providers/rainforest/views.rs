//! Views of the table that a person keeps by name.

use super::read::{asked, filter};
use crate::{
    Code, Failure, Reason,
    providers::rainforest::Applications,
    view::{ApplicationFilter, Change, SavedView},
};
use gangway_record::applications::{Filter, saved_views};

/// Letters of a name.
const LONGEST: usize = 60;

impl Applications {
    /// All that were kept, by name. One that cannot be read is among them, and means nothing else.
    pub async fn application_views(&self) -> Result<Vec<SavedView>, Failure> {
        let kept = self.environment.record().read(saved_views::all).await?;
        let read = |(name, wanted): (String, Option<Filter>)| SavedView { name, filter: wanted.map(asked) };
        Ok(kept.into_iter().map(read).collect())
    }

    /// Keeps what the table is asked for under a name; another of the same name is replaced.
    pub async fn keep_application_view(
        &self,
        name: &str,
        wanted: &ApplicationFilter,
    ) -> Result<Vec<SavedView>, Failure> {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(Failure::new(Code::BadInput, format!("A view's name has 1 to {LONGEST} characters."))
                .because(Reason::TextTooLong)
                .about(LONGEST.to_string()));
        }
        let wanted = filter(wanted);
        self.environment.record().write(move |c| saved_views::keep(c, &name, &wanted)).await?;
        self.environment.tell(Change::Applications);
        self.application_views().await
    }

    /// Forgets one.
    pub async fn remove_application_view(&self, name: &str) -> Result<Vec<SavedView>, Failure> {
        let name = name.to_owned();
        self.environment.record().write(move |c| saved_views::remove(c, &name)).await?;
        self.environment.tell(Change::Applications);
        self.application_views().await
    }
}
