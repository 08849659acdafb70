//! Invitations: links by which merchants anywhere sign in, through the team's relay.

use super::Language;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewInvitation {
    /// How the team calls the merchant; empty: by the email address.
    pub label: String,
    /// Who is expected to sign in. Somebody else is asked about.
    pub email: Option<String>,
    /// The merchant's language, where the browser says none.
    pub language: Option<Language>,
}

/// A row of a list of merchants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InviteeRow {
    /// Its line, from 1.
    pub line: u32,
    /// Whom it names.
    pub invitation: Option<NewInvitation>,
    /// Why it names nobody; `invitation.row.<word>` in the window's catalogs.
    pub why: Option<InviteeFault>,
}

/// Why a row of a list names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InviteeFault {
    /// There is no email address in it.
    NoEmail,
    /// There are two different ones.
    TwoEmails,
    /// It is longer than any real one.
    TooLong,
    /// The same address is further up.
    Repeated,
}

/// Where an invitation stands; `invitation.stage.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStage {
    /// The merchant may sign in.
    Open,
    /// The merchant came back, and a console of the team finishes it.
    Answered,
    /// Somebody else than expected signed in: a person is asked, at the console that finished it.
    SomebodyElse,
    /// Done.
    SignedIn,
    /// Taken back.
    Cancelled,
    /// Nobody came in time.
    Expired,
    /// Of a newer relay.
    Other,
}

impl InvitationStage {
    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::SomebodyElse => "somebody_else",
            Self::SignedIn => "signed_in",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Other => "other",
        }
    }
}

/// How an invitation was handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InvitationChannel {
    /// By the team's own email.
    Email,
    /// Somebody copied it.
    Copied,
    /// It is in a file.
    File,
}

/// An invitation. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvitationRow {
    /// Which.
    pub id: String,
    /// How the team calls the merchant.
    pub label: String,
    /// Who is expected.
    pub email: Option<String>,
    /// The merchant's language, if one was said.
    pub language: Option<Language>,
    /// The link for the merchant; nothing for viewers, and where the team's key is missing.
    pub address: Option<String>,
    /// Where it stands.
    pub stage: InvitationStage,
    /// Who made it; nothing where they are no member any more.
    pub made_by: Option<String>,
    /// When.
    pub made_at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// When it was handed on last.
    pub sent_at: Option<i64>,
    /// How often it was handed on, ten at most.
    pub sent_times: u32,
    /// When the merchant first went on to the provider's login.
    pub opened_at: Option<i64>,
    /// When the merchant said no last.
    pub declined_at: Option<i64>,
    /// Why the newest attempt did not work: the word of a code or a reason.
    pub failure: Option<String>,
    /// When the sign-in was done.
    pub signed_in_at: Option<i64>,
    /// Who signed in.
    pub who: Option<String>,
    /// How many stores were read.
    pub stores: Option<u32>,
    /// The merchant here, once signed in.
    pub merchant: Option<String>,
    /// Whether a person is asked at this console.
    pub asks_here: bool,
}
