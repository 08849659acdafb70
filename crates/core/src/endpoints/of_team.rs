//! Where providers call when the environment is in a team: at the team's relay, which receives for everybody.

use crate::environment::Answer;
use gangway_domain::Provider;
use secrecy::SecretString;

/// The relay's endpoints, as whoever registers them at a provider sees them.
pub(crate) trait TeamEndpoints: Send + Sync {
    /// The team's name; `None`: the environment is in no team, and its own receiver is registered.
    fn name(&self) -> Answer<'_, Option<String>>;

    /// Where calls for the team come in; `None`: the environment is in no team.
    fn receives(&self) -> Answer<'_, Option<TeamReceiver>>;

    /// Whether an address is one of the team's endpoints for an event.
    fn is_endpoint<'a>(&'a self, provider: Provider, event: &'a str, url: &'a str) -> Answer<'a, bool>;

    /// An endpoint whose secret is known here, as a whole address and the secret; a new one where there is none.
    fn endpoint<'a>(&'a self, provider: Provider, event: &'a str) -> Answer<'a, (String, SecretString)>;

    /// Whether the registration leads to the relay, as it was seen a moment ago; `None`: nobody looked.
    fn seen_registered(&self) -> Option<bool>;

    /// It does, or it does not.
    fn see_registered(&self, leads_here: bool);
}

/// Who takes calls in for a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamReceiver {
    /// How the team is called.
    pub(crate) team: String,
    /// The relay's public address, without a slash at its end.
    pub(crate) relay: String,
}
