//! How the feed is asked for.

use crate::{Link, SignedHead};
use serde::{Deserialize, Serialize};

/// Entries of a bundle. A bundle is complete when the log is beyond its end, and its chain never changes from then on.
pub const BUNDLE: u64 = 1024;

/// The number of the bundle that an entry is in.
pub const fn bundle_of(seq: u64) -> u64 {
    seq.saturating_sub(1) / BUNDLE
}

/// The first and last entry of a bundle; `None` beyond all numbers.
pub const fn bundle_range(bundle: u64) -> Option<(u64, u64)> {
    match bundle.checked_mul(BUNDLE) {
        Some(before) => match before.checked_add(BUNDLE) {
            Some(last) => Some((before + 1, last)),
            None => None,
        },
        None => None,
    }
}

/// What a bundle covers; its entries come after it as one [`crate::Frame`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleHeader {
    /// Its first entry.
    pub from: u64,
    /// Its last.
    pub to: u64,
    /// The link before its first entry.
    pub before: Link,
    /// The link of its last.
    pub after: Link,
}

/// A console is too far behind for frames: it takes bundles up to the head and then asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// The bundle in which its next entry is.
    pub next_bundle: u64,
    /// The last complete one.
    pub last_bundle: u64,
}

/// What the relay says between frames, as text of the WebSocket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedMessage {
    /// Take bundles; the stream ends with this.
    Behind(Behind),
    /// This device was removed; the stream ends with this.
    Removed,
    /// The relay stops or restarts: come again.
    Closing,
}

/// From where on a console can be complete: a new one may start with the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// The place before the first entry that it takes.
    pub after: u64,
    /// The link at that place.
    pub link: Link,
    /// The newest head, which that place lies before or at.
    pub head: SignedHead,
}
