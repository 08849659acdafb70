//! Changing the secret of an endpoint without a gap, whoever's it is: the receiver takes both, the provider is given the new
//! one, and the old one goes when nothing can still be signed with it.
//!
//! In the vault the secret that the provider is known to have is under the endpoint's name; during a rotation the new one is
//! beside it until the provider was seen to have it, and the old one after that.

use crate::{
    Failure,
    endpoints::{Endpoints, secret_name},
    environment::audited::Acted,
    now,
    view::{Change, RotationView},
};
use gangway_domain::{
    ActKind, EndpointId,
    rotation::{OldSecret, Patience, Rotation, old_secret},
};
use gangway_record::endpoints::{self, Endpoint, rotations};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// However often calls come that are signed with the old secret, it goes after so many times the quiet time.
const AT_MOST: i64 = 7;
/// The clock is looked at this often at least: a desk that slept has another time than it was told to wait for.
const LOOK: Duration = Duration::from_secs(60);

fn next_name(endpoint: &EndpointId) -> String {
    format!("{}-next", secret_name(endpoint))
}

fn previous_name(endpoint: &EndpointId) -> String {
    format!("{}-previous", secret_name(endpoint))
}

impl Endpoints {
    /// Every secret that a call to this endpoint may be signed with, the newest first.
    pub(crate) async fn endpoint_secrets(&self, endpoint: &EndpointId) -> Result<Vec<SecretString>, Failure> {
        let mut secrets: Vec<SecretString> = Vec::new();
        for name in [next_name(endpoint), secret_name(endpoint), previous_name(endpoint)] {
            let Some(secret) = self.environment.vault().get(&name).await? else { continue };
            // After a crash in the middle of a confirmation one may be there under two names.
            if !secrets.iter().any(|known| known.expose_secret() == secret.expose_secret()) {
                secrets.push(secret);
            }
        }
        Ok(secrets)
    }

    /// The new secret of a rotation that the provider was not seen to have yet.
    pub(crate) async fn next_secret(&self, endpoint: &EndpointId) -> Result<Option<SecretString>, Failure> {
        Ok(self.environment.vault().get(&next_name(endpoint)).await?)
    }

    /// Nothing of an endpoint's secrets stays.
    pub(crate) async fn forget_endpoint_secrets(&self, endpoint: &EndpointId) -> Result<(), Failure> {
        for name in [next_name(endpoint), secret_name(endpoint), previous_name(endpoint)] {
            self.environment.vault().remove(&name).await?;
        }
        Ok(())
    }

    /// From now on the receiver takes `new` as well. To be called before the provider hears of it.
    pub(crate) async fn begin_rotation(&self, endpoint: &Endpoint, new: SecretString) -> Result<(), Failure> {
        self.environment.vault().put(&next_name(&endpoint.id), new).await?;
        let (id, at) = (endpoint.id.clone(), now());
        let act = self.environment.act(ActKind::RotationStarted, &endpoint.event, None, None);
        let act = act.changed("secrets_taken", Some("1".to_owned()), Some("2".to_owned()));
        self.environment.commit(act, move |c| rotations::start(c, &id, at)).await?;
        self.open_endpoint(endpoint).await;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    /// The provider was seen to have the new secret: the old one stays for what is still under way.
    pub(crate) async fn confirm_rotation(&self, endpoint: &Endpoint) -> Result<(), Failure> {
        let id = &endpoint.id;
        if let Some(next) = self.environment.vault().get(&next_name(id)).await? {
            // Each step leaves both secrets somewhere: a kill in between costs nothing.
            if let Some(old) = self.environment.vault().get(&secret_name(id)).await?.filter(|old| is_other(old, &next))
            {
                self.environment.vault().put(&previous_name(id), old).await?;
            }
            self.environment.vault().put(&secret_name(id), next).await?;
            self.environment.vault().remove(&next_name(id)).await?;
        }
        let (confirmed, at) = (id.clone(), now());
        let act = self.environment.act(ActKind::RotationConfirmed, &endpoint.event, None, None);
        self.environment.commit(act, move |c| rotations::confirm(c, &confirmed, at)).await?;
        self.open_endpoint(endpoint).await;
        self.rotating.notify_one();
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    /// The provider refused the new secret: everything is as before.
    pub(crate) async fn abandon_rotation(&self, endpoint: &Endpoint) -> Result<(), Failure> {
        // A kill after this line leaves a rotation whose newest secret is the one that the provider has: it is confirmed.
        self.environment.vault().remove(&next_name(&endpoint.id)).await?;
        let id = endpoint.id.clone();
        let act = self.environment.act(ActKind::RotationAbandoned, &endpoint.event, None, None);
        let act = act.changed("secrets_taken", Some("2".to_owned()), Some("1".to_owned()));
        self.environment.commit(act, move |c| rotations::end(c, &id)).await?;
        self.open_endpoint(endpoint).await;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    pub(crate) fn rotation_view(&self, rotation: &Rotation) -> RotationView {
        let Rotation { started_at, confirmed_at, last_old_at } = *rotation;
        let ends_at = match old_secret(rotation, self.patience(), crate::now()) {
            OldSecret::Needed => None,
            OldSecret::Until(end) => Some(end),
            OldSecret::MayGo => Some(crate::now()),
        };
        RotationView { started_at, confirmed_at, last_old_at, ends_at }
    }

    pub(crate) fn patience(&self) -> Patience {
        let quiet = self.environment.profile().old_secret_for.as_millis() as i64;
        Patience { quiet, at_most: quiet * AT_MOST }
    }

    /// Takes out the old secrets that may go. Answers when to look again, if there is a reason to.
    pub(crate) async fn end_rotations(&self) -> Result<Option<i64>, Failure> {
        let (patience, at) = (self.patience(), now());
        let mut next: Option<i64> = None;
        for (id, rotation) in self.environment.record().read(rotations::all).await? {
            match old_secret(&rotation, patience, at) {
                OldSecret::Needed => {}
                OldSecret::Until(end) => next = Some(next.map_or(end, |known| known.min(end))),
                OldSecret::MayGo => self.end_rotation(&id).await?,
            }
        }
        Ok(next)
    }

    async fn end_rotation(&self, id: &EndpointId) -> Result<(), Failure> {
        let wanted = id.clone();
        let endpoint = self.environment.record().read(move |c| endpoints::by_id(c, &wanted)).await?;
        self.environment.vault().remove(&previous_name(id)).await?;
        // Before it is shown as over: from then on the old secret is refused.
        if let Some(endpoint) = &endpoint {
            self.open_endpoint(endpoint).await;
        }
        let ended = id.clone();
        let act = endpoint.map(|endpoint| {
            let act = self.environment.act(ActKind::OldSecretDropped, &endpoint.event, None, None).by_itself();
            act.changed("secrets_taken", Some("2".to_owned()), Some("1".to_owned()))
        });
        self.environment.commit_if(move |c| Ok(Acted::maybe(rotations::end(c, &ended)?, act))).await?;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }
}

fn is_other(one: &SecretString, two: &SecretString) -> bool {
    one.expose_secret() != two.expose_secret()
}

/// Runs for the life of a profile: drops old secrets when they may go.
pub(crate) async fn keep_ending(endpoints: Weak<Endpoints>) {
    loop {
        let Some(open) = endpoints.upgrade() else { return };
        let next = open.end_rotations().await.unwrap_or_else(|failure| {
            tracing::warn!(%failure, "an old secret could not be dropped");
            Some(now() + LOOK.as_millis() as i64)
        });
        let woken = Arc::clone(&open.rotating);
        drop(open);
        match next {
            None => woken.notified().await,
            Some(at) => {
                let wait = Duration::from_millis((at - now()).max(1) as u64).min(LOOK);
                // Woken or waited: either way it is time to look.
                let _ = tokio::time::timeout(wait, woken.notified()).await;
            }
        }
    }
}
