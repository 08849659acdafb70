//! Erasing what is known of one merchant's persons, because somebody asked for it.
//!
//! What goes: names, addresses, fields and texts, in applications, messages, deliveries and disputes. What stays, because it proves what was
//! done and is no longer about a person: ids, statuses and times, digests, operations and their stores, and the audit log, whose
//! chain would break. All of it is one transaction, with an audit entry of its own.

use crate::{
    Record, RecordError, Sql, audit, operations,
    retention::{self, Removed},
    team,
};
use gangway_domain::{MerchantId, Provider};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Whose data is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// A merchant of Rappi that authorized here.
    Authorized(MerchantId),
    /// A merchant of Rainforest with applications here.
    Applicant(String),
}

impl Whose {
    /// The merchant's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Authorized(id) => id.as_str(),
            Self::Applicant(id) => id,
        }
    }
}

/// Why nothing was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The merchant has operations that are not over.
    #[error("{0} operations of the merchant are not over")]
    OperationsOpen(u32),
    /// Deliveries about the merchant are not applied yet, and would bring everything back.
    #[error("{0} deliveries about the merchant are not applied yet")]
    NotApplied(u32),
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased {
    /// Contents of deliveries, applications and messages.
    pub removed: Removed,
    /// Accounts whose name and email went.
    pub accounts: u32,
    /// Disputes whose comment went.
    pub disputes: u32,
}

/// Who that is: by id or, for a merchant that authorized here, by email. `None`: nobody by this name is known.
pub fn whose(c: &Connection, wanted: &str) -> Sql<Option<Whose>> {
    let authorized: Option<String> = c
        .prepare_cached("SELECT id FROM merchants WHERE id = ?1 OR email = lower(?1)")?
        .query_row([wanted], |row| row.get(0))
        .optional()?;
    if let Some(id) = authorized {
        return Ok(Some(Whose::Authorized(MerchantId(id))));
    }
    let applied = c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM applications WHERE merchant = ?1) OR EXISTS (SELECT 1 FROM outbox WHERE merchant = ?1)",
    )?
    .query_row([wanted], |row| row.get::<_, bool>(0))?;
    Ok(applied.then(|| Whose::Applicant(wanted.to_owned())))
}

impl Record {
    /// Erases. `act` is written with it, completed by what was erased.
    pub async fn erase(&self, whose: Whose, act: audit::Act, now: i64) -> Result<Result<Erased, Refused>, RecordError> {
        let named = self.named(&whose).await?;
        let (deliveries, seen) = named;
        self.forget(&deliveries)?;
        let erased = self.write(move |c| erase(c, &whose, (deliveries, seen), act, now)).await?;
        self.shorten_log()?;
        Ok(erased)
    }

    /// Deliveries about the merchant, and the newest that was looked at. Reads a long time, so not in the transaction.
    async fn named(&self, whose: &Whose) -> Result<(Vec<i64>, i64), RecordError> {
        let whose = whose.clone();
        self.read(move |c| {
            let newest = c.query_row("SELECT coalesce(max(id), 0) FROM deliveries", [], |row| row.get(0))?;
            Ok((about(c, &whose, "id > ?2", 0)?, newest))
        })
        .await
    }
}

fn erase(
    c: &Connection,
    whose: &Whose,
    (mut deliveries, seen): (Vec<i64>, i64),
    act: audit::Act,
    now: i64,
) -> Sql<Result<Erased, Refused>> {
    let mut erased = Erased::default();
    match whose {
        Whose::Authorized(merchant) => {
            let open = operations::open_count(c, merchant)?;
            if open > 0 {
                return Ok(Err(Refused::OperationsOpen(open)));
            }
        }
        Whose::Applicant(_) => {}
    }
    // What came while the others were looked for.
    deliveries.extend(about(c, whose, "id > ?2", seen)?);
    let waiting = about(c, whose, "id > ?2 AND effect = 'received'", 0)?.len();
    if waiting > 0 {
        return Ok(Err(Refused::NotApplied(waiting as u32)));
    }
    let comments = forget_comments(c, whose)?;
    erased.removed = retention::remove(c, &retention::all_of(c, whose.id(), deliveries)?, now)?;
    erased.disputes = comments;
    if let Whose::Authorized(merchant) = whose {
        erased.accounts = erase_account(c, merchant)?;
        team::facts::erase(c, merchant)?;
    }
    unlink(c, whose)?;
    audit::append(c, &noted(act, &erased))?;
    Ok(Ok(erased))
}

fn noted(act: audit::Act, erased: &Erased) -> audit::Act {
    let count = |number: u32| (number > 0).then(|| number.to_string());
    act.changed("erased_accounts", None, count(erased.accounts))
        .changed("erased_disputes", None, count(erased.disputes))
        .changed("erased_applications", None, count(erased.removed.applications))
        .changed("erased_deliveries", None, count(erased.removed.deliveries))
        .changed("erased_messages", None, count(erased.removed.messages))
}

/// How an attempt to authorize ended names who did.
fn erase_attempts(c: &Connection, merchant: &MerchantId) -> Sql<()> {
    let email: Option<String> = c
        .query_row("SELECT lower(email) FROM merchants WHERE id = ?1", [merchant.as_str()], |row| row.get(0))
        .optional()?;
    let Some(email) = email.filter(|email| !email.is_empty()) else { return Ok(()) };
    let named: Vec<(String, String)> = c
        .prepare_cached("SELECT id, detail FROM attempts WHERE instr(lower(detail), ?1) > 0")?
        .query_map([&email], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Sql<_>>()?;
    for (attempt, detail) in named {
        let detail = replaced(&detail, &email, merchant.as_str());
        c.execute("UPDATE attempts SET detail = ?2 WHERE id = ?1", params![attempt, detail])?;
    }
    Ok(())
}

/// With every `old` replaced, whatever its case.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let (mut rest, mut made) = (text, String::with_capacity(text.len()));
    while let Some(at) = rest.to_ascii_lowercase().find(&old.to_ascii_lowercase()) {
        made.push_str(&rest[..at]);
        made.push_str(new);
        rest = &rest[at + old.len()..];
    }
    made + rest
}

/// The row stays, for the operations that belong to it; who it was does not.
fn erase_account(c: &Connection, merchant: &MerchantId) -> Sql<u32> {
    erase_attempts(c, merchant)?;
    c.execute(
        "UPDATE attempts SET expected_email = NULL WHERE expected_email = (SELECT email FROM merchants WHERE id = ?1)",
        [merchant.as_str()],
    )?;
    let rows = c.execute(
        "UPDATE merchants SET email = id, name = id, token_expires_at = NULL WHERE id = ?1 AND email <> id",
        [merchant.as_str()],
    )?;
    Ok(rows as u32)
}

/// Takes the account out of the accounts that somebody linked, whose common name may be a person's, and forgets what was noted
/// about it in the queue.
fn unlink(c: &Connection, whose: &Whose) -> Sql<()> {
    let named = params![whose.provider(), whose.id()];
    c.execute("DELETE FROM queue_kept WHERE provider = ?1 AND account = ?2", named)?;
    // Linked accounts are one row of the queue: what was noted there may be about either.
    c.execute(
        "UPDATE queue_kept SET note = '', tags = '[]' WHERE (provider, account) IN (
            SELECT theirs.provider, theirs.account FROM business_accounts mine
            JOIN business_accounts theirs ON theirs.business = mine.business
            WHERE mine.provider = ?1 AND mine.account = ?2)",
        named,
    )?;
    c.execute("DELETE FROM business_accounts WHERE provider = ?1 AND account = ?2", named)?;
    c.execute("DELETE FROM businesses WHERE id NOT IN (SELECT business FROM business_accounts)", []).map(drop)
}

/// Disputes about the merchant. They name no merchant: those of a client that somebody linked to it are, and those whose
/// comment has its id or its email.
fn disputes_of(c: &Connection, whose: &Whose) -> Sql<BTreeSet<String>> {
    let linked: bool = c
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM business_accounts mine JOIN business_accounts theirs
                ON theirs.business = mine.business AND theirs.provider = ?3
             WHERE mine.provider = ?1 AND mine.account = ?2)",
        )?
        .query_row(params![whose.provider(), whose.id(), Provider::Ratepay.word()], |row| row.get(0))?;
    let email: Option<String> = c
        .prepare_cached("SELECT lower(email) FROM merchants WHERE id = ?1 AND email <> ''")?
        .query_row([whose.id()], |row| row.get(0))
        .optional()?;
    let known: Vec<String> = [Some(whose.id().to_lowercase()), email].into_iter().flatten().collect();
    let mut statement = c.prepare_cached("SELECT id, lower(comment) FROM disputes")?;
    let mut rows = statement.query([])?;
    let mut found = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let comment = row.get_ref(1)?.as_bytes()?;
        if linked || known.iter().any(|word| names(comment, word.as_bytes())) {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

impl Whose {
    const fn provider(&self) -> &'static str {
        match self {
            Self::Authorized(_) => Provider::Rappi.word(),
            Self::Applicant(_) => Provider::Rainforest.word(),
        }
    }
}

/// The dispute stays, for its date and its answer; what was written about it does not.
fn forget_comments(c: &Connection, whose: &Whose) -> Sql<u32> {
    let mut forgotten = 0;
    for id in disputes_of(c, whose)? {
        forgotten +=
            c.prepare_cached("UPDATE disputes SET comment = '' WHERE id = ?1 AND comment <> ''")?.execute([id])? as u32;
    }
    Ok(forgotten)
}

/// Deliveries of `which` beyond `after` that are about the merchant: those that name it or its applications, and those that
/// tell of its disputes.
fn about(c: &Connection, whose: &Whose, which: &str, after: i64) -> Sql<Vec<i64>> {
    let mut found = match whose {
        Whose::Authorized(_) => Vec::new(),
        Whose::Applicant(merchant) => naming(c, Provider::Rainforest.word(), &ids_of(c, merchant)?, which, after)?,
    };
    let disputes = disputes_of(c, whose)?;
    if !disputes.is_empty() {
        // Disputes come from there alone, with a comment about a person.
        found.extend(naming(c, Provider::Ratepay.word(), &disputes, which, after)?);
    }
    Ok(found)
}

/// By what an applicant's deliveries are recognised: the merchant's id, and those of its applications.
fn ids_of(c: &Connection, merchant: &str) -> Sql<BTreeSet<String>> {
    let mut ids: BTreeSet<String> = c
        .prepare_cached("SELECT id FROM applications WHERE merchant = ?1")?
        .query_map([merchant], |row| row.get(0))?
        .collect::<Sql<_>>()?;
    ids.insert(merchant.to_owned());
    Ok(ids)
}

/// A provider's deliveries of `which` beyond `after` that name one of these.
fn naming(c: &Connection, provider: &str, ids: &BTreeSet<String>, which: &str, after: i64) -> Sql<Vec<i64>> {
    let mut statement =
        c.prepare_cached(&format!("SELECT id, body FROM deliveries WHERE provider = ?1 AND {which}"))?;
    let mut rows = statement.query(params![provider, after])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(1)?.as_blob()?;
        if ids.iter().any(|id| names(body, id.as_bytes())) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Whether a body has the id, and not only as a part of a longer one.
fn names(body: &[u8], id: &[u8]) -> bool {
    let inside =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let Some(first) = id.first() else { return false };
    let mut from = 0;
    while let Some(at) = body[from..].iter().position(|byte| byte == first).map(|at| from + at) {
        let before = at.checked_sub(1).and_then(|at| body.get(at));
        if body[at..].starts_with(id) && !inside(before) && !inside(body.get(at + id.len())) {
            return true;
        }
        from = at + 1;
    }
    false
}

#[cfg(test)]
mod tests;
