//! The chain of hashes through the audit: an edited, removed, inserted or reordered row no longer fits what follows it, and a
//! tail that was cut off no longer holds the row that was noted elsewhere.
//!
//! A hash says that nobody changed the rows *before* the one that it belongs to. Whoever can write the file can also compute
//! the chain anew from any row on; therefore its head is noted outside the file as well, in the vault.

use crate::{Sql, audit::Act};
use rusqlite::{Connection, OptionalExtension, types::ValueRef};
use sha2::{Digest, Sha256};

/// SHA-256 of a row and the hash before it.
pub type Hash = [u8; 32];

/// What the first row is linked to.
pub const BEGINNING: Hash = [0; 32];

/// A row of the audit that was noted outside the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: i64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// `ID HASH`, the hash in hexadecimal: the form in which it is noted.
    pub fn text(&self) -> String {
        format!("{} {}", self.id, hex::encode(self.hash))
    }

    /// Reads what [`Head::text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let (id, digits) = text.trim().split_once(' ')?;
        let mut hash = BEGINNING;
        hex::decode_to_slice(digits, &mut hash).ok()?;
        Some(Self { id: id.parse().ok()?, hash })
    }
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// The row, or the one before it, is not as it was written; or rows between them are gone.
    Row {
        /// The first row that does not fit.
        id: i64,
        /// The row before it; `None` for the first.
        after: Option<i64>,
    },
    /// The row that was noted as newest is not there: the end was cut off.
    CutOff {
        /// The row that was noted.
        noted: i64,
        /// The newest row that is there.
        newest: Option<i64>,
    },
    /// The row that was noted has another hash: rows up to it were written anew.
    Rewritten {
        /// The row that was noted.
        noted: i64,
    },
}

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Rows that were walked.
    pub acts: u32,
    /// Everything that does not fit, in order; empty: nothing was changed.
    pub breaks: Vec<Break>,
    /// The newest row and its hash.
    pub head: Option<Head>,
    /// Rows after the one that was noted: they hang on the chain, but nothing outside vouches for them.
    pub after_noted: u32,
}

/// The hash of a row. Every field goes in with its length, so that no two acts give the same text.
pub fn link(before: &Hash, id: i64, act: &Act) -> Hash {
    let changes = act.changes_text();
    let fields = [
        Some(act.actor.as_str()),
        Some(act.act.word()),
        Some(&act.subject),
        act.merchant.as_deref(),
        act.detail.as_deref(),
        changes.as_deref(),
        act.answer.as_deref(),
    ];
    digest(before, id, act.at, &fields)
}

fn digest(before: &Hash, id: i64, at: i64, fields: &[Option<&str>]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(id.to_be_bytes());
    hash.update(at.to_be_bytes());
    for field in fields {
        // Absent and empty differ.
        let length = field.map_or(-1, |text| text.len() as i64);
        hash.update(length.to_be_bytes());
        hash.update(field.unwrap_or_default());
    }
    hash.finalize().into()
}

/// Walks the whole chain, and looks for the row that was noted outside. Reads the columns as they are in the file, not what
/// the program makes of them.
pub fn verify(c: &Connection, noted: Option<Head>) -> Sql<Checked> {
    let mut checked = Checked { acts: 0, breaks: Vec::new(), head: None, after_noted: 0 };
    let mut statement = c.prepare(
        "SELECT id, at, hash, actor, act, subject, merchant, detail, changes, answer FROM audit ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, at): (i64, i64) = (row.get(0)?, row.get(1)?);
        let mut fields = [None; 7];
        for (at, field) in fields.iter_mut().enumerate() {
            *field = match row.get_ref(3 + at)? {
                ValueRef::Text(text) => Some(std::str::from_utf8(text).unwrap_or("\u{fffd}")),
                _ => None,
            };
        }
        let before = checked.head.map_or(BEGINNING, |head| head.hash);
        let found = row.get_ref(2)?.as_blob().ok().and_then(|hash| Hash::try_from(hash).ok());
        if found != Some(digest(&before, id, at, &fields)) {
            checked.breaks.push(Break::Row { id, after: checked.head.map(|head| head.id) });
        }
        checked.acts += 1;
        // What follows is compared with what is written here, so that one edit is one break.
        checked.head = Some(Head { id, hash: found.unwrap_or(BEGINNING) });
        if noted.is_some_and(|noted| id > noted.id) {
            checked.after_noted += 1;
        }
    }
    if let Some(noted) = noted {
        match hash_of(c, noted.id)? {
            None => {
                checked.breaks.push(Break::CutOff { noted: noted.id, newest: checked.head.map(|head| head.id) });
            }
            Some(hash) if hash != noted.hash => checked.breaks.push(Break::Rewritten { noted: noted.id }),
            Some(_) => {}
        }
    }
    Ok(checked)
}

fn hash_of(c: &Connection, id: i64) -> Sql<Option<Hash>> {
    let found = c.prepare_cached("SELECT hash FROM audit WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional();
    // A hash of another length is another hash.
    match found {
        Err(rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..)) => {
            Ok(Some(BEGINNING))
        }
        found => found,
    }
}

/// Whether the row that was noted is in the record with its hash: quick, where [`verify`] walks everything.
pub fn holds(c: &Connection, noted: &Head) -> Sql<bool> {
    Ok(hash_of(c, noted.id)? == Some(noted.hash))
}

#[cfg(test)]
mod tests {
    use super::{Break, Checked, Head, verify};
    use crate::{
        Record,
        audit::{Act, ActName, append},
    };
    use proptest::prelude::*;
    use rusqlite::Connection;

    const APPEND_ONLY: &str = "DROP TRIGGER audit_is_append_only_update; DROP TRIGGER audit_is_append_only_delete;";

    /// A record of `acts` acts whose file somebody can write to, and the head that was noted.
    fn written(acts: i64) -> (tempfile::TempDir, Connection, Head) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        drop(Record::open(&path).unwrap());
        let c = Connection::open(&path).unwrap();
        for at in 1..=acts {
            append(&c, &act(at)).unwrap();
        }
        let (id, hash) = crate::audit::last(&c).unwrap().unwrap();
        c.execute_batch(APPEND_ONLY).unwrap();
        (folder, c, Head { id, hash })
    }

    fn act(at: i64) -> Act {
        Act {
            at,
            actor: "ana".into(),
            act: ActName::Known(gangway_domain::ActKind::OperationStarted),
            subject: format!("Grupo {at}"),
            merchant: Some("m1".into()),
            detail: None,
            changes: vec![],
            answer: None,
        }
        .changed("stores", None, Some(at.to_string()))
    }

    fn breaks(c: &Connection, noted: Option<Head>) -> Vec<Break> {
        verify(c, noted).unwrap().breaks
    }

    #[test]
    fn what_nobody_touched_fits() {
        let (_folder, c, head) = written(20);
        assert_eq!(
            verify(&c, Some(head)).unwrap(),
            Checked { acts: 20, breaks: vec![], head: Some(head), after_noted: 0 }
        );
        append(&c, &act(21)).unwrap();
        assert_eq!(verify(&c, Some(head)).unwrap().after_noted, 1);
    }

    #[test]
    fn an_edited_row_is_named_whatever_was_edited() {
        let edits = [
            "at = 7",
            "actor = 'eva'",
            "act = 'other'",
            "subject = 'x'",
            "merchant = NULL",
            "merchant = ''",
            "detail = ''",
            "changes = NULL",
            "changes = changes || ' '",
            "answer = '200'",
            "hash = zeroblob(32)",
            "hash = x'00'",
        ];
        for edit in edits {
            let (_folder, c, head) = written(20);
            c.execute_batch(&format!("UPDATE audit SET {edit} WHERE id = 8")).unwrap();
            let expected = Break::Row { id: 8, after: Some(7) };
            assert_eq!(breaks(&c, Some(head)).first(), Some(&expected), "{edit}");
        }
    }

    #[test]
    fn a_text_cannot_wander_from_one_field_to_the_next() {
        let (_folder, c, head) = written(3);
        c.execute_batch("UPDATE audit SET actor = 'anao', act = 'peration_started' WHERE id = 2").unwrap();
        assert_eq!(breaks(&c, Some(head)), [Break::Row { id: 2, after: Some(1) }]);
    }

    #[test]
    fn a_removed_row_is_seen_at_the_one_after_it() {
        let (_folder, c, head) = written(20);
        c.execute_batch("DELETE FROM audit WHERE id IN (1, 8, 9)").unwrap();
        let expected = [Break::Row { id: 2, after: None }, Break::Row { id: 10, after: Some(7) }];
        assert_eq!(breaks(&c, Some(head)), expected);
    }

    #[test]
    fn two_rows_that_changed_places_are_seen() {
        let (_folder, c, head) = written(20);
        c.execute_batch("UPDATE audit SET id = 100 WHERE id = 8; UPDATE audit SET id = 8 WHERE id = 9; UPDATE audit SET id = 9 WHERE id = 100")
            .unwrap();
        assert_eq!(breaks(&c, Some(head)).first(), Some(&Break::Row { id: 8, after: Some(7) }));
    }

    #[test]
    fn a_tail_that_was_cut_off_is_seen_by_what_was_noted_and_only_so() {
        let (_folder, c, head) = written(20);
        c.execute_batch("DELETE FROM audit WHERE id > 17").unwrap();
        assert_eq!(breaks(&c, Some(head)), [Break::CutOff { noted: 20, newest: Some(17) }]);
        assert_eq!(breaks(&c, None), []);
        c.execute_batch("DELETE FROM audit").unwrap();
        assert_eq!(breaks(&c, Some(head)), [Break::CutOff { noted: 20, newest: None }]);
    }

    #[test]
    fn rows_that_were_written_anew_with_a_chain_of_their_own_are_seen() {
        let (_folder, c, head) = written(20);
        c.execute_batch("DELETE FROM audit WHERE id > 17").unwrap();
        for at in 18..=22 {
            append(&c, &Act { actor: "eva".into(), ..act(at) }).unwrap();
        }
        assert_eq!(breaks(&c, None), []);
        assert_eq!(breaks(&c, Some(head)), [Break::Rewritten { noted: 20 }]);
    }

    #[test]
    fn the_note_is_read_as_it_was_written() {
        let head = Head { id: 12, hash: [0xa7; 32] };
        assert_eq!(Head::from_text(&head.text()), Some(head));
        for text in ["", "12", "12 a7", "x ", &format!("12 {}", "é".repeat(32)), &format!("12 {}", "g".repeat(64))] {
            assert_eq!(Head::from_text(text), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Any number of rows, any one of them edited or removed: it is found, and everything before it still fits.
        #[test]
        fn whatever_is_touched_is_found(acts in 2_i64..30, at in 0.0_f64..1.0, removes: bool) {
            let (_folder, c, head) = written(acts);
            let id = 1 + (at * acts as f64) as i64;
            let sql = if removes { "DELETE FROM audit WHERE id = ?1" } else { "UPDATE audit SET subject = subject || '!' WHERE id = ?1" };
            c.execute(sql, [id]).unwrap();
            let found = breaks(&c, Some(head));
            prop_assert!(!found.is_empty());
            let first = match &found[0] { Break::Row { id, .. } => *id, Break::CutOff { noted, .. } | Break::Rewritten { noted } => *noted };
            prop_assert_eq!(first, if removes && id < acts { id + 1 } else { id });
        }
    }
}
