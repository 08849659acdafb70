//! What needs a person, and what a person said about it: not now, or done.

use crate::closed::closed_words;

closed_words! {
    /// Why something needs a person, the most urgent first. The words are kept with what a person said about it.
    pub enum AttentionKind {
        /// A dispute's date has passed.
        DisputeOverdue = "dispute_overdue",
        /// The provider said by when it answers what was handed in again, and has not.
        ReviewOverdue = "review_overdue",
        /// Nothing that providers send can come in at this computer.
        ReceiverDown = "receiver_down",
        /// Nothing of what the team's relay receives comes here.
        RelayDown = "relay_down",
        /// The provider does not send results here, although a run was made.
        WebhookMissing = "webhook_missing",
        /// A run waits until the merchant signs in again.
        SignInOver = "sign_in_over",
        /// A run was halted by a cause that concerns every further request.
        RunHalted = "run_halted",
        /// The program ended while a run was sending.
        RunInterrupted = "run_interrupted",
        /// Stores that failed in a run that is over, and that no later run took.
        StoresFailed = "stores_failed",
        /// The provider asks the platform about an application.
        ApplicationsInReview = "applications_in_review",
        /// The provider asks a merchant for more about an application.
        ApplicationsNeedInformation = "applications_need_information",
        /// Messages to people that were refused.
        MessagesRefused = "messages_refused",
        /// Stores whose outcome is unknown.
        OutcomeUnknown = "outcome_unknown",
        /// Stores that were accepted long ago, without a result.
        Overdue = "overdue",
        /// Calls came that were not believed.
        DeliveryRejected = "delivery_rejected",
        /// A subscription is not as it is meant.
        SubscriptionDiffers = "subscription_differs",
        /// Messages to people are held because sending is off, or because a channel is not set up.
        MessagesHeld = "messages_held",
        /// A merchant's authorization has expired, and there are stores to provision.
        AuthorizationExpired = "authorization_expired",
        /// Stores changed without a run of ours.
        Drift = "drift",
        /// A merchant has not gone on with an application for a week.
        ApplicationStalled = "application_stalled",
        /// A merchant authorized, and has no store.
        MerchantWithoutStores = "merchant_without_stores",
        /// A dispute's date is near.
        DisputeDueSoon = "dispute_due_soon",
    }
}

impl AttentionKind {
    /// Whether a person may say that it is done with. Not where only the thing itself can be: a receiver that is down, a store
    /// whose outcome is unknown, a dispute, which has an answer of its own.
    pub const fn may_be_done(self) -> bool {
        match self {
            Self::StoresFailed
            | Self::RunHalted
            | Self::RunInterrupted
            | Self::ApplicationsNeedInformation
            | Self::MessagesRefused
            | Self::MessagesHeld
            | Self::DeliveryRejected
            | Self::AuthorizationExpired
            | Self::ApplicationStalled
            | Self::MerchantWithoutStores => true,
            Self::DisputeOverdue
            | Self::ReviewOverdue
            | Self::ReceiverDown
            | Self::RelayDown
            | Self::WebhookMissing
            | Self::SignInOver
            | Self::ApplicationsInReview
            | Self::OutcomeUnknown
            | Self::Overdue
            | Self::SubscriptionDiffers
            | Self::Drift
            | Self::DisputeDueSoon => false,
        }
    }
}

/// What a person said about something that needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not before this moment, Unix milliseconds.
    Snoozed {
        /// When it is shown again.
        until: i64,
    },
    /// It is done with, as far as it had come.
    Done {
        /// The newest that was seen of it (see [`Mark::hides`]).
        seen: i64,
    },
}

impl Mark {
    /// Whether something is out of sight. `newest` grows with whatever is new about it: what is done comes back with that, what is
    /// snoozed waits for its time.
    pub const fn hides(self, newest: i64, now: i64) -> bool {
        match self {
            Self::Snoozed { until } => now < until,
            Self::Done { seen } => newest <= seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AttentionKind, Mark};

    #[test]
    fn what_is_snoozed_comes_back_in_time_and_what_is_done_with_news() {
        let check = |mark: Mark, newest: i64, now: i64, is_hidden: bool| {
            assert_eq!(mark.hides(newest, now), is_hidden, "{mark:?} {newest} {now}");
        };
        check(Mark::Snoozed { until: 10 }, 99, 9, true);
        check(Mark::Snoozed { until: 10 }, 0, 10, false);
        check(Mark::Done { seen: 5 }, 5, 99, true);
        check(Mark::Done { seen: 5 }, 4, 99, true);
        check(Mark::Done { seen: 5 }, 6, 0, false);
    }

    /// A word that is kept is never another one.
    #[test]
    fn every_word_is_read_back() {
        for kind in AttentionKind::ALL {
            assert_eq!(AttentionKind::read(kind.word()), Some(*kind));
        }
        assert_eq!(AttentionKind::read("weather"), None);
    }
}
