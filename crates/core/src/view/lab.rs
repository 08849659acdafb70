use super::Verdict;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A delivery to be examined.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LabSource {
    /// One that came in here; examined as of the moment it came.
    Delivery {
        /// Which.
        id: i64,
    },
    /// One that was copied from somewhere.
    Pasted {
        /// Lines `Name: value`; the value of the signature's header alone will do.
        headers: String,
        /// The body, byte for byte.
        body: String,
        /// When it came, Unix milliseconds; `None`: now.
        at: Option<i64>,
        /// The endpoint whose secrets are tried, where none are given.
        endpoint: Option<String>,
    },
}

/// What to examine, and with which secrets. No `Debug`: they were typed.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LabRequest {
    /// The delivery.
    pub source: LabSource,
    /// Tried instead of the endpoint's secrets. Used once and kept nowhere.
    pub secret: Option<String>,
    /// Tried after `secret`. Used once and kept nowhere.
    pub previous_secret: Option<String>,
}

/// Which secret a signature fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LabSecret {
    /// The one that stands.
    Current,
    /// The one before it.
    Previous,
}

/// The exact reason: a closed set, each with words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LabFinding {
    /// The exact bytes are signed with the current secret.
    Right,
    /// The exact bytes are signed, with the previous secret.
    PreviousSecret,
    /// The tester's form of the body is signed.
    TesterForm,
    /// Ratepay: the text of the body without white space between its parts is signed.
    CompactForm,
    /// The body came compressed, and nothing is signed in that form.
    BodyCompressed,
    /// The body is no complete JSON.
    BodyBroken,
    /// The signature is right, and its time is `byMs` from ours.
    ClockOff,
    /// Something in between changed the body; `detail` says what: `white_space`, `escapes`, `line_ends`,
    /// `byte_order_mark`.
    BodyReformatted,
    /// The secret fits without the white space around it.
    SecretHasBlanks,
    /// Nothing that is tried fits: another secret, or another body.
    WrongSecret,
    /// There is no signature.
    HeaderMissing,
    /// There is more than one.
    HeaderDoubled,
    /// The header is not as it should be; `detail` says what: `not_text`, `no_value`, `twice`, `no_time`, `no_sign`,
    /// `time`, `sign`, `id`.
    HeaderMalformed,
    /// There is no secret to try.
    NoSecret,
}

/// What to do next: a closed set, each with words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LabStep {
    /// Nothing.
    Nothing,
    /// Wait until the rotation ends, or register the webhook again.
    FinishRotation,
    /// Have a real call sent: the tester's form is no proof of one.
    UseARealCall,
    /// Set the clock of this machine by the network; the call may also be a repetition of an old one.
    SetTheClock,
    /// Keep tunnel or proxy from changing bodies.
    KeepTheBytes,
    /// Store the secret without white space around it.
    TrimTheSecret,
    /// Register the webhook again, so that provider and vault have the same secret.
    RegisterAgain,
    /// Copy the endpoint's secret from Rainforest's portal once more.
    CopyTheSecret,
    /// Give Ratepay's subscription a new secret.
    RotateTheSecret,
    /// Keep tunnel or proxy from doubling or changing the header.
    KeepTheHeader,
    /// Unlock the vault or register the webhook again: there is nothing to verify with.
    StoreASecret,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LabReport {
    /// What the receiver of this profile says about it.
    pub verdict: Verdict,
    /// `raw`, `tester` or `compact` when a form of the body is signed.
    pub form: Option<String>,
    /// Why.
    pub finding: LabFinding,
    /// More of the finding, as a code.
    pub detail: Option<String>,
    /// The secret that fits, where one does.
    pub secret: Option<LabSecret>,
    /// The provider's time minus the time it came, in milliseconds, where the header has a time.
    pub by_ms: Option<i64>,
    /// What to do next.
    pub next: LabStep,
    /// Length of the body.
    pub bytes: u32,
}
