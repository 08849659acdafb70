//! Erasing what is known of one merchant's persons, because somebody asked for it.
//!
//! What goes: names, addresses, fields and texts, in applications, messages and deliveries. What stays, because it proves what was
//! done and is no longer about a person: ids, statuses and times, digests, operations and their stores, and the audit log, whose
//! chain would break. All of it is one transaction, with an audit entry of its own.

use crate::{
    Record, RecordError, Sql, audit, operations,
    retention::{self, Removed},
};
use gangway_domain::MerchantId;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Whose deliveries name persons.
const PERSONAL: &str = "rainforest";

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

    /// Deliveries that name an applicant, and the newest that was looked at. Reads a long time, so not in the transaction.
    async fn named(&self, whose: &Whose) -> Result<(Vec<i64>, i64), RecordError> {
        let Whose::Applicant(merchant) = whose.clone() else { return Ok((Vec::new(), i64::MAX)) };
        self.read(move |c| {
            let newest = c.query_row("SELECT coalesce(max(id), 0) FROM deliveries", [], |row| row.get(0))?;
            Ok((naming(c, &ids_of(c, &merchant)?, "id > ?2", 0)?, newest))
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
            erased.accounts = erase_account(c, merchant)?;
        }
        Whose::Applicant(merchant) => {
            // What came while the others were looked for.
            let ids = ids_of(c, merchant)?;
            deliveries.extend(naming(c, &ids, "id > ?2", seen)?);
            let waiting = naming(c, &ids, "id > ?2 AND effect = 'received'", 0)?.len();
            if waiting > 0 {
                return Ok(Err(Refused::NotApplied(waiting as u32)));
            }
            erased.removed = retention::remove(c, &retention::all_of(c, merchant, deliveries)?, now)?;
        }
    }
    unlink(c, whose)?;
    audit::append(c, &noted(act, &erased))?;
    Ok(Ok(erased))
}

fn noted(act: audit::Act, erased: &Erased) -> audit::Act {
    let count = |number: u32| (number > 0).then(|| number.to_string());
    act.changed("erased_accounts", None, count(erased.accounts))
        .changed("erased_applications", None, count(erased.removed.applications))
        .changed("erased_deliveries", None, count(erased.removed.deliveries))
        .changed("erased_messages", None, count(erased.removed.messages))
}

/// The row stays, for the operations that belong to it; who it was does not.
fn erase_account(c: &Connection, merchant: &MerchantId) -> Sql<u32> {
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

/// Takes the account out of the accounts that somebody linked; their common name may be a person's.
fn unlink(c: &Connection, whose: &Whose) -> Sql<()> {
    let provider = match whose {
        Whose::Authorized(_) => "rappi",
        Whose::Applicant(_) => PERSONAL,
    };
    c.execute("DELETE FROM business_accounts WHERE provider = ?1 AND account = ?2", params![provider, whose.id()])?;
    c.execute("DELETE FROM businesses WHERE id NOT IN (SELECT business FROM business_accounts)", []).map(drop)
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

/// Deliveries of `which` beyond `after` that name one of these.
fn naming(c: &Connection, ids: &BTreeSet<String>, which: &str, after: i64) -> Sql<Vec<i64>> {
    let mut statement =
        c.prepare_cached(&format!("SELECT id, body FROM deliveries WHERE provider = ?1 AND {which}"))?;
    let mut rows = statement.query(params![PERSONAL, after])?;
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
mod tests {
    use super::{Refused, Whose, names, whose};
    use crate::{
        Record, application_events, applications, audit, chain,
        deliveries::{self, Effect, NewDelivery, tests::delivery},
        merchants, operations,
    };
    use gangway_domain::{
        application::{Fields, Known, Mark, Merged, Point, Source, Standing, Status},
        operation::Kind,
    };
    use rusqlite::Connection;

    fn apply(c: &Connection, n: u32, delivery: i64) -> crate::Sql<()> {
        let (id, merchant) = (format!("app_{n}"), format!("mid_{n}"));
        let key = applications::add(c, &id.as_str().into(), &merchant.as_str().into(), &Status::Created, 1)?;
        let point = Point { status: Status::Created, at: 1, exact: true };
        let known = Known { point, source: Source::Message(format!("msg_{n}")) };
        application_events::append(c, key, &known, Mark::InTurn, 1, Some(delivery))?;
        let mut merged = Merged::default();
        let told = serde_json::json!({ "name": format!("Bakery {n}"), "email": format!("ana{n}@example.com") });
        merged.add(&Fields(told.as_object().unwrap().clone()), 1);
        let standing = Standing { status: Status::Created, since: 1 };
        let it = applications::Update {
            standing: &standing,
            merged: &merged,
            created_at: 1,
            resubmitted: false,
            contested: false,
        };
        applications::update(c, key, &it)
    }

    async fn filled(folder: &tempfile::TempDir) -> Record {
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let body = |n: u32| format!(r#"{{"merchant_id":"mid_{n}","email":"ana{n}@example.com"}}"#);
        for (key, n) in [(1, 1), (2, 11), (3, 1)] {
            record
                .append(NewDelivery { provider: "rainforest".into(), ..delivery(Some(key), &body(n)) })
                .await
                .unwrap();
        }
        record.append(NewDelivery { provider: "rainforest".into(), ..delivery(None, &body(1)) }).await.unwrap();
        record
            .write(|c| {
                for id in 1..=3 {
                    deliveries::folded(c, id, Effect::Applied, 0, None, None)?;
                }
                apply(c, 1, 1)?;
                apply(c, 11, 2)?;
                audit::append(c, &audit::Act::of("before", "somebody", 1))
            })
            .await
            .unwrap();
        record
    }

    fn bodies(record: &Record) -> Vec<i64> {
        record
            .read_blocking(|c| {
                c.prepare(
                    "SELECT id FROM deliveries WHERE id NOT IN (SELECT delivery FROM removed_bodies) ORDER BY id",
                )?
                .query_map([], |row| row.get(0))?
                .collect()
            })
            .unwrap()
    }

    #[tokio::test]
    async fn one_applicant_goes_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let record = filled(&folder).await;
        let found = record.read_blocking(|c| whose(c, "mid_1")).unwrap().unwrap();
        assert_eq!(found, Whose::Applicant("mid_1".into()));
        let act = || audit::Act::of("personal_data_erased", "mid_1", 9);
        record.write(|c| c.execute("UPDATE deliveries SET effect = 'received' WHERE id = 3", [])).await.unwrap();
        assert_eq!(record.erase(found.clone(), act(), 9).await.unwrap(), Err(Refused::NotApplied(1)));
        record.write(|c| deliveries::folded(c, 3, Effect::Applied, 0, None, None)).await.unwrap();
        let erased = record.erase(found, act(), 9).await.unwrap().unwrap();
        assert_eq!((erased.removed.deliveries, erased.removed.applications), (3, 1));
        assert_eq!(bodies(&record), [2]);
        let of = |id: &str| record.read_blocking(|c| applications::by_id(c, &id.into())).unwrap().unwrap();
        assert_eq!((of("app_1").name.as_str(), of("app_11").name.as_str()), ("", "Bakery 11"));
        let everything = std::fs::read(record.path()).unwrap();
        let holds = |text: &str| everything.windows(text.len()).any(|it| it == text.as_bytes());
        assert!(!holds("ana1@example.com") && holds("ana11@example.com"));
        let checked = record.read_blocking(|c| chain::verify(c, None)).unwrap();
        assert_eq!((checked.acts, checked.breaks.len()), (2, 0));
        let (_, rows) = record.read_blocking(|c| audit::list(c, &audit::Filter::default(), None, 1)).unwrap();
        assert_eq!(rows[0].1.changes.iter().map(|it| it.after.clone().unwrap()).collect::<Vec<_>>(), ["1", "3"]);
    }

    #[tokio::test]
    async fn without_its_audit_entry_nothing_is_erased() {
        let folder = tempfile::tempdir().unwrap();
        let record = filled(&folder).await;
        let fail = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END";
        record.write(move |c| c.execute_batch(fail)).await.unwrap();
        let act = audit::Act::of("personal_data_erased", "mid_1", 9);
        assert!(record.erase(Whose::Applicant("mid_1".into()), act, 9).await.is_err());
        assert_eq!(bodies(&record), [1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn a_merchant_that_authorized_waits_for_its_operations() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record
            .write(|c| {
                let merchant = merchants::Merchant {
                    id: "m1".into(),
                    email: "ana@grupo.example".into(),
                    name: "Ana".into(),
                    authorized_at: 1,
                    token_expires_at: None,
                    refreshed_at: None,
                    version: 0,
                    revision: 0,
                };
                merchants::authorize(c, &merchant)?;
                operations::insert(c, &running())
            })
            .await
            .unwrap();
        let found = record.read_blocking(|c| whose(c, "ANA@grupo.example")).unwrap().unwrap();
        let act = || audit::Act::of("personal_data_erased", "m1", 9);
        assert_eq!(record.erase(found.clone(), act(), 9).await.unwrap(), Err(Refused::OperationsOpen(1)));
        record
            .write(|c| operations::set_phase(c, &"o1".into(), operations::Phase::Finished, None, Some(2)))
            .await
            .unwrap();
        assert_eq!(record.erase(found, act(), 9).await.unwrap().unwrap().accounts, 1);
        let merchant = record.read_blocking(|c| merchants::by_id(c, &"m1".into())).unwrap().unwrap();
        assert_eq!((merchant.email.as_str(), merchant.name.as_str()), ("m1", "m1"));
        assert_eq!(record.read_blocking(|c| whose(c, "ana@grupo.example")).unwrap(), None);
    }

    fn running() -> operations::Operation {
        operations::Operation {
            id: "o1".into(),
            merchant: "m1".into(),
            kind: Kind::Provision,
            integration: "i".into(),
            flags: "{}".into(),
            phase: operations::Phase::Running,
            halt: None,
            started_at: 1,
            ended_at: None,
            hold_until: None,
            repeated: 0,
            repeats_left: 0,
        }
    }

    #[test]
    fn an_id_is_not_found_within_a_longer_one() {
        let check = |body: &str, expected: bool| assert_eq!(names(body.as_bytes(), b"mid_1"), expected, "{body}");
        check(r#"{"merchant_id":"mid_1"}"#, true);
        check("mid_1", true);
        check("mid_12 xmid_1 mid_1-a", false);
        check("mid_12, mid_1", true);
        check("", false);
    }
}
