//! Finding deliveries by any text in them: three letters or more are looked up in the index beside the record, and what it
//! does not reach yet is read. Either way it is the text itself that decides, so that both ways find the same.

use crate::{
    RecordError, Sql,
    db::index_file::{self, Index, MARK, Mark, Reach, SCHEMA},
    deliveries::{COLUMNS, Delivery, Filter, Verdict, read},
};
use gangway_domain::{Provider, application::mask};
use memchr::memmem::Finder;
use rusqlite::{Connection, Row, ToSql, params};
use std::collections::BTreeSet;

/// Bytes of a body that are searched.
const BODY: usize = 16 << 10;
/// Bytes of the headers that are searched.
const HEADERS: usize = 4 << 10;
/// Letters that the index knows together.
const LETTERS: usize = 3;
/// Deliveries that a shorter text is looked for in, the newest: the index cannot help.
const SHORT: u32 = 20_000;
/// Whether only what is shown of a body is searched. What nobody knows is taken to be personal.
fn is_personal(provider: &str) -> bool {
    Provider::read(provider).is_none_or(Provider::sends_personal_data)
}

/// What of a delivery is searched, in lower case: body, values of headers, event, endpoint and reason.
fn text(row: &Row<'_>) -> Sql<String> {
    let (provider, event, endpoint): (String, String, String) =
        (row.get("provider")?, row.get("event")?, row.get("endpoint")?);
    let why: Option<String> = row.get("why")?;
    let body = row.get_ref("body")?.as_blob()?;
    let headers = row.get_ref("headers")?.as_str()?;
    let mut text = [event.as_str(), &endpoint, why.as_deref().unwrap_or_default()].join("\n");
    text.push('\n');
    text.push_str(&shown(&provider, body));
    let mut room = HEADERS;
    for (_, value) in serde_json::from_str::<Vec<(String, String)>>(headers).unwrap_or_default() {
        let value = cut(&value, room);
        room -= value.len();
        text.push('\n');
        text.push_str(value);
    }
    Ok(text.to_lowercase())
}

/// A text that is looked for, in lower case.
struct Wanted {
    text: String,
    /// For texts that look the same in whatever form a delivery is kept.
    plain: Option<Finder<'static>>,
}

impl Wanted {
    fn new(search: &str) -> Self {
        let text = search.to_lowercase();
        let is_plain = text.is_ascii() && !text.contains(['"', '\\']);
        let plain = is_plain.then(|| Finder::new(&text).into_owned());
        Self { text, plain }
    }

    /// Whether a delivery has it.
    fn is_in(&self, row: &Row<'_>) -> Sql<bool> {
        Ok(self.may_be_in(row)? && text(row)?.contains(&self.text))
    }

    /// `false`: it certainly is not. Quick, for most candidates of a number have its digits somewhere and not together.
    fn may_be_in(&self, row: &Row<'_>) -> Sql<bool> {
        let Some(plain) = &self.plain else { return Ok(true) };
        if is_personal(row.get_ref("provider")?.as_str()?) {
            return Ok(true);
        }
        for column in ["body", "headers", "event", "endpoint", "why"] {
            let bytes = row.get_ref(column)?.as_bytes_or_null()?.unwrap_or_default();
            if plain.find(&bytes.to_ascii_lowercase()).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The part of a body that a person may see.
fn shown(provider: &str, body: &[u8]) -> String {
    if is_personal(provider) {
        let masked = serde_json::from_slice(body).map(|body| mask(&body).to_string()).unwrap_or_default();
        return cut(&masked, BODY).to_owned();
    }
    String::from_utf8_lossy(&body[..body.len().min(BODY)]).into_owned()
}

fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// Newest first.
pub(crate) fn find(c: &Connection, filter: &Filter) -> Sql<Vec<Delivery>> {
    let wanted = Wanted::new(&filter.search);
    let mut search = Search { c, filter, wanted: &wanted, found: Vec::new() };
    let below = filter.before.unwrap_or(i64::MAX);
    let reach = index_file::reach(c, Reach::Indexed)?;
    // They are not in the index: they come and go.
    search.read("verdict = 'rejected' AND id < ?1 ORDER BY id DESC", &[&below])?;
    let rejected = std::mem::take(&mut search.found);
    if filter.verdict != Some(Verdict::Rejected) {
        search.read("verdict <> 'rejected' AND id < ?1 AND id > ?2 ORDER BY id DESC", &[&below, &reach])?;
        search.indexed(below.min(reach.saturating_add(1)))?;
    }
    let mut found = search.found;
    found.extend(rejected);
    found.sort_by_key(|delivery| std::cmp::Reverse(delivery.id));
    found.truncate(filter.limit as usize);
    Ok(found)
}

struct Search<'a> {
    c: &'a Connection,
    filter: &'a Filter,
    wanted: &'a Wanted,
    found: Vec<Delivery>,
}

impl Search<'_> {
    fn is_enough(&self) -> bool {
        self.found.len() >= self.filter.limit as usize
    }

    /// Reads deliveries until there are enough.
    fn read(&mut self, which: &str, values: &[&dyn ToSql]) -> Sql<()> {
        let mut statement =
            self.c.prepare_cached(&format!("SELECT {COLUMNS}, headers, body FROM deliveries WHERE {which}"))?;
        let mut rows = statement.query(values)?;
        while !self.is_enough()
            && let Some(row) = rows.next()?
        {
            if self.wanted.is_in(row)? {
                let delivery = read(row)?;
                if self.filter.verdict.is_none_or(|verdict| verdict == delivery.verdict) {
                    self.found.push(delivery);
                }
            }
        }
        Ok(())
    }

    /// Those below an id that the index reaches.
    fn indexed(&mut self, below: i64) -> Sql<()> {
        if self.is_enough() || below <= 1 {
            return Ok(());
        }
        let Some(query) = query(&self.wanted.text) else {
            return self.read("verdict <> 'rejected' AND id < ?1 ORDER BY id DESC LIMIT ?2", &[&below, &SHORT]);
        };
        let c = self.c;
        let mut statement = c.prepare_cached(&format!(
            "SELECT rowid FROM {SCHEMA}.delivery_text WHERE delivery_text MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC"
        ))?;
        let mut candidates = statement.query(params![query, below])?;
        while !self.is_enough()
            && let Some(candidate) = candidates.next()?
        {
            let id: i64 = candidate.get(0)?;
            self.read("id = ?1", &[&id])?;
        }
        Ok(())
    }
}

/// Every three letters of the text, all of which must be there; `None`: it is too short.
fn query(wanted: &str) -> Option<String> {
    let letters: Vec<char> = wanted.chars().collect();
    let usable = |three: &&[char]| !three.contains(&'\0');
    let threes: BTreeSet<String> =
        letters.windows(LETTERS).filter(usable).map(|three| three.iter().collect()).collect();
    let quoted: Vec<String> = threes.iter().map(|three| format!("\"{}\"", three.replace('"', "\"\""))).collect();
    (!quoted.is_empty()).then(|| quoted.join(" AND "))
}

/// A delivery to index.
pub(crate) struct Indexed {
    reached: Mark,
    text: String,
}

/// The next ones that the index does not reach, from the record.
pub(crate) fn unindexed(c: &Connection, limit: u32) -> Sql<Vec<Indexed>> {
    let reach = index_file::reach(c, Reach::Indexed)?;
    c.prepare_cached(&format!(
        "SELECT id, {MARK} AS mark, provider, event, endpoint, why, headers, body FROM deliveries
         WHERE id > ?1 AND verdict <> 'rejected' ORDER BY id LIMIT ?2"
    ))?
    .query_map(params![reach, limit], |row| {
        Ok(Indexed { reached: Mark { delivery: row.get("id")?, mark: row.get("mark")? }, text: text(row)? })
    })?
    .collect()
}

/// Adds them to the index.
pub(crate) fn index(index: &Index, rows: &[Indexed]) -> Result<(), RecordError> {
    let Some(last) = rows.last() else { return Ok(()) };
    let add = |c: &Connection| -> Sql<()> {
        let together = c.unchecked_transaction()?;
        for row in rows {
            together
                .prepare_cached("INSERT INTO delivery_text (rowid, text) VALUES (?1, ?2)")?
                .execute(params![row.reached.delivery, row.text])?;
        }
        index_file::set_reach(&together, Reach::Indexed, &last.reached)?;
        together.commit()
    };
    add(&index.lock()).map_err(|error| RecordError::sorted(error, index.path()))
}

/// Takes deliveries out of the index: what is removed from the record must not be findable.
pub(crate) fn forget(index: &Index, ids: &[i64]) -> Result<(), RecordError> {
    let remove = |c: &Connection| -> Sql<()> {
        let together = c.unchecked_transaction()?;
        for id in ids {
            together.prepare_cached("DELETE FROM delivery_text WHERE rowid = ?1")?.execute([id])?;
        }
        together.commit()
    };
    remove(&index.lock()).map_err(|error| RecordError::sorted(error, index.path()))
}

#[cfg(test)]
mod tests {
    use crate::{
        Record,
        deliveries::{self, Filter, NewDelivery, Verdict, tests::delivery},
    };
    use gangway_domain::RejectionReason;

    async fn record(folder: &tempfile::TempDir) -> Record {
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let application =
            r#"{"data":{"merchant_id":"mid_1","email":"ana@example.com","owner_1":{"ssn_last_4":"6789"}}}"#;
        let all = [
            delivery(Some(1), r#"{"storeId":"900123","message":"Éclair \"quoted\""}"#),
            NewDelivery { provider: "rainforest".into(), ..delivery(Some(2), application) },
            NewDelivery { why: Some(RejectionReason::WrongSecret), ..delivery(None, "storeId 900124") },
            NewDelivery { headers: r#"[["x-request-id","Req-77"]]"#.into(), ..delivery(Some(3), "100% <b>") },
        ];
        for delivery in all {
            record.append(delivery).await.unwrap();
        }
        record
    }

    /// Every search finds the same, however much of the record the index reaches.
    #[tokio::test]
    async fn indexed_or_read_the_same_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(&folder).await;
        let table: [(&str, &[i64]); 16] = [
            ("900123", &[1]),
            ("00012", &[]),
            ("90012", &[3, 1]),
            ("ÉCLAIR", &[1]),
            ("\"quoted", &[1]),
            ("quoted\\\"", &[1]),
            ("mid_1", &[2]),
            ("wrong_secret", &[3]),
            ("req-77", &[4]),
            ("100% <", &[4]),
            ("<b", &[4]),
            ("nothing has this", &[]),
            ("' OR 1=1; --", &[]),
            ("NEAR(a b)", &[]),
            // Personal data is shown masked, and searching must not tell it.
            ("6789", &[]),
            ("ana@example.com", &[]),
        ];
        loop {
            for (search, expected) in table {
                let filter = Filter { search: search.into(), limit: 10, ..Filter::default() };
                let found = record.read_blocking(|c| deliveries::list(c, &filter)).unwrap();
                assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), expected, "{search}");
            }
            if record.index_filler().unwrap().index_more(1).unwrap() == 0 {
                break;
            }
        }
    }

    #[tokio::test]
    async fn pages_and_verdicts() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        for n in 1..=6 {
            record.append(delivery((n % 3 != 0).then_some(n), "order placed")).await.unwrap();
        }
        loop {
            let ids = |filter: Filter| {
                let filter = Filter { search: "PLACED".into(), limit: 2, ..filter };
                let found = record.read_blocking(|c| deliveries::list(c, &filter)).unwrap();
                found.iter().map(|it| it.id).collect::<Vec<_>>()
            };
            assert_eq!(ids(Filter::default()), [6, 5]);
            assert_eq!(ids(Filter { before: Some(5), ..Filter::default() }), [4, 3]);
            assert_eq!(ids(Filter { before: Some(3), ..Filter::default() }), [2, 1]);
            assert_eq!(ids(Filter { verdict: Some(Verdict::Rejected), ..Filter::default() }), [6, 3]);
            assert_eq!(ids(Filter { verdict: Some(Verdict::Verified), ..Filter::default() }), [5, 4]);
            if record.index_filler().unwrap().index_more(2).unwrap() == 0 {
                break;
            }
        }
    }
}
