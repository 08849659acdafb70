//! How the relay says no.

use serde::{Deserialize, Serialize};

/// What is wrong, in words that somebody acts on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No token, or one of no device: the device joins again.
    Unauthorized,
    /// The role does not allow it: an admin does it.
    Forbidden,
    /// There is nothing of this name.
    NotFound,
    /// The request is not understood; the message says what of it.
    BadRequest,
    /// The invitation was used already, ran out, or its secret is wrong: ask for another one.
    InvitationInvalid,
    /// Another version of the program is needed.
    VersionUnsupported,
    /// The last admin cannot be removed: somebody else becomes one first.
    LastAdmin,
    /// Somebody else has it, or something came of it: the body says of each key why ([`crate::ClaimsRefused`]).
    Claimed,
    /// Somebody signed in by the link already.
    LinkFinished,
    /// The link ran out, or was taken back.
    LinkOver,
    /// The store does not answer: try again later.
    StoreSilent,
    /// What is asked for is older than what the relay keeps.
    TooOld,
    /// Something is wrong in the relay.
    Internal,
    /// Of a newer relay.
    #[serde(untagged)]
    Unknown(String),
}

impl ErrorCode {
    /// HTTP status that it is sent with.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::InvitationInvalid | Self::TooOld | Self::LinkOver => 410,
            Self::VersionUnsupported => 426,
            Self::LastAdmin | Self::Claimed | Self::LinkFinished => 409,
            Self::StoreSilent => 503,
            Self::Internal | Self::Unknown(_) => 500,
        }
    }
}

/// The body of every answer that says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What is wrong.
    pub code: ErrorCode,
    /// For a person who looks at it.
    pub message: String,
}
