//! Rotations: endpoints that take two secrets at the moment. The same for every provider; secrets are in the vault.

use crate::Sql;
use gangway_domain::{EndpointId, rotation::Rotation};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE rotations (
    endpoint TEXT PRIMARY KEY, started_at INTEGER NOT NULL, confirmed_at INTEGER, last_old_at INTEGER
) STRICT, WITHOUT ROWID;";

fn read(row: &Row<'_>) -> Sql<(EndpointId, Rotation)> {
    let rotation = Rotation { started_at: row.get(1)?, confirmed_at: row.get(2)?, last_old_at: row.get(3)? };
    Ok((EndpointId(row.get(0)?), rotation))
}

const COLUMNS: &str = "endpoint, started_at, confirmed_at, last_old_at";

/// The receiver takes both from now on.
pub fn start(c: &Connection, endpoint: &EndpointId, at: i64) -> Sql<()> {
    c.execute("INSERT OR REPLACE INTO rotations (endpoint, started_at) VALUES (?1, ?2)", params![endpoint.0, at])
        .map(drop)
}

/// The provider was seen to have the new one.
pub fn confirm(c: &Connection, endpoint: &EndpointId, at: i64) -> Sql<()> {
    c.execute("UPDATE rotations SET confirmed_at = ?2 WHERE endpoint = ?1", params![endpoint.0, at]).map(drop)
}

/// A delivery came that was signed with the old one. Times may come in any order.
pub fn signed_with_old(c: &Connection, endpoint: &EndpointId, at: i64) -> Sql<()> {
    c.prepare_cached("UPDATE rotations SET last_old_at = max(coalesce(last_old_at, ?2), ?2) WHERE endpoint = ?1")?
        .execute(params![endpoint.0, at])
        .map(drop)
}

/// It is over: the endpoint has one secret again.
pub fn end(c: &Connection, endpoint: &EndpointId) -> Sql<()> {
    c.execute("DELETE FROM rotations WHERE endpoint = ?1", [&endpoint.0]).map(drop)
}

/// The rotation at an endpoint, if one is under way.
pub fn of(c: &Connection, endpoint: &EndpointId) -> Sql<Option<Rotation>> {
    c.query_row(&format!("SELECT {COLUMNS} FROM rotations WHERE endpoint = ?1"), [&endpoint.0], read)
        .optional()
        .map(|found| found.map(|(_, rotation)| rotation))
}

/// All that are under way.
pub fn all(c: &Connection) -> Sql<Vec<(EndpointId, Rotation)>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM rotations ORDER BY started_at"))?.query_map([], read)?.collect()
}

#[cfg(test)]
mod tests {
    use super::{all, confirm, end, of, signed_with_old, start};
    use crate::Record;
    use gangway_domain::rotation::Rotation;

    #[tokio::test]
    async fn from_the_start_to_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record
            .write(|c| {
                let endpoint = "e".into();
                // No rotation, nothing to note.
                signed_with_old(c, &endpoint, 1)?;
                assert_eq!(of(c, &endpoint)?, None);
                start(c, &endpoint, 10)?;
                signed_with_old(c, &endpoint, 30)?;
                signed_with_old(c, &endpoint, 20)?;
                confirm(c, &endpoint, 15)?;
                let rotation = Rotation { started_at: 10, confirmed_at: Some(15), last_old_at: Some(30) };
                assert_eq!(all(c)?, [(endpoint.clone(), rotation)]);
                end(c, &endpoint)?;
                assert_eq!(all(c)?, []);
                Ok(())
            })
            .await
            .unwrap();
    }
}
