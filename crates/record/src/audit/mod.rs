//! Audit: who did what. Rows are only ever added, and each holds a hash over itself and the one before ([`crate::audit::chain`]).

pub mod chain;
mod told;

use crate::{
    Sql,
    audit::chain::Hash,
    db::unreadable::{Kept, json},
};
use gangway_domain::ActKind;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use rusqlite_migration::HookResult;
use serde::{Deserialize, Serialize};

pub(crate) const UP: &str = "
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
    subject TEXT NOT NULL, merchant TEXT, detail TEXT
) STRICT;
CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;";

/// Adds before and after, the provider's answer and the chain. `changes` is a list of [`Changed`] as JSON.
pub(crate) const CHAINED: &str = "
DROP TRIGGER audit_is_append_only_update;
DROP TRIGGER audit_is_append_only_delete;
ALTER TABLE audit RENAME TO audit_unchained;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
    subject TEXT NOT NULL, merchant TEXT, detail TEXT, changes TEXT, answer TEXT, hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_act ON audit (act, id);
CREATE INDEX audit_by_merchant ON audit (merchant, id) WHERE merchant IS NOT NULL;";

/// Carries the rows of before over into the chain.
pub(crate) fn chain_what_is_there(transaction: &Transaction<'_>) -> HookResult {
    let rows = transaction
        .prepare("SELECT id, at, actor, act, subject, merchant, detail, NULL, NULL FROM audit_unchained ORDER BY id")?
        .query_map([], read)?
        .collect::<Sql<Vec<_>>>()?;
    for (id, act) in rows {
        insert(transaction, Some(id), &act)?;
    }
    transaction.execute_batch(
        "DROP TABLE audit_unchained;
         CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
         CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;",
    )?;
    Ok(())
}

/// One fact before and after an act. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which fact, as a code: `public_url`, `token_expires_at` …
    pub what: String,
    /// How it was; `None`: there was none.
    pub before: Option<String>,
    /// How it is; `None`: there is none any more.
    pub after: Option<String>,
}

/// What an entry says was done. One that another program wrote is shown as it is written: an entry that was left out could not be
/// told from one that was removed.
pub type ActName = Kept<ActKind>;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Unix milliseconds.
    pub at: i64,
    /// The account name at the desk, or `gangway` for what it does by itself.
    pub actor: String,
    /// `merchant_authorized`, `operation_started` …
    pub act: ActName,
    /// What it was done to, in words for a person.
    pub subject: String,
    /// The merchant concerned.
    pub merchant: Option<String>,
    /// More; never a secret.
    pub detail: Option<String>,
    /// Before and after, fact by fact.
    pub changes: Vec<Changed>,
    /// The provider's answer, as it came: a status, or its words.
    pub answer: Option<String>,
}

/// Who acts when nobody at the desk does.
pub const ITSELF: &str = "gangway";

impl Act {
    /// An act of nobody yet, with nothing to it but its name.
    pub fn of(act: ActKind, subject: &str, at: i64) -> Self {
        Self {
            at,
            actor: String::new(),
            act: ActName::Known(act),
            subject: subject.to_owned(),
            merchant: None,
            detail: None,
            changes: Vec::new(),
            answer: None,
        }
    }

    /// Adds a fact, unless it is as it was.
    #[must_use]
    pub fn changed(mut self, what: &str, before: Option<String>, after: Option<String>) -> Self {
        if before != after {
            self.changes.push(Changed { what: what.to_owned(), before, after });
        }
        self
    }

    /// Adds what the provider answered.
    #[must_use]
    pub fn answered(mut self, answer: &impl ToString) -> Self {
        self.answer = Some(answer.to_string());
        self
    }

    /// Nobody at the desk did it.
    #[must_use]
    pub fn by_itself(mut self) -> Self {
        ITSELF.clone_into(&mut self.actor);
        self
    }

    /// The changes as they are kept, and hashed.
    pub(crate) fn changes_text(&self) -> Option<String> {
        // Three texts a change always become JSON.
        (!self.changes.is_empty()).then(|| serde_json::to_string(&self.changes).unwrap_or_default())
    }
}

/// Adds an act at the end of the chain. In a team colleagues hear of it, where it concerns them.
pub fn append(c: &Connection, act: &Act) -> Sql<()> {
    told::tell_team(c, act)?;
    insert(c, None, act)
}

fn insert(c: &Connection, id: Option<i64>, act: &Act) -> Sql<()> {
    let (last, before) = last(c)?.unwrap_or((0, chain::BEGINNING));
    let id = id.unwrap_or(last + 1);
    let changes = act.changes_text();
    let hash = chain::link(&before, id, act);
    c.prepare_cached(
        "INSERT INTO audit (id, at, actor, act, subject, merchant, detail, changes, answer, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id,
        act.at,
        act.actor,
        act.act.word(),
        act.subject,
        act.merchant,
        act.detail,
        changes,
        act.answer,
        hash
    ])
    .map(drop)
}

/// The newest row and its hash.
pub fn last(c: &Connection) -> Sql<Option<(i64, Hash)>> {
    c.prepare_cached("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

pub(crate) fn read(row: &Row<'_>) -> Sql<(i64, Act)> {
    let changes: Option<String> = row.get(7)?;
    let act = Act {
        at: row.get(1)?,
        actor: row.get(2)?,
        act: ActName::read(row.get(3)?),
        subject: row.get(4)?,
        merchant: row.get(5)?,
        detail: row.get(6)?,
        changes: changes.map_or_else(|| Ok(Vec::new()), |text| json(&text, 7, "audit.changes"))?,
        answer: row.get(8)?,
    };
    Ok((row.get(0)?, act))
}

/// Which acts are wanted; what is empty or `None` asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Found in act, subject, actor, detail, changes or answer, whatever the case.
    pub search: String,
    /// One of these acts.
    pub acts: Vec<ActKind>,
    /// By this person.
    pub actor: Option<String>,
    /// About this merchant.
    pub merchant: Option<String>,
    /// Not before; Unix milliseconds.
    pub since: Option<i64>,
    /// Before; Unix milliseconds.
    pub until: Option<i64>,
}

const MATCHES: &str = "
    (?1 = '' OR instr(lower(act || ' ' || subject || ' ' || actor || ' ' || coalesce(detail, '') || ' '
        || coalesce(changes, '') || ' ' || coalesce(answer, '')), lower(?1)))
    AND (?2 = '[]' OR act IN (SELECT value FROM json_each(?2)))
    AND (?3 IS NULL OR actor = ?3) AND (?4 IS NULL OR merchant = ?4)
    AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)";

fn words(acts: &[ActKind]) -> String {
    // Words of our own always become JSON.
    serde_json::to_string(&acts.iter().map(|act| act.word()).collect::<Vec<_>>()).unwrap_or_default()
}

/// Newest first, with the total that matches. `before` is the last id of the page before.
pub fn list(c: &Connection, filter: &Filter, before: Option<i64>, limit: u32) -> Sql<(u32, Vec<(i64, Act)>)> {
    let Filter { search, actor, merchant, since, until, .. } = filter;
    let acts = words(&filter.acts);
    let total = c
        .prepare_cached(&format!("SELECT count(*) FROM audit WHERE {MATCHES}"))?
        .query_row(params![search, acts, actor, merchant, since, until], |row| row.get(0))?;
    let rows = c
        .prepare_cached(&format!(
            "SELECT id, at, actor, act, subject, merchant, detail, changes, answer FROM audit
             WHERE {MATCHES} AND (?7 IS NULL OR id < ?7) ORDER BY id DESC LIMIT ?8"
        ))?
        .query_map(params![search, acts, actor, merchant, since, until, before, limit], read)?
        .collect::<Sql<_>>()?;
    Ok((total, rows))
}

/// An act with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// In order.
    pub id: i64,
    /// What was done.
    pub act: Act,
    /// The hash over it and everything before.
    pub hash: Hash,
}

/// Every act that matches, the oldest first.
pub fn chained(c: &Connection, filter: &Filter) -> Sql<Vec<Chained>> {
    let Filter { search, actor, merchant, since, until, .. } = filter;
    let acts = words(&filter.acts);
    c.prepare_cached(&format!(
        "SELECT id, at, actor, act, subject, merchant, detail, changes, answer, hash FROM audit
         WHERE {MATCHES} ORDER BY id"
    ))?
    .query_map(params![search, acts, actor, merchant, since, until], |row| {
        let (id, act) = read(row)?;
        Ok(Chained { id, act, hash: row.get(9)? })
    })?
    .collect()
}

/// Which acts and which people there are, to choose from; both in order of their words.
pub fn kinds(c: &Connection) -> Sql<(Vec<ActName>, Vec<String>)> {
    let distinct = |column: &str| -> Sql<Vec<String>> {
        c.prepare_cached(&format!("SELECT DISTINCT {column} FROM audit ORDER BY 1"))?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    Ok((distinct("act")?.into_iter().map(ActName::read).collect(), distinct("actor")?))
}

#[cfg(test)]
mod tests {
    use super::{Act, ActName, CHAINED, Filter, UP, append, chain_what_is_there, kinds, list};
    use crate::{Record, audit::chain};
    use gangway_domain::ActKind;
    use rusqlite::Connection;

    fn act(act: ActKind, subject: &str) -> Act {
        Act { actor: "ana".into(), ..Act::of(act, subject, 1) }
    }

    #[tokio::test]
    async fn rows_can_be_added_and_neither_changed_nor_removed() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record.write(|c| append(c, &act(ActKind::MerchantAuthorized, "Grupo"))).await.unwrap();
        assert!(record.write(|c| c.execute("UPDATE audit SET actor = 'x'", [])).await.is_err());
        assert!(record.write(|c| c.execute("DELETE FROM audit", [])).await.is_err());
        let filter = Filter { search: "GRUPO".into(), ..Filter::default() };
        let (total, rows) = record.read(move |c| list(c, &filter, None, 10)).await.unwrap();
        assert_eq!((total, rows.len()), (1, 1));
    }

    #[tokio::test]
    async fn what_is_asked_for_is_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let changed =
            act(ActKind::ProfileChanged, "Production").changed("public_url", None, Some("https://a.example".into()));
        let signed_out = Act { merchant: Some("m1".into()), at: 50, ..act(ActKind::MerchantSignedOut, "Grupo") };
        let dropped = Act { at: 90, ..act(ActKind::OldSecretDropped, "Grupo") }.by_itself().answered(&200);
        let all = [changed.clone(), signed_out.clone(), dropped.clone()];
        record.write(move |c| all.iter().try_for_each(|act| append(c, act))).await.unwrap();
        let check = async |filter: Filter, expected: &[&Act]| {
            let wanted = filter.clone();
            let (total, rows) = record.read(move |c| list(c, &wanted, None, 10)).await.unwrap();
            assert_eq!(rows.iter().map(|(_, act)| act).collect::<Vec<_>>(), expected, "{filter:?}");
            assert_eq!(total as usize, expected.len(), "{filter:?}");
        };
        check(Filter::default(), &[&dropped, &signed_out, &changed]).await;
        check(Filter { search: "A.EXAMPLE".into(), ..Filter::default() }, &[&changed]).await;
        check(
            Filter { acts: vec![ActKind::MerchantSignedOut, ActKind::WayTried], ..Filter::default() },
            &[&signed_out],
        )
        .await;
        check(Filter { actor: Some("gangway".into()), ..Filter::default() }, &[&dropped]).await;
        check(Filter { merchant: Some("m1".into()), ..Filter::default() }, &[&signed_out]).await;
        check(Filter { since: Some(50), until: Some(90), ..Filter::default() }, &[&signed_out]).await;
        let (acts, actors) = record.read(kinds).await.unwrap();
        let known = [ActKind::MerchantSignedOut, ActKind::OldSecretDropped, ActKind::ProfileChanged];
        assert_eq!(acts, known.map(ActName::Known));
        assert_eq!(actors, ["ana", "gangway"]);
    }

    #[test]
    fn acts_of_before_the_chain_are_taken_into_it() {
        let mut c = Connection::open_in_memory().unwrap();
        c.execute_batch(UP).unwrap();
        c.execute_batch(
            "INSERT INTO audit (id, at, actor, act, subject, detail) VALUES (1, 5, 'ana', 'a', 'x', NULL), (4, 6, 'ana', 'b', 'y', 'z')",
        )
        .unwrap();
        let transaction = c.transaction().unwrap();
        transaction.execute_batch(CHAINED).unwrap();
        chain_what_is_there(&transaction).unwrap();
        transaction.commit().unwrap();
        append(&c, &act(ActKind::WayTried, "w")).unwrap();
        let checked = chain::verify(&c, None).unwrap();
        assert_eq!((checked.acts, checked.breaks.len()), (3, 0), "{checked:?}");
        let (_, rows) = list(&c, &Filter::default(), None, 10).unwrap();
        assert_eq!(rows.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [5, 4, 1]);
        // A word of another program stays what it is: neither left out nor another one.
        assert_eq!(rows[1].1.act, ActName::Unreadable("b".into()));
        assert!(c.execute("DELETE FROM audit", []).is_err());
    }
}
