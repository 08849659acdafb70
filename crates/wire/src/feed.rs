//! How the feed is asked for.

use crate::{
    Link, SignedHead,
    reader::{Reader, put},
};
use serde::{Deserialize, Serialize};

/// Entries of a bundle. A bundle is complete when the log is beyond its end, and its chain never changes from then on.
pub const BUNDLE: u64 = 1024;

/// The header of a request in which a console says which version of the wire it speaks.
pub const WIRE_HEADER: &str = "gangway-wire";
/// The header of an answer in which the relay says what a bundle covers: a [`BundleHeader`] as JSON.
pub const BUNDLE_HEADER: &str = "gangway-bundle";
/// The media type of one frame.
pub const FRAME_TYPE: &str = "application/vnd.gangway.frame";
/// The media type of a bundle: packed frames, each with its length before it.
pub const BUNDLE_TYPE: &str = "application/vnd.gangway.bundle";

/// Adds a packed frame to a bundle.
pub fn put_frame(bundle: &mut Vec<u8>, packed: &[u8]) {
    put(bundle, packed);
}

/// The packed frames of a bundle; `None` where it is cut.
pub fn frames_of(bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = Reader(bundle);
    let mut frames = Vec::new();
    while !reader.0.is_empty() {
        frames.push(reader.bytes()?);
    }
    Some(frames)
}

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

/// What a bundle covers; its entries are in the frames of its body.
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

/// A console is too slow, or too far behind, for frames: it takes the bundles there are and then asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// The bundle in which its next entry is.
    pub next_bundle: u64,
    /// How many bundles are complete: those from `next_bundle` on with a smaller number than this can be taken. There may be none,
    /// where it was slow rather than far behind.
    pub complete_bundles: u64,
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

/// What a console says on its stream, as text of the WebSocket. A relay that does not know it takes it for a sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsoleMessage {
    /// Everything up to here is in its record.
    Has(u64),
}

/// From where on a console can be complete: a new one may start with the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// The head before the first entry that it takes, as of the moment it begins with: its own chain grows from there.
    pub beginning: SignedHead,
    /// The newest head, which that place lies before or at.
    pub head: SignedHead,
}
