//! Wishes, and looking at rows.

use gangway_core::view::{DesiredSecret, DesiredSubscription, SubscriptionRow, Subscriptions, Target, Typed};
use gangway_tests::{Desk, Setup};
use secrecy::ExposeSecret;

pub(crate) const EVENT: &str = "INVOICE_INVOICE";
pub(crate) const SHOP: &str = "https://hooks.shop.com/ratepay";
pub(crate) const OTHER: &str = "https://other.shop.com/ratepay";

/// 64 of one letter: a secret that somebody else made.
pub(crate) fn theirs(letter: char) -> String {
    letter.to_string().repeat(64)
}

pub(crate) fn desired(event: &str, url: &str) -> DesiredSubscription {
    DesiredSubscription {
        event: event.to_owned(),
        target: Target::Address { url: url.to_owned() },
        secret: DesiredSecret::OfAddress,
    }
}

pub(crate) fn here(event: &str) -> DesiredSubscription {
    DesiredSubscription { event: event.to_owned(), target: Target::Here, secret: DesiredSecret::OfAddress }
}

pub(crate) fn with(desired: DesiredSubscription, secret: DesiredSecret) -> DesiredSubscription {
    DesiredSubscription { secret, ..desired }
}

pub(crate) fn given(secret: &str) -> DesiredSecret {
    DesiredSecret::Given { secret: Typed(secret.to_owned()) }
}

/// Short time-outs.
pub(crate) async fn hasty() -> Desk {
    Desk::with(Setup { call_timeout_s: 2, unknown_for_s: 1, ..Setup::default() }).await
}

/// Ratepay's rows.
pub(crate) fn ratepay(all: &Subscriptions) -> Vec<SubscriptionRow> {
    let rows = all.rows.iter().filter(|row| row.provider == gangway_core::view::Provider::Ratepay);
    rows.cloned().collect()
}

/// One line a row: event type, address, drift.
pub(crate) async fn lines(desk: &Desk) -> Vec<String> {
    let all = desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let rows = ratepay(&all);
    rows.iter().map(|row| format!("{} {} {:?} {:?}", row.event, row.url, row.drift, row.fields)).collect()
}

pub(crate) async fn row_of(desk: &Desk, event: &str) -> SubscriptionRow {
    let all = desk.console.subscriptions.subscriptions().await.unwrap();
    ratepay(&all).into_iter().find(|row| row.event == event).unwrap()
}

pub(crate) async fn secret(desk: &Desk, id: &str) -> String {
    desk.console.subscriptions.subscription_secret(id).await.unwrap().expose_secret().to_owned()
}
