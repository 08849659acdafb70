//! The store tree in the real window at 100,000 stores: how long a person waits, how smooth it scrolls, what it takes in
//! memory. `docs/performance.md` says how to read it.
//!
//! `GANGWAY_PROGRAM=target/release/gangway-console cargo run --release -p gangway-desktop-tests --bin tree-bench`;
//! `STORES` and `ROUNDS` change what is measured. The simulated provider runs in this process, so that its own memory is
//! not taken for the program's.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a benchmark prints, and ends at the first surprise")]

use gangway_desktop_tests::{Seat, Window, profile_for, steps};
use gangway_sandbox::{Config, Sandbox};
use gangway_tests::{free_port, merchant};
use serde_json::Value;
use std::time::Duration;

/// What every script starts with: `pixels` ends when what a condition waits for has been painted.
const PIXELS: &str = "
    const done = arguments[arguments.length - 1];
    const at = (id) => document.querySelector(`[data-testid=\"${id}\"]`);
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const painted = async () => { await frame(); await new Promise((next) => {
        const channel = new MessageChannel(); channel.port1.onmessage = next; channel.port2.postMessage(0); }); };
    const changed = (condition) => new Promise((next) => {
        if (condition()) return next();
        const observer = new MutationObserver(() => { if (condition()) { observer.disconnect(); next(); } });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const pixels = async (act, condition) => {
        const from = performance.now(); act(); await changed(condition); await painted(); return performance.now() - from;
    };
    const pause = (ms) => new Promise((next) => setTimeout(next, ms));
    const count = () => Number(at('tree').ariaRowCount);
    const type = (text) => {
        const field = at('tree-search'); const input = field.matches('input') ? field : field.querySelector('input');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
    };
";

/// From the list of merchants to the first rows; everything is on this machine already.
const OPEN: &str = "
    const cell = document.querySelector('[data-testid=\"merchant-row\"] [role=\"rowheader\"]');
    const real = window.fetch; let from = 0; let core = 0; let read = 0;
    window.fetch = async (...call) => {
        const answer = await real(...call);
        if (String(call[0]).endsWith('/stores')) {
            core = performance.now() - from;
            const bytes = answer.arrayBuffer.bind(answer);
            answer.arrayBuffer = async () => { const value = await bytes(); read = performance.now() - from; return value; };
        }
        return answer;
    };
    from = performance.now();
    const whole = await pixels(() => cell.click(), () => document.querySelectorAll('[data-testid=\"tree-row\"]').length > 5);
    window.fetch = real;
    done([whole, core, read]);
";

/// All stores checked and unchecked.
const CHECK: &str = "
    const times = [];
    for (let turn = 0; turn < 12; turn++) {
        const box = at('tree-check-all'); const before = box.dataset.tri;
        times.push(await pixels(() => box.click(), () => at('tree-check-all').dataset.tri !== before));
        await pause(150);
    }
    done(times);
";

/// Searches, each with another number of rows than the one before.
const SEARCH: &str = "
    const times = [];
    for (const text of ['a', 'an', '12', '1234', 'ma', '', 'e', '77', '5', '']) {
        const before = count();
        times.push(await pixels(() => type(text), () => count() !== before));
        await pause(150);
    }
    done(times);
";

/// A filter, on and off.
const FILTER: &str = "
    const times = [];
    for (let turn = 0; turn < 10; turn++) {
        const before = count();
        times.push(await pixels(() => at('filter-ours').click(), () => count() !== before));
        await pause(150);
    }
    done(times);
";

/// Five seconds of scrolling through everything, STEP pixels a frame: times of the frames, and the most rows there were
/// at once.
const SCROLL: &str = "
    const grid = at('tree'); const times = []; let rows = 0; grid.scrollTop = 0; await frame(); await frame();
    let last = performance.now(); const from = last;
    while (last - from < 5000) {
        grid.scrollTop += STEP;
        if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1) grid.scrollTop = 0;
        await frame();
        const now = performance.now(); times.push(now - last); last = now;
        rows = Math.max(rows, document.querySelectorAll('[data-testid=\"tree-row\"]').length);
    }
    done([times, rows, count()]);
";

/// The same scrolling through a bare virtual list: as many rows of the same size in the same place, each a line of text in
/// elements that are used again, and nothing else in the window. What it takes is the display's share of every frame.
const BARE: &str = "
    const around = at('tree').getBoundingClientRect(); const total = count(); const pool = ROWS;
    document.getElementById('root').style.display = 'none';
    const list = document.createElement('div'); list.dataset.testid = 'bare';
    list.style.cssText = `position:fixed;overflow:auto;contain:strict;left:${around.left}px;top:${around.top}px;width:${around.width}px;height:${around.height}px`;
    const body = document.createElement('div'); body.style.cssText = `position:relative;height:${total * 32}px`;
    const rows = Array.from({ length: pool }, () => { const row = document.createElement('div');
        row.style.cssText = 'position:absolute;left:0;right:0;top:0;height:32px;contain:strict'; row.append(''); body.append(row); return row; });
    const draw = () => { const first = Math.max(0, Math.floor(list.scrollTop / 32) - 12);
        for (let index = first; index < first + pool; index++) { const row = rows[index % pool];
            if (row.at === index) continue; row.at = index;
            row.style.transform = `translateY(${index * 32}px)`; row.firstChild.data = `Store ${index}`; } };
    list.append(body); document.body.append(list); list.addEventListener('scroll', draw); draw();
    const times = []; await frame(); await frame();
    let last = performance.now(); const from = last;
    while (last - from < 5000) {
        list.scrollTop += STEP;
        if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) list.scrollTop = 0;
        await frame();
        const now = performance.now(); times.push(now - last); last = now;
    }
    list.remove(); document.getElementById('root').style.display = '';
    done(times);
";

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

async fn ask(window: &Window, script: &str) -> Value {
    let script = format!("{PIXELS} (async () => {{ try {{ {script} }} catch (error) {{ done(String(error)) }} }})()");
    let asked = tokio::time::timeout(Duration::from_secs(60), window.run_async(&script)).await;
    asked.unwrap_or_else(|_| panic!("the page does not answer: {script}"))
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap_or_else(|| panic!("numbers, not {value}"));
    list.iter().filter_map(Value::as_f64).collect()
}

/// The value below which `part` of them are.
fn quantile(of: &[f64], part: f64) -> f64 {
    let mut of = of.to_vec();
    of.sort_by(f64::total_cmp);
    of[((of.len() - 1) as f64 * part).round() as usize]
}

/// MiB of the program and its web processes on a seat: resident (shared pages counted in each), and its fair share.
fn memory(seat: &Seat) -> (f64, f64) {
    let home = format!("GANGWAY_HOME={}", seat.home().display());
    let (mut resident, mut fair) = (0.0, 0.0);
    for entry in std::fs::read_dir("/proc").expect("/proc").flatten() {
        let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
        let name = String::from_utf8_lossy(&read("comm")).into_owned();
        let ours = ["gangway-console", "empty_window", "WebKitWebProces", "WebKitNetworkPr"]
            .iter()
            .any(|known| name.starts_with(known));
        if !ours || !String::from_utf8_lossy(&read("environ")).contains(&home) {
            continue;
        }
        for line in String::from_utf8_lossy(&read("smaps_rollup")).lines() {
            let kib = || line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default();
            match line.split(':').next() {
                Some("Rss") => resident += kib() / 1024.0,
                Some("Pss") => fair += kib() / 1024.0,
                _ => {}
            }
        }
    }
    (resident, fair)
}

/// An empty window of the same toolkit (`src-tauri/examples/empty_window.rs`), where `GANGWAY_EMPTY` names it.
async fn bare_window() -> Option<(f64, f64)> {
    let program = std::env::var("GANGWAY_EMPTY").ok()?;
    let seat = Seat::new().await;
    let _window = seat.command(&program).spawn().expect("the empty window");
    tokio::time::sleep(Duration::from_secs(4)).await;
    Some(memory(&seat))
}

/// The program's first screen, with no profile.
async fn empty() -> (f64, f64) {
    let seat = Seat::new().await;
    let window = seat.open().await;
    window.find("first-run-sandbox").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let taken = memory(&seat);
    window.close().await;
    taken
}

/// A profile whose merchant is authorized and whose stores are all read.
async fn prepare(seat: &Seat, sandbox: &Sandbox, stores: usize) {
    let folder = seat.home().join("sandbox");
    std::fs::create_dir_all(&folder).expect("a profile folder");
    std::fs::write(folder.join("profile.toml"), profile_for(sandbox.description(), free_port())).expect("a profile");
    let window = seat.open().await;
    window.press("first-run-sandbox").await;
    window.press("nav-settings").await;
    window.press("settings-credentials").await;
    window.write("settings-secret", &sandbox.description().client_secret).await;
    window.press("settings-secret-save").await;
    window.press("nav-merchants").await;
    let account = &sandbox.description().merchants[0];
    let link = steps::start(&window, "link").await;
    seat.open_address(&merchant::allow(&link, account).await).await;
    window.until_text("authorize-done", &account.email).await;
    let all = format!("return document.body.innerText.includes(({stores}).toLocaleString('en'))");
    window.until("all stores are read", &all).await;
    leave(seat, window).await;
}

/// Closes the window and waits for its processes, killing what stays: a second program would hand itself over to one that
/// is ending.
async fn leave(seat: &Seat, window: Window) {
    window.close().await;
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if memory(seat).0 == 0.0 {
            return;
        }
    }
    seat.kill();
}

struct Line {
    what: &'static str,
    aim: f64,
    unit: &'static str,
    times: Vec<f64>,
}

impl Line {
    /// The median against the aim, and the slowest.
    fn print(&self) {
        let median = quantile(&self.times, 0.5);
        let most = quantile(&self.times, 1.0);
        println!(
            "{:<36}{:>10}{:>12}{:>12}{:>9.2}",
            self.what,
            format!("≤ {:.0} {}", self.aim, self.unit),
            format!("{median:.1} {}", self.unit),
            format!("{most:.1} {}", self.unit),
            median / self.aim,
        );
    }
}

#[tokio::main]
async fn main() {
    let (stores, rounds) = (number("STORES", 100_000), number("ROUNDS", 5));
    let blank = bare_window().await;
    let (empty_resident, empty_fair) = empty().await;
    let sandbox = Sandbox::start(Config { stores, ..Config::default() }).await.expect("a simulated provider");
    let seat = Seat::new().await;
    prepare(&seat, &sandbox, stores).await;
    let (mut first, mut core, mut read) = (Vec::new(), Vec::new(), Vec::new());
    let mut window = None;
    for round in 0..rounds {
        eprintln!("opening, {round} of {rounds}");
        if let Some(window) = window.take() {
            leave(&seat, window).await;
        }
        let opened = seat.open().await;
        opened.press("nav-merchants").await;
        opened.find("merchant-row").await;
        // Let the start of the program come to rest.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let took = numbers(&ask(&opened, OPEN).await);
        first.push(took[0]);
        core.push(took[1]);
        read.push(took[2]);
        window = Some(opened);
    }
    let window = window.expect("at least one round");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (resident, fair) = memory(&seat);
    eprintln!("checking, searching, filtering, scrolling");
    let check = numbers(&ask(&window, CHECK).await);
    let search = numbers(&ask(&window, SEARCH).await);
    let filter = numbers(&ask(&window, FILTER).await);
    window.run("document.querySelector('[data-testid=\"tree-row\"][tabindex=\"0\"]').focus()").await;
    window.chord(&[], '*').await;
    let scrolled = ask(&window, &SCROLL.replace("STEP", "320")).await;
    let slowly = numbers(&ask(&window, &SCROLL.replace("STEP", "4")).await[0]);
    let frames = numbers(&scrolled[0]);
    let bare = BARE.replace("ROWS", &scrolled[1].to_string());
    let bare_frames = numbers(&ask(&window, &bare.replace("STEP", "320")).await);
    let bare_slowly = numbers(&ask(&window, &bare.replace("STEP", "4")).await);
    let (after_resident, after_fair) = memory(&seat);
    window.close().await;

    println!("{stores} stores in the real window");
    println!("{:<36}{:>10}{:>12}{:>12}{:>9}", "", "aim", "median", "most", "ratio");
    for (what, aim, times) in [
        ("local data to first rows", 300.0, first),
        ("check all to pixels", 50.0, check),
        ("search to pixels", 50.0, search),
        ("filter to pixels", 50.0, filter),
        ("frame, ten new rows in each", 20.0, frames.clone()),
        ("frame, a new row in every eighth", 20.0, slowly.clone()),
        ("frame of a bare list, ten new rows", 20.0, bare_frames.clone()),
        ("frame of a bare list, every eighth", 20.0, bare_slowly.clone()),
    ] {
        Line { what, aim, unit: "ms", times }.print();
    }
    let (core, read) = (quantile(&core, 0.5), quantile(&read, 0.5));
    println!("of the first rows: {core:.0} ms to the first byte of the answer, {read:.0} ms until it is in the page");
    let per_second = frames.len() as f64 * 1000.0 / frames.iter().sum::<f64>();
    println!(
        "scrolling: {per_second:.1} frames/s (aim ≥ 50), p95 {:.1} ms, over {} rows",
        quantile(&frames, 0.95),
        scrolled[2]
    );
    println!(
        "tree ÷ bare list: {:.2} with ten new rows a frame, {:.2} slowly",
        quantile(&frames, 0.5) / quantile(&bare_frames, 0.5),
        quantile(&slowly, 0.5) / quantile(&bare_slowly, 0.5)
    );
    println!("rows in the DOM: {} (aim ≤ 200)", scrolled[1]);
    if let Some((resident, fair)) = blank {
        println!("memory, MiB resident (fair share): an empty window {resident:.0} ({fair:.0})");
        println!("    first screen ÷ empty window: {:.2} ({:.2})", empty_resident / resident, empty_fair / fair);
        println!("    at the end ÷ empty window: {:.2} ({:.2})", after_resident / resident, after_fair / fair);
    }
    println!("memory, MiB resident (fair share): first screen {empty_resident:.0} ({empty_fair:.0})");
    println!(
        "    with the tree {resident:.0} ({fair:.0}), × {:.2} ({:.2})",
        resident / empty_resident,
        fair / empty_fair
    );
    println!(
        "    after all this {after_resident:.0} ({after_fair:.0}), × {:.2} ({:.2})",
        after_resident / empty_resident,
        after_fair / empty_fair
    );
}
