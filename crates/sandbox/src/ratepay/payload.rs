//! Bodies of events (docs/wire.md 3.3). None names its event type.

use jiff::{ToSpan as _, tz::TimeZone};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock;

/// What an event is to be about.
pub(super) struct EventRequest<'a> {
    pub(super) event_type: &'a str,
    /// Days until the answer to a dispute is due; negative: it is overdue already.
    pub(super) due_in_days: i64,
    /// Id of a dispute that is reported once more.
    pub(super) dispute: Option<String>,
}

/// A dispute where the event type says so, an invoice otherwise. `number` counts events.
pub(super) fn body(desired: &EventRequest<'_>, number: usize) -> Value {
    if desired.event_type.to_ascii_uppercase().contains("DISPUTE") { dispute(desired, number) } else { invoice(number) }
}

fn invoice(number: usize) -> Value {
    let transaction = format!("54-{number:020}");
    json!({
        "id": number,
        "shop_transaction_id": format!("order-{number:06}"),
        "ratepay_payment_reference": format!("RP{number:08}"),
        "ratepay_transaction_id": transaction,
        "invoice_id": format!("INV-{number:06}"),
        "eml_url": format!("https://documents.ratepay.example/{number}.eml"),
        "pdf_url": format!("https://documents.ratepay.example/{number}.pdf"),
    })
}

fn dispute(desired: &EventRequest<'_>, number: usize) -> Value {
    let reasons = ["DEFEND", "ITEM_NOT_RECEIVED", "FRAUD", "ITEM_RETURNED"];
    json!({
        "ratepay_transaction_id": format!("54-{number:020}"),
        "ratepay_dispute_id": desired.dispute.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
        "partner_transaction_id": format!("order-{number:06}"),
        "publication_date": clock::now_text(),
        "amount": 49.9 + number as f64,
        "currency": "EUR",
        "type": "REQUEST_FOR_INFORMATION",
        "comment": "Der Käufer sagt, die Ware sei nicht angekommen.",
        "reason": reasons[number % reasons.len()],
        "response_due_date": day(desired.due_in_days),
        "items": [{ "article_number": "A-1", "quantity": 1, "unit_price_gross": 49.90 }],
    })
}

/// A date, counted from today (UTC).
fn day(days: i64) -> String {
    let today = clock::now().to_zoned(TimeZone::UTC).date();
    today.checked_add(days.clamp(-10_000, 10_000).days()).unwrap_or(today).to_string()
}
