//! Rejected deliveries that were judged once more and are believed now.

use crate::Sql;
use gangway_domain::RejectionReason;
use rusqlite::{Connection, OptionalExtension, params};

/// Refused before the signature was looked at, and kept without the whole body: there is nothing to judge.
fn without_body() -> String {
    let all = RejectionReason::ALL.iter().filter(|reason| reason.is_without_body());
    all.map(|reason| format!("'{}'", reason.word())).collect::<Vec<_>>().join(", ")
}

/// Rejected deliveries whose bytes are kept: one, or those since a moment (Unix milliseconds), or all; oldest first.
pub fn candidates(c: &Connection, id: Option<i64>, since: Option<i64>) -> Sql<Vec<i64>> {
    let without_body = without_body();
    c.prepare_cached(&format!(
        "SELECT id FROM deliveries INDEXED BY deliveries_rejected WHERE verdict = 'rejected'
         AND (?1 IS NULL OR id = ?1) AND (?2 IS NULL OR at >= ?2) AND coalesce(why, '') NOT IN ({without_body})
         AND id NOT IN (SELECT delivery FROM removed_bodies) ORDER BY id"
    ))?
    .query_map(params![id, since], |row| row.get(0))?
    .collect()
}

/// What became of a delivery that is believed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It will be folded.
    ToFold,
    /// The same delivery was taken in meanwhile; noted, and never folded again.
    Duplicate,
}

/// Believes a rejected delivery: `form` of its body, the secret that fits and its idempotency key. `None`: it is not rejected
/// any more.
pub fn accept(c: &Connection, id: i64, form: &str, signed_with: u8, key: [u8; 16]) -> Sql<Option<Taken>> {
    let taken = if is_known(c, key)? { Taken::Duplicate } else { Taken::ToFold };
    let (effect, kept) = match taken {
        Taken::ToFold => ("received", Some(key)),
        Taken::Duplicate => ("duplicate", None),
    };
    let changed = c
        .prepare_cached(
            "UPDATE deliveries SET verdict = 'verified', why = NULL, detail = NULL, form = ?2, signed_with = ?3, key = ?4, effect = ?5
             WHERE id = ?1 AND verdict = 'rejected'",
        )?
        .execute(params![id, form, signed_with, kept, effect])?;
    if changed == 0 {
        return Ok(None);
    }
    if taken == Taken::ToFold {
        // At once and not with the young ones: the row may lie within the reach of the table already.
        c.prepare_cached("INSERT OR IGNORE INTO delivery_keys VALUES (?1)")?.execute([key])?;
    }
    Ok(Some(taken))
}

/// Keys are in their table, or, as young ones, with the deliveries beyond its reach.
fn is_known(c: &Connection, key: [u8; 16]) -> Sql<bool> {
    let known = c
        .prepare_cached(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM delivery_keys WHERE key = ?1)
             OR EXISTS (SELECT 1 FROM deliveries WHERE id > (SELECT delivery FROM delivery_keys_reach) AND key = ?1)",
        )?
        .query_row([key], |_| Ok(()))
        .optional()?;
    Ok(known.is_some())
}

#[cfg(test)]
mod tests {
    use super::{Taken, accept, candidates};
    use crate::{
        Keys,
        deliveries::{Appended, NewDelivery, Verdict, append, by_id, tests::delivery, to_fold},
        in_memory,
    };
    use gangway_domain::RejectionReason;

    #[test]
    fn what_is_believed_now_is_folded_once_whatever_came_before_or_comes_after() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        let Appended::New(id) = append(&c, &mut keys, &delivery(None, "b")).unwrap() else { panic!("it has no key") };
        let unexamined = NewDelivery { why: Some(RejectionReason::WrongPath), ..delivery(None, "c") };
        append(&c, &mut keys, &unexamined).unwrap();
        append(&c, &mut keys, &delivery(Some(2), "d")).unwrap();
        assert_eq!(candidates(&c, None, None).unwrap(), [id]);
        assert_eq!(candidates(&c, None, Some(6)).unwrap(), [0; 0]);

        assert_eq!(accept(&c, id, "raw", 0, [1; 16]).unwrap(), Some(Taken::ToFold));
        assert_eq!(accept(&c, id, "raw", 0, [1; 16]).unwrap(), None, "once");
        let waiting: Vec<i64> = to_fold(&c, 10).unwrap().iter().map(|it| it.delivery().id).collect();
        assert!(waiting.contains(&id));
        assert!(matches!(append(&c, &mut keys, &delivery(Some(1), "b")).unwrap(), Appended::Duplicate(_)));
        keys.kept(&c);
        keys.save(&c).unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        assert!(matches!(append(&c, &mut keys, &delivery(Some(1), "b")).unwrap(), Appended::Duplicate(_)));
        append(&c, &mut keys, &delivery(Some(3), "e")).unwrap();
        keys.save(&c).unwrap();
    }

    #[test]
    fn what_was_taken_in_meanwhile_is_a_repetition() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        let Appended::New(id) = append(&c, &mut keys, &delivery(None, "b")).unwrap() else { panic!("it has no key") };
        append(&c, &mut keys, &delivery(Some(1), "b")).unwrap();
        assert_eq!(accept(&c, id, "raw", 0, [1; 16]).unwrap(), Some(Taken::Duplicate));
        assert_eq!(by_id(&c, id).unwrap().unwrap().0.verdict, Verdict::Verified);
        assert_eq!(to_fold(&c, 10).unwrap().len(), 1);
    }

    #[test]
    fn a_key_that_is_young_and_in_the_table_is_put_there_once() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        let Appended::New(id) = append(&c, &mut keys, &delivery(None, "b")).unwrap() else { panic!("it has no key") };
        accept(&c, id, "raw", 0, [1; 16]).unwrap();
        Keys::recall(&c).unwrap().save(&c).unwrap();
    }
}
