//! Secrets that sign calls: made from the system's randomness, kept in the vault, and handed out to the shell alone.

use super::list::Sides;
use crate::{
    Code, Failure, Reason,
    endpoints::secret_name,
    environment::random::octets,
    providers::ratepay::Subscriptions,
    view::{DesiredSecret, SecretState, Target},
};
use gangway_domain::{ActKind, address::written, subscription::Remote};
use gangway_providers::ratepay::SHORTEST;
use gangway_record::{
    endpoints,
    subscriptions::{self, Subscription},
};
use gangway_vault::State;
use secrecy::SecretString;
use std::sync::PoisonError;

/// 48 octets of the system's randomness: 64 characters of base64url.
const OCTETS: usize = 48;

/// Where the secret of a subscription is, as it is meant here. One that points at an endpoint of ours shares that one's.
pub(super) fn name_of(row: &Subscription) -> String {
    row.endpoint.as_ref().map_or_else(|| format!("subscription-secret-{}", row.key), secret_name)
}

/// At least 64 characters (Ratepay's guide), nobody's but the caller's.
pub(super) fn generate() -> Result<SecretString, Failure> {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    Ok(BASE64_URL_SAFE_NO_PAD.encode(octets::<OCTETS>()?).into())
}

/// A secret that somebody gave, if it is long enough.
pub(super) fn given(text: &str) -> Result<SecretString, Failure> {
    let letters = text.chars().count();
    if letters < SHORTEST {
        let message = format!("The secret has {letters} characters; it needs at least {SHORTEST}.");
        let failure = Failure::new(Code::BadInput, message);
        return Err(failure.because(Reason::SecretTooShort).about(SHORTEST.to_string()));
    }
    Ok(text.to_owned().into())
}

impl Subscriptions {
    /// The secret of a row, for the shell to show or copy. It is in no view; that it was asked for is in the audit
    /// before it is handed out.
    pub async fn subscription_secret(&self, id: &str) -> Result<SecretString, Failure> {
        let secret = self.secret_of(id).await?.ok_or_else(|| Failure::not_found("secret"))?;
        self.environment.disclose(self.environment.act(ActKind::SubscriptionSecretShown, id, None, None), secret).await
    }

    /// The secret of a row by its id: ours, or the provider's where nobody here meant it.
    pub(super) async fn secret_of(&self, id: &str) -> Result<Option<SecretString>, Failure> {
        let wanted = id.to_owned();
        match self.environment.record().read(move |c| subscriptions::by_key(c, &wanted)).await? {
            Some(row) => self.meant_secret(&row).await,
            None => self.remote_secret(&id.into()).await,
        }
    }

    /// The secret that a desired subscription means.
    pub(super) async fn given_secret(&self, desired: &DesiredSecret, target: &Target) -> Result<SecretString, Failure> {
        match (desired, target) {
            (DesiredSecret::Given { secret }, _) => given(&secret.0),
            (DesiredSecret::OfRow { id }, _) => {
                self.secret_of(id).await?.ok_or_else(|| Failure::not_found("secret").with(id))
            }
            (DesiredSecret::OfAddress, Target::Address { url }) => match self.secret_at(url).await? {
                Some(secret) => Ok(secret),
                None => generate(),
            },
            (DesiredSecret::OfAddress, Target::Here) | (DesiredSecret::New, _) => generate(),
        }
    }

    /// The secret that an address has already: as it is meant here, or as the provider has it where nobody here meant it. A
    /// call does not say which subscription it is for, so an address does best with one.
    async fn secret_at(&self, url: &str) -> Result<Option<SecretString>, Failure> {
        let url = written(url);
        let sides = self.environment.record().read(super::list::sides).await?;
        for row in sides.rows.iter().filter(|row| row.facts.url == url) {
            if let Some(secret) = self.meant_secret(row).await? {
                return Ok(Some(secret));
            }
        }
        self.listed_secret_at(&url, &sides).await
    }

    /// A vault that forgets, as a server's does, is filled again from the list: where the provider has the very secret that is
    /// meant, nothing is lost. A keyring forgets nothing by itself, and asking it for each of a thousand takes seconds; there
    /// the receiver's are looked at alone, which must be at hand, and the others when they are needed.
    pub(super) async fn recover_secrets(&self, sides: &Sides) -> Result<(), Failure> {
        let forgets = self.environment.vault().state() != State::Keyring;
        for row in sides.rows.iter().filter(|row| forgets || row.endpoint.is_some()) {
            let same = |remote: &&Remote| remote.facts.fingerprint == row.facts.fingerprint;
            let Some(remote) = sides.partner(row).filter(same) else { continue };
            let mark = (row.key.clone(), row.facts.fingerprint.clone());
            let is_new = self.ratepay.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(mark);
            if !is_new || self.environment.vault().get(&name_of(row)).await?.is_some() {
                continue;
            }
            let Some(secret) = self.remote_secret(&remote.id).await? else { continue };
            self.keep_meant(row, secret).await?;
        }
        Ok(())
    }

    /// Keeps the secret that is meant for a row; at an endpoint of ours the receiver verifies with it at once.
    pub(super) async fn keep_meant(&self, row: &Subscription, secret: SecretString) -> Result<(), Failure> {
        self.environment.vault().put(&name_of(row), secret).await?;
        if let Some(id) = row.endpoint.clone()
            && let Some(endpoint) = self.environment.record().read(move |c| endpoints::by_id(c, &id)).await?
        {
            self.endpoints.open_endpoint(&endpoint).await;
        }
        Ok(())
    }

    /// An endpoint of ours has no secret to verify with.
    pub(super) async fn lacks_secrets(&self) -> Result<bool, Failure> {
        for row in self.environment.record().read(subscriptions::all).await? {
            if let Some(endpoint) = &row.endpoint
                && self.endpoints.endpoint_secrets(endpoint).await?.is_empty()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a row's secret is in the vault. The vault is asked for no more than it must be: a thousand questions
    /// to a keyring take seconds.
    pub(super) async fn secret_state(&self, row: Option<&Subscription>, remote: Option<&Remote>) -> SecretState {
        let kept = remote.is_some_and(|it| self.is_kept(it));
        let same = |row: &Subscription| remote.is_some_and(|it| it.facts.fingerprint == row.facts.fingerprint);
        let name = match row {
            Some(row) if !(kept && same(row) && row.endpoint.is_none()) => name_of(row),
            None if !kept => return SecretState::Missing,
            _ => return SecretState::Stored,
        };
        match self.environment.vault().get(&name).await {
            Ok(Some(_)) => SecretState::Stored,
            _ => SecretState::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{generate, given};
    use secrecy::ExposeSecret;

    #[test]
    fn long_enough_and_never_the_same() {
        let (one, two) = (generate().unwrap(), generate().unwrap());
        assert_eq!(one.expose_secret().len(), 64);
        assert_ne!(one.expose_secret(), two.expose_secret());
        assert!(given(one.expose_secret()).is_ok());
        assert!(given(&"é".repeat(64)).is_ok());
        let short = given("geheim").unwrap_err();
        assert!(short.message.contains("6 characters") && !short.message.contains("geheim"), "{short}");
    }
}
