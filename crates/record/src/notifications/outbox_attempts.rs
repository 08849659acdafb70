//! Attempts to send a message: the journal of each is on disk before it begins.

use crate::{
    Sql,
    db::unreadable::optional_word,
    notifications::outbox::{COLUMNS, Message, Why, read},
    team::facts,
};
use gangway_domain::notifications::{
    Channel, Hold, NotificationOutcome as Outcome, NotificationReason as Reason, NotificationState as State,
    template::Rendered,
};
use gangway_domain::{Language, TeamFact};
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE outbox_attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL REFERENCES outbox (id), edition INTEGER NOT NULL,
    number INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, outcome TEXT, words TEXT
) STRICT;
CREATE INDEX outbox_attempts_by_message ON outbox_attempts (message, id);";

/// One attempt. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which edition of the message.
    pub edition: u32,
    /// From 1, in the edition.
    pub number: u32,
    /// When its journal was written.
    pub started_at: i64,
    /// When its end was known.
    pub ended_at: Option<i64>,
    /// How it ended; `None`: under way.
    pub outcome: Option<Outcome>,
    /// How its end is accounted for.
    pub why: Why,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Taken.
    Sent,
    /// Certainly not taken; another try is due then.
    Later {
        /// When.
        due_at: i64,
    },
    /// Nobody knows whether it was taken; it is repeated then.
    OutcomeUnknown {
        /// When.
        due_at: i64,
    },
    /// It will not be tried again.
    Refused {
        /// Why.
        reason: Reason,
        /// Who: `gangway`, or a host.
        by: String,
    },
}

/// The next message of these channels that is due.
pub fn next_due(c: &Connection, channels: &[Channel], now: i64) -> Sql<Option<Message>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox WHERE state = 'waiting' AND due_at <= ?1
           AND channel IN (SELECT value FROM json_each(?2)) ORDER BY due_at, happened_at, id LIMIT 1"
    ))?
    .query_row(params![now, words(channels)], read)
    .optional()
}

/// When the next message of these channels is due.
pub fn next_due_at(c: &Connection, channels: &[Channel]) -> Sql<Option<i64>> {
    c.prepare_cached(
        "SELECT min(due_at) FROM outbox WHERE state = 'waiting' AND channel IN (SELECT value FROM json_each(?1))",
    )?
    .query_row([words(channels)], |row| row.get(0))
}

fn words(channels: &[Channel]) -> String {
    let words: Vec<_> = channels.iter().map(|channel| channel.word()).collect();
    // A list of words always becomes JSON.
    serde_json::to_string(&words).unwrap_or_default()
}

/// Journals an attempt with what it is going to say. To be on disk before anything leaves.
pub fn begin(c: &Connection, id: &str, said: &(Language, Rendered), now: i64) -> Sql<()> {
    let (language, Rendered { subject, text, html }) = said;
    c.prepare_cached(
        "UPDATE outbox SET state = 'sending', reason = NULL, refused_by = NULL, words = NULL, cause = NULL, about = NULL, attempts = attempts + 1,
             changed_at = ?2, language = ?3, subject = ?4, body = ?5, html = ?6 WHERE id = ?1 AND state = 'waiting'",
    )?
    .execute(params![id, now, language.word(), subject, text, html])?;
    c.prepare_cached(
        "INSERT INTO outbox_attempts (message, edition, number, started_at)
         SELECT id, edition, attempts, ?2 FROM outbox WHERE id = ?1",
    )?
    .execute(params![id, now])
    .map(drop)
}

/// Marks the end of the attempt that is under way, with what accounts for it.
pub fn end(c: &Connection, id: &str, ended: &Ended, why: &Why, now: i64) -> Sql<()> {
    let (state, outcome, reason, by, due_at) = match ended {
        Ended::Sent => (State::Sent, Outcome::Sent, None, None, now),
        Ended::Later { due_at } => (State::Waiting, Outcome::Later, Some(Reason::Retry), None, *due_at),
        Ended::OutcomeUnknown { due_at } => {
            (State::Waiting, Outcome::OutcomeUnknown, Some(Reason::OutcomeUnknown), None, *due_at)
        }
        Ended::Refused { reason, by } => (State::Refused, Outcome::Refused, Some(*reason), Some(by.as_str()), now),
    };
    let unsure = i64::from(matches!(ended, Ended::OutcomeUnknown { .. }));
    let sent_at = (state == State::Sent).then_some(now);
    c.prepare_cached(
        "UPDATE outbox SET state = ?2, reason = ?3, refused_by = ?4, words = ?5, due_at = ?6, sent_at = ?7, changed_at = ?8,
             unknowns = unknowns + ?9, cause = ?10, about = ?11 WHERE id = ?1",
    )?
    .execute(params![
        id, state.word(), reason.map(Reason::word), by, why.words, due_at, sent_at, now, unsure, why.cause, why.about
    ])?;
    c.prepare_cached(
        "UPDATE outbox_attempts SET ended_at = ?2, outcome = ?3, words = ?4, cause = ?5, about = ?6
         WHERE message = ?1 AND ended_at IS NULL",
    )?
    .execute(params![id, now, outcome.word(), why.words, why.cause, why.about])?;
    if sent_at.is_some() { tell(c, id, now) } else { Ok(()) }
}

/// Colleagues see which device sent a message, and do not send it too. What it says stays here.
fn tell(c: &Connection, id: &str, at: i64) -> Sql<()> {
    let named = c.prepare_cached("SELECT application, event, channel, merchant FROM outbox WHERE id = ?1")?.query_row(
        [id],
        |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        },
    )?;
    let (application, event, channel, merchant) = named;
    let details = serde_json::json!({ "application": application, "event": event, "channel": channel });
    facts::tell(c, TeamFact::NotificationSent, id, Some(&merchant), &details, at)
}

/// The attempt did not begin after all: nothing left, and it is as if it had not been journalled. It is looked at again at `due_at`.
pub fn take_back(c: &Connection, id: &str, due_at: i64, now: i64) -> Sql<()> {
    c.prepare_cached("DELETE FROM outbox_attempts WHERE message = ?1 AND ended_at IS NULL")?.execute([id])?;
    c.prepare_cached(
        "UPDATE outbox SET state = 'waiting', attempts = attempts - 1, due_at = ?2, changed_at = ?3
         WHERE id = ?1 AND state = 'sending'",
    )?
    .execute(params![id, due_at, now])
    .map(drop)
}

/// Messages that may leave, or may have left, from here: an attempt is under way, nobody knows how one ended, or colleagues were not
/// told yet that it was sent, and would send it too.
pub fn open(c: &Connection) -> Sql<std::collections::HashSet<String>> {
    c.prepare_cached(
        "SELECT id FROM outbox WHERE state = 'sending' OR state = 'waiting' AND reason = 'outcome_unknown'
         UNION SELECT subject FROM team_facts_due WHERE what = 'notification_sent'",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Refuses a message that waits without an attempt: no message can be made of it.
pub fn refuse(c: &Connection, id: &str, reason: Reason, why: &Why, now: i64) -> Sql<()> {
    c.prepare_cached(
        "UPDATE outbox SET state = 'refused', reason = ?2, refused_by = 'gangway', words = ?3, changed_at = ?4,
             cause = ?5, about = ?6 WHERE id = ?1",
    )?
    .execute(params![id, reason.word(), why.words, now, why.cause, why.about])
    .map(drop)
}

/// Holds a message that waits.
pub fn hold(c: &Connection, id: &str, why: Hold, now: i64) -> Sql<bool> {
    let held = c
        .prepare_cached(
            "UPDATE outbox SET state = 'held', reason = ?2, forced = 0, changed_at = ?3 WHERE id = ?1 AND state IN ('waiting', 'held')",
        )?
        .execute(params![id, why.word(), now])?;
    Ok(held > 0)
}

/// Puts a message that waits off until the quiet hours end.
pub fn put_off(c: &Connection, id: &str, until: i64, now: i64) -> Sql<()> {
    c.prepare_cached(
        "UPDATE outbox SET reason = 'quiet_hours', due_at = ?2, changed_at = ?3 WHERE id = ?1 AND state = 'waiting'",
    )?
    .execute(params![id, until, now])
    .map(drop)
}

/// A person wants it sent: anew if it was sent or came back, otherwise under its id. `None`: an attempt is under way, or there
/// is no such message.
pub fn send_again(c: &Connection, id: &str, now: i64) -> Sql<Option<Message>> {
    let changed = c
        .prepare_cached(
            "UPDATE outbox SET
                 edition = edition + (sent_at IS NOT NULL), unknowns = iif(sent_at IS NULL, unknowns, 0), attempts = 0,
                 -- What may have been read already is not said in other words under the same id.
                 language = iif(sent_at IS NULL AND unknowns > 0, language, NULL),
                 state = 'waiting', reason = NULL, refused_by = NULL, words = NULL, cause = NULL, about = NULL, forced = 1, due_at = ?2, changed_at = ?2,
                 sent_at = NULL, read_at = NULL
             WHERE id = ?1 AND state != 'sending'",
        )?
        .execute(params![id, now])?;
    if changed == 0 { Ok(None) } else { crate::notifications::outbox::by_id(c, id) }
}

/// Attempts that were under way when the program ended have unknown outcomes. A row of the notification centre has not: it is there.
pub fn recover(c: &Connection, now: i64) -> Sql<usize> {
    c.execute(
        "UPDATE outbox_attempts SET ended_at = ?1, outcome = 'outcome_unknown', cause = 'program_ended' WHERE ended_at IS NULL",
        [now],
    )?;
    c.execute(
        "UPDATE outbox SET state = 'waiting', reason = iif(channel = ?2, NULL, 'outcome_unknown'),
             cause = iif(channel = ?2, NULL, 'program_ended'), unknowns = unknowns + (channel != ?2),
             due_at = ?1, changed_at = ?1 WHERE state = 'sending'",
        params![now, Channel::Internal.word()],
    )
}

/// The mail server took it, and it came back.
pub fn bounced(c: &Connection, id: &str, by: &str, words: &str, now: i64) -> Sql<bool> {
    let changed = c
        .prepare_cached(
            "UPDATE outbox SET state = 'refused', reason = ?5, refused_by = ?2, words = ?3, cause = NULL, about = NULL, changed_at = ?4
             WHERE id = ?1 AND state = 'sent' AND channel IN ('email', 'support')",
        )?
        .execute(params![id, by, words, now, Reason::Bounced.word()])?;
    Ok(changed > 0)
}

/// The attempts of a message, the first one first.
pub fn of(c: &Connection, id: &str) -> Sql<Vec<Attempt>> {
    c.prepare_cached(
        "SELECT edition, number, started_at, ended_at, outcome, words, cause, about FROM outbox_attempts WHERE message = ?1 ORDER BY id",
    )?
    .query_map([id], |row| {
        Ok(Attempt {
            edition: row.get(0)?,
            number: row.get(1)?,
            started_at: row.get(2)?,
            ended_at: row.get(3)?,
            outcome: optional_word(row, 4, "outbox_attempts.outcome", Outcome::read)?,
            why: Why { cause: row.get(6)?, about: row.get(7)?, words: row.get(5)? },
        })
    })?
    .collect()
}
