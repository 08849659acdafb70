//! Endpoints of ours: what comes in at them, and what it says.

use crate::support::{here, row_of, secret};
use gangway_core::view::{
    Change, DeliveryEffect, DeliveryFacts, DeliveryFilter, DeliveryRow, DriftWord, Provider, RejectionReason, Verdict,
    Warning,
};
use gangway_domain::dispute::DisputeState::{Answered, DueSoon, Open, Overdue};
use gangway_tests::{Desk, http, until, until_some};
use serde_json::json;

async fn deliveries(desk: &Desk, count: usize) -> Vec<DeliveryRow> {
    until_some("the deliveries are folded", async || {
        let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
        let mut rows = desk.console.deliveries.deliveries(filter).await.unwrap().rows;
        rows.reverse();
        (rows.len() >= count && rows.iter().all(|row| row.effect != DeliveryEffect::Received)).then_some(rows)
    })
    .await
}

/// One act: endpoint, subscription and secret; then a delivery with its event and its links.
#[tokio::test]
async fn an_invoice_arrives() {
    let desk = Desk::open().await;
    let preview = desk.console.subscriptions.preview_create(&here("INVOICE_INVOICE")).await.unwrap();
    assert!(preview.body.unwrap().contains("/hooks/…"));
    let row = desk.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap();
    let endpoint = row.endpoint.clone().unwrap();
    assert!(row.url.ends_with(&format!("/hooks/{endpoint}")) && row.drift == DriftWord::InSync, "{row:?}");
    assert_eq!(secret(&desk, &row.id).await.len(), 64);
    assert_eq!(desk.provider.ratepay().happens(json!({ "event_type": "INVOICE_INVOICE" })).await, 1);
    let delivery = deliveries(&desk, 1).await.remove(0);
    assert_eq!((delivery.provider, delivery.event.as_str()), (Some(Provider::Ratepay), "INVOICE_INVOICE"));
    assert_eq!(
        (delivery.verdict, delivery.form.as_deref(), delivery.effect),
        (Verdict::Verified, Some("raw"), DeliveryEffect::Applied)
    );
    let DeliveryFacts::Invoice { invoice } = desk.console.subscriptions.delivery_facts(delivery.id).await.unwrap()
    else {
        panic!("an invoice")
    };
    assert!(invoice.pdf_url.unwrap().starts_with("https://") && invoice.invoice.starts_with("INV-"));

    assert_eq!(desk.console.subscriptions.preview_remove(&row.id).await.unwrap().warnings, [Warning::EndpointCloses]);
    let second = desk.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap_err();
    assert!(second.message.contains("already"), "{second}");
    desk.console.subscriptions.remove_subscription(&row.id).await.unwrap();
    assert_eq!(http::send(http::client().post(&row.url).body("{}")).await.status, 404, "the endpoint is closed");
    assert!(desk.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.is_ok());
}

/// Twice, re-formatted, cut, badly signed: each with its verdict.
#[tokio::test]
async fn every_verdict() {
    let desk = Desk::open().await;
    desk.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap();
    let truth = desk.provider.ratepay();
    let check = async |kind: &str, count: usize, expected: &[(&str, &str, &str)]| {
        truth.fault(json!({ "call": "event", "kind": kind })).await;
        truth.happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
        let rows = deliveries(&desk, count).await;
        let word = |it: &Option<String>| it.clone().unwrap_or_default();
        let mut got: Vec<_> = rows[rows.len() - expected.len()..]
            .iter()
            .map(|row| (word(&row.form), row.why.map_or("", |why| why.word()).to_owned(), format!("{:?}", row.effect)))
            .collect();
        got.sort();
        let got: Vec<_> = got.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(got, expected, "{kind}");
    };
    check("duplicate_webhook", 2, &[("raw", "", "Applied"), ("raw", "", "Duplicate")]).await;
    check("pretty_webhook", 3, &[("compact", "", "Applied")]).await;
    // Tried again and again, and refused each time.
    check("bad_signature", 4, &[("", "wrong_secret", "None")]).await;
    let desk_two = Desk::open().await;
    desk_two.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap();
    desk_two.provider.ratepay().fault(json!({ "call": "event", "kind": "cut_webhook" })).await;
    desk_two.provider.ratepay().happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    assert_eq!(deliveries(&desk_two, 1).await[0].why, Some(RejectionReason::BodyBroken));
}

/// Overdue ones come first and reach Home, until somebody says that they were answered, or news arrive.
#[tokio::test]
async fn disputes_have_a_date() {
    let desk = Desk::open().await;
    desk.console.subscriptions.create_subscription(&here("DISPUTE_CREATED")).await.unwrap();
    let truth = desk.provider.ratepay();
    for (id, days) in [("later", 30), ("late", -2), ("soon", 1)] {
        truth.happens(json!({ "event_type": "DISPUTE_CREATED", "dispute": id, "due_in_days": days })).await;
        let wanted = id.to_owned();
        until("it is noted", async || {
            desk.console.subscriptions.disputes().await.unwrap().iter().any(|row| row.id == wanted)
        })
        .await;
    }
    let rows = desk.console.subscriptions.disputes().await.unwrap();
    let standing: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.state)).collect();
    assert_eq!(standing, [("late", Overdue), ("soon", DueSoon), ("later", Open)]);
    let urgent = async || {
        let rows = desk.console.subscriptions.urgent_disputes().await.unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(urgent().await, ["late", "soon"]);
    let mut changes = desk.console.changes();
    assert_eq!(desk.console.subscriptions.set_dispute_answered("late", true).await.unwrap().state, Answered);
    until("the window is told", async || matches!(changes.try_recv(), Ok(Change::Disputes))).await;
    assert_eq!(urgent().await, ["soon"]);
    let delivery = rows[0].delivery;
    let DeliveryFacts::Dispute { dispute } = desk.console.subscriptions.delivery_facts(delivery).await.unwrap() else {
        panic!("a dispute")
    };
    assert_eq!((dispute.id.as_str(), dispute.due_at), ("late", rows[0].due_at));
    assert!(desk.console.subscriptions.set_dispute_answered("nobody", true).await.is_err());
    let desk = desk.restart().await;
    assert_eq!(desk.console.subscriptions.disputes().await.unwrap().len(), 3);
    assert_eq!(row_of(&desk, "DISPUTE_CREATED").await.drift, DriftWord::InSync);
}

/// A vault that forgot, as a server's does: the provider still has the secret, so nobody has to do anything.
#[tokio::test]
async fn a_lost_secret_is_read_from_the_list() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap();
    let name = format!("endpoint-secret-{}", row.endpoint.as_ref().unwrap());
    desk.vault.remove(&name).await.unwrap();
    let desk = desk.restart().await;
    until("the secret is there again", async || desk.vault.get(&name).await.unwrap().is_some()).await;
    desk.provider.ratepay().happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    let delivery = deliveries(&desk, 1).await.pop().unwrap();
    assert_eq!((delivery.verdict, delivery.effect), (Verdict::Verified, DeliveryEffect::Applied));
}
