//! Where an attempt stands, as `attempts.status` and `attempts.detail` keep it: a word, and what belongs to it. A text without
//! a version is of the first one.

use crate::{
    Sql,
    db::{
        kept_failure::KeptFailure,
        unreadable::{self, Unreadable},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

const COLUMN: &str = "attempts.detail";
/// Of what is written now.
const VERSION: u32 = 1;

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// For the merchant.
    Waiting,
    /// The code is being exchanged.
    Exchanging,
    /// Somebody else authorized than expected; a person is asked.
    Question,
    /// Authorized.
    Done,
    /// It did not work.
    Failed,
    /// A person cancelled it.
    Cancelled,
    /// Nobody came in time.
    Expired,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Waiting, Self::Exchanging, Self::Question, Self::Done, Self::Failed, Self::Cancelled, Self::Expired];

    /// As it is kept.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Exchanging => "exchanging",
            Self::Question => "question",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// Reads [`Status::word`] back.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// Where an attempt stands, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// For the merchant.
    Waiting,
    /// The code is being exchanged.
    Exchanging,
    /// Somebody else authorized than expected; a person is asked.
    Question {
        /// Who did.
        email: String,
        /// Who was expected.
        expected: String,
    },
    /// Authorized.
    Done {
        /// The merchant.
        merchant: String,
        /// Who authorized.
        email: String,
        /// Stores in the tree, once read.
        stores: Option<u32>,
        /// The login host's clock minus ours, in milliseconds, where they differ noticeably.
        clock_skew_ms: Option<i64>,
    },
    /// It did not work.
    Failed(KeptFailure),
    /// A person cancelled it.
    Cancelled,
    /// Nobody came in time.
    Expired,
}

#[derive(Default, Serialize, Deserialize)]
struct Text {
    #[serde(default = "first")]
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merchant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stores: Option<u32>,
    #[serde(default, rename = "clockSkewMs", skip_serializing_if = "Option::is_none")]
    clock_skew_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<Box<RawValue>>,
}

const fn first() -> u32 {
    1
}

impl State {
    /// Without what belongs to it.
    pub const fn status(&self) -> Status {
        match self {
            Self::Waiting => Status::Waiting,
            Self::Exchanging => Status::Exchanging,
            Self::Question { .. } => Status::Question,
            Self::Done { .. } => Status::Done,
            Self::Failed(_) => Status::Failed,
            Self::Cancelled => Status::Cancelled,
            Self::Expired => Status::Expired,
        }
    }

    /// What is kept beside the status.
    pub(crate) fn detail(&self) -> Option<String> {
        let none = Text { version: VERSION, ..Text::default() };
        let text = match self.clone() {
            Self::Waiting | Self::Exchanging | Self::Cancelled | Self::Expired => return None,
            Self::Question { email, expected } => Text { email: Some(email), expected: Some(expected), ..none },
            Self::Done { merchant, email, stores, clock_skew_ms } => {
                Text { merchant: Some(merchant), email: Some(email), stores, clock_skew_ms, ..none }
            }
            // Its text is JSON, always.
            Self::Failed(failure) => Text { failure: RawValue::from_string(failure.text()).ok(), ..none },
        };
        // Texts and numbers always become JSON.
        serde_json::to_string(&text).ok()
    }

    /// Reads what is kept. Nothing is not "waiting": where something belongs to the status, it has to be there.
    pub(crate) fn read(status: Status, detail: Option<&str>) -> Sql<Self> {
        Ok(match status {
            Status::Waiting => Self::Waiting,
            Status::Exchanging => Self::Exchanging,
            Status::Cancelled => Self::Cancelled,
            Status::Expired => Self::Expired,
            Status::Question => {
                let text = text(detail)?;
                Self::Question { email: there(text.email, "email")?, expected: there(text.expected, "expected")? }
            }
            Status::Done => {
                let Text { merchant, email, stores, clock_skew_ms, .. } = text(detail)?;
                let (merchant, email) = (there(merchant, "merchant")?, there(email, "email")?);
                Self::Done { merchant, email, stores, clock_skew_ms }
            }
            Status::Failed => Self::Failed(KeptFailure::read(there(text(detail)?.failure, "failure")?.get(), COLUMN)?),
        })
    }
}

fn text(detail: Option<&str>) -> Sql<Text> {
    let text: Text = unreadable::json(detail.unwrap_or_default(), 0, COLUMN)?;
    if text.version > VERSION {
        return Err(Unreadable::newer(COLUMN, text.version).at(0));
    }
    Ok(text)
}

fn there<T>(value: Option<T>, name: &str) -> Sql<T> {
    value.ok_or_else(|| Unreadable { column: COLUMN, why: format!("it has no {name}") }.at(0))
}

#[cfg(test)]
mod tests {
    use super::{KeptFailure, State, Status};
    use crate::Unreadable;

    fn states() -> [State; 7] {
        [
            State::Waiting,
            State::Exchanging,
            State::Question { email: "ana@shop.test".into(), expected: "eva@shop.test".into() },
            State::Done {
                merchant: "m1".into(),
                email: "ana@shop.test".into(),
                stores: None,
                clock_skew_ms: Some(-90_000),
            },
            State::Failed(KeptFailure { code: "denied".into(), message: "No.".into(), ..KeptFailure::default() }),
            State::Cancelled,
            State::Expired,
        ]
    }

    #[test]
    fn what_is_kept_is_read_back() {
        for state in states() {
            assert_eq!(Status::read(state.status().word()), Some(state.status()));
            assert_eq!(State::read(state.status(), state.detail().as_deref()).unwrap(), state);
        }
    }

    /// As programs of before wrote it.
    #[test]
    fn what_was_kept_before_is_read() {
        let [_, _, question, done, failed, cancelled, _] = states();
        for (before, state) in [
            (r#"{"kind":"question","email":"ana@shop.test","expected":"eva@shop.test"}"#, question),
            (r#"{"kind":"done","merchant":"m1","email":"ana@shop.test","stores":null,"clockSkewMs":-90000}"#, done),
            (
                r#"{"kind":"failed","failure":{"code":"denied","reason":null,"what":null,"place":null,"provider":null,"message":"No.","detail":null}}"#,
                failed,
            ),
            (r#"{"kind":"cancelled"}"#, cancelled),
        ] {
            assert_eq!(State::read(state.status(), Some(before)).unwrap(), state);
        }
    }

    #[test]
    fn what_cannot_be_read_has_a_name() {
        for (status, detail) in [
            (Status::Done, None),
            (Status::Done, Some("{}")),
            (Status::Question, Some(r#"{"email":"ana@shop.test"}"#)),
            (Status::Failed, Some(r#"{"failure":7}"#)),
            (Status::Failed, Some(r#"{"version":2,"failure":{"code":"x","message":"y"}}"#)),
        ] {
            let error = State::read(status, detail).unwrap_err();
            assert_eq!(Unreadable::among(&error).unwrap().column, "attempts.detail", "{detail:?}");
        }
    }
}
