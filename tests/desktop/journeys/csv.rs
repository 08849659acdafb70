//! A file with mistakes in it: mapped, judged, planned, run; and what is exported is read again.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use fantoccini::{Locator, key::Key};
use gangway_desktop_tests::{
    Seat, Window,
    steps::{authorized_desk_with, check_rows, register_webhook},
};
use gangway_sandbox::{Config, Sandbox};
use gangway_tests::Provider;
use serde_json::json;
use std::path::{Path, PathBuf};

fn downloads(seat: &Seat) -> PathBuf {
    seat.home().parent().expect("the desk's folder").join("home/Downloads")
}

/// The only file whose name has this in it, and what is in it.
fn written(seat: &Seat, part: &str) -> (PathBuf, String) {
    let files = std::fs::read_dir(downloads(seat)).expect("a folder for downloads");
    let mut found = files.filter_map(Result::ok).map(|file| file.path());
    let path = found.find(|path| path.to_string_lossy().contains(part)).unwrap_or_else(|| panic!("no {part}"));
    let text = std::fs::read_to_string(&path).expect("it is text");
    (path, text)
}

/// What a person does in the system's dialog for files.
async fn choose(window: &Window, path: &Path) {
    window.find("import-choose").await;
    let input = window.client().find(Locator::Css("input[type=file]")).await.expect("a place for a file");
    input.send_keys(path.to_str().expect("a path")).await.expect("the file is chosen");
    window.find("import-facts").await;
}

async fn open_import(window: &Window) {
    window.press("merchant-more").await;
    window.press("merchant-import").await;
    window.find("import-dialog").await;
}

async fn fits(window: &Window, name: &str) {
    window.picture(name).await;
    let script = "const box = document.querySelector('[role=dialog]') ?? document.documentElement;
        return [document.documentElement.scrollWidth - innerWidth, box.scrollWidth - box.clientWidth]";
    assert_eq!(window.run(script).await, json!([0, 0]), "{name} is wider than the window");
}

/// A file as an old spreadsheet writes it: Windows-1252, semicolons, Spanish titles, and mistakes.
fn with_mistakes(stores: &[String], other: &str) -> Vec<u8> {
    let row = |store: &String, ping: &str| format!("{store};;{ping}\r\n");
    let (pings, silent) = stores.split_at(21);
    let pings: String = pings.iter().map(|store| row(store, "sí")).collect();
    let silent: String = silent.iter().map(|store| row(store, "no")).collect();
    let mistakes = format!("{};;\r\n999999999;Peñalolén;\r\n{other};;\r\n;Sin código;\r\n", stores[0]);
    let text = format!("Código de tienda;Nombre;Ping\r\n{pings}{silent}{mistakes}1;\"Comillas;\r\n");
    text.chars().map(|letter| u8::try_from(letter as u32).expect("Latin-1")).collect()
}

async fn other_integration(sandbox: &Sandbox) -> String {
    let truth = Provider { at: sandbox.description().clone() }.truth().await;
    let theirs = sandbox.description().integrations[1].clone();
    let mut others = truth.iter().filter(|(_, integration)| integration.as_deref() == Some(&theirs));
    others.next().expect("a store of another integration").0.clone()
}

async fn run_group(window: &Window, stores: &str) {
    window.until_text("plan-stores", stores).await;
    window.run_plan().await;
    window.until_text("count-confirmed", stores).await;
}

#[tokio::test]
async fn a_csv_with_mistakes_becomes_two_operations() {
    let seat = Seat::new().await;
    let (mut window, sandbox) = authorized_desk_with(&seat, Config::default()).await;
    window.keep_pictures("journeys/csv");
    let stores = check_rows(&window, 23).await;
    window.press("selection-clear").await;
    let file = seat.home().join("tiendas.csv");
    std::fs::write(&file, with_mistakes(&stores, &other_integration(&sandbox).await)).expect("a file");

    open_import(&window).await;
    fits(&window, "01-file").await;
    choose(&window, &file).await;
    window.until_text("import-facts", "Windows-1252, semicolons").await;
    window.until_text("import-preview", "Código de tienda").await;
    window.until_text("column-id", "A · Código de tienda").await;
    fits(&window, "02-columns").await;
    window.press("import-next").await;
    window.until_text("import-summary", "23 rows can be sent, 5 cannot.").await;
    window.find("verdict-row").await;
    fits(&window, "03-rows").await;
    window.press("verdict-unknown_store").await;
    window.until_text("verdict-row", "Peñalolén").await;
    window.press("import-save-refused").await;
    window.until_text("saved", "tiendas-refused.csv").await;
    fits(&window, "04-refused").await;
    let (_, refused) = written(&seat, "tiendas-refused");
    assert_eq!(refused.lines().count(), 6, "{refused}");
    assert!(refused.contains("999999999;Peñalolén;;26;The merchant has no such store"), "{refused}");
    window.press("import-next").await;
    fits(&window, "05-plan").await;
    window.press("import-plan-0").await;

    window.until_text("plan-stores", "21").await;
    window.press("plan-export").await;
    window.press("plan-export-html").await;
    window.find("saved-open").await;
    fits(&window, "06-exported").await;
    let (page, text) = written(&seat, "gangway-plan");
    assert!(stores[..21].iter().all(|store| text.contains(store.as_str())), "a store is missing on paper");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/journeys/csv/plan.html");
    std::fs::copy(page, kept).expect("the page is kept beside the pictures");
    assert!(Provider { at: sandbox.description().clone() }.calls("provisioning").await.is_empty(), "nothing left yet");
    register_webhook(&window).await;
    run_group(&window, "21").await;

    // The second operation of the same file; what was sent meanwhile is ours.
    open_import(&window).await;
    window.until_text("import-group", "2").await;
    fits(&window, "07-second").await;
    window.press("import-plan-0").await;
    run_group(&window, "2").await;
    fits(&window, "08-done").await;
    let received = Provider { at: sandbox.description().clone() }.received().await;
    assert_eq!(received.len(), 23);
    assert!(received.values().all(|times| *times == 1), "a store was received twice");

    export_and_read_again(&seat, &window, &sandbox).await;
    window.close().await;
}

async fn export_and_read_again(seat: &Seat, window: &Window, sandbox: &Sandbox) {
    window.press("filter-ours").await;
    window.press("merchant-more").await;
    window.press("merchant-export").await;
    window.until_text("saved", "gangway-stores").await;
    let (path, text) = written(seat, "gangway-stores");
    let truth = Provider { at: sandbox.description().clone() }.truth().await;
    let ours = sandbox.description().integrations[0].clone();
    let mine = |id: &str| truth.get(id).is_some_and(|integration| integration.as_deref() == Some(&ours));
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert!(rows.len() > 23 && rows.iter().all(|row| mine(row.split(',').next().unwrap_or_default())), "{text}");
    open_import(window).await;
    window.press("import-other").await;
    choose(window, &path).await;
    window.until_text("import-facts", &format!("{} rows, UTF-8, commas", rows.len())).await;
    window.press("import-next").await;
    window.until_text("verdict-already_ours", &rows.len().to_string()).await;
    fits(window, "09-read-again").await;
}

/// 1024×640, Spanish, dark, and without a mouse.
#[tokio::test]
async fn a_csv_fits_a_small_window_in_spanish_without_a_mouse() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"dark"}"#).expect("preferences");
    let (mut window, sandbox) = authorized_desk_with(&seat, Config::default()).await;
    window.size(1024, 640).await;
    window.keep_pictures("journeys/csv");
    let stores = check_rows(&window, 23).await;
    let file = seat.home().join("tiendas.csv");
    std::fs::write(&file, with_mistakes(&stores, &other_integration(&sandbox).await)).expect("a file");
    window.chord(&[Key::Control], 'k').await;
    window.find("palette-input").await;
    for letter in "importar".chars() {
        window.chord(&[], letter).await;
    }
    window.find("palette-item").await;
    window.keys(&[Key::Enter]).await;
    window.find("import-dialog").await;
    fits(&window, "10-archivo").await;
    choose(&window, &file).await;
    fits(&window, "11-columnas").await;
    window.tab_to("import-next").await;
    window.keys(&[Key::Enter]).await;
    window.until_text("import-summary", "23").await;
    window.find("verdict-row").await;
    fits(&window, "12-filas").await;
    window.tab_to("import-save-refused").await;
    window.keys(&[Key::Enter]).await;
    window.until_text("saved", "rechazadas").await;
    window.tab_to("import-next").await;
    window.keys(&[Key::Enter]).await;
    window.find("import-plan-0").await;
    fits(&window, "13-plan").await;
    window.tab_to("import-plan-0").await;
    window.keys(&[Key::Enter]).await;
    window.until_text("plan-stores", "21").await;
    fits(&window, "14-panel").await;
    window.close().await;
}

/// As many rows as the largest chain has stores: read and judged in a moment, and only what is in view is in the page.
#[tokio::test]
async fn a_csv_of_100_000_rows_is_no_burden() {
    let seat = Seat::new().await;
    let (mut window, _sandbox) = authorized_desk_with(&seat, Config::default()).await;
    window.keep_pictures("journeys/csv");
    let row = |id: u32| format!("{};\"centro comercial \"\"Peñalolén\"\"; local\"\r\n", id + 1_000_000);
    let rows = (1..=100_000).map(row).collect::<Vec<_>>().concat();
    let file = seat.home().join("grande.csv");
    std::fs::write(&file, format!("Store id;Name\r\n{rows}")).expect("a file");
    open_import(&window).await;
    let began = std::time::Instant::now();
    choose(&window, &file).await;
    window.until_text("import-facts", "100,000 rows").await;
    eprintln!("{} bytes read and judged in {} ms", rows.len(), began.elapsed().as_millis());
    window.press("import-next").await;
    window.until_text("import-summary", "100,000 cannot").await;
    window.find("verdict-row").await;
    window
        .run("const list = document.querySelector('[data-testid=verdicts]'); list.scrollTop = list.scrollHeight")
        .await;
    window
        .until("the last row", "return [...document.querySelectorAll('[data-testid=verdict-row]')].some((row) => row.textContent.startsWith('100,001'))")
        .await;
    let shown = window.run("return document.querySelectorAll('[data-testid=verdict-row]').length").await;
    assert!(shown.as_u64().is_some_and(|rows| rows < 60), "{shown} rows are in the page");
    window.picture("15-many").await;
    let began = std::time::Instant::now();
    window.press("import-save-refused").await;
    window.until_text("saved", "grande-refused.csv").await;
    eprintln!("refused rows written in {} ms", began.elapsed().as_millis());
    assert_eq!(written(&seat, "grande-refused").1.lines().count(), 100_001);
    window.close().await;
}
