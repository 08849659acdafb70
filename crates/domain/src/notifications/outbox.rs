//! What becomes of a message, and why: closed sets of words that the record keeps and the window shows.

use super::Hold;
use crate::closed::closed_words;

closed_words! {
    /// What becomes of a message.
    pub enum NotificationState {
        /// It goes when it is due.
        Waiting = "waiting",
        /// An attempt is under way.
        Sending = "sending",
        /// Taken by whoever is next: the mail server, the platform, the notification centre.
        Sent = "sent",
        /// It will not be tried again.
        Refused = "refused",
        /// It does not go by itself.
        Held = "held",
    }
}

closed_words! {
    /// Why a message is in its state; `notification.reason.<word>` in the window's catalogs.
    pub enum NotificationReason {
        /// Waiting until the quiet hours end.
        QuietHours = "quiet_hours",
        /// Waiting to be tried again.
        Retry = "retry",
        /// Waiting to be repeated under the same id: an earlier attempt may have succeeded.
        OutcomeUnknown = "outcome_unknown",
        /// Held: nothing leaves this desk.
        Preview = "preview",
        /// Held: a later status was known.
        Overtaken = "overtaken",
        /// Held: the merchant is muted.
        Muted = "muted",
        /// Held: the channel has no address to go to.
        NotSetUp = "not_set_up",
        /// Held: a person said so.
        DoNotSend = "do_not_send",
        /// Refused: nobody knows where to send it.
        NoAddress = "no_address",
        /// Refused: the template makes no message.
        Template = "template",
        /// Refused by the other side.
        Refused = "refused",
        /// Refused after the last try.
        GaveUp = "gave_up",
        /// Taken by the mail server, and come back.
        Bounced = "bounced",
    }
}

impl From<Hold> for NotificationReason {
    fn from(hold: Hold) -> Self {
        match hold {
            Hold::Preview => Self::Preview,
            Hold::Overtaken => Self::Overtaken,
            Hold::Muted => Self::Muted,
            Hold::NotSetUp => Self::NotSetUp,
            Hold::DoNotSend => Self::DoNotSend,
        }
    }
}

closed_words! {
    /// How an attempt to send a message ended; `notification.outcome.<word>` in the window's catalogs.
    pub enum NotificationOutcome {
        /// Taken.
        Sent = "sent",
        /// It will not be tried again.
        Refused = "refused",
        /// Certainly not taken; another try follows.
        Later = "later",
        /// Nobody knows whether it was taken; it is repeated under the same id.
        OutcomeUnknown = "outcome_unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::NotificationReason;
    use crate::notifications::Hold;

    /// What is held is kept under the word of its hold.
    #[test]
    fn a_hold_is_a_reason_under_the_same_word() {
        for hold in Hold::ALL {
            assert_eq!(NotificationReason::from(hold).word(), hold.word());
        }
    }
}
