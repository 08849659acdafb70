//! Merchants' sign-ins, which a team shares: sealed with the team's key, as bodies beside the log.

use crate::{BodyDigest, Digest256, Key};
use serde::{Deserialize, Serialize};

/// What became of a merchant's sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInChange {
    /// The merchant authorized.
    SignedIn,
    /// Somebody of the team signed the merchant out.
    SignedOut,
}

impl SignInChange {
    /// Both.
    pub const ALL: [Self; 2] = [Self::SignedIn, Self::SignedOut];

    /// As it is kept.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
        }
    }

    /// Reads [`SignInChange::word`] back.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Tells the team. The same again, by its key, is told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSignIn {
    /// Made by the device.
    pub request: Key,
    /// What happened.
    pub what: SignInChange,
    /// Whose it is: the same for one merchant of one environment, and nobody without the team's key can tell whose.
    pub subject: Digest256,
    /// What is sealed with the team's key, as base64url.
    pub sealed: String,
}

/// Details of the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInDetails {
    /// [`NewSignIn::request`].
    pub request: Key,
    /// Of what is sealed, which is beside the log.
    pub sealed: BodyDigest,
}
