//! What was told of each application, in the order in which it came: its timeline.

use crate::{Sql, db::unreadable::word};
use gangway_domain::application::{Known, Mark, Point, Source, Status};
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE application_events (
    id INTEGER PRIMARY KEY, application INTEGER NOT NULL REFERENCES applications (key), status TEXT NOT NULL,
    at INTEGER NOT NULL, exact INTEGER NOT NULL, seen_at INTEGER NOT NULL, mark TEXT NOT NULL, message TEXT, delivery INTEGER
) STRICT;
CREATE INDEX application_events_of ON application_events (application, at);
CREATE UNIQUE INDEX application_events_once ON application_events (message) WHERE message IS NOT NULL;
CREATE INDEX application_events_fetched ON application_events (at) WHERE message IS NULL;";

/// One entry of a timeline. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// In the order of arrival.
    pub id: i64,
    /// What was told, and how.
    pub known: Known,
    /// When it came.
    pub seen_at: i64,
    /// What was notable about it then.
    pub mark: Mark,
    /// The delivery that told it.
    pub delivery: Option<i64>,
}

fn read(row: &Row<'_>) -> Sql<Event> {
    let message: Option<String> = row.get(6)?;
    let point = Point { status: Status::parse(&row.get::<_, String>(1)?), at: row.get(2)?, exact: row.get(3)? };
    Ok(Event {
        id: row.get(0)?,
        known: Known { point, source: message.map_or(Source::Fetched, Source::Message) },
        seen_at: row.get(4)?,
        mark: word(row, 5, "application_events.mark", Mark::from_word)?,
        delivery: row.get(7)?,
    })
}

/// The timeline of one application, by the provider's time.
pub fn of(c: &Connection, application: i64) -> Sql<Vec<Event>> {
    c.prepare_cached(
        "SELECT id, status, at, exact, seen_at, mark, message, delivery FROM application_events
         WHERE application = ?1 ORDER BY at, id",
    )?
    .query_map([application], read)?
    .collect()
}

/// Adds an entry. `false`: this very message is there already, and nothing was done.
pub fn append(
    c: &Connection,
    application: i64,
    known: &Known,
    mark: Mark,
    seen_at: i64,
    delivery: Option<i64>,
) -> Sql<bool> {
    let message = match &known.source {
        Source::Message(id) => Some(id),
        Source::Fetched => None,
    };
    let Point { status, at, exact } = &known.point;
    let rows = c
        .prepare_cached(
            "INSERT INTO application_events (application, status, at, exact, seen_at, mark, message, delivery)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )?
        .execute(params![application, status.word(), at, exact, seen_at, mark.word(), message, delivery])?;
    Ok(rows > 0)
}

/// Whether this message is there already, of whatever application.
pub fn has_message(c: &Connection, message: &str) -> Sql<bool> {
    c.prepare_cached("SELECT EXISTS (SELECT 1 FROM application_events WHERE message = ?1)")?
        .query_row([message], |row| row.get(0))
}

/// Messages that never came: what only the API told, although it happened since `listening` and we knew of it before
/// `seen_before`. A status that has no time of its own is missed only if no message at all told of it.
pub fn missed(c: &Connection, application: Option<i64>, listening: i64, seen_before: i64) -> Sql<u32> {
    c.prepare_cached(
        "SELECT count(*) FROM application_events AS fetched
         WHERE message IS NULL AND at >= ?2 AND seen_at < ?3 AND (?1 IS NULL OR application = ?1) AND NOT EXISTS (
            SELECT 1 FROM application_events AS told WHERE told.application = fetched.application
                AND told.message IS NOT NULL AND told.status = fetched.status AND (told.at = fetched.at OR NOT fetched.exact))",
    )?
    .query_row(params![application, listening, seen_before], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::{append, has_message, missed, of};
    use crate::{applications, in_memory};
    use gangway_domain::application::{Known, Mark, Point, Source, Status};

    fn known(status: Status, at: i64, message: Option<&str>) -> Known {
        let exact = status != Status::InProgress;
        let source = message.map_or(Source::Fetched, |id| Source::Message(id.to_owned()));
        Known { point: Point { status, at, exact }, source }
    }

    #[test]
    fn once_a_message_and_what_was_missed() {
        let c = in_memory().unwrap();
        let key = applications::add(&c, &"app_1".into(), &"mid_1".into(), &Status::Created, 1).unwrap();
        let add = |it: &Known, seen_at| append(&c, key, it, Mark::InTurn, seen_at, None).unwrap();
        let created = known(Status::Created, 10, Some("msg_1"));
        assert!(add(&created, 11) && !add(&created, 12));
        assert!(has_message(&c, "msg_1").unwrap() && !has_message(&c, "msg_2").unwrap());
        assert!(add(&known(Status::Processing, 20, None), 50));
        assert!(add(&known(Status::InProgress, 15, None), 50));
        assert!(add(&known(Status::Created, 5, None), 50), "before anybody listened");
        assert_eq!(missed(&c, None, 8, 60).unwrap(), 2);
        assert_eq!((missed(&c, None, 8, 50).unwrap(), missed(&c, Some(key + 1), 8, 60).unwrap()), (0, 0));
        // Late, and not missed after all; the update of a status that was told of is none.
        assert!(add(&known(Status::Processing, 20, Some("msg_2")), 70));
        assert!(add(&known(Status::InProgress, 12, Some("msg_3")), 70));
        assert_eq!(missed(&c, Some(key), 8, 80).unwrap(), 0);
        let times: Vec<_> = of(&c, key).unwrap().iter().map(|it| it.known.point.at).collect();
        assert_eq!(times, [5, 10, 12, 15, 20, 20]);
    }
}
