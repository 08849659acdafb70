//! Applications at Rainforest, from created to decided: over the real receiver and the real API.

use gangway_core::view::{
    ActivityFilter, ApplicationFilter, ApplicationView, DeliveryEffect, DeliveryFilter, RefreshRequest, Verdict,
};
use gangway_sandbox::{Config, RainforestConfig};
use gangway_tests::{Desk, RainforestTruth, Setup, until, until_some};
use serde_json::json;

pub(crate) async fn listening() -> (Desk, RainforestTruth) {
    listening_to(RainforestConfig::default()).await
}

pub(crate) async fn listening_to(rainforest: RainforestConfig) -> (Desk, RainforestTruth) {
    let desk = Desk::with(Setup { provider: Config { rainforest, ..Config::default() }, ..Setup::default() }).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    (desk, truth)
}

/// The application, once it is in this status.
pub(crate) async fn becomes(desk: &Desk, id: &str, status: &str) -> ApplicationView {
    until_some(&format!("{id} is {status}"), async || {
        desk.console.applications.application(id).await.ok().filter(|view| view.row.status.word() == status)
    })
    .await
}

/// Every delivery was folded, and there are so many of them.
pub(crate) async fn folded(desk: &Desk, count: u32) {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 500 };
    until(&format!("{count} deliveries are folded"), async || {
        let page = desk.console.deliveries.deliveries(filter.clone()).await.unwrap();
        page.total >= count && page.rows.iter().all(|row| row.effect != DeliveryEffect::Received)
    })
    .await;
}

pub(crate) fn timeline(view: &ApplicationView) -> Vec<String> {
    view.timeline.iter().map(|it| format!("{} {}", it.status, it.mark.word())).collect()
}

#[tokio::test]
async fn a_whole_life_as_it_happens() {
    let (desk, truth) = listening().await;
    let mut changes = desk.console.changes();
    let through = ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"];
    let asked = truth.play(json!({ "through": through })).await;
    assert!(!becomes(&desk, &asked.id, "NEEDS_INFORMATION").await.row.resubmitted, "nothing was handed in yet");
    let again = truth.play(json!({ "application": asked.id, "through": ["PROCESSING"], "apart_s": 1 })).await;
    let view = becomes(&desk, &again.id, "PROCESSING").await;
    assert!(view.row.resubmitted && view.row.review_due.is_some() && !view.row.review_overdue);

    let through = ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "PROCESSING", "IN_REVIEW", "DECLINED"];
    let played = truth.play(json!({ "through": through, "misspelt": true, "pause_ms": 60 })).await;
    let view = becomes(&desk, &played.id, "DECLINED").await;
    folded(&desk, 12).await;
    assert_eq!(view.row.merchant, played.merchant);
    assert!(view.row.resubmitted && view.row.age_days == Some(0) && !view.row.contested);
    let view = desk.console.applications.application(&played.id).await.unwrap();
    let way = ["CREATED", "IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "PROCESSING", "IN_REVIEW", "DECLINED"];
    assert_eq!(timeline(&view), way.map(|status| format!("{status} in_turn")));
    assert!(view.timeline.iter().all(|it| it.delivery.is_some() && !it.fetched));
    assert_eq!(view.missed, 0);
    let mut heard = false;
    while let Ok(change) = changes.try_recv() {
        heard |= matches!(change, gangway_core::view::Change::Applications);
    }
    assert!(heard, "the window is told");
    let board = desk.console.applications.application_board().await.unwrap();
    assert_eq!((board.total, board.columns[6].status.word(), board.columns[6].count), (2, "DECLINED", 1));
}

/// Times without a zone, as some messages have them: read as UTC, and marked.
#[tokio::test]
async fn handed_in_again_with_times_without_a_zone() {
    let (desk, truth) = listening().await;
    let before = |hours: i64| {
        #[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
        let at = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(hours);
        at.to_zoned(jiff::tz::TimeZone::UTC).datetime().round(jiff::Unit::Second).unwrap().to_string()
    };
    let event = |status: &str, more: serde_json::Value| {
        let mut data = json!({ "merchant_application_id": "app_1", "merchant_id": "mid_1", "status": status });
        for (name, value) in more.as_object().unwrap() {
            data[name] = value.clone();
        }
        let event = format!("merchant_application.{}", status.to_lowercase());
        json!({ "event_type": event, "data": data }).to_string()
    };
    let (submitted, asked, again) = (before(97), before(73), before(50));
    let known = json!({ "created_at": submitted, "submitted_at": submitted, "needs_information_at": asked });
    truth.raw(&event("NEEDS_INFORMATION", known.clone())).await;
    assert_eq!(becomes(&desk, "app_1", "NEEDS_INFORMATION").await.row.age_days, Some(3));
    let mut known = known;
    known["resubmitted_at"] = again.clone().into();
    truth.raw(&event("PROCESSING", known)).await;
    let view = becomes(&desk, "app_1", "PROCESSING").await;
    assert_eq!((view.row.age_days, view.row.resubmitted), (Some(2), true));
    assert!(view.row.review_due.is_some(), "the review clock runs");
    let field = view.fields.iter().find(|field| field.name == "resubmitted_at").unwrap();
    assert_eq!((field.value.as_deref(), field.zoneless), (Some(format!("{again}Z").as_str()), true));
}

#[tokio::test]
async fn late_doubled_and_out_of_order_end_the_same() {
    let (desk, truth) = listening().await;
    let through = ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "PROCESSING", "COMPLETED"];
    let mut count = 0;
    for order in [json!("as_it_happened"), json!("reversed"), json!({ "shuffled": 5 }), json!({ "shuffled": 6 })] {
        let request = json!({ "through": through, "order": order, "times": 2, "new_ids": true, "pause_ms": 10 });
        let played = truth.play(request).await;
        count += 12;
        folded(&desk, count).await;
        let view = desk.console.applications.application(&played.id).await.unwrap();
        assert_eq!((view.row.status.word(), view.timeline.len()), ("COMPLETED", 12), "{order}");
        let repeated = view.timeline.iter().filter(|it| it.mark.word() == "repeated").count();
        assert_eq!(repeated, 6, "{order}: {:?}", timeline(&view));
        let late = view.timeline.iter().filter(|it| it.mark.word() == "late").count();
        assert_eq!(late == 0, order == json!("as_it_happened"), "{order}: {:?}", timeline(&view));
    }
}

/// The same message however often it comes: one entry, one effect; each call is in the list of deliveries.
#[tokio::test]
async fn one_message_has_effect_once() {
    let (desk, truth) = listening().await;
    let played = truth.play(json!({ "through": [], "times": 5 })).await;
    folded(&desk, 5).await;
    let view = desk.console.applications.application(&played.id).await.unwrap();
    assert_eq!(view.timeline.len(), 1);
    let filter = DeliveryFilter { verdict: Some(Verdict::Verified), search: String::new(), before: None, limit: 9 };
    let rows = desk.console.deliveries.deliveries(filter).await.unwrap().rows;
    let effects: Vec<_> = rows.iter().rev().map(|row| row.effect).collect();
    assert_eq!(
        effects,
        [
            DeliveryEffect::Applied,
            DeliveryEffect::Duplicate,
            DeliveryEffect::Duplicate,
            DeliveryEffect::Duplicate,
            DeliveryEffect::Duplicate
        ]
    );
}

/// A message is lost: asking finds out, counts it as missed, and a message that comes after all is late.
#[tokio::test]
async fn a_gap_and_a_refresh() {
    let (desk, truth) = listening().await;
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"], "apart_s": 0 })).await;
    becomes(&desk, &played.id, "PROCESSING").await;
    folded(&desk, 3).await;
    truth.move_silently(&played.id, "COMPLETED").await;
    let round = desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
    assert_eq!((round.asked, round.changed, round.failure), (1, 1, None));
    let view = desk.console.applications.application(&played.id).await.unwrap();
    assert_eq!((view.row.status.word(), view.timeline.last().unwrap().fetched), ("COMPLETED", true));
    // What was told by messages already is not in the timeline twice.
    assert_eq!(view.timeline.len(), 4, "{:?}", timeline(&view));
    let again = desk
        .console
        .applications
        .refresh_applications(&RefreshRequest::Application { id: played.id.clone() })
        .await
        .unwrap();
    assert_eq!(
        (again.changed, desk.console.applications.application(&played.id).await.unwrap().timeline.len()),
        (0, 4)
    );
    // Decided: nobody asks about it any more.
    assert_eq!(desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap().asked, 0);
}

#[tokio::test]
async fn a_missed_message_is_counted_until_it_comes() {
    let setup = Setup { overdue_after_s: 1, ..Setup::default() };
    let desk = Desk::with(setup).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"], "apart_s": 0 })).await;
    becomes(&desk, &played.id, "PROCESSING").await;
    truth.fault(json!({ "call": "event", "kind": "late_webhook", "ms": 4000 })).await;
    let request = json!({ "application": played.id, "through": ["DECLINED"], "apart_s": 0 });
    truth.play(request).await;
    desk.console
        .applications
        .refresh_applications(&RefreshRequest::Application { id: played.id.clone() })
        .await
        .unwrap();
    let missed = async || desk.console.applications.application_board().await.unwrap().missed;
    until("it counts as missed", async || missed().await == 1).await;
    assert_eq!(desk.console.applications.application(&played.id).await.unwrap().missed, 1);
    until("it came after all", async || missed().await == 0).await;
    let view = desk.console.applications.application(&played.id).await.unwrap();
    assert_eq!((view.row.status.word(), view.timeline.last().unwrap().mark.word()), ("DECLINED", "late"));
}

/// What happened while nobody was there is asked about at the next start, without a person.
#[tokio::test]
async fn at_the_start_the_api_is_asked() {
    let (desk, truth) = listening().await;
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"] })).await;
    becomes(&desk, &played.id, "PROCESSING").await;
    let away = desk.leave().await;
    truth.move_silently(&played.id, "IN_REVIEW").await;
    let desk = away.come_back().await;
    let view = becomes(&desk, &played.id, "IN_REVIEW").await;
    assert!(view.row.fetched_at.is_some());
}

/// A merchant of before our time is known once somebody asks about it.
#[tokio::test]
async fn a_merchant_of_before_is_asked_about_by_its_id() {
    let desk = Desk::open().await;
    let truth = desk.provider.rainforest();
    let all = truth.control("GET", "/applications", &json!(null)).await;
    let merchant = all[3]["merchant"].as_str().unwrap().to_owned();
    let round = desk
        .console
        .applications
        .refresh_applications(&RefreshRequest::Merchant { merchant: merchant.clone() })
        .await
        .unwrap();
    assert!(round.changed >= 1);
    let page =
        desk.console.applications.applications(&ApplicationFilter { limit: 50, ..Default::default() }).await.unwrap();
    assert!(page.total >= 1 && page.rows.iter().all(|row| row.merchant == merchant));
    assert_eq!(desk.console.applications.application_board().await.unwrap().missed, 0, "nobody listened then");
    let nobody = desk
        .console
        .applications
        .refresh_applications(&RefreshRequest::Merchant { merchant: "mid_nobody".into() })
        .await;
    assert_eq!(nobody.unwrap_err().code, gangway_core::Code::NotFound);
}

#[tokio::test]
async fn what_the_api_refuses_is_said_and_changes_nothing() {
    let (desk, truth) = listening().await;
    let played = truth.play(json!({ "through": ["IN_PROGRESS"] })).await;
    becomes(&desk, &played.id, "IN_PROGRESS").await;
    for (fault, code) in [
        (json!({ "call": "applications", "kind": "status", "status": 503 }), "provider_unavailable"),
        (json!({ "call": "applications", "kind": "status", "status": 429, "retry_after": 5 }), "rate_limited"),
        (json!({ "call": "applications", "kind": "status", "status": 401 }), "integrator_credentials"),
        (json!({ "call": "applications", "kind": "not_json" }), "answer_unreadable"),
    ] {
        truth.fault(fault).await;
        let round = desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
        let said = serde_json::to_value(&round.failure).unwrap();
        assert_eq!((said["code"].as_str(), round.changed), (Some(code), 0));
    }
    assert_eq!(desk.console.applications.application(&played.id).await.unwrap().row.status.word(), "IN_PROGRESS");
}

/// Masked until asked for, and the asking is in the activity before anything is shown.
#[tokio::test]
async fn personal_data_is_asked_for() {
    let (desk, truth) = listening().await;
    let owner = json!({ "first_name": "Imani", "dob": "1971-03-14", "ssn_last_4": "4242" });
    let played = truth.play(json!({ "through": ["IN_PROGRESS"], "set": { "owner_1": owner } })).await;
    let view = becomes(&desk, &played.id, "IN_PROGRESS").await;
    let text = serde_json::to_string(&view).unwrap();
    assert!(!text.contains("1971-03-14") && !text.contains("4242") && !text.contains("Imani"), "{text}");
    let asked = desk.console.applications.application_personal(&played.id).await.unwrap();
    let of = |name: &str| asked.fields.iter().find(|field| field.name == name).and_then(|field| field.value.clone());
    assert_eq!(of("owner_1.dob").as_deref(), Some("1971-03-14"));
    let acts = desk.console.audit.activity(&ActivityFilter::default(), None, 50).await.unwrap();
    let shown = acts.rows.iter().find(|row| row.written == "personal_data_shown").expect("the asking is an entry");
    assert_eq!(shown.subject, played.id);
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 9 };
    for row in desk.console.deliveries.deliveries(filter).await.unwrap().rows {
        let body = desk.console.deliveries.delivery(row.id).await.unwrap().body;
        assert!(!body.contains("1971-03-14") && body.contains("•••") && body.contains(&played.id), "{body}");
    }
}

/// Many are asked about a few at a time; where going on would not help, the rest is left and said.
#[tokio::test]
async fn a_round_ends_where_going_on_would_not_help() {
    let (desk, truth) = listening().await;
    for _ in 0..11 {
        truth.play(json!({ "through": ["IN_PROGRESS"] })).await;
    }
    folded(&desk, 22).await;
    let before = truth.calls("list-applications").await;
    let round = desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
    assert_eq!((round.asked, round.left, round.failure), (11, 0, None));
    assert_eq!(truth.calls("list-applications").await - before, 11);
    // One that is refused keeps nobody else from being asked about; one that is told to slow down ends the round.
    truth.fault(json!({ "call": "applications", "kind": "status", "status": 400 })).await;
    let round = desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
    assert_eq!((round.asked, round.left, round.failure.is_some()), (11, 0, true));
    truth.fault(json!({ "call": "applications", "kind": "status", "status": 429, "next": 4 })).await;
    let round = desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
    assert_eq!((round.asked, round.left), (0, 11));
    // Those that were left are the first of the next round: nobody was asked about since.
    assert_eq!(desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap().asked, 11);
}
