//! What could not be applied is tried again when a person says so: the cause may have been mended.

use crate::{Code, Failure, Reason, environment::audited::Acted, webhooks::Deliveries};

use gangway_domain::ActKind;
use gangway_record::deliveries;

impl Deliveries {
    /// Puts one delivery that was set aside back among those to be applied, or all of them. Answers how many.
    pub async fn retry_dead_letters(&self, id: Option<i64>) -> Result<u32, Failure> {
        let subject = id.map_or_else(|| "all".to_owned(), |id| id.to_string());
        let act = self.environment.act(ActKind::DeliveriesRetried, &subject, None, None);
        let again = self
            .environment
            .commit_if(move |c| {
                let again = deliveries::retry_dead_letters(c, id)?;
                let act = act.changed("deliveries", None, Some(again.to_string()));
                Ok(Acted::maybe(again, (again > 0).then_some(act)))
            })
            .await?;
        if again == 0 {
            let failure = Failure::new(Code::BadInput, "No delivery is set aside that could be tried again.");
            return Err(failure.because(Reason::NothingSetAside));
        }
        // Nobody listens while the profile closes; the next start folds them.
        let _ = self.arrived.send(());
        Ok(again)
    }
}
