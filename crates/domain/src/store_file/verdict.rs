//! What becomes of a row.

use serde::{Deserialize, Serialize};

/// A closed set; `row.<word>` in the window's catalogs, and in English and Spanish in the file of refused rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    /// It can be sent.
    Ready,
    /// It can be sent; the provider calls the store [`Judged::about`], and that name is sent.
    NameDiffers,
    /// It can be sent: a spreadsheet changed the id, and a person accepted that it was [`Judged::about`].
    ChangedAccepted,
    /// A spreadsheet changed the id; it probably was [`Judged::about`], if that says anything.
    IdChanged,
    /// The name in the row is not that of the store, which the provider calls [`Judged::about`], but rather that of another.
    NameContradicts,
    /// A quote in the row is not closed.
    BrokenQuote,
    /// More cells than the header has titles: something in the row is not where it belongs.
    TooManyCells,
    /// No store id.
    EmptyId,
    /// The line [`Judged::about`] has the same id.
    Duplicate,
    /// The merchant has no such store.
    UnknownStore,
    /// Provisioned to one of our integrations already.
    AlreadyOurs,
    /// Provisioned to [`Judged::about`], which is not in the profile.
    OtherIntegration,
    /// The provider has no name for it, and refuses it without one.
    BlankName,
    /// Part of a request whose result is outstanding.
    InProgress,
    /// Its outcome is unknown.
    UnknownOutcome,
    /// The row asks for the integration [`Judged::about`], which is not in the profile.
    IntegrationUnknown,
    /// Neither the row nor the person says to which integration.
    IntegrationMissing,
    /// [`Judged::about`], "title: content", is neither yes nor no.
    FlagUnreadable,
}

impl RowVerdict {
    /// In the order of a list of counts: what goes, then what does not, the file's mistakes first.
    pub const ALL: [Self; 18] = [
        Self::Ready,
        Self::NameDiffers,
        Self::ChangedAccepted,
        Self::IdChanged,
        Self::NameContradicts,
        Self::BrokenQuote,
        Self::TooManyCells,
        Self::EmptyId,
        Self::Duplicate,
        Self::UnknownStore,
        Self::AlreadyOurs,
        Self::OtherIntegration,
        Self::BlankName,
        Self::InProgress,
        Self::UnknownOutcome,
        Self::IntegrationUnknown,
        Self::IntegrationMissing,
        Self::FlagUnreadable,
    ];

    /// Whether the row is part of the plan.
    pub fn goes(self) -> bool {
        matches!(self, Self::Ready | Self::NameDiffers | Self::ChangedAccepted)
    }
}

/// The verdict on one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What becomes of it.
    pub verdict: RowVerdict,
    /// What the verdict is about.
    pub about: Option<Box<str>>,
}

impl From<RowVerdict> for Judged {
    fn from(verdict: RowVerdict) -> Self {
        Self { verdict, about: None }
    }
}

impl RowVerdict {
    /// With what it is about.
    pub fn about(self, what: impl Into<Box<str>>) -> Judged {
        Judged { verdict: self, about: Some(what.into()) }
    }
}
