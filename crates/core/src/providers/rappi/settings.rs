//! How the open profile reaches Rappi, and changing it.

use crate::{
    Console, Failure, Home,
    profiles::presets::presets,
    view::{Change, RappiEdit, RappiSettings, TokenField},
};
use std::sync::PoisonError;

impl Console {
    /// For the settings.
    pub fn rappi_settings(&self) -> RappiSettings {
        let (profile, sandbox) = (self.profile(), self.sandbox());
        let keys = profile.rappi.as_ref();
        let fact = |ours: Option<&String>, theirs: Option<&String>| ours.or(theirs).cloned().unwrap_or_default();
        let fields = profile.wire.token.fields.iter();
        RappiSettings {
            login: fact(keys.map(|keys| &keys.login), sandbox.map(|it| &it.login)),
            api: fact(keys.map(|keys| &keys.api), sandbox.map(|it| &it.api)),
            dialect: profile.wire.dialect,
            token_url: profile.wire.token.url.clone(),
            token_fields: fields.map(|(name, value)| TokenField { name: name.clone(), value: value.clone() }).collect(),
            simulated: sandbox.is_some(),
            presets: presets(profile.kind),
        }
    }

    /// Changes the profile's file and what runs by it, at once.
    pub async fn save_rappi_settings(&self, home: &Home, edit: &RappiEdit) -> Result<RappiSettings, Failure> {
        let before = self.profile();
        let edited = home.edit_rappi(&before.name, edit)?;
        let edited = self.write_profile(&before.name, &before, edited).await?;
        {
            // Only what this is about: the open profile knows more than its file, such as a free port.
            let mut profile = self.profile.write().unwrap_or_else(PoisonError::into_inner);
            profile.wire = edited.wire;
            if self.sandbox.is_none() {
                profile.rappi = edited.rappi;
            }
        }
        self.connect_again().await?;
        self.tell(Change::Profile);
        Ok(self.rappi_settings())
    }
}
