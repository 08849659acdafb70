//! What a team hears of an act: a closed set, and which act of the audit log is which.

use crate::{ActKind, closed::closed_words};

closed_words! {
    /// What members do, as the team's log calls it.
    pub enum TeamFact {
        /// A run began.
        RunStarted = "run_started",
        /// The provider took a batch of it.
        BatchAccepted = "batch_accepted",
        /// It came to its end.
        RunEnded = "run_ended",
        /// A merchant authorized the integration.
        MerchantAuthorized = "merchant_authorized",
        /// What subscriptions there should be.
        DesiredSubscription = "desired_subscription",
        /// An endpoint, or where a webhook is registered, changed.
        Endpoint = "endpoint",
        /// A notification left.
        NotificationSent = "notification_sent",
        /// A review was signed off.
        ReviewSignOff = "review_sign_off",
        /// The newest hash of a device's audit log.
        AuditHead = "audit_head",
        /// Somebody worked without the relay, and why.
        WorkedAlone = "worked_alone",
    }
}

impl TeamFact {
    /// What colleagues hear of an act; `None`: it concerns this console alone.
    pub const fn of_act(act: ActKind) -> Option<Self> {
        use ActKind as A;
        Some(match act {
            A::OperationStarted => Self::RunStarted,
            A::OperationEnded => Self::RunEnded,
            A::MerchantAuthorized => Self::MerchantAuthorized,
            A::ReviewSignedOff => Self::ReviewSignOff,
            A::SubscriptionCreated
            | A::SubscriptionChanged
            | A::SubscriptionRemoved
            | A::SubscriptionAdopted
            | A::SubscriptionRestored
            | A::SubscriptionGivenUp => Self::DesiredSubscription,
            A::WebhookRegistered | A::RotationStarted | A::RotationConfirmed | A::RotationAbandoned => Self::Endpoint,
            A::AuthorizationFailed
            | A::MerchantSignedOut
            | A::OperationStopped
            | A::OperationUndone
            | A::OperationPaused
            | A::OperationResumed
            | A::OperationRepeated
            | A::OutcomesAsked
            | A::DriftSeen
            | A::QueueKept
            | A::StoresExported
            | A::PlanExported
            | A::ReviewExported
            | A::ActivityExported
            | A::ActivityEndAccepted
            | A::SnapshotKept
            | A::SnapshotRenamed
            | A::SnapshotRemoved
            | A::OldSecretDropped
            | A::DeliveriesRetried
            | A::DeliveriesReverified
            | A::DisputeAnswered
            | A::DisputeOpenedAgain
            | A::SubscriptionSecretShown
            | A::AddressCalled
            | A::BusinessMade
            | A::BusinessChanged
            | A::BusinessRemoved
            | A::PersonalDataShown
            | A::PersonalDataErased
            | A::ContentRemoved
            | A::MerchantReminded
            | A::MerchantMuted
            | A::SendingSwitched
            | A::TemplateChanged
            | A::WayTried
            | A::NotificationBounced
            | A::NotificationSentByHand
            | A::NotificationNotToBeSent
            | A::ProxyPasswordReplaced
            | A::ProxyPasswordRemoved
            | A::TellingSecretReplaced
            | A::TellingSecretShown
            | A::ProfileChanged
            | A::ClientSecretReplaced
            | A::ApiKeyReplaced
            | A::WebhookSecretStored
            | A::TeamJoined
            | A::TeamLeft
            | A::TeamInvited
            | A::TeamDeviceRemoved => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::TeamFact;
    use crate::ActKind;

    #[test]
    fn what_colleagues_have_to_know_is_told_and_what_is_of_this_computer_alone_is_not() {
        assert_eq!(TeamFact::of_act(ActKind::OperationStarted), Some(TeamFact::RunStarted));
        assert_eq!(TeamFact::of_act(ActKind::SubscriptionGivenUp), Some(TeamFact::DesiredSubscription));
        assert_eq!(TeamFact::of_act(ActKind::PersonalDataShown), None);
        assert_eq!(TeamFact::of_act(ActKind::TellingSecretShown), None);
        for fact in TeamFact::ALL {
            assert_eq!(TeamFact::read(fact.word()), Some(*fact));
        }
    }
}
