//! Everything that is done with Ratepay's subscriptions, and what each act answered.

use crate::journey::Views;
use gangway_core::{
    LocalFiles, SubscriptionsFile,
    view::{ActivityFilter, DesiredSecret, DesiredSubscription, SettleWord, Target, Typed},
};
use gangway_tests::{Desk, until};
use serde_json::json;

/// Secrets that a person types or keeps in a file.
pub(crate) const TYPED: [&str; 2] = [
    "typed-by-hand-0123456789-0123456789-0123456789-0123456789-01234567",
    "kept-in-a-file-\"quoted\"-0123456789-0123456789-0123456789-012345678",
];
const SHOP: &str = "https://hooks.shop.com/ratepay";

fn desired(event: &str, target: Target, secret: DesiredSecret) -> DesiredSubscription {
    DesiredSubscription { event: event.to_owned(), target, secret }
}

pub(crate) async fn work(desk: &Desk, views: &mut Views) {
    let (console, truth) = (&desk.console, desk.provider.ratepay());
    let at = |url: &str| Target::Address { url: url.to_owned() };
    let typed = desired("A", at(SHOP), DesiredSecret::Given { secret: Typed(TYPED[0].to_owned()) });
    tracing::debug!(?typed, "as the shell may log it");
    views.add("preview", &console.subscriptions.preview_create(&typed).await.unwrap());
    // The provider quotes what it refuses.
    let quoted = format!("no: {}", TYPED[0]);
    truth.fault(json!({ "call": "create-subscription", "kind": "status", "status": 400, "message": quoted })).await;
    views.add("refused", &console.subscriptions.create_subscription(&typed).await.unwrap_err());
    truth
        .fault(json!({ "call": "create-subscription", "kind": "status_after", "status": 500, "message": quoted }))
        .await;
    let row = console.subscriptions.create_subscription(&typed).await.unwrap();
    views.add("created", &row);
    views.add(
        "changed",
        &console.subscriptions.change_subscription(&row.id, &desired("B", at(SHOP), DesiredSecret::New)).await.unwrap(),
    );
    truth.fault(json!({ "call": "list-subscriptions", "kind": "not_json" })).await;
    views.add("unreadable", &console.subscriptions.refresh_subscriptions().await.unwrap_err());
    truth.fault(json!({ "call": "token", "kind": "status", "status": 401, "message": truth.at.client_secret })).await;
    truth.control("POST", "/expire-tokens", &json!(null)).await;
    views.add("no token", &console.subscriptions.refresh_subscriptions().await.unwrap_err());

    let ours = console
        .subscriptions
        .create_subscription(&desired("INVOICE_INVOICE", Target::Here, DesiredSecret::OfAddress))
        .await
        .unwrap();
    views.add("rotated", &console.subscriptions.rotate_subscription_secret(&ours.id).await.unwrap());
    truth.happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    truth.plant("D", "https://b.com/", &"planted-".repeat(8)).await;
    let drift = console.subscriptions.subscription_drift().await.unwrap();
    views.add("drift", &drift);
    let ids: Vec<String> = drift.iter().map(|row| row.id.clone()).collect();
    views.add("settle preview", &console.subscriptions.preview_settle(SettleWord::Adopt, &ids).await.unwrap());
    views.add("settled", &console.subscriptions.settle_drift(SettleWord::Adopt, &ids).await.unwrap());
    console.subscriptions.subscription_secret(&ours.id).await.unwrap();

    let file = desk.folder().join("subscriptions.toml");
    std::fs::write(desk.folder().join("secret"), TYPED[1]).unwrap();
    let line = |event: &str, url: &str| format!("[[subscription]]\nevent = \"{event}\"\nurl = \"{url}\"\n");
    let text =
        format!("{}{}secret_file = \"secret\"\n", line("INVOICE_INVOICE", &ours.url), line("D", "https://b.com/"));
    std::fs::write(&file, text).unwrap();
    let file = SubscriptionsFile::read(&LocalFiles, &file).unwrap();
    tracing::debug!(?file, "as a command may log it");
    views.add("plan of the file", &console.subscriptions.plan_subscriptions(&file).await.unwrap());
    views.add("applied", &console.subscriptions.apply_subscriptions(&file).await.unwrap());
    views.add("address", &console.subscriptions.check_address(&ours.url, true, Some(&ours.id)).await.unwrap());
    until("the invoice is here", async || {
        let rows = console.audit.activity(&ActivityFilter::default(), None, 500).await.unwrap();
        rows.total > 5
    })
    .await;
    views.add("subscriptions", &console.subscriptions.subscriptions().await.unwrap());
    views.add("disputes", &console.subscriptions.disputes().await.unwrap());
}
