//! Messages to people, as they are looked at: the list with its filter, the counts, and what is unread.

use crate::{
    Sql,
    db::unreadable::{optional_word, word},
    notifications::outbox::{COLUMNS, Message, read},
};
use gangway_domain::notifications::{Channel, NotificationReason as Reason, NotificationState as State};
use rusqlite::{Connection, params};

/// Which messages are wanted; what is empty or `None` asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// Of this merchant.
    pub merchant: Option<String>,
    /// Found in the name or an id, whatever the case.
    pub search: String,
}

const MATCHES: &str = "(?1 IS NULL OR state = ?1) AND (?2 IS NULL OR channel = ?2) AND (?3 IS NULL OR merchant = ?3)
    AND (?4 = '' OR instr(lower(merchant_name || ' ' || merchant || ' ' || application || ' ' || id), lower(?4)))";

/// A page, newest first, with the total that matches.
pub fn page(c: &Connection, filter: &Filter, offset: u32, limit: u32) -> Sql<(u32, Vec<Message>)> {
    let Filter { state, channel, merchant, search } = filter;
    let (state, channel) = (state.map(State::word), channel.map(Channel::word));
    let total = c
        .prepare_cached(&format!("SELECT count(*) FROM outbox WHERE {MATCHES}"))?
        .query_row(params![state, channel, merchant, search], |row| row.get(0))?;
    let rows = c
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM outbox WHERE {MATCHES} ORDER BY created_at DESC, id DESC LIMIT ?5 OFFSET ?6"
        ))?
        .query_map(params![state, channel, merchant, search, limit, offset], read)?
        .collect::<Sql<_>>()?;
    Ok((total, rows))
}

/// How many messages are in each state that has any, and why.
pub fn counts(c: &Connection) -> Sql<Vec<(State, Option<Reason>, u32)>> {
    c.prepare_cached("SELECT state, reason, count(*) FROM outbox GROUP BY state, reason ORDER BY state, reason")?
        .query_map([], |row| {
            let state = word(row, 0, "outbox.state", State::read)?;
            Ok((state, optional_word(row, 1, "outbox.reason", Reason::read)?, row.get(2)?))
        })?
        .collect()
}

/// Messages of one merchant that were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The merchant's id.
    pub merchant: String,
    /// What it is called; empty once that was erased.
    pub name: String,
    /// An application that they are about.
    pub application: String,
    /// How many.
    pub count: u32,
    /// When the first of them was refused, Unix milliseconds.
    pub since: i64,
    /// When the last of them was.
    pub newest: i64,
}

/// What was refused, by merchant.
pub fn refused(c: &Connection) -> Sql<Vec<Refused>> {
    c.prepare_cached(
        "SELECT merchant, max(merchant_name), max(application), count(*), min(changed_at), max(changed_at)
         FROM outbox WHERE state = 'refused' GROUP BY merchant",
    )?
    .query_map([], |row| {
        Ok(Refused {
            merchant: row.get(0)?,
            name: row.get(1)?,
            application: row.get(2)?,
            count: row.get(3)?,
            since: row.get(4)?,
            newest: row.get(5)?,
        })
    })?
    .collect()
}

/// Messages that are held for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: Reason,
    /// How many.
    pub count: u32,
    /// When the first of them was held, Unix milliseconds.
    pub since: i64,
    /// When the last of them was.
    pub newest: i64,
}

/// What would go if the desk let it: sending is off, or a channel is not set up.
pub fn held_by_the_desk(c: &Connection) -> Sql<Vec<Held>> {
    c.prepare_cached(
        "SELECT reason, count(*), min(changed_at), max(changed_at) FROM outbox
         WHERE state = 'held' AND reason IN ('preview', 'not_set_up') GROUP BY reason",
    )?
    .query_map([], |row| {
        let reason = word(row, 0, "outbox.reason", Reason::read)?;
        Ok(Held { reason, count: row.get(1)?, since: row.get(2)?, newest: row.get(3)? })
    })?
    .collect()
}

/// Told in the notification centre, and seen by nobody.
pub fn unread(c: &Connection) -> Sql<u32> {
    c.prepare_cached("SELECT count(*) FROM outbox WHERE channel = 'internal' AND state = 'sent' AND read_at IS NULL")?
        .query_row([], |row| row.get(0))
}

/// Somebody saw these, or all where none is named.
pub fn mark_read(c: &Connection, ids: &[String], now: i64) -> Sql<usize> {
    let ids = serde_json::to_string(ids).unwrap_or_default();
    c.prepare_cached(
        "UPDATE outbox SET read_at = ?2 WHERE channel = 'internal' AND state = 'sent' AND read_at IS NULL
           AND (?1 = '[]' OR id IN (SELECT value FROM json_each(?1)))",
    )?
    .execute(params![ids, now])
}
