//! Applications at Rainforest, from created to decided: over the real receiver and the real API.

use gangway_core::{
    Reason,
    view::{
        ActivityFilter, ApplicationFilter, ApplicationView, DeliveryEffect, DeliveryFilter, RefreshRequest,
        RejectionReason, Verdict,
    },
};
use gangway_sandbox::{Config, RainforestConfig};
use gangway_tests::{Desk, RainforestTruth, Setup, until, until_some};
use serde_json::json;

async fn listening() -> (Desk, RainforestTruth) {
    listening_to(RainforestConfig::default()).await
}

async fn listening_to(rainforest: RainforestConfig) -> (Desk, RainforestTruth) {
    let desk = Desk::with(Setup { provider: Config { rainforest, ..Config::default() }, ..Setup::default() }).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    (desk, truth)
}

/// The application, once it is in this status.
async fn becomes(desk: &Desk, id: &str, status: &str) -> ApplicationView {
    until_some(&format!("{id} is {status}"), async || {
        desk.console.applications.application(id).await.ok().filter(|view| view.row.status.word() == status)
    })
    .await
}

/// Every delivery was folded, and there are so many of them.
async fn folded(desk: &Desk, count: u32) {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 500 };
    until(&format!("{count} deliveries are folded"), async || {
        let page = desk.console.deliveries.deliveries(filter.clone()).await.unwrap();
        page.total >= count && page.rows.iter().all(|row| row.effect != DeliveryEffect::Received)
    })
    .await;
}

fn timeline(view: &ApplicationView) -> Vec<String> {
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

/// During a rotation in the portal both secrets are taken; a wrong one is rejected with its reason.
#[tokio::test]
async fn a_new_secret_of_the_portal() {
    let (desk, truth) = listening().await;
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let first = truth.play(json!({ "through": [] })).await;
    becomes(&desk, &first.id, "CREATED").await;
    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let second = truth.play(json!({ "through": [] })).await;
    becomes(&desk, &second.id, "CREATED").await;
    truth.fault(json!({ "call": "event", "kind": "bad_signature" })).await;
    truth.play(json!({ "through": [] })).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    until("it is rejected", async || {
        let rows = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows;
        rows.first().is_some_and(|row| row.why == Some(RejectionReason::WrongSecret))
    })
    .await;
}

/// Rejected for a secret that was not here yet: when it is, the kept bytes are verified again and applied, once.
#[tokio::test]
async fn what_was_rejected_is_verified_again_when_the_secret_is_mended() {
    // Sent once: a repetition would be believed by itself.
    let once = RainforestConfig { retry_schedule: Vec::new(), ..RainforestConfig::default() };
    let (desk, truth) = listening_to(once).await;
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let played = truth.play(json!({ "through": [] })).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    until("it is rejected", async || desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.len() == 1)
        .await;
    let rejected = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows[0].id;
    let still = desk.console.deliveries.reverify_deliveries(Some(rejected), None).await.unwrap();
    assert_eq!((still.checked, still.to_apply, still.rejected), (1, 0, 1), "nothing was mended yet");
    assert!(desk.console.applications.application(&played.id).await.is_err(), "and nothing was applied");

    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    let mended = desk.console.deliveries.reverify_deliveries(None, None).await.unwrap();
    assert_eq!((mended.to_apply, mended.rejected), (1, 0), "{mended:?}");
    becomes(&desk, &played.id, "CREATED").await;
    let row = desk.console.deliveries.delivery(rejected).await.unwrap().row;
    assert_eq!((row.verdict, row.effect), (Verdict::Verified, DeliveryEffect::Applied));
    let none = desk.console.deliveries.reverify_deliveries(None, None).await.unwrap_err();
    assert_eq!(none.reason, Some(Reason::NothingRejected));
    let acts = desk.console.audit.activity(&ActivityFilter::default(), None, 50).await.unwrap().rows;
    assert_eq!(acts.iter().filter(|row| row.written == "deliveries_reverified").count(), 1, "{acts:?}");
}

/// Many are verified again in steps: each says how many are left, none is looked at twice, and what is older than the moment
/// that was named is left alone.
#[tokio::test]
async fn many_are_verified_again_step_by_step() {
    let mut setup = Setup::default();
    // A message that is rejected is not sent again: their number stays.
    setup.provider.rainforest.retry_schedule.clear();
    let desk = Desk::with(setup).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    for count in 1..=3 {
        truth.play(json!({ "through": [] })).await;
        until("it is rejected", async || {
            desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.len() == count
        })
        .await;
    }
    let newest = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows[0].at;
    let first = desk.console.deliveries.reverify_step(None, 0, 2).await.unwrap();
    assert_eq!((first.report.checked, first.report.rejected, first.left), (2, 2, 1), "nothing was mended yet");
    let last = desk.console.deliveries.reverify_step(None, first.after, 2).await.unwrap();
    assert_eq!((last.report.checked, last.left), (1, 0));
    let over = desk.console.deliveries.reverify_step(None, last.after, 2).await.unwrap();
    assert_eq!((over.report.checked, over.left, over.after), (0, 0, last.after));

    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    let none = desk.console.deliveries.reverify_step(Some(newest + 1), 0, 2).await.unwrap();
    assert_eq!((none.report.checked, none.left), (0, 0), "all came before");
    let mended = desk.console.deliveries.reverify_step(None, 0, 2).await.unwrap();
    assert_eq!((mended.report.to_apply, mended.left), (2, 1), "{mended:?}");
    let mended = desk.console.deliveries.reverify_step(None, mended.after, 2).await.unwrap();
    assert_eq!((mended.report.to_apply, mended.left), (1, 0), "{mended:?}");
    until("none is rejected", async || {
        desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.is_empty()
    })
    .await;
}

/// Names, texts and depths that are meant to break something change nothing but their own row.
#[tokio::test]
async fn hostile_payloads() {
    let (desk, truth) = listening().await;
    let good = truth.play(json!({ "through": ["IN_PROGRESS"], "pause_ms": 20 })).await;
    becomes(&desk, &good.id, "IN_PROGRESS").await;
    let before = desk.console.applications.application(&good.id).await.unwrap();
    let names = [
        "<script>alert(1)</script><img src=x onerror=alert(2)>".to_owned(),
        "\u{202e}evil\u{202c} \u{2066}isolate".to_owned(),
        "👩🏽‍🚀🦕 𝕊hop \u{0}\u{7} zero".to_owned(),
        "x".repeat(900_000),
        "'; DROP TABLE applications; --".to_owned(),
        "{{ merchant }} ${jndi} %s%n".to_owned(),
    ];
    let mut ids = Vec::new();
    for name in &names {
        let hostile = match name.len() {
            // One of them fills a body alone.
            900_000.. => json!({ "dba_name": name }),
            _ => json!({ "dba_name": name, "name": name, "email": name, "new_field": { "owner": name } }),
        };
        ids.push(truth.play(json!({ "through": [], "set": hostile })).await.id);
    }
    for (id, name) in ids.iter().zip(&names) {
        let view = becomes(&desk, id, "CREATED").await;
        assert_eq!(view.row.name, name.trim().chars().take(200).collect::<String>());
        assert!(serde_json::to_string(&view).unwrap().len() < 100_000, "what is long is cut");
    }
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let event = |more: &str| {
        format!(
            r#"{{"event_type":"merchant_application.created","data":{{"merchant_application_id":"app_x","merchant_id":"mid_x","status":"CREATED"{more}}}}}"#
        )
    };
    let bodies = [deep.clone(), event(&format!(",\"deep\":{deep}")), "{".into(), "null".into(), event(",\"status\":7")];
    for body in &bodies {
        truth.raw(body).await;
    }
    truth.raw(&event("").replace("app_x", "../../x")).await;
    truth.raw(r#"{"event_type":"payment.created","data":{}}"#).await;
    folded(&desk, 2 + 6 + 7).await;
    let page =
        desk.console.applications.applications(&ApplicationFilter { limit: 50, ..Default::default() }).await.unwrap();
    // The good one, six with odd names, and the body whose status is no text, which has that of its event.
    assert_eq!(page.total, 8);
    assert_eq!(desk.console.applications.application(&good.id).await.unwrap(), before);
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 50 };
    let rows = desk.console.deliveries.deliveries(filter).await.unwrap().rows;
    let effects = |effect| rows.iter().filter(|row| row.effect == effect).count();
    assert_eq!((effects(DeliveryEffect::DeadLetter), effects(DeliveryEffect::Ignored)), (4, 2), "{rows:?}");
    // It still works.
    let after = truth.play(json!({ "through": ["IN_PROGRESS"] })).await;
    becomes(&desk, &after.id, "IN_PROGRESS").await;
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
