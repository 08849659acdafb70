//! What the log of a team holds.

use crate::{DeviceId, PersonId, bytes_text::bytes_as_text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A webhook that was verified.
    Delivery(Box<Delivery>),
    /// What a member did.
    Fact(Fact),
    /// What a remote merchant answered.
    Answer(Answer),
    /// Who works on what.
    Claim(Claim),
    /// Of a program that is newer than this one: it counts in the chain, and nothing is made of it.
    Unknown {
        /// Its kind.
        kind: String,
        /// As it came.
        content: Value,
    },
}

impl Entry {
    /// The word in the envelope.
    pub fn kind(&self) -> &str {
        match self {
            Self::Delivery(_) => "delivery",
            Self::Fact(_) => "fact",
            Self::Answer(_) => "answer",
            Self::Claim(_) => "claim",
            Self::Unknown { kind, .. } => kind,
        }
    }
}

/// A webhook that the relay verified and received for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where it came in.
    pub endpoint: String,
    /// The provider's word: `rappi`. A console that does not know it keeps the delivery and sets it aside.
    pub provider: String,
    /// The endpoint's event.
    pub event: String,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
    /// Names and values of its headers; credentials are not kept.
    pub headers: Vec<(String, String)>,
    /// Its body, which is beside the log.
    pub body: BodyDigest,
    /// How it was verified.
    pub verification: Verification,
}

/// What the chain holds of a body: it may be erased, and this stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyDigest {
    /// SHA-256 of the exact bytes.
    pub sha256: Digest256,
    /// How many there are.
    pub bytes: u32,
}

bytes_as_text! {
    /// A SHA-256 digest.
    Digest256, 32
}

impl BodyDigest {
    /// Of a body.
    pub fn of(body: &[u8]) -> Self {
        Self { sha256: Digest256(Sha256::digest(body).into()), bytes: body.len() as u32 }
    }
}

/// How a signature was found right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Over which form of the body: `raw`, `tester` or `compact`.
    pub form: String,
    /// By which of the endpoint's secrets, 0 being the current one.
    pub signed_with: u8,
}

/// What a member did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// By whom.
    pub person: PersonId,
    /// How the person was called then: they may be no member any more when it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_name: Option<String>,
    /// From which of the person's devices.
    pub device: DeviceId,
    /// When, by the device's clock, Unix milliseconds: it may have been away from the relay.
    #[serde(default)]
    pub at: i64,
    /// What was done.
    pub what: FactKind,
    /// What it was done to, in the words of its kind: a run, a merchant, a message.
    pub subject: String,
    /// What belongs to it, by its kind.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

/// What members do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A run was planned.
    RunPlanned,
    /// It began to send.
    RunStarted,
    /// The provider took a batch of it.
    BatchAccepted,
    /// It came to its end.
    RunEnded,
    /// A merchant authorized the integration.
    MerchantAuthorized,
    /// What subscriptions there should be.
    DesiredSubscription,
    /// An endpoint was added, changed or removed.
    Endpoint,
    /// A notification left.
    NotificationSent,
    /// Somebody wrote a note.
    Note,
    /// A merchant was given to somebody.
    Assignment,
    /// A date was set.
    DueDate,
    /// A review was signed off.
    ReviewSignOff,
    /// The newest hash of a device's audit log.
    AuditHead,
    /// Somebody worked without the relay, and why.
    WorkedAlone,
    /// Of a newer program: kept and shown as its word.
    #[serde(untagged)]
    Unknown(String),
}

/// What a remote merchant answered. The relay cannot read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The attempt that it answers.
    pub attempt: String,
    /// Code and state, sealed to the team's key.
    pub sealed: String,
}

/// Who works on what, as it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Whose.
    pub person: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// All keys of a request, or none.
    pub keys: Vec<ClaimKey>,
    /// What changed. The fence of a claim is the number of the entry that granted it.
    pub change: ClaimChange,
}

/// What is claimed: `store/<environment>/<provider>/<store id>`, `registration/<integration>`, `rotation/<integration>`,
/// `subscription/<id>`, `message/<id>`, `attempt/<id>`, `lead`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimKey(pub String);

/// What happened to a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimChange {
    /// Held by this device from now on.
    Granted,
    /// A batch of it may leave; what comes of it is open.
    Leaving,
    /// Given back, or its outcome is known.
    Freed,
    /// Its device went silent while a batch was leaving: nobody may send before the status call has told.
    OutcomeUnknown,
    /// A colleague asks whoever holds it to let it go. It changes nothing.
    Asked,
    /// Of a newer program.
    #[serde(untagged)]
    Unknown(String),
}
