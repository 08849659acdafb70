//! Views that a person keeps by name: what the table of applications was asked for, in words of the record. A text without a
//! version is of the first one.

use super::{Filter, Sort};
use crate::Sql;
use gangway_domain::application::Status;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

pub(crate) const UP: &str = "
CREATE TABLE saved_views (
    place TEXT NOT NULL, name TEXT NOT NULL, wanted TEXT NOT NULL, PRIMARY KEY (place, name)
) STRICT, WITHOUT ROWID;";

const PLACE: &str = "applications";
/// Of what is written now.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Text {
    #[serde(default = "first")]
    version: u32,
    statuses: Vec<String>,
    search: String,
    resubmitted: bool,
    sort: String,
    limit: u32,
}

const fn first() -> u32 {
    1
}

fn text(filter: &Filter) -> String {
    let text = Text {
        version: VERSION,
        statuses: filter.statuses.iter().map(|status| status.word().to_owned()).collect(),
        search: filter.search.clone(),
        resubmitted: filter.resubmitted,
        sort: filter.sort.word().to_owned(),
        limit: filter.limit,
    };
    // Words and numbers always become JSON.
    serde_json::to_string(&text).unwrap_or_default()
}

fn read(text: &str) -> Option<Filter> {
    let text: Text = serde_json::from_str(text).ok()?;
    (text.version <= VERSION).then_some(())?;
    Some(Filter {
        statuses: text.statuses.iter().map(|word| Status::parse(word)).collect(),
        search: text.search,
        resubmitted: text.resubmitted,
        sort: Sort::read(&text.sort)?,
        limit: text.limit,
        ..Filter::default()
    })
}

/// All by name, with what was asked for; `None`: what is kept cannot be read, which is to be said under its name.
pub fn all(c: &Connection) -> Sql<Vec<(String, Option<Filter>)>> {
    c.prepare_cached("SELECT name, wanted FROM saved_views WHERE place = ?1 ORDER BY name")?
        .query_map([PLACE], |row| Ok((row.get(0)?, read(row.get_ref(1)?.as_str()?))))?
        .collect()
}

/// Keeps one, from the first row on; another of the same name is replaced.
pub fn keep(c: &Connection, name: &str, wanted: &Filter) -> Sql<()> {
    c.execute(
        "INSERT OR REPLACE INTO saved_views (place, name, wanted) VALUES (?1, ?2, ?3)",
        params![PLACE, name, text(wanted)],
    )
    .map(drop)
}

/// Forgets one. `false`: there is none of that name.
pub fn remove(c: &Connection, name: &str) -> Sql<bool> {
    c.execute("DELETE FROM saved_views WHERE place = ?1 AND name = ?2", params![PLACE, name]).map(|rows| rows > 0)
}

#[cfg(test)]
mod tests {
    use super::{all, keep, read, remove};
    use crate::{
        applications::{Filter, Sort},
        in_memory,
    };
    use gangway_domain::application::Status;

    fn of(search: &str) -> Filter {
        let statuses = vec![Status::NeedsInformation, Status::Other("ON_HOLD".into())];
        Filter { statuses, search: search.into(), sort: Sort::Name, limit: 50, ..Filter::default() }
    }

    #[test]
    fn kept_replaced_and_removed() {
        let c = in_memory().unwrap();
        for (name, search) in [("b", "1"), ("a", "2"), ("b", "3")] {
            keep(&c, name, &of(search)).unwrap();
        }
        assert_eq!(all(&c).unwrap(), [("a".to_owned(), Some(of("2"))), ("b".to_owned(), Some(of("3")))]);
        assert!(remove(&c, "b").unwrap() && !remove(&c, "b").unwrap());
    }

    /// As programs of before wrote it.
    #[test]
    fn what_was_kept_before_is_read() {
        let before = r#"{"statuses":["NEEDS_INFORMATION","ON_HOLD"],"search":"x","resubmitted":false,"sort":"name","offset":0,"limit":50}"#;
        assert_eq!(read(before), Some(of("x")));
        for text in ["", "{}", &before.replace("\"name\"", "\"weather\""), &before.replacen('{', "{\"version\":2,", 1)]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
