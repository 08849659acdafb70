//! One merchant, one timeline: accounts at several providers are linked as one business, looked at, and taken apart.

use gangway_desktop_tests::{
    Seat,
    steps::{authorize, both, check_rows, open_merchant, register_webhook},
};

#[tokio::test]
async fn three_accounts_become_one_business() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/business");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    authorize(&seat, &window, 0).await;
    open_merchant(&window).await;
    check_rows(&window, 2).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;
    window.press("nav-merchants").await;
    window.press("view-businesses").await;
    window.find("business-empty").await;
    both(&window, "01-empty").await;
    window.press("business-new").await;
    window.write("business-name", "Café Ñandú").await;
    for provider in ["rappi", "ratepay", "rainforest"] {
        window.press(&format!("account-{provider}")).await;
    }
    both(&window, "02-choose").await;
    window.press("business-save").await;
    window.until_text("at-rappi", "of 200 stores").await;
    window.until_text("at-ratepay", "subscription").await;
    window
        .until(
            "the application is there",
            "return document.querySelector('[data-testid=\"at-rainforest\"] button') !== null",
        )
        .await;
    window.until("the timeline is there", "return document.body.innerText.includes('Operation ended')").await;
    both(&window, "03-business").await;
    window.size(1024, 640).await;
    both(&window, "04-small").await;
    window.press("business-remove").await;
    window.press("business-remove-confirm").await;
    window.find("business-empty").await;
    window.close().await;
}
