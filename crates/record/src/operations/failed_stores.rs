//! Stores that failed in a run that is over, and that are still as it left them: no later run took them, and the provider has not
//! done otherwise what the run wanted. Read by an index of failed ones, which is small.

use crate::{Sql, db::unreadable::word};
use gangway_domain::{MerchantId, OperationId, operation::Kind};
use rusqlite::Connection;

/// What a run left failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedStores {
    /// The run.
    pub operation: OperationId,
    /// Whose.
    pub merchant: MerchantId,
    /// What the run wanted.
    pub kind: Kind,
    /// How many.
    pub stores: u32,
    /// When the first of them failed, Unix milliseconds.
    pub since: i64,
    /// When the last of them did.
    pub newest: i64,
}

/// What runs left failed since a moment, the oldest first.
pub fn left_since(c: &Connection, since: i64) -> Sql<Vec<FailedStores>> {
    c.prepare_cached(
        "SELECT o.id, o.merchant, o.kind, count(*), min(coalesce(s.changed_at, o.started_at)),
                max(coalesce(s.changed_at, o.started_at)) AS newest
         FROM operation_stores s INDEXED BY operation_stores_failed
         JOIN operations o ON o.id = s.operation
         JOIN stores t ON t.merchant = o.merchant AND t.id = s.store AND t.operation = s.operation
         WHERE s.state IN ('failed', 'rejected', 'no_result') AND o.phase IN ('finished', 'stopped')
           AND (coalesce(t.integration, '') = o.integration) <> (o.kind = 'provision')
         GROUP BY o.id HAVING newest >= ?1 ORDER BY 5",
    )?
    .query_map([since], |row| {
        Ok(FailedStores {
            operation: OperationId(row.get(0)?),
            merchant: MerchantId(row.get(1)?),
            kind: word(row, 2, "operations.kind", Kind::from_word)?,
            stores: row.get(3)?,
            since: row.get(4)?,
            newest: row.get(5)?,
        })
    })?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::left_since;
    use crate::in_memory;
    use rusqlite::Connection;

    /// A merchant with a run over six stores: what became of each, and what the provider has now.
    fn tried(phase: &str, kind: &str) -> Connection {
        let c = in_memory().unwrap();
        c.execute_batch(&format!(
            "INSERT INTO merchants (id, email, name, authorized_at) VALUES ('m', 'a@x', 'Ana', 1);
             INSERT INTO operations (id, merchant, kind, integration, flags, phase, started_at)
                 VALUES ('o', 'm', '{kind}', 'pos', '{{}}', '{phase}', 5), ('later', 'm', '{kind}', 'pos', '{{}}', 'running', 9);"
        ))
        .unwrap();
        let stores = [
            ("a", "failed", "o", "NULL"),
            ("b", "rejected", "o", "'other'"),
            ("c", "no_result", "o", "'pos'"),
            ("d", "confirmed", "o", "'pos'"),
            ("e", "failed", "later", "NULL"),
        ];
        for (row, (id, state, operation, integration)) in stores.iter().enumerate() {
            c.execute_batch(&format!(
                "INSERT INTO stores (merchant, id, row, name, brand, integration, operation, state, revision)
                     VALUES ('m', '{id}', {row}, '', '', {integration}, '{operation}', '{state}', 1);
                 INSERT INTO operation_stores (operation, store, place, position, name, state, changed_at)
                     VALUES ('o', '{id}', {row}, 0, '', '{state}', 10 + {row});"
            ))
            .unwrap();
        }
        c
    }

    #[test]
    fn what_is_as_a_run_left_it_is_found() {
        let check = |phase: &str, kind: &str, since: i64, found: &[(u32, i64, i64)]| {
            let left = left_since(&tried(phase, kind), since).unwrap();
            let left: Vec<_> = left.iter().map(|it| (it.stores, it.since, it.newest)).collect();
            assert_eq!(left, found, "{phase} {kind} {since}");
        };
        // Neither the one that the provider has as it was meant, nor the one that a later run took.
        check("finished", "provision", 0, &[(2, 10, 11)]);
        check("stopped", "provision", 11, &[(2, 10, 11)]);
        check("finished", "provision", 12, &[]);
        // Released it was meant to be, and is not.
        check("finished", "deprovision", 0, &[(1, 12, 12)]);
        // It is not over, and may be sent again by itself.
        check("running", "provision", 0, &[]);
        check("halted", "provision", 0, &[]);
    }
}
