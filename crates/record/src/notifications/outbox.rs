//! Messages to people: at most one row for each event and channel, whatever is repeated, late or crashed.
//!
//! `waiting → sending → sent | refused | waiting (later)`, and `held` for what does not go by itself. A row is *sending* only
//! between the journal of an attempt and its mark: found so at the start of the program, the attempt has an unknown outcome and is
//! repeated under the same id, which tells whoever gets it twice.

use crate::{
    Sql,
    db::unreadable::{optional_word, word},
    team::{self, facts},
};
use gangway_domain::notifications::{
    Change, Channel, Departure, Event, Hold, NotificationReason as Reason, NotificationState as State,
    template::Rendered,
};
use gangway_domain::{Language, TeamFact};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

pub(crate) const UP: &str = "
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    application TEXT NOT NULL, merchant TEXT NOT NULL, merchant_name TEXT NOT NULL, email TEXT, link TEXT,
    event TEXT NOT NULL, happened_at INTEGER NOT NULL, late INTEGER NOT NULL, occurrence TEXT NOT NULL, channel TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT, refused_by TEXT, words TEXT, forced INTEGER NOT NULL DEFAULT 0,
    edition INTEGER NOT NULL DEFAULT 1, attempts INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, sent_at INTEGER, read_at INTEGER,
    language TEXT, subject TEXT, body TEXT, html TEXT,
    UNIQUE (application, occurrence, channel)
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_time ON outbox (created_at, id);
CREATE INDEX outbox_unread ON outbox (created_at) WHERE channel = 'internal' AND state = 'sent' AND read_at IS NULL;";

/// An outcome that nobody knows is called so.
pub(crate) const OUTCOME_UNKNOWN: &str = "
ALTER TABLE outbox RENAME COLUMN doubts TO unknowns;
UPDATE outbox SET reason = 'outcome_unknown' WHERE reason = 'doubt';
UPDATE outbox_attempts SET outcome = 'outcome_unknown' WHERE outcome = 'doubt';";

/// Why an attempt ended as it did, since there are two who can say so.
pub(crate) const WHY: &str = "
ALTER TABLE outbox ADD COLUMN cause TEXT;
ALTER TABLE outbox ADD COLUMN about TEXT;
ALTER TABLE outbox_attempts ADD COLUMN cause TEXT;
ALTER TABLE outbox_attempts ADD COLUMN about TEXT;";

/// In a team one console sends for all: who did.
pub(crate) const SENT_BY: &str = "ALTER TABLE outbox ADD COLUMN sent_by TEXT;";

/// How an end is accounted for: by us, in a code that is worded where it is read, and by the other side, in its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// Our code.
    pub cause: Option<String>,
    /// What the code is about, such as a status or a path.
    pub about: Option<String>,
    /// What the other side said, as it came.
    pub words: Option<String>,
}

/// A message as it is. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The same for the same event and channel, on whatever desk and however often it is made.
    pub id: String,
    /// What it is about.
    pub change: Change,
    /// How it goes.
    pub channel: Channel,
    /// What became of it.
    pub state: State,
    /// Why.
    pub reason: Option<Reason>,
    /// Who refused it: `gangway`, or a host.
    pub refused_by: Option<String>,
    /// How its last attempt ended.
    pub why: Why,
    /// A person wants it sent, over quiet hours, mute and lateness.
    pub forced: bool,
    /// How often a person had it sent although it had been sent.
    pub edition: u32,
    /// Attempts of this edition.
    pub attempts: u32,
    /// Attempts of this edition of which nobody knows whether they succeeded.
    pub unknowns: u32,
    /// When it goes, if it waits.
    pub due_at: i64,
    /// When it was made.
    pub created_at: i64,
    /// When the other side took it.
    pub sent_at: Option<i64>,
    /// Which colleague's console sent it; nothing where it was this one.
    pub sent_by: Option<String>,
    /// When somebody saw it in the notification centre.
    pub read_at: Option<i64>,
    /// What was said, since the first attempt.
    pub rendered: Option<(Language, Rendered)>,
}

impl Message {
    /// What whoever gets it twice knows it by; a new one where a person wanted it a second time.
    pub fn wire_id(&self) -> String {
        if self.edition == 1 { self.id.clone() } else { format!("{}_{}", self.id, self.edition) }
    }
}

/// The id of the message for an event and a channel.
pub fn id_of(change: &Change, channel: Channel) -> String {
    let key = [change.application.as_str(), &change.occurrence(), channel.word()].join("\n");
    format!("msg_{}", &hex::encode(Sha256::digest(key))[..32])
}

/// Makes a message, unless there is one for this event and channel. `true`: it is new.
pub fn enqueue(c: &Connection, change: &Change, channel: Channel, departure: Departure, now: i64) -> Sql<bool> {
    let (state, why, due_at) = match departure {
        Departure::Now => (State::Waiting, None, now),
        Departure::Quiet(until) => (State::Waiting, Some(Reason::QuietHours), until),
        Departure::Held(hold) => (State::Held, Some(hold.into()), now),
        Departure::NoAddress => (State::Refused, Some(Reason::NoAddress), now),
    };
    let by = (state == State::Refused).then_some("gangway");
    let added = c
        .prepare_cached(
            "INSERT INTO outbox (id, application, merchant, merchant_name, email, link, event, happened_at, late, occurrence,
                 channel, state, reason, refused_by, due_at, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            id_of(change, channel), change.application, change.merchant, change.merchant_name, change.email, change.link,
            change.event.word(), change.at, change.late, change.occurrence(), channel.word(), state.word(), why.map(Reason::word), by, due_at, now,
        ])?;
    if added > 0 {
        sent_before(c, &id_of(change, channel))?;
    }
    Ok(added > 0)
}

/// A colleague's console may have known of the event, and sent this, before it came to be known here.
fn sent_before(c: &Connection, id: &str) -> Sql<()> {
    for told in facts::of_subject(c, TeamFact::NotificationSent, id)? {
        let by = told.person_name.unwrap_or(told.person);
        if team::membership(c)?.is_none_or(|it| it.device != told.device) {
            sent_elsewhere(c, id, &by, told.at)?;
        }
    }
    Ok(())
}

/// A colleague's console sent it: it does not leave here too. What is under way here, or ended here, stays as it is.
pub fn sent_elsewhere(c: &Connection, id: &str, by: &str, at: i64) -> Sql<bool> {
    c.prepare_cached(
        "UPDATE outbox SET state = 'sent', reason = NULL, sent_at = ?3, changed_at = ?3, sent_by = ?2
         WHERE id = ?1 AND state IN ('waiting', 'held') AND channel <> 'internal'",
    )?
    .execute(params![id, by, at])
    .map(|rows| rows > 0)
}

/// What was put off, or held back by *preview*, is overtaken by a later event of the same application: nobody wants to read in
/// the morning what is no longer true.
pub fn overtake(c: &Connection, change: &Change, now: i64) -> Sql<usize> {
    c.prepare_cached(
        "UPDATE outbox SET state = 'held', reason = ?4, changed_at = ?3
         WHERE application = ?1 AND happened_at < ?2 AND attempts = 0 AND forced = 0
           AND (state = 'waiting' AND reason = 'quiet_hours' OR state = 'held' AND reason = 'preview')",
    )?
    .execute(params![change.application, change.at, now, Hold::Overtaken.word()])
}

pub(crate) const COLUMNS: &str = "id, application, merchant, merchant_name, email, link, event, happened_at, late, channel, state,
    reason, refused_by, words, forced, edition, attempts, unknowns, due_at, created_at, sent_at, read_at, language, subject, body, html,
    cause, about, sent_by";

/// One message.
pub fn by_id(c: &Connection, id: &str) -> Sql<Option<Message>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1"))?.query_row([id], read).optional()
}

pub(crate) fn read(row: &Row<'_>) -> Sql<Message> {
    let rendered = match optional_word(row, 22, "outbox.language", Language::read)? {
        None => None,
        Some(language) => Some((language, Rendered { subject: row.get(23)?, text: row.get(24)?, html: row.get(25)? })),
    };
    Ok(Message {
        id: row.get(0)?,
        change: Change {
            application: row.get(1)?,
            merchant: row.get(2)?,
            merchant_name: row.get(3)?,
            email: row.get(4)?,
            link: row.get(5)?,
            event: Event::read(row.get_ref(6)?.as_str()?),
            at: row.get(7)?,
            late: row.get(8)?,
        },
        channel: word(row, 9, "outbox.channel", Channel::read)?,
        state: word(row, 10, "outbox.state", State::read)?,
        reason: optional_word(row, 11, "outbox.reason", Reason::read)?,
        refused_by: row.get(12)?,
        why: Why { cause: row.get(26)?, about: row.get(27)?, words: row.get(13)? },
        forced: row.get(14)?,
        edition: row.get(15)?,
        attempts: row.get(16)?,
        unknowns: row.get(17)?,
        due_at: row.get(18)?,
        created_at: row.get(19)?,
        sent_at: row.get(20)?,
        read_at: row.get(21)?,
        sent_by: row.get(28)?,
        rendered,
    })
}
