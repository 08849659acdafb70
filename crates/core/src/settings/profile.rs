//! The open profile's facts, and changing them.

use crate::{
    Failure, Home,
    profiles::profile::Profile,
    providers::rappi::CLIENT_SECRET,
    settings::Settings,
    view::{Change, ProfileDetail, ProfileEdit, SecretState},
};
use gangway_domain::ActKind;
use gangway_sandbox::Sandbox;

impl Settings {
    /// For the settings.
    pub async fn profile_detail(&self) -> Result<ProfileDetail, Failure> {
        let profile = self.environment.profile();
        let sandbox = self.environment.sandbox().map(Sandbox::description);
        let stored =
            sandbox.is_some() || self.environment.vault().get(CLIENT_SECRET).await.unwrap_or_default().is_some();
        let keys = profile.rappi.as_ref();
        let fact = |ours: Option<&String>, theirs: Option<&String>| ours.or(theirs).cloned().unwrap_or_default();
        Ok(ProfileDetail {
            name: profile.name.clone(),
            kind: profile.kind,
            path: profile.folder.display().to_string(),
            country: profile.country.clone(),
            login_host: fact(keys.map(|keys| &keys.login), sandbox.map(|it| &it.login)),
            api_host: fact(keys.map(|keys| &keys.api), sandbox.map(|it| &it.api)),
            client_id: fact(keys.map(|keys| &keys.client_id), sandbox.map(|it| &it.client_id)),
            client_secret: if stored { SecretState::Stored } else { SecretState::Missing },
            integrations: profile.integrations.iter().map(|id| id.0.clone()).collect(),
            redirect: self.redirects.deep_link.clone(),
            loopback_redirect: self.redirects.loopback.clone(),
            receiver_address: self.receiver.address().to_owned(),
            public_url: profile.public_url.clone(),
            concurrency: profile.concurrency,
            overdue_after_s: profile.overdue_after.as_secs() as u32,
        })
    }

    /// Changes the profile's file and what runs by it. Where the receiver listens changes at the next start.
    pub async fn save_profile(&self, home: &Home, edit: ProfileEdit) -> Result<ProfileDetail, Failure> {
        let before = self.environment.profile();
        let edited = home.edit(&before.name, &edit)?;
        if let Some(secret) = edit.client_secret.filter(|secret| !secret.trim().is_empty()) {
            let act = self.environment.act(ActKind::ClientSecretReplaced, &before.name, None, None);
            self.environment.replace_secret(act, CLIENT_SECRET, secret.trim().to_owned().into()).await?;
        }
        let edited = self.environment.write_profile(&before.name, &before, edited).await?;
        // A simulated provider names its own integrations when the file does not.
        let integrations =
            if edited.integrations.is_empty() { before.integrations.clone() } else { edited.integrations.clone() };
        self.environment.change_profile(|profile| *profile = Profile { integrations, ..edited });
        self.lines.connect_again().await?;
        self.environment.tell(Change::Profile);
        self.environment.tell(Change::Webhooks);
        self.profile_detail().await
    }

    /// Keeps the secret of a new profile; called once, right after it was made and opened.
    pub async fn keep_client_secret(&self, secret: String) -> Result<(), Failure> {
        self.environment.vault().put(CLIENT_SECRET, secret.trim().to_owned().into()).await?;
        self.lines.connect_again().await
    }
}
