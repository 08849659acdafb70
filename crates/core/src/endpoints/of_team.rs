//! Where providers call when the environment is in a team: at the team's relay, which receives for everybody.

use crate::environment::Answer;
use gangway_domain::Provider;
use secrecy::SecretString;

/// The relay's endpoints, as whoever registers them at a provider sees them.
pub(crate) trait TeamEndpoints: Send + Sync {
    /// The team's name; `None`: the environment is in no team, and its own receiver is registered.
    fn name(&self) -> Answer<'_, Option<String>>;

    /// Whether an address is one of the team's endpoints for an event.
    fn is_endpoint<'a>(&'a self, provider: Provider, event: &'a str, url: &'a str) -> Answer<'a, bool>;

    /// An endpoint whose secret is known here, as a whole address and the secret; a new one where there is none.
    fn endpoint<'a>(&'a self, provider: Provider, event: &'a str) -> Answer<'a, (String, SecretString)>;

    /// Whether the registration was seen to lead to the relay a moment ago.
    fn is_seen_registered(&self) -> bool;

    /// It does, or nobody knows.
    fn see_registered(&self, leads_here: bool);
}
