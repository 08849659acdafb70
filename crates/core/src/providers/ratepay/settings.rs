//! Ratepay in a profile: where it is, who calls, and whether the secret is there.

use super::CLIENT_SECRET;
use super::rows::card;
use crate::{
    Code, Failure, Home, Reason,
    providers::{provider_line::ProviderLine, ratepay::Subscriptions},
    view::{ProviderCard, RatepayDraft, RatepaySettings, SecretState},
};
use gangway_domain::ActKind;

impl Subscriptions {
    /// For the settings.
    pub async fn ratepay_settings(&self) -> Result<RatepaySettings, Failure> {
        let profile = self.environment.profile();
        let simulated = self.ratepay.simulated.as_ref().map(|(hosts, access)| {
            (hosts.oauth.clone(), hosts.api.clone(), access.audience.clone(), access.client_id.clone())
        });
        let named = profile.ratepay.map(|keys| (keys.oauth, keys.api, keys.audience, keys.client_id));
        let known = simulated.or(named);
        let stored = self.ratepay.is_simulated()
            || self.environment.vault().get(CLIENT_SECRET).await.unwrap_or_default().is_some();
        let named = known.is_some();
        let (oauth, api, audience, client_id) = known.unwrap_or_default();
        let client_secret = if stored { SecretState::Stored } else { SecretState::Missing };
        Ok(RatepaySettings {
            named,
            simulated: self.ratepay.is_simulated(),
            oauth,
            api,
            audience,
            client_id,
            client_secret,
        })
    }

    /// Names Ratepay in the profile, or its client anew, and keeps its secret in the vault. Hosts are those of the profile's
    /// kind unless the file names others.
    pub async fn save_ratepay(&self, home: &Home, draft: RatepayDraft) -> Result<RatepaySettings, Failure> {
        if self.ratepay.is_simulated() {
            let failure = Failure::new(Code::BadInput, "The sandbox's Ratepay has its own client.");
            return Err(failure.because(Reason::SandboxClient));
        }
        let before = self.environment.profile();
        let edited = home.name_ratepay(&before.name, &draft.client_id)?;
        let secret = draft.client_secret.0.trim().to_owned();
        if !secret.is_empty() {
            let act = self.environment.act(ActKind::ClientSecretReplaced, "Ratepay", None, None);
            self.environment.replace_secret(act, CLIENT_SECRET, secret.into()).await?;
        }
        let edited = self.environment.write_profile("Ratepay", &before, edited).await?;
        self.environment.change_profile(|profile| profile.ratepay = edited.ratepay);
        self.connect_ratepay_again().await?;
        self.ratepay_settings().await
    }

    /// Gets a token at Ratepay, and says how that ended.
    pub async fn check_ratepay(&self) -> Result<ProviderCard, Failure> {
        // How it ended is what the card says.
        let _ = self.check_login().await;
        Ok(card(self))
    }
}
