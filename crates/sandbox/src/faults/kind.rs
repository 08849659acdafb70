//! The kinds of faults, and when each strikes.

use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// An error status; nothing was done.
    Status,
    /// An error status although the work was done.
    StatusAfter,
    /// No answer for `ms`, then the connection closes; the work was done.
    Timeout,
    /// No answer for `ms`, then the connection closes; nothing was done.
    TimeoutBefore,
    /// The connection closes; nothing was done.
    DropBefore,
    /// The connection closes; the work was done.
    DropAfter,
    /// The right status without a body; the work was done.
    Empty,
    /// The right status with text that is no JSON; the work was done.
    NotJson,
    /// The right status with a web page, as a proxy in between gives; the work was done.
    Html,
    /// The right answer with fields and enum values that no document knows.
    Strange,
    /// The right answer in ten million bytes, most of them white space.
    Huge,
    /// Half of the right answer, then the connection closes; the work was done.
    Truncated,
    /// The right answer after `ms`.
    Slow,
    /// Stores of the batch are rejected with `message` as the reason.
    RejectStore,
    /// Stores of the batch end FAILED with `status` and `message`.
    FailStore,
    /// The result webhook comes twice.
    DuplicateWebhook,
    /// The result webhook comes `ms` after the work was done.
    LateWebhook,
    /// The work is done and no webhook comes.
    NoWebhook,
    /// The result webhook is signed with another secret.
    BadSignature,
    /// The webhook's body is pretty-printed; the signature is that of the compact text (Ratepay, Ratepay's guide).
    PrettyWebhook,
    /// The webhook's body breaks off in the middle.
    CutWebhook,
}

/// When a fault strikes. A call takes at most one fault of each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The answer of the call.
    Answer,
    /// The rejections of a batch.
    Check,
    /// The results of a batch.
    Work,
    /// The report of a batch.
    Webhook,
}

impl Kind {
    pub(crate) fn stage(self) -> Stage {
        match self {
            Self::Status
            | Self::StatusAfter
            | Self::Timeout
            | Self::TimeoutBefore
            | Self::DropBefore
            | Self::DropAfter
            | Self::Empty
            | Self::NotJson
            | Self::Html
            | Self::Strange
            | Self::Huge
            | Self::Truncated
            | Self::Slow => Stage::Answer,
            Self::RejectStore => Stage::Check,
            Self::FailStore => Stage::Work,
            Self::DuplicateWebhook
            | Self::LateWebhook
            | Self::NoWebhook
            | Self::BadSignature
            | Self::PrettyWebhook
            | Self::CutWebhook => Stage::Webhook,
        }
    }
}
