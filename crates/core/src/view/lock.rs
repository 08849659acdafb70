//! The window's lock.

use serde::Serialize;
use specta::Type;

/// How the lock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockWord {
    /// No PIN is set.
    Off,
    /// A PIN is set, and the window is open.
    Open,
    /// Nothing is shown or done before the PIN is given.
    Locked,
}

/// The lock, for the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LockStatus {
    /// How it stands.
    pub state: LockWord,
    /// Minutes without a person after which it locks; `None`: only by hand.
    pub after_min: Option<u32>,
    /// Milliseconds until a PIN counts; 0: now.
    pub wait_ms: i64,
}

/// Whether a disk is encrypted, as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DiskEncryption {
    /// It is.
    Encrypted,
    /// It is not.
    Plain,
    /// The system does not say.
    Unknown,
    /// This system says it to administrators alone.
    NotAsked,
}
