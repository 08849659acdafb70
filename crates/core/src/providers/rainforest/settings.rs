//! Rainforest in a profile: where it is, and whether key and endpoint secret are there.

use super::API_KEY;
use crate::{
    Code, Failure, Home,
    endpoints::secret_name,
    profiles::rainforest::usual_api,
    providers::{provider_line::ProviderLine, rainforest::Applications},
    view::{RainforestDraft, RainforestSettings, SecretState},
};
use gangway_domain::ActKind;

impl Applications {
    /// For the settings. Makes the endpoint, so that its address can be entered in the portal.
    pub async fn rainforest_settings(&self) -> Result<RainforestSettings, Failure> {
        let profile = self.environment.profile();
        let simulated = self.rainforest.simulated.as_ref();
        let named = profile.rainforest.map(|keys| keys.api);
        let api = simulated.map(|it| it.api.clone()).or_else(|| named.clone());
        let endpoint = self.rainforest_endpoint().await?;
        let stored = |is: bool| if is { SecretState::Stored } else { SecretState::Missing };
        let has = async |name: &str| self.environment.vault().get(name).await.unwrap_or_default().is_some();
        Ok(RainforestSettings {
            named: api.is_some(),
            simulated: simulated.is_some(),
            api: api.or_else(|| usual_api(profile.kind).map(str::to_owned)).unwrap_or_default(),
            api_key: stored(simulated.is_some() || has(API_KEY).await),
            webhook_url: self.receiver.hook(&endpoint.id),
            webhook_secret: stored(has(&secret_name(&endpoint.id)).await),
        })
    }

    /// Names Rainforest in the profile and keeps what was typed in the vault. The host is that of the profile's kind unless the
    /// file names another.
    pub async fn save_rainforest(&self, home: &Home, draft: RainforestDraft) -> Result<RainforestSettings, Failure> {
        if self.rainforest.is_simulated() {
            return Err(Failure::new(Code::BadInput, "The sandbox's Rainforest has its own key."));
        }
        let before = self.environment.profile();
        let edited = home.name_rainforest(&before.name)?;
        let secret = draft.webhook_secret.0.trim().to_owned();
        if !secret.is_empty() {
            let act = self.environment.act(ActKind::WebhookSecretStored, "Rainforest", None, None);
            self.environment.audit_outside(act, self.keep_rainforest_secret(secret.into())).await?;
        }
        let key = draft.api_key.0.trim().to_owned();
        if !key.is_empty() {
            self.environment
                .replace_secret(
                    self.environment.act(ActKind::ApiKeyReplaced, "Rainforest", None, None),
                    API_KEY,
                    key.into(),
                )
                .await?;
        }
        let edited = self.environment.write_profile("Rainforest", &before, edited).await?;
        self.environment.change_profile(|profile| profile.rainforest = edited.rainforest);
        self.connect_rainforest_again().await?;
        self.rainforest_settings().await
    }

    /// Asks Rainforest whether the key is right.
    pub async fn check_rainforest(&self) -> Result<RainforestSettings, Failure> {
        self.check_login().await?;
        self.rainforest_settings().await
    }
}
