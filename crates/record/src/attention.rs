//! What a person said about things that need attention: one row for each thing, and none for what nobody touched.

use crate::{
    Sql,
    db::unreadable::{Unreadable, word},
};
use gangway_domain::attention::{AttentionKind, Mark};
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

pub(crate) const UP: &str = "
CREATE TABLE attention_marks (
    kind TEXT NOT NULL, subject TEXT NOT NULL, until INTEGER, seen INTEGER, at INTEGER NOT NULL, actor TEXT NOT NULL,
    PRIMARY KEY (kind, subject), CHECK ((until IS NULL) <> (seen IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_stores_failed ON operation_stores (operation)
    WHERE state IN ('failed', 'rejected', 'no_result');
CREATE INDEX operation_stores_by_status_call ON operation_stores (changed_at)
    WHERE source = 'status_call' AND state = 'confirmed';";

/// Which thing: a kind, and an id within it.
pub type Subject = (AttentionKind, String);

/// What was said about which things.
pub fn all(c: &Connection) -> Sql<HashMap<Subject, Mark>> {
    c.prepare_cached("SELECT kind, subject, until, seen FROM attention_marks")?.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> Sql<(Subject, Mark)> {
    let kind = word(row, 0, "attention_marks.kind", AttentionKind::read)?;
    let mark = match (row.get(2)?, row.get(3)?) {
        (Some(until), None) => Mark::Snoozed { until },
        (None, Some(seen)) => Mark::Done { seen },
        (None, None) | (Some(_), Some(_)) => {
            let why = "it has neither or both of until and seen".to_owned();
            return Err(Unreadable { column: "attention_marks.until", why }.at(2));
        }
    };
    Ok(((kind, row.get(1)?), mark))
}

/// Says something about a thing, in place of what was said before; snoozes that are over go.
pub fn put(c: &Connection, (kind, subject): &Subject, mark: Mark, at: i64, actor: &str) -> Sql<()> {
    c.prepare_cached("DELETE FROM attention_marks WHERE until <= ?1")?.execute([at])?;
    let (until, seen) = match mark {
        Mark::Snoozed { until } => (Some(until), None),
        Mark::Done { seen } => (None, Some(seen)),
    };
    c.prepare_cached(
        "INSERT OR REPLACE INTO attention_marks (kind, subject, until, seen, at, actor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![kind.word(), subject, until, seen, at, actor])
    .map(drop)
}

/// Takes back what was said. `false`: nothing was.
pub fn remove(c: &Connection, (kind, subject): &Subject) -> Sql<bool> {
    c.prepare_cached("DELETE FROM attention_marks WHERE kind = ?1 AND subject = ?2")?
        .execute(params![kind.word(), subject])
        .map(|rows| rows > 0)
}

/// When the next snooze after `after` is over.
pub fn next_wake(c: &Connection, after: i64) -> Sql<Option<i64>> {
    c.prepare_cached("SELECT min(until) FROM attention_marks WHERE until > ?1")?.query_row([after], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::{all, next_wake, put, remove};
    use crate::in_memory;
    use gangway_domain::attention::{AttentionKind, Mark};

    #[test]
    fn the_last_word_about_a_thing_stands() {
        let c = in_memory().unwrap();
        let (failed, drift) =
            ((AttentionKind::StoresFailed, "op-1".to_owned()), (AttentionKind::Drift, "m1".to_owned()));
        put(&c, &failed, Mark::Snoozed { until: 50 }, 1, "ana").unwrap();
        put(&c, &drift, Mark::Snoozed { until: 90 }, 1, "ana").unwrap();
        assert_eq!(next_wake(&c, 1).unwrap(), Some(50));
        assert_eq!(next_wake(&c, 50).unwrap(), Some(90));
        put(&c, &failed, Mark::Done { seen: 7 }, 2, "ana").unwrap();
        assert_eq!(all(&c).unwrap()[&failed], Mark::Done { seen: 7 });
        assert_eq!(next_wake(&c, 1).unwrap(), Some(90));
        assert!(remove(&c, &failed).unwrap() && !remove(&c, &failed).unwrap());
        assert_eq!(all(&c).unwrap().len(), 1);
    }

    #[test]
    fn snoozes_that_are_over_go_with_the_next_word() {
        let c = in_memory().unwrap();
        put(&c, &(AttentionKind::Drift, "m1".into()), Mark::Snoozed { until: 5 }, 1, "ana").unwrap();
        put(&c, &(AttentionKind::Drift, "m2".into()), Mark::Snoozed { until: 9 }, 5, "ana").unwrap();
        assert_eq!(all(&c).unwrap().len(), 1);
    }
}
