//! Subscriptions at Ratepay: made at an endpoint of ours and at somebody's address, changed behind our back, settled, removed.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window};
use gangway_sandbox::{Config, RatepayDescription, Sandbox};
use gangway_tests::RatepayTruth;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const SHOP: &str = "https://hooks.shop.com/ratepay";
const OTHER: &str = "https://other.shop.com/a/rather/long/path/of/somebody/else/ratepay";

/// Behind the scenes of the sandbox's Ratepay. Credentials come from the seed, so a twin has the same.
async fn truth(seat: &Seat) -> RatepayTruth {
    let text = std::fs::read_to_string(seat.home().join("sandbox/sandbox.json")).expect("the sandbox is open");
    let file: Value = serde_json::from_str(&text).expect("its addresses");
    let word = |name: &str| file["ratepay"][name].as_str().expect("an address").to_owned();
    let twin = Sandbox::start(Config::default()).await.expect("a twin").description().ratepay.clone();
    RatepayTruth { at: RatepayDescription { oauth: word("oauth"), api: word("api"), control: word("control"), ..twin } }
}

async fn fits(window: &Window, name: &str) {
    window.picture(name).await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, json!(0), "{name} is wider than the window");
}

/// Rows of Ratepay whose state is shown as this word of the core.
async fn until_drift(window: &Window, word: &str, count: usize) {
    let script = format!("return document.querySelectorAll('[data-testid=\"drift-{word}\"]').length === {count}");
    window.until(&format!("{count} × {word}"), &script).await;
}

/// Opens the row that has a text in it.
async fn open(window: &Window, text: &str) {
    let script = format!(
        "const row = [...document.querySelectorAll('[data-testid=\"subscription-row\"]')].find((row) => \
         row.textContent.includes({}));
         row.focus(); row.querySelector('[role=\"rowheader\"], td').focus(); return true",
        Value::from(text)
    );
    window.run(&script).await;
    window.keys(&[Key::Enter]).await;
}

/// What the clipboard holds, pasted into the search; Escape empties it again.
async fn pasted(window: &Window) -> String {
    window.press("subscriptions-search").await;
    window.chord(&[Key::Control], 'v').await;
    let value = "return document.querySelector('[data-testid=\"subscriptions-search\"]').value";
    let text = window.run(value).await.as_str().unwrap_or_default().to_owned();
    window.keys(&[Key::Escape]).await;
    text
}

#[tokio::test]
async fn subscriptions_are_made_settled_and_removed() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/subscriptions");
    window.press("first-run-sandbox").await;
    window.press("nav-subscriptions").await;
    window.find("subscriptions-read").await;
    let truth = truth(&seat).await;
    window.picture("01-empty").await;

    window.press("subscription-new").await;
    window.write("desired-event", "INVOICE_INVOICE").await;
    window.keys(&[Key::Tab]).await;
    window.press("desired-target-here").await;
    window.until_text("request-preview", "POST").await;
    window.picture("02-here").await;
    window.press("subscription-send").await;
    until_drift(&window, "in_sync", 1).await;
    truth.happens(json!({ "event_type": "INVOICE_INVOICE" })).await;
    window.press("subscription-deliveries").await;
    window.until_text("delivery-row", "INVOICE_INVOICE").await;
    fits(&window, "02-received").await;
    window.press("nav-subscriptions").await;
    until_drift(&window, "in_sync", 1).await;

    window.press("subscription-new").await;
    window.write("desired-event", "PAYMENT_CHANGE").await;
    window.keys(&[Key::Tab]).await;
    window.write("desired-url", "http://192.168.0.1").await;
    window.find_css("[data-testid=\"address-report\"][data-usable=\"false\"]").await;
    window.picture("03-not-usable").await;
    window.chord(&[Key::Control], 'a').await;
    window.keys(&[Key::Delete]).await;
    window.write("desired-url", &truth.at.api).await;
    window.find_css("[data-testid=\"address-report\"][data-usable=\"true\"]").await;
    window.press("address-call").await;
    window.until_text("address-report", " ms").await;
    window.picture("03-called").await;
    window.find("desired-url").await.click().await.expect("the field takes the focus");
    window.chord(&[Key::Control], 'a').await;
    window.keys(&[Key::Delete]).await;
    window.write("desired-url", SHOP).await;
    window.find_css("[data-testid=\"address-report\"][data-usable=\"true\"]").await;
    window.until_text("request-preview", "PAYMENT_CHANGE").await;
    fits(&window, "04-address").await;
    window.press("subscription-send").await;
    until_drift(&window, "in_sync", 2).await;
    assert_eq!(truth.pairs().await.len(), 2);

    let planted = "y".repeat(64);
    truth.plant("DELIVERY_CHANGE", OTHER, &planted).await;
    let made = truth.subscriptions().await;
    let shop = made.iter().find(|it| it["url"] == SHOP).and_then(|it| it["id"].as_str()).expect("made above");
    let other = json!({ "event_type": "PAYMENT_CHANGE", "url": OTHER, "secret": "x".repeat(64) });
    assert_eq!(truth.call("PUT", shop, &other).await.status, 200);
    window.press("subscriptions-read").await;
    until_drift(&window, "unknown_here", 1).await;
    until_drift(&window, "differs", 1).await;
    open(&window, "PAYMENT_CHANGE").await;
    window.find("subscription-restore").await;
    fits(&window, "05-drift").await;
    window.press("view-matrix").await;
    window.find("matrix-cell").await;
    fits(&window, "06-matrix").await;
    window.press("view-list").await;

    window.press("subscription-restore").await;
    window.until_text("request-preview", "PUT").await;
    window.picture("07-restore").await;
    window.press("decision-confirm").await;
    until_drift(&window, "in_sync", 2).await;
    window.overhear().await;
    open(&window, "DELIVERY_CHANGE").await;
    window.press("subscription-copy").await;
    window.until("the secret was copied", "return document.body.innerText.includes('on the clipboard')").await;
    assert!(!window.overheard().await.contains(&planted), "the secret went through the window");
    assert_eq!(pasted(&window).await, planted);
    looked_at(&seat, &window, &planted).await;

    open(&window, "INVOICE_INVOICE").await;
    window.press("subscription-rotate").await;
    window.until_text("request-preview", "PUT").await;
    window.press("decision-confirm").await;
    window.until_text("subscription-rotation", "goes at").await;
    window
        .until("the dialog closes", "return document.querySelector('[data-testid=\"decision-dialog\"]') === null")
        .await;
    window.picture("08-rotation").await;

    open(&window, "DELIVERY_CHANGE").await;
    window.press("subscription-remove").await;
    window.until_text("request-preview", "DELETE").await;
    window.picture("09-remove").await;
    window.press("decision-confirm").await;
    until_drift(&window, "unknown_here", 0).await;
    assert_eq!(truth.pairs().await.len(), 2);
    let copied_at = Instant::now();
    while !pasted(&window).await.is_empty() {
        assert!(copied_at.elapsed() < Duration::from_secs(40), "the secret stays on the clipboard");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    window.close().await;
}

/// The secret can be looked at for ten seconds, in a window that is not the page's.
async fn looked_at(seat: &Seat, window: &Window, secret: &str) {
    let title = "Secret of DELIVERY_CHANGE";
    window.press("subscription-show").await;
    let since = Instant::now();
    seat.focus_window(title).await;
    seat.picture("journeys/subscriptions", "07-shown").await;
    assert!(!window.overheard().await.contains(secret), "the secret went through the window");
    while seat.has_window(title).await {
        assert!(since.elapsed() < Duration::from_secs(20), "the secret stays on the screen");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(since.elapsed() > Duration::from_secs(9), "it went before it could be read");
    window.press("subscription-show").await;
    seat.focus_window(title).await;
    seat.press_key("Escape").await;
    let since = Instant::now();
    while seat.has_window(title).await {
        assert!(since.elapsed() < Duration::from_secs(5), "Escape does not close it");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Nothing lies on a button.
async fn is_free(window: &Window, id: &str) -> bool {
    let script = format!(
        "const button = document.querySelector('[data-testid=\"{id}\"]'); const at = button.getBoundingClientRect();
         return [at.left + 3, at.left + at.width / 2, at.right - 3].every((x) => \
         button.contains(document.elementFromPoint(x, at.top + at.height / 2)))"
    );
    window.run(&script).await == json!(true)
}

/// A thousand of somebody else's: listed, laid out and adopted, without the window standing still.
#[tokio::test]
async fn a_thousand_subscriptions_are_worked_with() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/subscriptions");
    window.press("first-run-sandbox").await;
    window.press("nav-subscriptions").await;
    window.find("subscriptions-read").await;
    let truth = truth(&seat).await;
    for number in 0..1000 {
        let url = format!("https://shop-{}.com/hooks", number / 4);
        truth.plant(&format!("EVENT_{}", number % 4), &url, &"z".repeat(64)).await;
    }
    let took = async |what: &str, since: Instant| {
        // Drawn: two frames after the page is as it is awaited.
        window.run_async("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))").await;
        println!("a thousand subscriptions, {what}: {} ms", since.elapsed().as_millis());
    };
    let since = Instant::now();
    window.press("subscriptions-read").await;
    window.until_text("drift-bar", "1,000").await;
    took("read and listed", since).await;
    fits(&window, "20-thousand").await;
    let since = Instant::now();
    window.press("subscriptions-read").await;
    window
        .until("it is read", "return document.querySelector('[data-testid=\"subscriptions-read\"]').disabled === false")
        .await;
    took("read again", since).await;
    let since = Instant::now();
    window.press("view-matrix").await;
    window.find("matrix-cell").await;
    took("as a matrix", since).await;
    fits(&window, "21-thousand-matrix").await;
    let since = Instant::now();
    window.write("subscriptions-search", "shop-77.").await;
    window
        .until("four are left", "return document.querySelectorAll('[data-testid=\"matrix-cell\"]').length === 4")
        .await;
    took("searched", since).await;
    window.keys(&[Key::Escape]).await;
    let since = Instant::now();
    window.press("view-list").await;
    window.find("subscription-row").await;
    took("as a list", since).await;
    window.press("drift-adopt").await;
    window.find("request-all").await;
    let since = Instant::now();
    window.press("decision-confirm").await;
    window.find("settle-progress").await;
    window.picture("22-thousand-adopting").await;
    window.press("decision-stop").await;
    window.until_text("settle-progress", "as they were").await;
    took("stopped", since).await;
    window.picture("23-thousand-stopped").await;
    window.close().await;
}

#[tokio::test]
async fn subscriptions_fit_a_small_dark_window() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"dark"}"#).expect("preferences");
    let mut window = seat.open().await;
    window.size(1024, 640).await;
    window.keep_pictures("journeys/subscriptions");
    window.press("first-run-sandbox").await;
    window.press("nav-subscriptions").await;
    let truth = truth(&seat).await;
    for event in ["DELIVERY_CHANGE", "INVOICE_INVOICE", "ZAHLUNGSERINNERUNGSBESTAETIGUNG_ZURUECKGEZOGEN"] {
        truth.plant(event, OTHER, &"z".repeat(64)).await;
    }
    truth.plant("INVOICE_INVOICE", SHOP, &"z".repeat(64)).await;
    window.press("subscriptions-read").await;
    until_drift(&window, "unknown_here", 4).await;
    fits(&window, "11-small").await;
    window.press("drift-adopt").await;
    window.find("request-preview").await;
    fits(&window, "12-small-adopt").await;
    window.press("decision-confirm").await;
    until_drift(&window, "in_sync", 4).await;
    window.press("view-matrix").await;
    window.find("matrix-add").await;
    fits(&window, "13-small-matrix").await;
    window.press_css("[data-testid=\"matrix-cell\"][aria-label*=\"ZAHLUNG\"]").await;
    window.find("subscription-change").await;
    fits(&window, "14-small-panel").await;
    window.press("subscription-change").await;
    window.until_text("request-preview", "PUT").await;
    fits(&window, "15-small-change").await;
    window.find("notice-done").await;
    assert!(is_free(&window, "subscription-send").await, "what was told a moment ago lies on the button");
    window.close().await;
}
