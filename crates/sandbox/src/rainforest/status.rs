//! Statuses of an application, and the time field of each (docs/wire.md 2.2).

use serde::{Deserialize, Serialize};

/// Where an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Created,
    InProgress,
    Processing,
    NeedsInformation,
    InReview,
    Completed,
    Declined,
}

impl Status {
    /// In the order of the document.
    pub(crate) const ALL: [Self; 7] = [
        Self::Created,
        Self::InProgress,
        Self::Processing,
        Self::NeedsInformation,
        Self::InReview,
        Self::Completed,
        Self::Declined,
    ];

    /// As it is written on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::InProgress => "IN_PROGRESS",
            Self::Processing => "PROCESSING",
            Self::NeedsInformation => "NEEDS_INFORMATION",
            Self::InReview => "IN_REVIEW",
            Self::Completed => "COMPLETED",
            Self::Declined => "DECLINED",
        }
    }

    /// `merchant_application.in_progress`
    pub(crate) fn event(self) -> String {
        format!("merchant_application.{}", self.word().to_ascii_lowercase())
    }

    /// What the wire calls it, `DECLIINED` included, which the document prints once.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let word = if word == "DECLIINED" { "DECLINED" } else { word };
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// When an application came where; Unix milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Times {
    pub(crate) created: i64,
    pub(crate) updated: Option<i64>,
    pub(crate) submitted: Option<i64>,
    pub(crate) resubmitted: Option<i64>,
    pub(crate) needs_information: Option<i64>,
    pub(crate) in_review: Option<i64>,
    pub(crate) approved: Option<i64>,
    pub(crate) declined: Option<i64>,
}

impl Times {
    /// The status was reached at `at`.
    pub(crate) fn reach(&mut self, status: Status, at: i64) {
        match status {
            Status::Created => self.created = at,
            Status::InProgress => {}
            Status::Processing if self.submitted.is_some() => self.resubmitted = Some(at),
            Status::Processing => self.submitted = Some(at),
            Status::NeedsInformation => self.needs_information = Some(at),
            Status::InReview => self.in_review = Some(at),
            Status::Completed => self.approved = Some(at),
            Status::Declined => self.declined = Some(at),
        }
        if status != Status::Created {
            self.updated = Some(at);
        }
    }
}
