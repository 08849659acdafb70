//! Which entries are there already. As in the record of a console (decision 0002): a key has no neighbours, so new ones stay in
//! memory and go to their table many at a time and sorted; after a crash they are read from the entries that came since.

use super::schema::PLACES;
use gangway_wire::Key;
use rusqlite::{Connection, OptionalExtension, Result, params};
use std::collections::HashMap;

/// Keys that go to disk together.
const TOGETHER: usize = 16_384;

/// The keys of all logs of a store. There is one `Keys` for a store at a time: it must see every append.
pub(super) struct Keys {
    /// Of entries beyond the table's reach, with their places.
    young: HashMap<(i64, [u8; 16]), u64>,
    /// Those of them that the open transaction brought.
    noted: Vec<(i64, [u8; 16])>,
    /// How many young ones it takes to try to put them on disk.
    enough: usize,
}

impl Keys {
    /// For who appends nothing.
    pub(super) fn none() -> Self {
        Self { young: HashMap::new(), noted: Vec::new(), enough: TOGETHER }
    }

    pub(super) fn recall(c: &Connection) -> Result<Self> {
        let young = c
            .prepare(
                "SELECT teams.id, entries.key, entries.id - teams.id * ?1 FROM teams
                 JOIN entries ON entries.id > teams.id * ?1 + keys_reach AND entries.id < (teams.id + 1) * ?1",
            )?
            .query_map([PLACES], |row| Ok(((row.get(0)?, row.get(1)?), row.get::<_, i64>(2)? as u64)))?
            .collect::<Result<_>>()?;
        Ok(Self { young, noted: Vec::new(), enough: TOGETHER })
    }

    /// The place of the entry that has this key.
    pub(super) fn find(&self, c: &Connection, team: i64, key: Key) -> Result<Option<u64>> {
        if let Some(seq) = self.young.get(&(team, key.0)) {
            return Ok(Some(*seq));
        }
        c.prepare_cached("SELECT seq FROM entry_keys WHERE team = ?1 AND key = ?2")?
            .query_row(params![team, key.0], |row| row.get::<_, i64>(0))
            .optional()
            .map(|seq| seq.map(|seq| seq as u64))
    }

    /// The open transaction has an entry with this key.
    pub(super) fn note(&mut self, team: i64, key: Key, seq: u64) {
        self.young.insert((team, key.0), seq);
        self.noted.push((team, key.0));
    }

    /// Where the open transaction stands, for [`Keys::back_to`].
    pub(super) fn mark(&self) -> usize {
        self.noted.len()
    }

    /// What the open transaction brought since then was taken back; 0 is its beginning.
    pub(super) fn back_to(&mut self, mark: usize) {
        for key in self.noted.drain(mark..) {
            self.young.remove(&key);
        }
    }

    /// The transaction is on disk. Puts the keys there as well when there are enough of them; where that fails they stay in
    /// memory, and it is tried again later.
    pub(super) fn kept(&mut self, c: &Connection) {
        self.noted.clear();
        if self.young.len() >= self.enough && self.save(c).is_err() {
            self.enough += TOGETHER;
        }
    }

    /// Puts all keys on disk. Between transactions only, and only where nobody else appends: it says that all are there.
    pub(super) fn save(&mut self, c: &Connection) -> Result<()> {
        if self.young.is_empty() {
            return Ok(());
        }
        let mut sorted: Vec<_> = self.young.iter().collect();
        sorted.sort_unstable();
        let together = c.unchecked_transaction()?;
        let mut put = together.prepare_cached("INSERT OR IGNORE INTO entry_keys VALUES (?1, ?2, ?3)")?;
        for ((team, key), seq) in sorted {
            put.execute(params![team, key, *seq as i64])?;
        }
        drop(put);
        together.execute("UPDATE teams SET keys_reach = seq", [])?;
        together.commit()?;
        self.young.clear();
        self.enough = TOGETHER;
        Ok(())
    }
}
