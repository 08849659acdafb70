//! A provider's client while a profile is open, and how its last call ended: the same for every provider whose client is made
//! of what the profile names and the vault holds.

use crate::{Code, Failure, now, view::LinkState};
use gangway_domain::Provider;
use gangway_providers::net::ApiError;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// How the last call to a provider ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct LastCall {
    /// Unix milliseconds.
    pub(crate) at: Option<i64>,
    pub(crate) failure: Option<Failure>,
}

/// The line to one provider.
pub(crate) struct ClientSlot<C> {
    provider: Provider,
    /// As people call what is missing: "API key".
    secret: &'static str,
    /// `None` where the profile does not name the provider, or its secret is not in the vault.
    client: RwLock<Option<Arc<C>>>,
    last: Mutex<LastCall>,
}

impl<C> ClientSlot<C> {
    /// Without a client.
    pub(crate) fn new(provider: Provider, secret: &'static str) -> Self {
        Self { provider, secret, client: RwLock::default(), last: Mutex::default() }
    }

    /// From now on calls are made by this one.
    pub(crate) fn connect(&self, client: C) {
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(client));
    }

    /// The client, or what it needs. `is_named`: the profile names the provider.
    pub(crate) fn client(&self, is_named: bool) -> Result<Arc<C>, Failure> {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner).clone();
        client.ok_or_else(|| {
            let message = if is_named {
                format!("{}'s {} is missing.", self.provider.name(), self.secret)
            } else {
                format!("The profile has no [{}] section; docs/profile.md explains it.", self.provider)
            };
            Failure::new(Code::IntegratorCredentials, message)
        })
    }

    /// Remembers how a call ended, and says whether the line stands otherwise than before. A refusal of one request is an
    /// answer: the line is up.
    #[must_use]
    pub(crate) fn note(&self, error: Option<&ApiError>) -> bool {
        let failure = error.filter(|error| !error.is_an_answer()).cloned().map(Failure::from);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = last.at.is_none() || last.failure != failure;
        *last = LastCall { at: Some(now()), failure };
        changed
    }

    /// How the line stands.
    pub(crate) fn state(&self, is_named: bool) -> (LinkState, Option<String>) {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match (self.client(is_named), last.failure, last.at) {
            (Err(failure), ..) => (LinkState::Refused, Some(failure.message)),
            (_, Some(failure), _) if failure.code == Code::IntegratorCredentials => {
                (LinkState::Refused, Some(failure.message))
            }
            (_, Some(failure), _) => (LinkState::Failing, Some(failure.message)),
            (_, None, Some(_)) => (LinkState::Ok, None),
            (_, None, None) => (LinkState::Unknown, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientSlot, LinkState};
    use gangway_domain::Provider;
    use gangway_providers::{http::Cut, net::ApiErrorKind};

    #[test]
    fn what_is_missing_is_named_and_a_no_leaves_the_line_up() {
        let link: ClientSlot<()> = ClientSlot::new(Provider::Ratepay, "client secret");
        let said = |named| link.client(named).unwrap_err().message;
        assert_eq!(said(true), "Ratepay's client secret is missing.");
        assert_eq!(said(false), "The profile has no [ratepay] section; docs/profile.md explains it.");
        assert_eq!(link.state(true).0, LinkState::Refused);
        link.connect(());
        assert_eq!(link.state(true), (LinkState::Unknown, None));
        let after = |kind: ApiErrorKind| {
            let changed = link.note(Some(&kind.by(Provider::Ratepay)));
            (link.state(true).0, changed)
        };
        assert_eq!(after(ApiErrorKind::NotFound), (LinkState::Ok, true));
        assert_eq!(after(ApiErrorKind::Cut(Cut::TimedOut)), (LinkState::Failing, true));
        assert_eq!(after(ApiErrorKind::Credentials { status: 401, text: "no".into() }), (LinkState::Refused, true));
        assert_eq!((link.note(None), link.note(None)), (true, false), "only a change is one");
        assert_eq!(link.state(true), (LinkState::Ok, None));
    }
}
