//! Views that a person keeps by name: what a list was asked for.

use crate::Sql;
use rusqlite::{Connection, params};

pub(crate) const UP: &str = "
CREATE TABLE saved_views (
    place TEXT NOT NULL, name TEXT NOT NULL, wanted TEXT NOT NULL, PRIMARY KEY (place, name)
) STRICT, WITHOUT ROWID;";

/// All of a place by name: name and what was asked for, as JSON of the place's own.
pub fn of(c: &Connection, place: &str) -> Sql<Vec<(String, String)>> {
    c.prepare_cached("SELECT name, wanted FROM saved_views WHERE place = ?1 ORDER BY name")?
        .query_map([place], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Keeps one; another of the same name is replaced.
pub fn keep(c: &Connection, place: &str, name: &str, wanted: &str) -> Sql<()> {
    c.execute(
        "INSERT OR REPLACE INTO saved_views (place, name, wanted) VALUES (?1, ?2, ?3)",
        params![place, name, wanted],
    )
    .map(drop)
}

/// Forgets one. `false`: there is none of that name.
pub fn remove(c: &Connection, place: &str, name: &str) -> Sql<bool> {
    c.execute("DELETE FROM saved_views WHERE place = ?1 AND name = ?2", params![place, name]).map(|rows| rows > 0)
}

#[cfg(test)]
mod tests {
    use super::{keep, of, remove};
    use crate::in_memory;

    #[test]
    fn kept_replaced_and_removed() {
        let c = in_memory().unwrap();
        keep(&c, "applications", "b", "1").unwrap();
        keep(&c, "applications", "a", "2").unwrap();
        keep(&c, "applications", "b", "3").unwrap();
        keep(&c, "elsewhere", "b", "4").unwrap();
        let all = of(&c, "applications").unwrap();
        assert_eq!(all, [("a".to_owned(), "2".to_owned()), ("b".to_owned(), "3".to_owned())]);
        assert!(remove(&c, "applications", "b").unwrap() && !remove(&c, "applications", "b").unwrap());
        assert_eq!(of(&c, "elsewhere").unwrap().len(), 1);
    }
}
