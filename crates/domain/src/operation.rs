//! What can happen to one store within one operation.
//!
//! The machine has one property that everything else leans on: **no edge leads from [`StoreState::Unknown`] to
//! [`StoreState::Sending`]**. A store whose outcome is unknown is never sent again before the provider's own word.

use serde::{Deserialize, Serialize};

/// Provisioning or its reverse (Rappi's guide, `operation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Stores are linked to an integration.
    Provision,
    /// Stores are released from an integration.
    Deprovision,
}

impl Kind {
    /// The word used in the record and by the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Deprovision => "deprovision",
        }
    }

    /// Reads [`Kind::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Provision, Self::Deprovision].into_iter().find(|kind| kind.word() == word)
    }
}

/// Where one store stands in one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// Chosen, not sent.
    Planned,
    /// The journal says that a request holding it is about to leave or has left.
    Sending,
    /// The provider took it (202) and owes a result.
    Accepted,
    /// The request was cut off: it may or may not have been done.
    Unknown,
    /// Accepted, and the result is late.
    Overdue,
    /// Done, by a verified webhook or the provider's status call.
    Confirmed,
    /// The provider tried and failed; carries a code and a message.
    Failed,
    /// The provider did not take it; carries a reason.
    Rejected,
    /// Accepted, and long after that there is no result, and the provider's status shows that it is not done. It may be
    /// planned again.
    NoResult,
}

impl StoreState {
    /// All states, in the order in which they are counted and shown.
    pub const ALL: [Self; 9] = [
        Self::Planned,
        Self::Sending,
        Self::Accepted,
        Self::Unknown,
        Self::Overdue,
        Self::Confirmed,
        Self::Failed,
        Self::Rejected,
        Self::NoResult,
    ];

    /// The word used in the record, over IPC and by the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
            Self::Overdue => "overdue",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::NoResult => "no_result",
        }
    }

    /// Reads [`StoreState::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Nothing more is expected to happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Confirmed | Self::Failed | Self::Rejected | Self::NoResult)
    }

    /// The provider may be working on it: it must not be part of another request.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sending | Self::Accepted | Self::Unknown | Self::Overdue)
    }
}

/// What happened to a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The journal row was written; the request leaves next.
    Send,
    /// The request certainly never reached the provider's work: no connection, 401, 403, 429.
    NotTaken,
    /// 202, listed under `accepted`.
    Accept,
    /// 202 or 422, listed under `rejected`; or the whole request was refused (400).
    Reject,
    /// Time-out, reset, 5xx, 424, unreadable or empty answer, or the program ended while sending.
    OutcomeUnknown,
    /// The set time passed without a result.
    Wait,
    /// A verified webhook reports success.
    Succeed,
    /// A verified webhook reports failure.
    Fail,
    /// The status call shows the store as this operation wants it.
    StatusDone,
    /// The status call, asked long enough after sending, shows that nothing was done.
    StatusNotDone,
    /// The second, longer limit for a result is over, and the status call shows that it is not done.
    GiveUp,
}

/// The next state, or `None` where the event changes nothing (late, repeated, or not meant for this state).
///
/// Success and failure reports are accepted in every state but `Rejected`: a result may overtake the answer of
/// its own request, and may arrive after a status call settled it. Which of two reports stands is decided by
/// [`crate::fold`], by the provider's own time.
#[expect(clippy::match_same_arms, reason = "a transition table reads row by row")]
pub const fn next(state: StoreState, event: Event) -> Option<StoreState> {
    use Event as E;
    use StoreState as S;
    match (state, event) {
        (S::Planned, E::Send) => Some(S::Sending),
        (S::Sending, E::NotTaken) => Some(S::Planned),
        (S::Sending, E::Accept) => Some(S::Accepted),
        (S::Sending, E::Reject) => Some(S::Rejected),
        (S::Sending, E::OutcomeUnknown) => Some(S::Unknown),
        (S::Accepted, E::Wait) => Some(S::Overdue),
        (S::Unknown | S::Accepted | S::Overdue | S::NoResult, E::StatusDone) => Some(S::Confirmed),
        (S::Overdue, E::GiveUp) => Some(S::NoResult),
        (S::Unknown, E::StatusNotDone) => Some(S::Planned),
        (S::Planned | S::Sending | S::Accepted | S::Unknown | S::Overdue | S::Failed | S::NoResult, E::Succeed) => {
            Some(S::Confirmed)
        }
        (S::Planned | S::Sending | S::Accepted | S::Unknown | S::Overdue | S::Confirmed | S::NoResult, E::Fail) => {
            Some(S::Failed)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Event as E, StoreState as S, next};

    const EVENTS: [E; 11] = [
        E::Send,
        E::NotTaken,
        E::Accept,
        E::Reject,
        E::OutcomeUnknown,
        E::Wait,
        E::Succeed,
        E::Fail,
        E::StatusDone,
        E::StatusNotDone,
        E::GiveUp,
    ];

    /// Every pair, one letter each: the next state's initial, or `.` for no change.
    #[test]
    fn every_pair_of_state_and_event() {
        let letter = |state: S| match state {
            S::Planned => 'P',
            S::Sending => 'S',
            S::Accepted => 'A',
            S::Unknown => 'U',
            S::Overdue => 'O',
            S::Confirmed => 'C',
            S::Failed => 'F',
            S::Rejected => 'R',
            S::NoResult => 'N',
        };
        let row = |state| EVENTS.map(|event| next(state, event).map_or('.', letter)).iter().collect::<String>();
        //                        Send NotTaken Accept Reject OutcomeUnknown Wait Succeed Fail Done NotDone GiveUp
        assert_eq!(row(S::Planned), "S.....CF...");
        assert_eq!(row(S::Sending), ".PARU.CF...");
        assert_eq!(row(S::Accepted), ".....OCFC..");
        assert_eq!(row(S::Unknown), "......CFCP.");
        assert_eq!(row(S::Overdue), "......CFC.N");
        assert_eq!(row(S::Confirmed), ".......F...");
        assert_eq!(row(S::Failed), "......C....");
        assert_eq!(row(S::Rejected), "...........");
        assert_eq!(row(S::NoResult), "......CFC..");
    }

    #[test]
    fn nothing_in_doubt_is_ever_sent() {
        for state in S::ALL.into_iter().filter(|state| *state != S::Planned) {
            assert_ne!(next(state, E::Send), Some(S::Sending), "{state:?}");
        }
    }

    #[test]
    fn words_read_back() {
        for state in S::ALL {
            assert_eq!(S::from_word(state.word()), Some(state));
        }
        assert_eq!(S::from_word("done"), None);
    }
}
