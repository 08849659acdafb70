//! Where an application can be (docs/wire.md 2.2).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A status, or a word that is new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ApplicationStatus", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// The merchant has not touched it yet.
    Created,
    /// The merchant fills it in.
    InProgress,
    /// Handed in; the provider looks at it.
    Processing,
    /// The merchant has to give more.
    NeedsInformation,
    /// The platform has to answer the provider's questions.
    InReview,
    /// A word that no document has: kept and shown.
    #[serde(rename = "other")]
    Other(String),
    /// Approved. Final.
    Completed,
    /// Declined. Final.
    Declined,
}

impl Status {
    /// Those that are documented, in the order of a life.
    pub const KNOWN: [Self; 7] = [
        Self::Created,
        Self::InProgress,
        Self::Processing,
        Self::NeedsInformation,
        Self::InReview,
        Self::Completed,
        Self::Declined,
    ];

    /// Reads a status as the wire has it. `DECLIINED`, which the document prints once, is `DECLINED`.
    pub fn parse(word: &str) -> Self {
        let upper = word.trim().to_ascii_uppercase();
        let upper = if upper == "DECLIINED" { "DECLINED" } else { &upper };
        let known = Self::KNOWN.into_iter().find(|status| status.word() == upper);
        known.unwrap_or_else(|| Self::Other(word.trim().to_owned()))
    }

    /// As the wire has it.
    pub fn word(&self) -> &str {
        match self {
            Self::Created => "CREATED",
            Self::InProgress => "IN_PROGRESS",
            Self::Processing => "PROCESSING",
            Self::NeedsInformation => "NEEDS_INFORMATION",
            Self::InReview => "IN_REVIEW",
            Self::Completed => "COMPLETED",
            Self::Declined => "DECLINED",
            Self::Other(word) => word,
        }
    }

    /// No later event takes an application out of it.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Declined)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    /// A word that is new cannot be taken for one that is known.
    #[test]
    fn the_window_gets_the_wires_words() {
        for status in Status::KNOWN {
            assert_eq!(serde_json::to_value(&status).unwrap(), status.word());
        }
        let new = serde_json::to_value(Status::parse("ON_HOLD")).unwrap();
        assert_eq!(new, serde_json::json!({ "other": "ON_HOLD" }));
        assert_eq!(serde_json::from_value::<Status>(new).unwrap(), Status::parse("ON_HOLD"));
    }

    #[test]
    fn words_are_read_and_written() {
        for status in Status::KNOWN {
            assert_eq!(Status::parse(status.word()), status);
        }
        assert_eq!(Status::parse("DECLIINED"), Status::Declined);
        assert_eq!(Status::parse(" completed "), Status::Completed);
        assert_eq!(Status::parse("ON_HOLD"), Status::Other("ON_HOLD".into()));
        assert_eq!(Status::parse("ON_HOLD").word(), "ON_HOLD");
        assert_eq!(Status::parse(""), Status::Other(String::new()));
    }
}
