use serde::Serialize;
use specta::Type;

/// What is stale, by a tag for each kind of thing. The window maps every tag to the reads that it drops, by type, so that one
/// without a mapping does not compile there; nothing polls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "tag", rename_all = "camelCase")]
pub enum Change {
    /// The list of merchants or a row of it.
    Merchants,
    /// Stores of one merchant: ask for the delta.
    Stores {
        /// Whose.
        merchant: String,
    },
    /// One operation.
    Operation {
        /// Whose.
        merchant: String,
        /// Which.
        operation: String,
    },
    /// The list of deliveries.
    Deliveries,
    /// The audit.
    Activity,
    /// Receiver, provider or vault.
    Connection,
    /// Webhook registrations.
    Webhooks,
    /// What the provider announced to go away.
    Deprecations,
    /// Subscriptions: ours, the provider's, or a rotation.
    Subscriptions,
    /// Disputes: a new one, or one whose date has come.
    Disputes,
    /// Merchant applications.
    Applications,
    /// Messages to people, or the settings of notifications.
    Notifications,
    /// What a person put out of sight, or back.
    Attention,
    /// What people keep about merchants in the queue.
    Queue,
    /// Businesses and the accounts that belong to them.
    Businesses,
    /// Snapshots and sign-offs.
    Reviews,
    /// One authorization attempt.
    Attempt {
        /// Which.
        attempt: String,
    },
    /// What members of the team did.
    TeamFacts,
    /// Who of the team works on what.
    TeamClaims,
    /// Invitations of merchants.
    Invitations,
    /// The team, or how far this console has its log.
    Team,
    /// What is known of new versions.
    Updates,
    /// The profile's facts.
    Profile,
    /// So much came at once that nobody can say what.
    Everything,
}
