//! 100,000 stores: search, check the root, scroll to the end.

use fantoccini::key::Key;
use gangway_desktop_tests::Seat;
use gangway_desktop_tests::steps::{authorize, open_merchant};

#[tokio::test]
async fn a_hundred_thousand_stores() {
    let seat = Seat::new().await;
    let folder = seat.home().join("sandbox");
    std::fs::create_dir_all(&folder).expect("a profile folder");
    std::fs::write(folder.join("profile.toml"), "kind = \"sandbox\"\n[sandbox]\nstores = 100000\n").expect("a profile");
    let mut window = seat.open().await;
    window.keep_pictures("journeys/big");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    authorize(&seat, &window, 0).await;
    window.until("all stores are read", "return document.body.innerText.includes('100,000')").await;
    open_merchant(&window).await;
    window.picture("01-tree").await;

    let rows = "return document.querySelectorAll('[data-testid=\"tree-row\"]').length";
    window.write("tree-search", "Chapinero Alto").await;
    window
        .until(
            "the search finds it",
            "return document.querySelector('[data-testid=\"tree\"]').innerText.includes('Chapinero Alto')",
        )
        .await;
    window.picture("02-search").await;
    window.run("document.querySelector('[data-testid=\"tree-search\"]').select?.()").await;
    for _ in 0.."Chapinero Alto".len() {
        window.keys(&[Key::Backspace]).await;
    }

    window.press("tree-check-all").await;
    window.until("the whole tree is checked", "return /[0-9]{2},[0-9]{3}/.test(document.querySelector('[data-testid=\"selection-bar\"]')?.textContent ?? '')").await;
    window.picture("03-all-checked").await;

    window.run("document.querySelector('[data-testid=\"tree-row\"][tabindex=\"0\"]').focus()").await;
    window.chord(&[], '*').await;
    window.keys(&[Key::End]).await;
    window.until("the focus is at the end", "const row = document.activeElement; return row.getAttribute('aria-rowindex') === document.querySelector('[role=\"treegrid\"]').getAttribute('aria-rowcount')").await;
    window.picture("04-end").await;
    let shown = window.run(rows).await.as_u64().expect("a number");
    assert!(shown > 5 && shown <= 200, "{shown} rows in the document");
    window.close().await;
}
