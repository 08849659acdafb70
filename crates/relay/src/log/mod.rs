//! The log of a team: append-only, without gaps, each entry once.

pub(crate) mod live;

use crate::StoreError;
use gangway_wire::{Body, Envelope, Key, Link, TeamId};

/// Entries of one [`Log::read`] at most.
pub const READ_ENTRIES: u64 = 1024;
/// Bytes of one [`Log::read`], which ends after the entry that goes beyond.
pub const READ_BYTES: usize = 4 << 20;

/// An entry to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// What makes a repetition of it recognisable.
    pub key: Key,
    /// When it was taken in, Unix milliseconds: by this its body grows old.
    pub at: i64,
    /// As it will be linked and sent.
    pub envelope: Envelope,
    /// What belongs to it beside the log.
    pub body: Option<Vec<u8>>,
}

/// Where an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its place, from 1.
    pub seq: u64,
    /// It was there already: this is the place of the first one.
    pub repeated: bool,
}

/// Where a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// The number of its newest entry; 0 while there is none.
    pub seq: u64,
    /// Its link.
    pub link: Link,
}

impl LogHead {
    /// Of a log without entries.
    pub const EMPTY: Self = Self { seq: 0, link: Link::ORIGIN };
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place.
    pub seq: u64,
    /// What ties it to all before it.
    pub link: Link,
    /// As it was appended.
    pub envelope: Envelope,
    /// Beside it.
    pub body: Body,
}

/// A team and how it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamName {
    /// Which.
    pub id: TeamId,
    /// How it is called.
    pub name: String,
}

/// The logs of all teams of a relay. Cheap to clone; all clones are one.
pub trait Log: Clone + Send + Sync + 'static {
    /// Makes a team with an empty log.
    fn add_team(&self, team: &TeamName, at: i64) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// All teams, by name.
    fn teams(&self) -> impl Future<Output = Result<Vec<TeamName>, StoreError>> + Send;

    /// Appends entries in their order, all of them or none. It ends when they are on disk. After an error nobody knows whether
    /// they are there: appended again, they come to the same places.
    fn append(
        &self,
        team: &TeamId,
        batch: Vec<NewEntry>,
    ) -> impl Future<Output = Result<Vec<Placed>, StoreError>> + Send;

    /// Entries from one place to another, both included; fewer where there are not so many, or where they are more than
    /// [`READ_ENTRIES`] or [`READ_BYTES`]. They never have a gap, and begin with `from` or are none.
    fn read(&self, team: &TeamId, from: u64, to: u64) -> impl Future<Output = Result<Vec<Stored>, StoreError>> + Send;

    /// Where the log ends.
    fn head(&self, team: &TeamId) -> impl Future<Output = Result<LogHead, StoreError>> + Send;

    /// Ends when the log is beyond a place, whichever node appended.
    fn wait(&self, team: &TeamId, beyond: u64) -> impl Future<Output = Result<LogHead, StoreError>> + Send;

    /// The place before the first entry that was taken in at a moment or later: where a new console may begin.
    fn before(&self, team: &TeamId, at: i64) -> impl Future<Output = Result<LogHead, StoreError>> + Send;

    /// Erases the bodies of these entries.
    fn forget_bodies(&self, team: &TeamId, seqs: Vec<u64>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Erases the bodies of entries that were taken in before a moment, at most `limit` at once. Answers how many. The chain
    /// stays whole.
    fn erase_bodies(
        &self,
        team: &TeamId,
        before: i64,
        limit: u32,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
