mod columns;

use super::{Refused, Whose, names, whose};
use crate::{
    Record,
    applications::{self, application_events},
    audit::{self, chain},
    deliveries::{self, Effect, NewDelivery, tests::delivery},
    disputes,
    merchants::{self, businesses::Account},
    operations, queue,
};
use gangway_domain::{
    ActKind, Provider,
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
        record.append(NewDelivery { provider: "rainforest".into(), ..delivery(Some(key), &body(n)) }).await.unwrap();
    }
    record.append(NewDelivery { provider: "rainforest".into(), ..delivery(None, &body(1)) }).await.unwrap();
    record
        .write(|c| {
            for id in 1..=3 {
                deliveries::folded(c, id, Effect::Applied, 0, None, None)?;
            }
            apply(c, 1, 1)?;
            apply(c, 11, 2)?;
            audit::append(c, &audit::Act::of(ActKind::WayTried, "somebody", 1))
        })
        .await
        .unwrap();
    record
}

fn bodies(record: &Record) -> Vec<i64> {
    record
        .read_blocking(|c| {
            c.prepare("SELECT id FROM deliveries WHERE id NOT IN (SELECT delivery FROM removed_bodies) ORDER BY id")?
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
    let noted = |id: &str| {
        let account = Account { provider: Provider::Rainforest, id: id.into() };
        (account, queue::Kept { note: format!("the daughter of {id} answers"), ..queue::Kept::default() })
    };
    for (account, kept) in [noted("mid_1"), noted("mid_11")] {
        record.write(move |c| queue::put(c, &account, &kept, 1)).await.unwrap();
    }
    // Of one row of the queue the note is kept about the account at Rappi.
    record
        .write(|c| {
            c.execute_batch(
                "INSERT INTO businesses (id, name, made_at) VALUES ('b', 'Bakery', 1);
                 INSERT INTO business_accounts (provider, account, business) VALUES ('rainforest', 'mid_1', 'b'), ('rappi', 'm', 'b');
                 INSERT INTO queue_kept (provider, account, owner, note, tags, changed_at)
                     VALUES ('rappi', 'm', 'desk', 'a son of mid_1 too', '[]', 1);",
            )
        })
        .await
        .unwrap();
    let act = || audit::Act::of(ActKind::PersonalDataErased, "mid_1", 9);
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
    assert!(!holds("daughter of mid_1 ") && holds("daughter of mid_11 ") && !holds("a son of mid_1"));
    let checked = record.read_blocking(|c| chain::verify(c, None)).unwrap();
    assert_eq!((checked.acts, checked.breaks.len()), (2, 0));
    let (_, rows) = record.read_blocking(|c| audit::list(c, &audit::Filter::default(), None, 1)).unwrap();
    assert_eq!(rows[0].1.changes.iter().map(|it| it.after.clone().unwrap()).collect::<Vec<_>>(), ["1", "3"]);
}

fn dispute(id: &str, delivery: i64, comment: &str) -> disputes::Dispute {
    disputes::Dispute {
        id: id.into(),
        delivery,
        transaction: "t".into(),
        partner_transaction: "p".into(),
        published_at: 1,
        amount: "1.50".into(),
        currency: "EUR".into(),
        reason: "FRAUD".into(),
        comment: comment.into(),
        due_at: Some(5),
        answered_at: None,
    }
}

/// Disputes of a linked client, and those whose comment names the merchant: the comment goes, here and in every delivery that
/// told of it; the dispute and its date stay.
#[tokio::test]
async fn what_was_written_about_disputes_goes_too() {
    const ANA: &str = "Ana Torres called on Monday";
    for linked in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let record = filled(&folder).await;
        let comment = if linked { ANA.to_owned() } else { format!("mid_1: {ANA}") };
        for (key, id) in [(21, "dsp_1"), (22, "dsp_1"), (23, "dsp_other")] {
            let body = format!(r#"{{"id":"{id}","comment":"{comment}"}}"#);
            record.append(NewDelivery { provider: "ratepay".into(), ..delivery(Some(key), &body) }).await.unwrap();
        }
        record
            .write(move |c| {
                for id in 5..=7 {
                    deliveries::folded(c, id, Effect::Applied, 0, None, None)?;
                }
                disputes::fold(c, &dispute("dsp_1", 6, &comment))?;
                if !linked {
                    return disputes::fold(c, &dispute("dsp_other", 7, "mid_11 wrote")).map(drop);
                }
                c.execute_batch(
                    "INSERT INTO businesses (id, name, made_at) VALUES ('b', 'Bakery', 1);
                     INSERT INTO business_accounts (provider, account, business)
                     VALUES ('rainforest', 'mid_1', 'b'), ('ratepay', 'client', 'b');",
                )
            })
            .await
            .unwrap();
        let act = audit::Act::of(ActKind::PersonalDataErased, "mid_1", 9);
        let erased = record.erase(Whose::Applicant("mid_1".into()), act, 9).await.unwrap().unwrap();
        assert_eq!((erased.disputes, erased.removed.deliveries), (1, 5), "linked: {linked}");
        let it = record.read_blocking(|c| disputes::by_id(c, "dsp_1")).unwrap().unwrap();
        assert_eq!((it.comment.as_str(), it.due_at), ("", Some(5)));
        assert_eq!(bodies(&record), [2, 7], "the other dispute's delivery stays");
        if !linked {
            let other = record.read_blocking(|c| disputes::by_id(c, "dsp_other")).unwrap().unwrap();
            assert_eq!(other.comment, "mid_11 wrote");
        }
    }
}

#[tokio::test]
async fn without_its_audit_entry_nothing_is_erased() {
    let folder = tempfile::tempdir().unwrap();
    let record = filled(&folder).await;
    let fail = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END";
    record.write(move |c| c.execute_batch(fail)).await.unwrap();
    let act = audit::Act::of(ActKind::PersonalDataErased, "mid_1", 9);
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
            c.execute(
                "INSERT INTO attempts (id, state_digest, way, redirect, started_at, expires_at, status, detail)
                 VALUES ('a', 'd', 'link', 'r', 1, 2, 'done', '{\"state\":\"done\",\"email\":\"Ana@Grupo.example\"}')",
                [],
            )?;
            operations::insert(c, &running())
        })
        .await
        .unwrap();
    let found = record.read_blocking(|c| whose(c, "ANA@grupo.example")).unwrap().unwrap();
    let act = || audit::Act::of(ActKind::PersonalDataErased, "m1", 9);
    assert_eq!(record.erase(found.clone(), act(), 9).await.unwrap(), Err(Refused::OperationsOpen(1)));
    record.write(|c| operations::set_phase(c, &"o1".into(), operations::Phase::Finished, None, Some(2))).await.unwrap();
    assert_eq!(record.erase(found, act(), 9).await.unwrap().unwrap().accounts, 1);
    let merchant = record.read_blocking(|c| merchants::by_id(c, &"m1".into())).unwrap().unwrap();
    assert_eq!((merchant.email.as_str(), merchant.name.as_str()), ("m1", "m1"));
    assert_eq!(record.read_blocking(|c| whose(c, "ana@grupo.example")).unwrap(), None);
    let detail =
        record.read_blocking(|c| c.query_row("SELECT detail FROM attempts", [], |row| row.get::<_, String>(0)));
    assert_eq!(detail.unwrap(), r#"{"state":"done","email":"m1"}"#);
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
