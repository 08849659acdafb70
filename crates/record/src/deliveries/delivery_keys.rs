use crate::Sql;
use rusqlite::Connection;
use std::collections::HashSet;

/// Keys that go to disk together: more are cheaper for each delivery, and take longer at once.
const TOGETHER: usize = 16_384;

pub(crate) const UP: &str = "
CREATE TABLE delivery_keys (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO delivery_keys SELECT key FROM deliveries WHERE key IS NOT NULL ORDER BY key;
CREATE TABLE delivery_keys_reach (delivery INTEGER NOT NULL) STRICT;
INSERT INTO delivery_keys_reach SELECT coalesce(max(id), 0) FROM deliveries;
DROP INDEX deliveries_once;";

/// By which deliveries are told apart: the key of every one that was taken in, half a digest over what makes it one.
///
/// A digest has no neighbours. An index over all keys takes nearly every new one on a page of its own, and each commit would
/// write all those pages. So new keys stay in memory, and go to the table `delivery_keys` many at a time and sorted.
/// `delivery_keys_reach` says up to which delivery they are there; what came later is read from the deliveries themselves.
#[derive(Debug)]
pub struct Keys {
    /// Of deliveries beyond the table's reach.
    young: HashSet<[u8; 16]>,
    /// Those of them that the open transaction brought.
    noted: Vec<[u8; 16]>,
    /// How many young ones it takes to try to put them on disk.
    enough: usize,
}

impl Keys {
    /// The keys of a record as it is now. There is one `Keys` for a record at a time: it must see every append.
    pub fn recall(c: &Connection) -> Sql<Self> {
        let young = c
            .prepare(
                "SELECT key FROM deliveries WHERE id > (SELECT delivery FROM delivery_keys_reach) AND key IS NOT NULL",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Sql<_>>()?;
        Ok(Self { young, noted: Vec::new(), enough: TOGETHER })
    }

    /// Whether a delivery with this key is new; from now on it is not, until the transaction is taken back.
    pub(crate) fn note(&mut self, c: &Connection, key: [u8; 16]) -> Sql<bool> {
        let known = self.young.contains(&key)
            || c.prepare_cached("SELECT 1 FROM delivery_keys WHERE key = ?1")?.exists([key])?;
        if !known {
            self.young.insert(key);
            self.noted.push(key);
        }
        Ok(!known)
    }

    /// Where the open transaction stands, for [`Keys::back_to`].
    pub fn mark(&self) -> usize {
        self.noted.len()
    }

    /// What the open transaction brought since then was taken back; 0 is its beginning.
    pub fn back_to(&mut self, mark: usize) {
        for key in self.noted.drain(mark..) {
            self.young.remove(&key);
        }
    }

    /// The transaction is on disk. Puts the keys there as well when there are enough of them, in a transaction of its own;
    /// where that fails they stay in memory, and it is tried again later.
    pub fn kept(&mut self, c: &Connection) {
        self.noted.clear();
        if self.young.len() >= self.enough && self.save(c).is_err() {
            self.enough += TOGETHER;
        }
    }

    /// Puts all keys on disk. Between transactions only.
    pub(crate) fn save(&mut self, c: &Connection) -> Sql<()> {
        if self.young.is_empty() {
            return Ok(());
        }
        let mut sorted: Vec<_> = self.young.iter().collect();
        sorted.sort_unstable();
        let together = c.unchecked_transaction()?;
        let mut put = together.prepare_cached("INSERT OR IGNORE INTO delivery_keys VALUES (?1)")?;
        for key in sorted {
            put.execute([key])?;
        }
        drop(put);
        together.execute("UPDATE delivery_keys_reach SET delivery = (SELECT max(id) FROM deliveries)", [])?;
        together.commit()?;
        self.young.clear();
        self.enough = TOGETHER;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use crate::{Connection, Record, in_memory};

    fn deliver(c: &Connection, keys: &mut Keys, key: u8) -> bool {
        let new = keys.note(c, [key; 16]).unwrap();
        let key = new.then_some([key; 16]);
        c.execute(
            "INSERT INTO deliveries (endpoint, provider, event, at, verdict, answered, took_us, headers, body, key, effect)
             VALUES ('e', 'rappi', 'X', 1, 'verified', 200, 1, '[]', x'', ?1, 'received')",
            [key],
        )
        .unwrap();
        new
    }

    fn on_disk(c: &Connection) -> i64 {
        c.query_row("SELECT count(*) FROM delivery_keys", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_key_is_new_once_whether_in_memory_on_disk_or_recalled() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        assert!(deliver(&c, &mut keys, 1) && !deliver(&c, &mut keys, 1));
        keys.save(&c).unwrap();
        assert!(!deliver(&c, &mut keys, 1) && deliver(&c, &mut keys, 2));
        // As after a crash: what was in memory is gone.
        let mut keys = Keys::recall(&c).unwrap();
        assert!(!deliver(&c, &mut keys, 1) && !deliver(&c, &mut keys, 2) && deliver(&c, &mut keys, 3));
        keys.save(&c).unwrap();
        assert_eq!(on_disk(&c), 3);
        assert!(Keys::recall(&c).unwrap().young.is_empty());
    }

    #[test]
    fn what_was_taken_back_is_new_again() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        deliver(&c, &mut keys, 1);
        keys.kept(&c);
        let all = c.unchecked_transaction().unwrap();
        deliver(&c, &mut keys, 2);
        let mark = keys.mark();
        deliver(&c, &mut keys, 3);
        keys.back_to(mark);
        assert!(deliver(&c, &mut keys, 3) && !deliver(&c, &mut keys, 2));
        all.rollback().unwrap();
        keys.back_to(0);
        assert!(!deliver(&c, &mut keys, 1) && deliver(&c, &mut keys, 2) && deliver(&c, &mut keys, 3));
    }

    #[test]
    fn keys_that_found_no_room_on_disk_stay_in_memory() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        deliver(&c, &mut keys, 1);
        keys.enough = 1;
        c.execute_batch(
            "CREATE TEMP TRIGGER full BEFORE UPDATE ON delivery_keys_reach BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .unwrap();
        keys.kept(&c);
        assert_eq!(on_disk(&c), 0);
        assert!(!deliver(&c, &mut keys, 1));
        c.execute_batch("DROP TRIGGER full").unwrap();
        keys.enough = 1;
        keys.kept(&c);
        assert_eq!(on_disk(&c), 1);
        assert!(!deliver(&c, &mut keys, 1));
    }

    #[test]
    fn closing_puts_them_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        let record = Record::open(&path).unwrap();
        let delivery = crate::deliveries::tests::delivery(Some(7), "body");
        tokio::runtime::Runtime::new().unwrap().block_on(record.append(delivery)).unwrap();
        drop(record);
        assert_eq!(on_disk(&Connection::open(&path).unwrap()), 1);
    }
}
