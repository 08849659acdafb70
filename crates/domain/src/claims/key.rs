//! What can be claimed.

use crate::{IntegrationId, Provider, StoreId};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// Characters of a key at most.
pub const LONGEST_KEY: usize = 200;

/// What one device of a team holds, so that no other works on it. Its text is the same on every device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKey {
    /// A store, in one environment of a provider.
    Store {
        /// The word of the environment's kind: two people call the same environment by two names.
        environment: String,
        /// Where.
        provider: Provider,
        /// Which.
        store: StoreId,
    },
    /// The webhook registration of an integration.
    Registration(IntegrationId),
    /// The change of an integration's webhook secret.
    Rotation(IntegrationId),
    /// Everything that is done to a provider's subscriptions.
    Subscription(String),
    /// A message that is sent to somebody.
    Message(String),
    /// A merchant's attempt to sign in.
    Attempt(String),
    /// What is done once for the team.
    Lead,
}

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAClaimKey {
    /// It is empty, too long, or has control characters.
    #[error("a key has 1 to {LONGEST_KEY} characters, and none that controls a screen")]
    Text,
    /// It begins with a word that is not known.
    #[error("{0:?} is nothing that is claimed")]
    Kind(String),
    /// Something after the first word is missing.
    #[error("what is claimed is not named")]
    Incomplete,
    /// The provider is not known.
    #[error("{0:?} is no provider")]
    Provider(String),
}

impl fmt::Display for ClaimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store { environment, provider, store } => {
                write!(f, "store/{environment}/{}/{store}", provider.word())
            }
            Self::Registration(integration) => write!(f, "registration/{integration}"),
            Self::Rotation(integration) => write!(f, "rotation/{integration}"),
            Self::Subscription(id) => write!(f, "subscription/{id}"),
            Self::Message(id) => write!(f, "message/{id}"),
            Self::Attempt(id) => write!(f, "attempt/{id}"),
            Self::Lead => f.write_str("lead"),
        }
    }
}

impl FromStr for ClaimKey {
    type Err = NotAClaimKey;

    fn from_str(text: &str) -> Result<Self, NotAClaimKey> {
        if text.is_empty() || text.chars().count() > LONGEST_KEY || text.chars().any(char::is_control) {
            return Err(NotAClaimKey::Text);
        }
        if text == "lead" {
            return Ok(Self::Lead);
        }
        let (kind, rest) = text.split_once('/').ok_or_else(|| NotAClaimKey::Kind(text.to_owned()))?;
        let id = || if rest.is_empty() { Err(NotAClaimKey::Incomplete) } else { Ok(rest.to_owned()) };
        match kind {
            "store" => store(rest),
            "registration" => id().map(|id| Self::Registration(IntegrationId(id))),
            "rotation" => id().map(|id| Self::Rotation(IntegrationId(id))),
            "subscription" => id().map(Self::Subscription),
            "message" => id().map(Self::Message),
            "attempt" => id().map(Self::Attempt),
            _ => Err(NotAClaimKey::Kind(kind.to_owned())),
        }
    }
}

/// `<environment>/<provider>/<store id>`; a store id may have slashes.
fn store(rest: &str) -> Result<ClaimKey, NotAClaimKey> {
    let mut parts = rest.splitn(3, '/');
    let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(NotAClaimKey::Incomplete);
    let (environment, provider, store) = (part()?.to_owned(), part()?, StoreId::from(part()?));
    let provider = Provider::read(provider).ok_or_else(|| NotAClaimKey::Provider(provider.to_owned()))?;
    Ok(ClaimKey::Store { environment, provider, store })
}

#[cfg(test)]
mod tests {
    use super::{ClaimKey, NotAClaimKey};

    #[test]
    fn a_key_is_read_back_as_it_was_written() {
        let texts = [
            "store/production/rappi/900111",
            "store/sandbox/rappi/a/b",
            "registration/pos-1",
            "rotation/pos-1",
            "subscription/ratepay",
            "message/7",
            "attempt/x y",
            "lead",
        ];
        for text in texts {
            assert_eq!(text.parse::<ClaimKey>().map(|key| key.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_key_says_why() {
        let check =
            |text: &str, expected: NotAClaimKey| assert_eq!(text.parse::<ClaimKey>(), Err(expected), "{text:?}");
        check("", NotAClaimKey::Text);
        check("lead\n", NotAClaimKey::Text);
        check(&format!("message/{}", "x".repeat(200)), NotAClaimKey::Text);
        check("leader", NotAClaimKey::Kind("leader".into()));
        check("shop/1", NotAClaimKey::Kind("shop".into()));
        check("registration/", NotAClaimKey::Incomplete);
        check("store/production/rappi", NotAClaimKey::Incomplete);
        check("store//rappi/1", NotAClaimKey::Incomplete);
        check("store/production/acme/1", NotAClaimKey::Provider("acme".into()));
    }
}
