//! The secrets that the provider's list returns in clear: in the vault, all in one entry. A keyring takes a hundredth of a
//! second for an entry, which would be many seconds for a thousand of them.

use super::list::Sides;
use crate::{Code, Failure, providers::ratepay::Subscriptions};
use base64::{Engine, prelude::BASE64_STANDARD};
use gangway_domain::{
    Fingerprint, SubscriptionId,
    subscription::{Facts, Remote},
};
use gangway_providers::ratepay::{Listed, fingerprint};
use gangway_record::subscriptions::Subscription;
use secrecy::{ExposeSecret, SecretString};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{MutexGuard, PoisonError},
};

/// Name of the entry.
const LISTED: &str = "ratepay-listed";

type Secrets = BTreeMap<SubscriptionId, SecretString>;
/// What each of them is recognised by.
pub(super) type Kept = HashMap<SubscriptionId, Fingerprint>;

/// In letters that every keyring takes and may cut anywhere.
fn pack(secrets: &Secrets) -> Result<SecretString, Failure> {
    let plain: BTreeMap<&str, &str> = secrets.iter().map(|(id, it)| (id.as_str(), it.expose_secret())).collect();
    let json = serde_json::to_string(&plain)
        .map_err(|error| Failure::new(Code::Internal, format!("The list's secrets cannot be written: {error}.")))?;
    let json = SecretString::from(json);
    Ok(BASE64_STANDARD.encode(json.expose_secret()).into())
}

/// What cannot be read is as good as lost: the next list has it again.
fn unpack(packed: &SecretString) -> Secrets {
    let json = BASE64_STANDARD.decode(packed.expose_secret()).unwrap_or_default();
    let plain: BTreeMap<String, SecretString> = serde_json::from_slice(&json).unwrap_or_default();
    plain.into_iter().map(|(id, secret)| (SubscriptionId(id), secret)).collect()
}

impl Subscriptions {
    async fn listed_secrets(&self) -> Result<Secrets, Failure> {
        Ok(self.environment.vault().get(LISTED).await?.as_ref().map(unpack).unwrap_or_default())
    }

    /// The secret that the provider has for one of its subscriptions.
    pub(super) async fn remote_secret(&self, id: &SubscriptionId) -> Result<Option<SecretString>, Failure> {
        Ok(self.listed_secrets().await?.remove(id))
    }

    /// The secret that is meant for a row: its own; or, where the vault lost that, the very same that the provider has.
    pub(super) async fn meant_secret(&self, row: &Subscription) -> Result<Option<SecretString>, Failure> {
        if let Some(secret) = self.environment.vault().get(&super::secrets::name_of(row)).await? {
            return Ok(Some(secret));
        }
        let Some(id) = &row.remote else { return Ok(None) };
        let theirs = self.remote_secret(id).await?;
        Ok(theirs.filter(|secret| fingerprint(secret) == row.facts.fingerprint))
    }

    /// Learns once what the entry holds. A vault that cannot be read now is asked again the next time.
    pub(super) async fn learn_kept(&self) {
        if self.kept().is_none()
            && let Ok(secrets) = self.listed_secrets().await
        {
            let kept = secrets.into_iter().map(|(id, secret)| (id, fingerprint(&secret))).collect();
            self.kept().get_or_insert(kept);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.ratepay.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry holds the secret that the provider has.
    pub(super) fn is_kept(&self, remote: &Remote) -> bool {
        self.kept().as_ref().and_then(|kept| kept.get(&remote.id)) == Some(&remote.facts.fingerprint)
    }

    /// Puts what a list holds in clear into the vault, if anything of it is new or gone. Answers the list without secrets.
    pub(super) async fn keep_listed(&self, listed: Vec<Listed>) -> Result<Vec<Remote>, Failure> {
        self.learn_kept().await;
        let known = self.kept().clone().unwrap_or_default();
        let (mut kept, mut secrets, mut hidden) = (Kept::new(), Secrets::new(), Vec::new());
        let mut remotes = Vec::with_capacity(listed.len());
        for Listed { id, url, event, secret } in listed {
            let fingerprint = fingerprint(&secret);
            remotes.push(Remote { id: id.clone(), facts: Facts { event, url, fingerprint: fingerprint.clone() } });
            // A provider that hides its secrets one day must not wipe what is known.
            if secret.expose_secret().is_empty() {
                kept.extend(known.get(&id).map(|known| (id.clone(), known.clone())));
                hidden.push(id);
                continue;
            }
            kept.insert(id.clone(), fingerprint);
            secrets.insert(id, secret);
        }
        if kept != known {
            let mut before = if hidden.is_empty() { Secrets::new() } else { self.listed_secrets().await? };
            secrets.extend(hidden.into_iter().filter_map(|id| before.remove_entry(&id)));
            if secrets.is_empty() {
                self.environment.vault().remove(LISTED).await?;
            } else {
                self.environment.vault().put(LISTED, pack(&secrets)?).await?;
            }
            *self.kept() = Some(kept);
        }
        Ok(remotes)
    }

    /// Where an address is called with a secret by the provider already, that secret.
    pub(super) async fn listed_secret_at(&self, url: &str, sides: &Sides) -> Result<Option<SecretString>, Failure> {
        let Some(remote) = sides.remotes.iter().find(|it| it.facts.url == url) else { return Ok(None) };
        self.remote_secret(&remote.id).await
    }
}

#[cfg(test)]
mod tests {
    use super::{Secrets, pack, unpack};
    use secrecy::ExposeSecret;

    #[test]
    fn every_secret_comes_back_as_it_was() {
        let secrets: Secrets = [("d8znR1k1_0Kw305BsoPT", "é\"\\\n".repeat(20)), ("-", String::new())]
            .into_iter()
            .map(|(id, secret)| (id.into(), secret.into()))
            .collect();
        let packed = pack(&secrets).unwrap();
        assert!(packed.expose_secret().is_ascii());
        let plain = |secrets: &Secrets| {
            secrets.iter().map(|(id, it)| (id.clone(), it.expose_secret().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(plain(&unpack(&packed)), plain(&secrets));
        for broken in ["", "x", "e30=", "W10=", "eyJhIjo3fQ=="] {
            assert!(unpack(&broken.into()).is_empty(), "{broken}");
        }
    }
}
