//! What the line to a provider answers, whoever it is: how it stands, what it calls, and whether its credentials are right.

use crate::{
    environment::Answer,
    view::{Act, LinkState, Step},
};
use gangway_domain::Provider;

/// The line to one provider of an open environment. What does not depend on what is open is in its
/// [`Descriptor`](crate::providers::descriptor::Descriptor).
pub(crate) trait ProviderLine: Send + Sync {
    /// Whose.
    fn provider(&self) -> Provider;

    /// Whether the profile names the provider, or the sandbox simulates it.
    fn is_named(&self) -> bool;

    /// How the last call ended, and why it failed if it did.
    fn state(&self) -> (LinkState, Option<String>);

    /// The hosts that are called, each with the step of a check that looks at it; none where the provider is not named.
    fn hosts(&self) -> Vec<(Step, String)>;

    /// What can be done with its subscriptions from here.
    fn can(&self) -> &'static [Act];

    /// Endpoints are managed in the provider's own portal.
    fn in_portal(&self) -> bool;

    /// A new client from what profile and vault hold now.
    fn connect_again(&self) -> Answer<'_, ()>;

    /// Asks the provider whether the credentials are right. Changes nothing there.
    fn check_login(&self) -> Answer<'_, ()>;
}
