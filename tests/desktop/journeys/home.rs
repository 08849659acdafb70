//! Home: what needs a person, from every provider, each with the one thing to do; and what a delivery of Ratepay says.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use fantoccini::key::Key;
use gangway_desktop_tests::{
    Seat, Window,
    steps::{authorize, both, check_rows, open_merchant, register_webhook},
};
use gangway_sandbox::{Config, RatepayDescription, Sandbox};
use gangway_tests::RatepayTruth;
use serde_json::{Value, json};

/// Behind the scenes of the sandbox's Ratepay. Credentials come from the seed, so a twin has the same.
async fn truth(seat: &Seat) -> RatepayTruth {
    let text = std::fs::read_to_string(seat.home().join("sandbox/sandbox.json")).expect("the sandbox is open");
    let file: Value = serde_json::from_str(&text).expect("its addresses");
    let word = |name: &str| file["ratepay"][name].as_str().expect("an address").to_owned();
    let twin = Sandbox::start(Config::default()).await.expect("a twin").description().ratepay.clone();
    RatepayTruth { at: RatepayDescription { oauth: word("oauth"), api: word("api"), control: word("control"), ..twin } }
}

async fn subscribe(window: &Window, event: &str) {
    window.press("subscription-new").await;
    window.write("desired-event", event).await;
    window.keys(&[Key::Tab]).await;
    window.press("desired-target-here").await;
    window.until_text("request-preview", "POST").await;
    window.press("subscription-send").await;
    window.until("it is made", "return document.querySelector('[data-testid=\"subscription-send\"]') === null").await;
}

async fn gone(window: &Window, id: &str) {
    let script = format!(
        "return document.querySelector('[data-testid=\"home-applications\"]') !== null && document.querySelector('[data-testid=\"{id}\"]') === null"
    );
    window.until(&format!("{id} is gone"), &script).await;
}

const STORES: &str = "return [...document.querySelectorAll('[data-testid=\"tree-row\"]')].filter((row) => row.dataset.state === 'not_integrated').slice(0, 2).map((row) => row.dataset.store)";

#[tokio::test]
async fn what_needs_a_person_is_on_one_page() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/home");
    window.press("first-run-sandbox").await;
    window.press("nav-home").await;
    // The simulated Rainforest has applications from the beginning.
    window.find("need-applications_in_review").await;
    window.press("applications-as-table").await;
    window.find("ages-row").await;
    both(&window, "01-table").await;
    window.press("applications-as-chart").await;
    window.press("funnel-IN_REVIEW").await;
    window.find("application-row").await;
    window.press("nav-merchants").await;
    authorize(&seat, &window, 0).await;
    open_merchant(&window).await;
    let stores: Vec<String> = serde_json::from_value(window.run(STORES).await).expect("stores");
    window.press("nav-subscriptions").await;
    window.find("subscriptions-read").await;
    let truth = truth(&seat).await;
    subscribe(&window, "DISPUTE_CREATED").await;
    subscribe(&window, "INVOICE_INVOICE").await;
    truth.happens(json!({ "event_type": "DISPUTE_CREATED", "dispute": "dispute-1", "due_in_days": -2 })).await;
    truth.happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    seat.provider().link(&stores, "theirs").await;
    window.press("nav-merchants").await;
    open_merchant(&window).await;
    window.press("merchant-refresh").await;
    window.until_text("tab-drift", "2").await;
    window.press("tab-stores").await;
    check_rows(&window, 2).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;

    window.press("nav-home").await;
    window.find("need-dispute_overdue").await;
    window.find("need-drift").await;
    window.until_text("figure-integrated", "2").await;
    both(&window, "02-needs").await;
    window.press("need-dispute_overdue").await;
    window.until_text("delivery-said", "dispute-1").await;
    both(&window, "03-dispute").await;
    window.press("said-answered").await;
    window.until_text("said-dispute-state", "Answered").await;
    window.press("nav-home").await;
    gone(&window, "need-dispute_overdue").await;
    window.press("need-drift").await;
    window.press("drift-seen").await;
    window.press("nav-home").await;
    gone(&window, "need-drift").await;
    both(&window, "04-calmer").await;

    window.press("nav-deliveries").await;
    window
        .until("they are listed", "return document.querySelectorAll('[data-testid=\"delivery-row\"]').length === 3")
        .await;
    truth.happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    window
        .until("it shows up live", "return document.querySelectorAll('[data-testid=\"delivery-row\"]').length === 4")
        .await;
    window
        .run("[...document.querySelectorAll('[data-testid=\"delivery-row\"]')].find((row) => row.textContent.includes('INVOICE')).querySelector('[role=rowheader], td').focus(); return true")
        .await;
    window.keys(&[Key::Enter]).await;
    window.press("said-open-pdf").await;
    window.until_text("said-host", "documents.ratepay.example").await;
    both(&window, "05-link").await;
    window.keys(&[Key::Escape]).await;
    window.press("nav-home").await;
    window.size(1024, 640).await;
    both(&window, "06-small").await;
    window.press("nav-settings").await;
    window.press("settings-credentials").await;
    window.press("ratepay-check").await;
    window.until_text("ratepay-checked", "took the client").await;
    both(&window, "07-small-ratepay").await;
    window.close().await;
}
