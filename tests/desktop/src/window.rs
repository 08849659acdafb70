use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    key::Key,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tokio::process::Child;

use crate::seat::{program, running};

/// How long anything on the screen may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long one call of the driver may take. A driver that never answers would otherwise hang the test.
const CALL: Duration = Duration::from_secs(90);

/// The program's main window.
pub struct Window {
    client: Client,
    pictures: PathBuf,
    home: PathBuf,
    _driver: Child,
}

/// What a call of the driver answers, or the end of the test with a sentence.
async fn bounded<T>(what: &str, call: impl Future<Output = T>) -> T {
    tokio::time::timeout(CALL, call).await.unwrap_or_else(|_| panic!("the driver did not answer: {what}"))
}

impl Window {
    pub(crate) async fn connect(driver: Child, port: u16, home: PathBuf) -> Self {
        let capabilities =
            json!({ "browserName": "wry", "webkitgtk:browserOptions": { "binary": program(), "args": [] } });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object") };
        let started = Instant::now();
        let client = loop {
            let address = format!("http://127.0.0.1:{port}");
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let tried = tokio::time::timeout(CALL, builder.capabilities(capabilities.clone()).connect(&address)).await;
            match tried {
                Ok(Ok(client)) => break client,
                Err(late) => panic!("the window did not come ({late}): did a program of this desk already run?"),
                Ok(Err(error)) if started.elapsed() > PATIENCE => panic!("no session with the window: {error}"),
                Ok(Err(_)) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        let mut window = Self { client, pictures: PathBuf::new(), home, _driver: driver };
        window.keep_pictures("journeys/other");
        window.size(1280, 800).await;
        window
    }

    /// Where pictures go: below `target/`, a folder a journey.
    pub fn keep_pictures(&mut self, journey: &str) {
        self.pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(journey);
        std::fs::create_dir_all(&self.pictures).expect("a folder for pictures");
    }

    /// Sets the window's size in pixels.
    pub async fn size(&self, width: u32, height: u32) {
        bounded("a size", self.client.set_window_size(width, height)).await.expect("the window takes a size");
    }

    /// Keeps a picture of what the window shows.
    pub async fn picture(&self, name: &str) {
        // What was changed by the last act is painted two frames later.
        self.run_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 60)))").await;
        // Without a graphics card the driver's picture waits for something to be painted anew, which on a page at rest is
        // never: a point in the corner, of a colour that cannot be seen, changes meanwhile.
        self.run(
            "const point = document.body.appendChild(document.createElement('i')); let turn = 0; point.ariaHidden = 'true';
             window.painting = [point, setInterval(() => {
                 point.style.cssText = `position:fixed;right:0;bottom:0;width:1px;height:1px;background:rgba(128,128,128,${turn++ % 2 ? 0.01 : 0.02})`;
             }, 40)]",
        )
        .await;
        let png = bounded("a picture", self.client.screenshot()).await.expect("a picture");
        self.run("const [point, beat] = window.painting ?? []; clearInterval(beat); point?.remove()").await;
        std::fs::write(self.pictures.join(format!("{name}.png")), png).expect("a picture is kept");
    }

    /// The element with a test id, once it is there and shown.
    pub async fn find(&self, id: &str) -> Element {
        self.find_css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// The element of a selector, once it is there and shown.
    pub async fn find_css(&self, css: &str) -> Element {
        let started = Instant::now();
        loop {
            if let Ok(element) = bounded(css, self.client.find(Locator::Css(css))).await
                && bounded(css, element.is_displayed()).await.unwrap_or(false)
            {
                return element;
            }
            if started.elapsed() > PATIENCE {
                self.picture("missing").await;
                let there = self
                    .run(&format!("return document.querySelector({})?.outerHTML ?? 'nothing'", Value::from(css)))
                    .await;
                panic!("{css} did not come: {there}; the window says: {}", self.words().await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Whether an element is there now.
    pub async fn shows(&self, css: &str) -> bool {
        bounded(css, self.client.find(Locator::Css(css))).await.is_ok()
    }

    /// Presses an element once it can be pressed.
    pub async fn press(&self, id: &str) {
        self.press_css(&format!("[data-testid=\"{id}\"]")).await;
    }

    /// Runs the plan that is shown, and says yes where a large run asks.
    pub async fn run_plan(&self) {
        self.press("plan-run").await;
        let asked_or_begun = "return document.querySelector('[data-testid=\"run-confirm\"], [data-testid=\"operation-panel\"]') !== null";
        self.until("the run asks or begins", asked_or_begun).await;
        if self.shows("[data-testid=\"run-confirm\"]").await {
            self.press("run-confirm").await;
        }
    }

    /// Presses the element of a selector once it can be pressed.
    pub async fn press_css(&self, css: &str) {
        let started = Instant::now();
        loop {
            let element = self.find_css(css).await;
            if self.takes_press(css, &element).await && bounded(css, element.click()).await.is_ok() {
                return;
            }
            if started.elapsed() > PATIENCE {
                self.picture("stuck").await;
                panic!("{css} cannot be pressed; the window says: {}", self.words().await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Neither disabled, nor to be seen as not ready or busy.
    async fn takes_press(&self, css: &str, element: &Element) -> bool {
        let waits = bounded(css, element.attr("aria-disabled")).await.ok().flatten();
        waits.as_deref() != Some("true") && bounded(css, element.is_enabled()).await.unwrap_or(false)
    }

    /// Presses the first row of a list with the pointer: the driver takes plain cells of a table for hidden and would
    /// not press them itself.
    pub async fn press_row(&self, id: &str) {
        let css = format!("[data-testid=\"{id}\"] td");
        self.until(
            &format!("a row of {id}"),
            &format!("return document.querySelector({}) !== null", Value::from(&*css)),
        )
        .await;
        let cell = bounded(&css, self.client.find(Locator::Css(&css))).await.expect("the first cell");
        let press = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element: cell, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        bounded("the pointer", self.client.perform_actions(press)).await.expect("the pointer works");
    }

    /// Types into a field, in place of what it holds.
    pub async fn write(&self, id: &str, text: &str) {
        let field = self.find(id).await;
        bounded(id, field.click()).await.expect("the field takes the focus");
        bounded(id, field.send_keys(text)).await.expect("the field takes text");
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: &[Key]) {
        for key in keys {
            self.chord(&[], char::from(*key)).await;
        }
    }

    /// Presses a key while others are held.
    pub async fn chord(&self, held: &[Key], key: char) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for held in held {
            actions = actions.then(KeyAction::Down { value: char::from(*held) });
        }
        actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for held in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: char::from(*held) });
        }
        bounded("the keyboard", self.client.perform_actions(actions)).await.expect("the keyboard works");
    }

    /// Moves the focus with Tab until it is on the element with a test id, or within it.
    pub async fn tab_to(&self, id: &str) {
        let there = format!("return document.activeElement.closest('[data-testid=\"{id}\"]') !== null");
        for _ in 0..60 {
            if self.run(&there).await == json!(true) {
                return;
            }
            self.keys(&[Key::Tab]).await;
        }
        self.picture("unreachable").await;
        panic!("Tab does not lead to {id}");
    }

    /// The text of an element, once it is there.
    pub async fn text(&self, id: &str) -> String {
        bounded(id, self.find(id).await.text()).await.expect("its text")
    }

    /// An attribute of an element, once it is there.
    pub async fn attribute(&self, id: &str, name: &str) -> Option<String> {
        bounded(id, self.find(id).await.attr(name)).await.expect("its attribute")
    }

    /// Everything the window says now.
    pub async fn words(&self) -> String {
        self.run("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script answers true.
    pub async fn until(&self, what: &str, script: &str) {
        let started = Instant::now();
        while self.run(script).await != json!(true) {
            if started.elapsed() > PATIENCE {
                self.picture("overdue").await;
                panic!("{what} did not happen; the window says: {}", self.words().await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the element's text holds `part`.
    pub async fn until_text(&self, id: &str, part: &str) {
        let script = format!(
            "return (document.querySelector('[data-testid=\"{id}\"]')?.textContent ?? '').includes({})",
            Value::from(part)
        );
        self.until(&format!("{part:?} in {id}"), &script).await;
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Value {
        bounded(script, self.client.execute(script, Vec::new()))
            .await
            .unwrap_or_else(|error| panic!("the page ran no script: {error}"))
    }

    /// Runs a script that calls back.
    pub async fn run_async(&self, script: &str) -> Value {
        bounded(script, self.client.execute_async(script, Vec::new()))
            .await
            .unwrap_or_else(|error| panic!("the page ran no script: {error}"))
    }

    /// Records from now on everything that crosses the border between window and core.
    pub async fn overhear(&self) {
        self.run(
            "window.overheard = []; const real = window.fetch; window.fetch = async (...call) => {
                const body = call[1]?.body;
                window.overheard.push(String(call[0]), typeof body === 'string' ? body : new TextDecoder().decode(body));
                const answer = await real(...call);
                window.overheard.push(await answer.clone().text());
                return answer;
            }",
        )
        .await;
    }

    /// What was recorded since [`Window::overhear`].
    pub async fn overheard(&self) -> String {
        self.run("return window.overheard.join('\\n')").await.as_str().unwrap_or_default().to_owned()
    }

    /// The client itself, for what only one journey needs.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Closes the program, and waits until its process has ended: one that is started while another still ends would
    /// hand over to that one and go.
    pub async fn close(self) {
        let _ = bounded("the end", self.client.clone().close()).await;
        self.ended().await;
    }

    /// Waits until the program's process has ended.
    pub async fn ended(self) {
        let started = Instant::now();
        while !running(&self.home).is_empty() {
            assert!(started.elapsed() < PATIENCE, "the program does not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
