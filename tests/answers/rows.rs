//! One test a row.

use crate::{
    calls::{CALLS, DIALECTS, Stand},
    page::table,
};
use gangway_providers::rappi::Call;
use serde_json::{Value, json};

/// What the provider does in a row.
enum Mood {
    /// Nothing special.
    Well,
    /// One answer of the call is spoiled.
    Fault(Value),
    /// Every answer with the integrator's token is a 401, also to a new token.
    NoIntegrator,
    /// The integrator's token was ended; a new one is taken.
    IntegratorOver,
    /// The merchant's token was ended.
    MerchantOver,
    /// Nobody listens there.
    Gone,
}

impl Mood {
    /// Whether it can happen to a call at all.
    fn meets(&self, call: Call) -> bool {
        let for_merchants = matches!(call, Call::IntegrationStatus | Call::Provisioning | Call::Deprovisioning);
        match self {
            Self::IntegratorOver => !matches!(call, Call::Token | Call::Exchange),
            Self::NoIntegrator => call != Call::Exchange,
            Self::MerchantOver => for_merchants,
            // A 204 has no body that could be long or cut in two.
            Self::Fault(fault) if call == Call::RemoveWebhook => {
                fault["kind"] != "huge" && fault["kind"] != "truncated"
            }
            Self::Fault(_) | Self::Well | Self::Gone => true,
        }
    }
}

/// Rows that have a test, compared with the page's by [`the_page_and_the_tests_have_the_same_rows`].
macro_rules! rows {
    ($($test:ident, $label:literal, $mood:expr;)*) => {
        const ROWS: &[&str] = &[$($label),*];
        $(
            #[tokio::test]
            async fn $test() {
                row($label, &$mood).await;
            }
        )*
    };
}

fn status(status: u16, message: &str) -> Mood {
    Mood::Fault(json!({ "kind": "status", "status": status, "message": message }))
}

fn spoiled(kind: &str) -> Mood {
    Mood::Fault(json!({ "kind": kind, "ms": 3000 }))
}

rows! {
    success, "2xx as documented", Mood::Well;
    empty_success, "2xx, empty", spoiled("empty");
    not_json, "2xx, not JSON", spoiled("not_json");
    a_page, "2xx, a web page", spoiled("html");
    strange, "2xx, unknown fields and enum values", spoiled("strange");
    ten_megabytes, "2xx, 10 MB", spoiled("huge");
    missing_field, "400 a field is missing", status(400, "stores is required");
    empty_list, "400 empty list", status(400, "stores list must not be empty");
    too_many, "400 more than 20 stores", status(400, "stores list exceeds maximum allowed size of 20");
    mixed, "400 mixed integrations", status(400, "mixed integrations in batch are not allowed");
    integrator_over, "401 the integrator's token is over", Mood::IntegratorOver;
    integrator_refused, "401 the integrator, with a new token too", Mood::NoIntegrator;
    merchant_over, "401 the merchant", Mood::MerchantOver;
    merchant_not_authorized, "403 merchant not authorized in Partners", status(403, "Merchant not authorized in Partners");
    integration_mismatch, "403 token does not match the integration",
        status(403, "Merchant token does not match the integration's integrationId");
    all_rejected, "422", status(422, "All stores were rejected");
    partners_is_down, "424", status(424, "Partners service is unavailable");
    slow_down_with, "429 with `Retry-After`", Mood::Fault(json!({ "kind": "status", "status": 429, "retry_after": 7 }));
    slow_down_without, "429 without `Retry-After`", status(429, "slow down");
    server_error, "500", status(500, "Unexpected server error");
    bad_gateway, "502 with a web page", Mood::Fault(json!({ "kind": "html", "status": 502 }));
    no_connection, "no connection", Mood::Gone;
    timed_out, "sent, no answer in time", spoiled("timeout");
    dropped, "sent, connection reset", spoiled("drop_after");
    truncated, "reset in the middle of the answer", spoiled("truncated");
}

#[test]
fn the_page_and_the_tests_have_the_same_rows() {
    let table = table("Answers");
    let mut listed: Vec<&str> = table.rows.keys().map(String::as_str).collect();
    let mut tested = ROWS.to_vec();
    listed.sort_unstable();
    tested.sort_unstable();
    assert_eq!(listed, tested);
    let columns: Vec<&str> = CALLS.iter().map(|(column, _)| *column).collect();
    assert_eq!(table.head[1..], columns);
}

/// Every cell of a row; all that differ are said at once.
async fn row(label: &str, mood: &Mood) {
    let table = table("Answers");
    let cells = &table.rows[label][1..];
    let mut wrong = Vec::new();
    for (name, dialect) in DIALECTS {
        let mut stand = Stand::open(dialect).await;
        for ((column, call), cell) in CALLS.iter().zip(cells) {
            let concluded = concluded(&mut stand, *call, mood).await;
            if concluded != *cell {
                wrong.push(format!("{column} ({name}): {concluded}, and the page says {cell}"));
            }
            stand.provider.no_faults().await;
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{label}");
}

/// The word for the cell; `–` where the row cannot happen to the call.
async fn concluded(stand: &mut Stand, call: Call, mood: &Mood) -> String {
    if !mood.meets(call) {
        return "–".to_owned();
    }
    if matches!(mood, Mood::MerchantOver) {
        stand.sign_in().await;
    }
    let mut ready = stand.ready(call).await;
    match mood {
        Mood::Well => {}
        Mood::Fault(fault) => stand.fault(call, fault.clone()).await,
        Mood::IntegratorOver => stand.provider.expire("integrator").await,
        Mood::MerchantOver => stand.provider.expire("merchant").await,
        Mood::NoIntegrator => {
            let refused = json!({ "kind": "status", "status": 401, "next": 9 });
            stand.fault(call, refused.clone()).await;
            stand.fault(Call::Webhooks, refused).await;
        }
        Mood::Gone => ready = ready.unplugged(),
    }
    let before = stand.provider.log().await.len();
    let concluded = ready.make().await;
    let log = stand.provider.log().await;
    let sent: Vec<_> = log[before..].iter().filter(|it| it.call == call.word()).map(|it| it.status).collect();
    // Repeated only where nothing was done: once, after a 401. A registration that is only asked for is the same call.
    assert!(sent.len() <= 1 || sent[0] == Some(401) && sent.len() == 2, "{}: {sent:?}", call.word());
    assert!(sent.is_empty() == matches!(mood, Mood::Gone), "{}: {sent:?}", call.word());
    concluded.word().to_owned()
}
