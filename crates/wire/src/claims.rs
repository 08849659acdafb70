//! How devices claim what they work on, so that nobody works against a colleague.

use crate::{ClaimKey, DeviceId, ErrorCode, Key, PersonId};
use serde::{Deserialize, Serialize};

/// Keys of one request at most.
pub const CLAIM_KEYS: usize = 1000;

/// Asks for something about claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// Made by the device; the same request again has the same effect once.
    pub request: Key,
    /// What is asked.
    #[serde(flatten)]
    pub act: ClaimAct,
    /// What it is about.
    pub keys: Vec<ClaimKey>,
}

/// What is asked about claims. Fences stand in the order of the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ClaimAct {
    /// To hold all of them, or none.
    Claim {
        /// Up to which entry the device knows what became of them.
        knows: u64,
    },
    /// That one request with all of them may leave. What is free is claimed on the way.
    Permit {
        /// Up to which entry the device knows what became of them.
        knows: u64,
    },
    /// To give back what was not sent. What is not held so any more stays as it is.
    Release {
        /// By which each is held.
        fences: Vec<u64>,
    },
    /// To give back what was sent, or may have been, now that the outcome is known to its sender.
    Outcome {
        /// By which each is held.
        fences: Vec<u64>,
    },
    /// To end unknown outcomes of anybody by what the provider's status call said.
    Status {
        /// Of the unknown outcomes.
        fences: Vec<u64>,
        /// The relay's clock, as it said it before the call was made.
        asked_at: i64,
    },
    /// That whoever holds them lets them go. They decide.
    AskToLetGo,
}

/// It was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsGranted {
    /// The relay's clock, Unix milliseconds.
    pub now: i64,
    /// The entry that says so; of a request that changed nothing, how far the log goes.
    pub seq: u64,
    /// Of what is held now, in the order of the keys; empty where something was given back.
    pub fences: Vec<u64>,
    /// What of a request that gives back stays as it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedClaim>,
}

/// The device is there; its claims stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRenewed {
    /// The relay's clock, Unix milliseconds.
    pub now: i64,
    /// For so long, in milliseconds.
    pub lease_ms: i64,
    /// How long an unknown outcome lasts before a status call can end it, in milliseconds.
    pub unknown_ms: i64,
}

/// Where a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStage {
    /// Nothing has left.
    Planned,
    /// A request may have left.
    Leaving,
    /// Nobody knows what came of a request.
    Unknown,
    /// Of a newer relay.
    #[serde(untagged)]
    Other(String),
}

/// Somebody's claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldClaim {
    /// Where it stands.
    pub stage: ClaimStage,
    /// Whose, or who may have sent.
    pub device: DeviceId,
    /// The person.
    pub person: PersonId,
    /// How the person is called; nothing where they are no member any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_name: Option<String>,
    /// Since when it stands there, Unix milliseconds.
    pub since: i64,
    /// Of which entry.
    pub fence: u64,
}

/// A key that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// What.
    pub key: ClaimKey,
    /// Who has it.
    pub held: HeldClaim,
    /// Who asked for it to be let go, and when, Unix milliseconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<ClaimAsked>,
}

/// Somebody waits for a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAsked {
    /// Which device.
    pub device: DeviceId,
    /// Of whom.
    pub person: PersonId,
    /// Since when, Unix milliseconds.
    pub at: i64,
}

/// A key that was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedClaim {
    /// Which.
    pub key: ClaimKey,
    /// Why.
    #[serde(flatten)]
    pub why: ClaimRefused,
}

/// Why a key is not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum ClaimRefused {
    /// Somebody has it.
    Held(HeldClaim),
    /// A request of this device may be on its way: its outcome comes first.
    OutcomeFirst(HeldClaim),
    /// Something became of it that the device has not read yet.
    Outdated {
        /// In this entry.
        seq: u64,
    },
    /// The device does not hold it, or not by this fence.
    NotHeld,
    /// The status call was made too early.
    TooEarly {
        /// One that begins after this moment of the relay's clock counts.
        until: i64,
    },
    /// Of a newer relay.
    #[serde(other)]
    Other,
}

/// The body of an answer that refuses claims. It reads as a [`crate::Refusal`] too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRefused {
    /// [`ErrorCode::Claimed`].
    pub code: ErrorCode,
    /// For a person who looks at it.
    pub message: String,
    /// Every key that was not given; none was.
    pub refused: Vec<RefusedClaim>,
}
