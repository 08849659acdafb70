//! What members did: what this console has yet to tell its team, and what the team's log tells of everybody.
//!
//! What is to be told is written in the transaction of the act itself, so that a kill between the two loses nothing, and only while
//! the console is in a team.

use crate::{
    Sql,
    db::unreadable::{Kept, word},
};
use gangway_domain::{MerchantId, TeamFact};
use rusqlite::{Connection, Row, params};
use serde_json::{Value, json};

pub(crate) const UP: &str = "
CREATE TABLE team_facts_due (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, merchant TEXT,
    details TEXT NOT NULL
) STRICT;
CREATE TABLE team_facts (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, person TEXT NOT NULL, person_name TEXT, device TEXT NOT NULL,
    what TEXT NOT NULL, subject TEXT NOT NULL, merchant TEXT, details TEXT NOT NULL
) STRICT;
CREATE INDEX team_facts_by_subject ON team_facts (what, subject);
CREATE INDEX team_facts_by_merchant ON team_facts (merchant) WHERE merchant IS NOT NULL;";

/// Something that this console has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Never used again, so that it makes the fact recognisable at the relay.
    pub id: i64,
    /// When it was done, Unix milliseconds.
    pub at: i64,
    /// What was done.
    pub what: TeamFact,
    /// What it was done to, in the words of its kind.
    pub subject: String,
    /// What belongs to it, a JSON object.
    pub details: String,
}

/// What a member did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The entry that says so.
    pub seq: u64,
    /// When it was done, by the clock of the device, Unix milliseconds.
    pub at: i64,
    /// By whom.
    pub person: String,
    /// How the person was called then.
    pub person_name: Option<String>,
    /// On which device.
    pub device: String,
    /// What; a word that this program does not know is kept as it is.
    pub what: Kept<TeamFact>,
    /// What it was done to.
    pub subject: String,
    /// The merchant concerned.
    pub merchant: Option<String>,
    /// What belongs to it, a JSON object.
    pub details: String,
}

/// To be told as soon as the relay can be reached, if this console is in a team. Call it in the transaction of what was done.
pub fn tell(
    c: &Connection,
    what: TeamFact,
    subject: &str,
    merchant: Option<&str>,
    details: &Value,
    at: i64,
) -> Sql<()> {
    c.prepare_cached(
        "INSERT INTO team_facts_due (at, what, subject, merchant, details)
         SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM team_membership)",
    )?
    .execute(params![at, what.word(), subject, merchant, details.to_string()])
    .map(drop)
}

/// The oldest that are to be told.
pub fn due(c: &Connection, limit: usize) -> Sql<Vec<Due>> {
    c.prepare_cached("SELECT id, at, what, subject, details FROM team_facts_due ORDER BY id LIMIT ?1")?
        .query_map([limit as i64], |row| {
            Ok(Due {
                id: row.get(0)?,
                at: row.get(1)?,
                what: word(row, 2, "team_facts_due.what", TeamFact::read)?,
                subject: row.get(3)?,
                details: row.get(4)?,
            })
        })?
        .collect()
}

/// Everything up to this one is in the team's log.
pub fn told(c: &Connection, up_to: i64) -> Sql<()> {
    c.prepare_cached("DELETE FROM team_facts_due WHERE id <= ?1")?.execute([up_to]).map(drop)
}

/// Keeps what the log tells.
pub fn hear(c: &Connection, it: &Told) -> Sql<()> {
    c.prepare_cached("INSERT OR IGNORE INTO team_facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute(params![
            it.seq as i64,
            it.at,
            it.person,
            it.person_name,
            it.device,
            it.what.word(),
            it.subject,
            it.merchant,
            it.details
        ])
        .map(drop)
}

const COLUMNS: &str = "seq, at, person, person_name, device, what, subject, merchant, details";

fn read(row: &Row<'_>) -> Sql<Told> {
    Ok(Told {
        seq: row.get::<_, i64>(0)? as u64,
        at: row.get(1)?,
        person: row.get(2)?,
        person_name: row.get(3)?,
        device: row.get(4)?,
        what: Kept::read(row.get(5)?),
        subject: row.get(6)?,
        merchant: row.get(7)?,
        details: row.get(8)?,
    })
}

/// Which facts are wanted; what is empty or `None` asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// One of these.
    pub what: Vec<TeamFact>,
    /// By this person.
    pub person: Option<String>,
    /// About this merchant.
    pub merchant: Option<String>,
    /// Found in what belongs to it, or in the person's name, whatever the case.
    pub search: String,
}

fn wanted(filter: &Filter) -> (String, Vec<rusqlite::types::Value>) {
    let mut conditions = vec!["what <> 'audit_head'".to_owned()];
    let mut values: Vec<rusqlite::types::Value> = Vec::new();
    let mut add = |condition: &str, value: String| {
        values.push(value.into());
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    if !filter.what.is_empty() {
        let words: Vec<&str> = filter.what.iter().map(|it| it.word()).collect();
        add("what IN (SELECT value FROM json_each(?))", json!(words).to_string());
    }
    if let Some(person) = &filter.person {
        add("person = ?", person.clone());
    }
    if let Some(merchant) = &filter.merchant {
        add("merchant = ?", merchant.clone());
    }
    if !filter.search.is_empty() {
        add("instr(lower(details || ' ' || coalesce(person_name, '')), lower(?)) > 0", filter.search.clone());
    }
    (conditions.join(" AND "), values)
}

/// A page, newest first, and how many match. The hashes of audit logs are not among them.
pub fn page(c: &Connection, filter: &Filter, limit: u32, offset: u32) -> Sql<(Vec<Told>, u32)> {
    let (conditions, values) = wanted(filter);
    let total = c
        .prepare_cached(&format!("SELECT count(*) FROM team_facts WHERE {conditions}"))?
        .query_row(rusqlite::params_from_iter(&values), |row| row.get(0))?;
    let rows = c
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM team_facts WHERE {conditions} ORDER BY seq DESC LIMIT {limit} OFFSET {offset}"
        ))?
        .query_map(rusqlite::params_from_iter(&values), read)?
        .collect::<Sql<_>>()?;
    Ok((rows, total))
}

/// What is told of a subject, oldest first.
pub fn of_subject(c: &Connection, what: TeamFact, subject: &str) -> Sql<Vec<Told>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM team_facts WHERE what = ?1 AND subject = ?2 ORDER BY seq"))?
        .query_map([what.word(), subject], read)?
        .collect()
}

/// How everybody is called who ever did something, by the newest word of it.
pub fn people(c: &Connection) -> Sql<Vec<(String, String)>> {
    c.prepare_cached(
        "SELECT person, person_name, max(seq) FROM team_facts WHERE person_name IS NOT NULL GROUP BY person ORDER BY 2",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// What belongs to the facts about a merchant is forgotten; that they were done, and by whom, stays.
pub(crate) fn erase(c: &Connection, merchant: &MerchantId) -> Sql<()> {
    c.execute("UPDATE team_facts SET details = '{}' WHERE merchant = ?1", [merchant.as_str()])?;
    c.execute("UPDATE team_facts_due SET details = '{}' WHERE merchant = ?1", [merchant.as_str()]).map(drop)
}

/// A run of a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRun {
    /// How it began.
    pub started: Told,
    /// How it ended.
    pub ended: Option<Told>,
    /// Batches of it that the provider took.
    pub batches: u32,
    /// Stores of those batches of which a result is here.
    pub results: u32,
}

/// Runs of other devices than `device`, newest first.
pub fn runs(c: &Connection, device: &str, limit: u32) -> Sql<Vec<TeamRun>> {
    let started: Vec<Told> = c
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM team_facts WHERE what = 'run_started' AND device <> ?1 ORDER BY seq DESC LIMIT ?2"
        ))?
        .query_map(params![device, limit], read)?
        .collect::<Sql<_>>()?;
    let mut runs = Vec::with_capacity(started.len());
    for started in started {
        let (batches, results) = c
            .prepare_cached(
                "SELECT (SELECT count(*) FROM team_batches WHERE run = ?1),
                        (SELECT count(DISTINCT store) FROM team_results WHERE batch IN (SELECT batch FROM team_batches WHERE run = ?1))",
            )?
            .query_row([&started.subject], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let ended = of_subject(c, TeamFact::RunEnded, &started.subject)?.pop();
        runs.push(TeamRun { started, ended, batches, results });
    }
    Ok(runs)
}
