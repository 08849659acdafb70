//! Merchant applications at Rainforest: where each stands. What the lists need is in narrow rows; the fields, which are wide and
//! personal, are in a table of their own.

pub mod application_events;
pub mod saved_views;

use crate::{Sql, db::unreadable::json};
use gangway_domain::{
    ApplicationId, RainforestMerchantId,
    application::{Fields, Merged, Standing, Status},
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

pub(crate) const UP: &str = "
CREATE TABLE applications (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, merchant TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
    status TEXT NOT NULL, since INTEGER NOT NULL, created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
    resubmitted INTEGER NOT NULL, contested INTEGER NOT NULL, fetched_at INTEGER, search TEXT NOT NULL
) STRICT;
CREATE INDEX applications_by_status ON applications (status, since);
CREATE INDEX applications_by_since ON applications (since);
CREATE INDEX applications_by_name ON applications (name_key);
CREATE INDEX applications_by_created ON applications (created_at);
CREATE INDEX applications_by_merchant ON applications (merchant);
CREATE TABLE application_fields (
    application INTEGER PRIMARY KEY REFERENCES applications (key), fresh INTEGER NOT NULL, older TEXT NOT NULL,
    fields TEXT NOT NULL
) STRICT;";

/// Letters of a name that a list has.
const NAME: usize = 200;
/// Letters that are searched.
const SEARCH: usize = 600;

/// One application. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Ours, small, for the other tables.
    pub key: i64,
    /// The provider's.
    pub id: ApplicationId,
    /// Whose.
    pub merchant: RainforestMerchantId,
    /// What the merchant is called; empty where nothing was told.
    pub name: String,
    /// Its status.
    pub status: Status,
    /// Since when, by the provider's time; 0 where none was told.
    pub since: i64,
    /// When it was made, by the provider's time; 0 where none was told.
    pub created_at: i64,
    /// When it came to be known here.
    pub seen_at: i64,
    /// Information was asked for before: what is handed in now was handed in again.
    pub resubmitted: bool,
    /// The provider told two final statuses.
    pub contested: bool,
    /// When the API was asked for it last.
    pub fetched_at: Option<i64>,
}

const COLUMNS: &str = "key, id, merchant, name, status, since, created_at, seen_at, resubmitted, contested, fetched_at";

fn read(row: &Row<'_>) -> Sql<Application> {
    Ok(Application {
        key: row.get(0)?,
        id: ApplicationId(row.get(1)?),
        merchant: RainforestMerchantId(row.get(2)?),
        name: row.get(3)?,
        status: Status::parse(&row.get::<_, String>(4)?),
        since: row.get(5)?,
        created_at: row.get(6)?,
        seen_at: row.get(7)?,
        resubmitted: row.get(8)?,
        contested: row.get(9)?,
        fetched_at: row.get(10)?,
    })
}

/// One application.
pub fn by_id(c: &Connection, id: &ApplicationId) -> Sql<Option<Application>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM applications WHERE id = ?1"))?
        .query_row([id.as_str()], read)
        .optional()
}

/// Adds an application of which nothing but its ids is known; answers its key.
pub fn add(
    c: &Connection,
    id: &ApplicationId,
    merchant: &RainforestMerchantId,
    status: &Status,
    seen_at: i64,
) -> Sql<i64> {
    c.prepare_cached(
        "INSERT INTO applications
            (id, merchant, name, name_key, status, since, created_at, seen_at, resubmitted, contested, search)
         VALUES (?1, ?2, '', '', ?3, 0, 0, ?4, 0, 0, '')",
    )?
    .execute(params![id.as_str(), merchant.as_str(), status.word(), seen_at])?;
    Ok(c.last_insert_rowid())
}

/// What became of an application.
#[derive(Debug, Clone)]
pub struct Update<'a> {
    /// Where it stands.
    pub standing: &'a Standing,
    /// Its fields.
    pub merged: &'a Merged,
    /// When it was made; 0 where that is not known.
    pub created_at: i64,
    /// Information was asked for before.
    pub resubmitted: bool,
    /// Two final statuses were told.
    pub contested: bool,
}

/// Writes down where an application stands, and its fields.
pub fn update(c: &Connection, key: i64, it: &Update<'_>) -> Sql<()> {
    let fields = &it.merged.fields;
    let name = cut(fields.merchant_name().unwrap_or_default().trim(), NAME);
    c.prepare_cached(
        "UPDATE applications SET name = ?2, name_key = ?3, status = ?4, since = ?5, created_at = ?6, resubmitted = ?7,
            contested = ?8, search = lower(id) || ' ' || lower(merchant) || ' ' || ?9 WHERE key = ?1",
    )?
    .execute(params![
        key,
        name,
        name.to_lowercase(),
        it.standing.status.word(),
        it.standing.since,
        it.created_at,
        it.resubmitted,
        it.contested,
        search(fields)
    ])?;
    c.prepare_cached("DELETE FROM removed_fields WHERE application = ?1")?.execute([key])?;
    c.prepare_cached(
        "INSERT INTO application_fields (application, fresh, older, fields) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (application) DO UPDATE SET fresh = excluded.fresh, older = excluded.older, fields = excluded.fields",
    )?
    .execute(params![
        key,
        it.merged.fresh,
        serde_json::to_string(&it.merged.older).unwrap_or_default(),
        serde_json::Value::Object(fields.0.clone()).to_string()
    ])
    .map(drop)
}

/// Notes that the API was asked for it.
pub fn fetched(c: &Connection, id: &ApplicationId, at: i64) -> Sql<()> {
    c.prepare_cached("UPDATE applications SET fetched_at = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), at])
        .map(drop)
}

/// The fields of an application.
pub fn fields(c: &Connection, key: i64) -> Sql<Merged> {
    let found = c
        .prepare_cached("SELECT fresh, older, fields FROM application_fields WHERE application = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))
        .optional()?;
    let Some((fresh, older, fields)) = found else { return Ok(Merged::default()) };
    let fields = Fields(json(&fields, 2, "application_fields.fields")?);
    Ok(Merged { fields, fresh, older: json(&older, 1, "application_fields.older")? })
}

/// Names, ids and addresses, in lower case.
fn search(fields: &Fields) -> String {
    let names = ["name", "dba_name", "legal_name", "email"];
    let texts: Vec<String> = names.iter().filter_map(|name| fields.text(name)).map(str::to_lowercase).collect();
    cut(&texts.join(" "), SEARCH)
}

fn cut(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

/// Applications in one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InStatus {
    /// Which.
    pub status: Status,
    /// How many.
    pub count: u32,
    /// Since when the oldest is in it, by the provider's time; `None` where no time was told.
    pub oldest: Option<i64>,
}

/// How many are in each status, and since when the oldest.
pub fn board(c: &Connection) -> Sql<Vec<InStatus>> {
    c.prepare_cached("SELECT status, count(*), min(nullif(since, 0)) FROM applications GROUP BY status")?
        .query_map([], |row| {
            let status = Status::parse(&row.get::<_, String>(0)?);
            Ok(InStatus { status, count: row.get(1)?, oldest: row.get(2)? })
        })?
        .collect()
}

/// How many of each status have been in it for how long: counts between the moments of `edges`, which fall (the youngest first;
/// the last count is of all that are older). Those without a time are the youngest.
pub fn ages(c: &Connection, edges: [i64; 3]) -> Sql<Vec<(Status, [u32; 4])>> {
    c.prepare_cached(
        "SELECT status, sum(since > ?1 OR since = 0), sum(since <= ?1 AND since > ?2), sum(since <= ?2 AND since > ?3),
                sum(since <= ?3 AND since <> 0)
         FROM applications GROUP BY status",
    )?
    .query_map(edges, |row| {
        Ok((Status::parse(&row.get::<_, String>(0)?), [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))
    })?
    .collect()
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The longest in its status first.
    #[default]
    Oldest,
    /// The shortest in its status first.
    Newest,
    /// By name.
    Name,
    /// The latest made first.
    Created,
}

impl Sort {
    /// As a kept view has it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Name => "name",
            Self::Created => "created",
        }
    }

    /// Reads [`Sort::word`] back.
    pub(crate) fn read(word: &str) -> Option<Self> {
        [Self::Oldest, Self::Newest, Self::Name, Self::Created].into_iter().find(|sort| sort.word() == word)
    }
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only in one of these; empty: in any.
    pub statuses: Vec<Status>,
    /// Text in a name, an id or the email.
    pub search: String,
    /// Only where information was asked for before.
    pub resubmitted: bool,
    /// Only of this merchant.
    pub merchant: Option<RainforestMerchantId>,
    /// Only those that are in their status since this moment or longer, by the provider's time; Unix milliseconds.
    pub since_before: Option<i64>,
    /// In which order.
    pub sort: Sort,
    /// So many are left out at the beginning.
    pub offset: u32,
    /// At most this many.
    pub limit: u32,
}

/// A page, and how many fit in all.
pub fn page(c: &Connection, filter: &Filter) -> Sql<(Vec<Application>, u32)> {
    let search = filter.search.trim().to_lowercase();
    let (mut terms, mut values): (Vec<String>, Vec<Box<dyn ToSql>>) = (Vec::new(), Vec::new());
    if !filter.statuses.is_empty() {
        let marks = vec!["?"; filter.statuses.len()].join(", ");
        terms.push(format!("status IN ({marks})"));
        values.extend(filter.statuses.iter().map(|it| Box::new(it.word().to_owned()) as Box<dyn ToSql>));
    }
    if !search.is_empty() {
        terms.push("instr(search, ?)".to_owned());
        values.push(Box::new(search));
    }
    if let Some(merchant) = &filter.merchant {
        terms.push("merchant = ?".to_owned());
        values.push(Box::new(merchant.0.clone()));
    }
    if filter.resubmitted {
        terms.push("resubmitted = 1".to_owned());
    }
    if let Some(before) = filter.since_before {
        terms.push("since BETWEEN 1 AND ?".to_owned());
        values.push(Box::new(before));
    }
    let wanted = if terms.is_empty() { String::new() } else { format!("WHERE {}", terms.join(" AND ")) };
    let order = match filter.sort {
        Sort::Oldest => "since, key",
        Sort::Newest => "since DESC, key DESC",
        Sort::Name => "name_key, key",
        Sort::Created => "created_at DESC, key DESC",
    };
    let bound = || values.iter().map(std::convert::AsRef::as_ref);
    let total = c
        .prepare_cached(&format!("SELECT count(*) FROM applications {wanted}"))?
        .query_row(rusqlite::params_from_iter(bound()), |row| row.get(0))?;
    if total == 0 {
        return Ok((Vec::new(), 0));
    }
    let (limit, offset): (&dyn ToSql, &dyn ToSql) = (&filter.limit, &filter.offset);
    let rows = c
        .prepare_cached(&format!("SELECT {COLUMNS} FROM applications {wanted} ORDER BY {order} LIMIT ? OFFSET ?"))?
        .query_map(rusqlite::params_from_iter(bound().chain([limit, offset])), read)?
        .collect::<Sql<_>>()?;
    Ok((rows, total))
}

/// Those of one merchant, the newest first.
pub fn of_merchant(c: &Connection, merchant: &str, limit: u32) -> Sql<Vec<Application>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM applications WHERE merchant = ?1 ORDER BY created_at DESC, key DESC LIMIT ?2"
    ))?
    .query_map(params![merchant, limit], read)?
    .collect()
}

/// Those that are not decided, the longest without being asked about first.
pub fn open(c: &Connection, limit: u32) -> Sql<Vec<Application>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM applications WHERE status NOT IN ('COMPLETED', 'DECLINED')
         ORDER BY coalesce(fetched_at, 0), key LIMIT ?1"
    ))?
    .query_map([limit], read)?
    .collect()
}

/// Forgets everything: a new simulated provider knows nothing of what an earlier one had.
pub fn forget(c: &Connection) -> Sql<()> {
    c.execute_batch(
        "DELETE FROM application_events; DELETE FROM application_fields; DELETE FROM removed_fields; DELETE FROM applications;",
    )
}

#[cfg(test)]
mod tests;
