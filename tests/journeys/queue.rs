//! The queue of a day's work: how far merchants have come, and what people keep about them.

use gangway_core::{
    Code, Reason,
    view::{AccountId, ActivityFilter, Actor, Change, NextStep, Provider, QueueEdit, QueueRow, Stage},
};
use gangway_tests::{Desk, until};
use serde_json::json;

async fn rows(desk: &Desk) -> Vec<QueueRow> {
    desk.console.queue.queue().await.unwrap().rows
}

fn at_rappi(id: &str) -> AccountId {
    AccountId { provider: Provider::Rappi, id: id.to_owned() }
}

fn owner(name: &str) -> QueueEdit {
    QueueEdit::Owner { owner: Some(name.to_owned()) }
}

#[tokio::test]
async fn a_merchant_goes_from_authorized_to_verified() {
    let desk = Desk::open().await;
    assert_eq!(rows(&desk).await, []);
    let merchant = desk.authorize().await;
    let seen = async || {
        let row = rows(&desk).await.remove(0);
        (row.stage.unwrap(), row.next, row.actor)
    };
    assert_eq!(seen().await, (Stage::Authorized, NextStep::ChooseStores, Actor::Us));
    let stores = desk.free_stores(&merchant, 4).await;
    desk.provider.fail(&stores[..1], 1).await;
    desk.run(&desk.plan_request(&merchant, &stores[..2])).await;
    assert_eq!(seen().await, (Stage::Provisioned, NextStep::HandleFailed, Actor::Us));
    desk.run(&desk.plan_request(&merchant, &stores[..1])).await;
    assert_eq!(seen().await, (Stage::Provisioned, NextStep::Verify, Actor::Us));
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(seen().await, (Stage::Verified, NextStep::Nothing, Actor::Nobody));
    desk.provider.link(&stores[3..], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(seen().await, (Stage::Provisioned, NextStep::LookAtDrift, Actor::Us));
}

#[tokio::test]
async fn applicants_are_in_it_and_wait_for_somebody() {
    let desk = Desk::open().await;
    desk.listen_to_rainforest().await;
    desk.provider.rainforest().play(json!({ "through": ["IN_PROGRESS", "PROCESSING"] })).await;
    desk.provider.rainforest().play(json!({ "through": [] })).await;
    until("both are known", async || rows(&desk).await.len() == 2).await;
    let rows = rows(&desk).await;
    for row in &rows {
        let status = &row.application.as_ref().unwrap().status;
        assert_eq!((row.next, row.stage), (NextStep::of_application(status), None), "{row:?}");
        assert!(row.keeps);
    }
}

#[tokio::test]
async fn what_people_keep_is_kept_for_many_at_once_and_audited_by_merchant() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let both = || vec![at_rappi(&merchant.id), at_rappi("nobody")];
    let mut changes = desk.console.changes();
    let queue = &desk.console.queue;
    assert_eq!(queue.keep(both(), owner(" ana ")).await.unwrap(), 1, "nobody is nobody");
    assert_eq!(queue.keep(both(), owner("ana")).await.unwrap(), 0, "it was so already");
    for tag in ["vip", "chain", "vip"] {
        queue.keep(both(), QueueEdit::AddTag { tag: tag.into() }).await.unwrap();
    }
    queue.keep(both(), QueueEdit::Due { due_at: Some(5) }).await.unwrap();
    queue.keep(both(), QueueEdit::Note { note: "Her daughter answers\r\non Mondays ".into() }).await.unwrap();
    queue.keep(both(), QueueEdit::Snooze { until: Some(7) }).await.unwrap();
    queue.keep(both(), QueueEdit::RemoveTag { tag: "vip".into() }).await.unwrap();
    let row = rows(&desk).await.remove(0);
    assert_eq!((row.owner.as_deref(), row.due_at, row.snoozed_until), (Some("ana"), Some(5), Some(7)));
    assert_eq!(
        (row.note.as_str(), row.tags.as_slice()),
        ("Her daughter answers\non Mondays", &["chain".to_owned()][..])
    );
    while changes.recv().await.unwrap() != Change::Queue {}

    let page = desk.console.audit.activity(&ActivityFilter::default(), None, 50).await.unwrap();
    let kept: Vec<_> = page.rows.iter().filter(|it| it.written == "queue_kept").collect();
    assert_eq!(kept.len(), 7);
    assert!(kept.iter().all(|it| it.subject == merchant.name));
    let told = serde_json::to_string(&page.rows).unwrap();
    assert!(!told.contains("daughter"), "a note may be about a person, and the audit log is for ever");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_with_its_reason() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let refused = [
        owner(&"x".repeat(81)),
        owner("ana\u{7}"),
        QueueEdit::AddTag { tag: "  ".into() },
        QueueEdit::AddTag { tag: "x".repeat(41) },
        QueueEdit::Note { note: "x".repeat(2001) },
    ];
    for edit in refused {
        let failure = desk.console.queue.keep(vec![at_rappi(&merchant.id)], edit.clone()).await.unwrap_err();
        assert_eq!((failure.code, failure.reason), (Code::BadInput, Some(Reason::QueueText)), "{edit:?}");
    }
    assert_eq!(rows(&desk).await.remove(0).owner, None);
}

#[tokio::test]
async fn what_is_kept_outlives_a_restart_and_goes_with_an_erasure() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let note = QueueEdit::Note { note: "Her daughter answers".into() };
    desk.console.queue.keep(vec![at_rappi(&merchant.id)], note).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(rows(&desk).await.remove(0).note, "Her daughter answers");
    desk.console.retention.erase_merchant(&merchant.id).await.unwrap();
    assert_eq!(rows(&desk).await.remove(0).note, "");
    let everything = std::fs::read(desk.folder().join("record.db")).unwrap();
    assert!(!everything.windows(12).any(|it| it == b"Her daughter"));
}
