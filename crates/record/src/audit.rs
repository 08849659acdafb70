//! Audit: who did what. Rows are only ever added.

use crate::Sql;
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
    subject TEXT NOT NULL, merchant TEXT, detail TEXT
) STRICT;
CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;";

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Unix milliseconds.
    pub at: i64,
    /// The account name at the desk, or `gangway` for what it does by itself.
    pub actor: String,
    /// `merchant_authorized`, `operation_started` …
    pub act: String,
    /// What it was done to, in words for a person.
    pub subject: String,
    /// The merchant concerned.
    pub merchant: Option<String>,
    /// Before and after, provider's answer; never a secret.
    pub detail: Option<String>,
}

/// Adds an act.
pub fn append(c: &Connection, act: &Act) -> Sql<()> {
    c.prepare_cached("INSERT INTO audit (at, actor, act, subject, merchant, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![act.at, act.actor, act.act, act.subject, act.merchant, act.detail])
        .map(drop)
}

fn read(row: &Row<'_>) -> Sql<(i64, Act)> {
    let act = Act {
        at: row.get(1)?,
        actor: row.get(2)?,
        act: row.get(3)?,
        subject: row.get(4)?,
        merchant: row.get(5)?,
        detail: row.get(6)?,
    };
    Ok((row.get(0)?, act))
}

/// Newest first, with the total that matches.
pub fn list(c: &Connection, search: &str, before: Option<i64>, limit: u32) -> Sql<(u32, Vec<(i64, Act)>)> {
    let matches =
        "(?1 = '' OR instr(lower(act || ' ' || subject || ' ' || actor || ' ' || coalesce(detail, '')), lower(?1)))";
    let total = c
        .prepare_cached(&format!("SELECT count(*) FROM audit WHERE {matches}"))?
        .query_row([search], |row| row.get(0))?;
    let rows = c
        .prepare_cached(&format!(
            "SELECT id, at, actor, act, subject, merchant, detail FROM audit
             WHERE {matches} AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3"
        ))?
        .query_map(params![search, before, limit], read)?
        .collect::<Sql<_>>()?;
    Ok((total, rows))
}

#[cfg(test)]
mod tests {
    use super::{Act, append, list};
    use crate::Record;

    #[tokio::test]
    async fn rows_can_be_added_and_neither_changed_nor_removed() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let act = Act {
            at: 1,
            actor: "ana".into(),
            act: "merchant_authorized".into(),
            subject: "Grupo".into(),
            merchant: None,
            detail: None,
        };
        record.write(move |c| append(c, &act)).await.unwrap();
        assert!(record.write(|c| c.execute("UPDATE audit SET actor = 'x'", [])).await.is_err());
        assert!(record.write(|c| c.execute("DELETE FROM audit", [])).await.is_err());
        let (total, rows) = record.read(|c| list(c, "GRUPO", None, 10)).await.unwrap();
        assert_eq!((total, rows.len()), (1, 1));
    }
}
