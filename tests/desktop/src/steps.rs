//! Steps that several journeys share.

use crate::{Seat, Window, profile_for};
use fantoccini::key::Key;
use gangway_sandbox::{Config, MerchantLogin, Sandbox};
use gangway_tests::{free_port, merchant::allow};

/// Authorizes a merchant of the sandbox profile: the system browser is played over HTTP, the redirect goes through
/// the desktop's own scheme handler. Answers who signed in.
pub async fn authorize(seat: &Seat, window: &Window, merchant: usize) -> MerchantLogin {
    let account = seat.provider().at.merchants[merchant].clone();
    let link = start(window, "link").await;
    let back = allow(&link, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    account
}

/// Opens the dialog and starts an attempt; answers its link.
pub async fn start(window: &Window, way: &str) -> String {
    if !window.shows("[data-testid=\"authorize-open\"]").await {
        window.press("nav-merchants").await;
    }
    window.press("authorize-open").await;
    window.press(&format!("authorize-way-{way}")).await;
    link(window).await
}

/// The link of the attempt in the dialog.
pub async fn link(window: &Window) -> String {
    let script = "return document.querySelector('[data-testid=\"authorize-url\"]')?.dataset.url ?? ''";
    window
        .until(
            "the link is there",
            "return (document.querySelector('[data-testid=\"authorize-url\"]')?.dataset.url ?? '') !== ''",
        )
        .await;
    window.run(script).await.as_str().expect("a link").to_owned()
}

/// Opens the first merchant of the list, from wherever the window is.
pub async fn open_merchant(window: &Window) {
    if window.shows("[data-testid=\"authorize-show\"]").await {
        window.press("authorize-show").await;
    } else {
        window.press("nav-merchants").await;
        window.press_row("merchant-row").await;
    }
    window.find("tree").await;
    window.find("tree-row").await;
}

/// Registers the webhook beside the plan. The button that runs the plan stays under the pointer when the note goes, and can be
/// pressed as soon as it looks so.
pub async fn register_webhook(window: &Window) {
    let place = "return document.querySelector('[data-testid=\"plan-run\"]').getBoundingClientRect().bottom";
    let before = window.run(place).await;
    window.press("plan-register").await;
    window
        .until("the webhook is registered", "return document.querySelector('[data-testid=\"plan-register\"]') === null")
        .await;
    assert_eq!(window.run(place).await, before, "the button that runs the plan moved away under the pointer");
}

/// Checks the first `count` stores without children that can be checked, with the keyboard alone; answers their ids.
pub async fn check_rows(window: &Window, count: usize) -> Vec<String> {
    window.run("document.querySelector('[data-testid=\"tree-row\"][tabindex=\"0\"]').focus()").await;
    window.chord(&[], '*').await;
    let mut checked = Vec::new();
    while checked.len() < count {
        let row = window
            .run("const row = document.activeElement; return [row.dataset.store, row.dataset.state, row.ariaExpanded, row.dataset.row]")
            .await;
        let free = row[1] == "not_integrated" || row[1] == "failed";
        if free && row[2].is_null() {
            window.chord(&[], ' ').await;
            checked.push(row[0].as_str().expect("a store").to_owned());
        }
        window.keys(&[Key::Down]).await;
        let script = format!("return document.activeElement.dataset.row !== {}", row[3]);
        window.until("the focus moves on", &script).await;
    }
    checked
}

/// A desk with an authorized merchant whose provider outlives the program.
pub async fn authorized_desk(config: Config) -> (Seat, Window, Sandbox) {
    let seat = Seat::new().await;
    let (window, sandbox) = authorized_desk_with(&seat, config).await;
    (seat, window, sandbox)
}

/// The same on a desk that is there already.
pub async fn authorized_desk_with(seat: &Seat, config: Config) -> (Window, Sandbox) {
    let sandbox = Sandbox::start(config).await.expect("a simulated provider");
    let port = free_port();
    let folder = seat.home().join("sandbox");
    std::fs::create_dir_all(&folder).expect("a profile folder");
    std::fs::write(folder.join("profile.toml"), profile_for(sandbox.description(), port)).expect("a profile");
    let window = seat.open().await;
    window.press("first-run-sandbox").await;
    window.press("nav-settings").await;
    window.press("settings-credentials").await;
    window.write("settings-secret", &sandbox.description().client_secret).await;
    window.press("settings-secret-save").await;
    window.press("nav-merchants").await;
    let account = sandbox.description().merchants[0].clone();
    let link = start(&window, "link").await;
    let back = allow(&link, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    window.press("authorize-show").await;
    window.find("tree-row").await;
    (window, sandbox)
}

/// Pictures of what is shown, dark and light, after a look whether anything sticks out of the window.
pub async fn both(window: &Window, name: &str) {
    for theme in ["dark", "light"] {
        window.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, 0, "{name} is wider than the window");
}
