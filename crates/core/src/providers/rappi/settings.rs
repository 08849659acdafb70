//! How the open profile reaches Rappi, and changing it.

use crate::{
    Failure, Home,
    profiles::presets::presets,
    providers::rappi::RappiLine,
    view::{Change, RappiEdit, RappiSettings, TokenField},
};
use gangway_sandbox::Sandbox;

impl RappiLine {
    /// For the settings.
    pub fn rappi_settings(&self) -> RappiSettings {
        let (profile, sandbox) = (self.environment.profile(), self.environment.sandbox().map(Sandbox::description));
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
        let before = self.environment.profile();
        let edited = home.edit_rappi(&before.name, edit)?;
        let edited = self.environment.write_profile(&before.name, &before, edited).await?;
        let is_simulated = self.environment.sandbox().is_some();
        self.environment.change_profile(|profile| {
            profile.wire = edited.wire;
            if !is_simulated {
                profile.rappi = edited.rappi;
            }
        });
        self.connect_again().await?;
        self.environment.tell(Change::Profile);
        Ok(self.rappi_settings())
    }
}
