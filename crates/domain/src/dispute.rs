//! When a dispute wants somebody's attention (docs/wire.md 3.3).

use serde::{Deserialize, Serialize};

/// A dispute counts as due soon this long before its date, in milliseconds.
pub const SOON: i64 = 3 * 24 * 60 * 60 * 1000;

/// Where a dispute stands, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DisputeState {
    /// The date has passed and nobody said that it was answered.
    Overdue,
    /// It is due within three days.
    DueSoon,
    /// It is due later.
    Open,
    /// It came without a date that could be read.
    Undated,
    /// Somebody at the desk said so: the provider does not.
    Answered,
}

/// Why a buyer disputes (docs/wire.md 3.3), or a word that is new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DisputeReason {
    /// The buyer defends the payment.
    Defend,
    /// Nothing came.
    ItemNotReceived,
    /// Somebody else bought.
    Fraud,
    /// It was sent back.
    ItemReturned,
    /// A word that no document has: kept and shown.
    #[serde(rename = "other")]
    Other(String),
}

impl DisputeReason {
    /// Those that are documented.
    pub const KNOWN: [Self; 4] = [Self::Defend, Self::ItemNotReceived, Self::Fraud, Self::ItemReturned];

    /// Reads a reason as the wire has it.
    pub fn parse(word: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|reason| reason.word() == word.trim());
        known.unwrap_or_else(|| Self::Other(word.trim().to_owned()))
    }

    /// As the wire has it.
    pub fn word(&self) -> &str {
        match self {
            Self::Defend => "DEFEND",
            Self::ItemNotReceived => "ITEM_NOT_RECEIVED",
            Self::Fraud => "FRAUD",
            Self::ItemReturned => "ITEM_RETURNED",
            Self::Other(word) => word,
        }
    }
}

/// Where a dispute stands at `now`. Times in Unix milliseconds.
pub const fn state(due_at: Option<i64>, answered: bool, now: i64) -> DisputeState {
    match due_at {
        _ if answered => DisputeState::Answered,
        None => DisputeState::Undated,
        Some(due) if due < now => DisputeState::Overdue,
        Some(due) if due - now <= SOON => DisputeState::DueSoon,
        Some(_) => DisputeState::Open,
    }
}

/// When the state changes next by time alone, if it does.
pub fn changes_at(due_at: Option<i64>, answered: bool, now: i64) -> Option<i64> {
    let due = due_at.filter(|_| !answered)?;
    [due - SOON, due + 1].into_iter().find(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::{DisputeReason, DisputeState, SOON, changes_at, state};

    #[test]
    fn reasons_are_read_and_written_as_the_window_gets_them() {
        for reason in DisputeReason::KNOWN {
            assert_eq!(DisputeReason::parse(reason.word()), reason);
            assert_eq!(serde_json::to_value(&reason).unwrap(), reason.word());
        }
        let new = DisputeReason::parse("LOST");
        assert_eq!((new.word(), serde_json::to_value(&new).unwrap()), ("LOST", serde_json::json!({ "other": "LOST" })));
    }

    #[test]
    fn every_state() {
        let now = 10 * SOON;
        let check = |due: Option<i64>, answered, expected| assert_eq!(state(due, answered, now), expected, "{due:?}");
        check(None, false, DisputeState::Undated);
        check(Some(now - 1), false, DisputeState::Overdue);
        check(Some(now), false, DisputeState::DueSoon);
        check(Some(now + SOON), false, DisputeState::DueSoon);
        check(Some(now + SOON + 1), false, DisputeState::Open);
        check(Some(now - 1), true, DisputeState::Answered);
        check(None, true, DisputeState::Answered);
    }

    /// At the moment that is named the state is another one, and just before it is not.
    #[test]
    fn the_next_change() {
        let due = Some(10 * SOON);
        let mut now = 0;
        let mut seen = vec![state(due, false, now)];
        while let Some(at) = changes_at(due, false, now) {
            assert_eq!(state(due, false, at - 1), *seen.last().unwrap());
            seen.push(state(due, false, at));
            now = at;
        }
        assert_eq!(seen, [DisputeState::Open, DisputeState::DueSoon, DisputeState::Overdue]);
        assert_eq!(changes_at(due, true, 0), None);
    }
}
