use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
};

use crate::Window;
use gangway_sandbox::{Description, MerchantLogin, RainforestDescription, RatepayDescription};
use gangway_tests::{Provider, free_port};
use serde_json::Value;

/// Screen of a seat, larger than any window that is tried on it.
const SCREEN: &str = "1700x1100x24";

/// One desk: display, session bus, keyring, window manager and folders of its own. Everything ends with it.
pub struct Seat {
    folder: tempfile::TempDir,
    environment: Vec<(String, String)>,
    processes: Vec<Child>,
}

impl Seat {
    /// A fresh desk with an unlocked keyring.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut seat = Self { folder, environment: Vec::new(), processes: Vec::new() };
        for name in ["home", "runtime", "gangway"] {
            std::fs::create_dir_all(seat.folder.path().join(name)).expect("a folder of the desk");
        }
        let runtime = seat.folder.path().join("runtime");
        private(&runtime);
        seat.set("HOME", &seat.folder.path().join("home").display().to_string());
        seat.set("XDG_RUNTIME_DIR", &runtime.display().to_string());
        seat.set("XDG_DATA_HOME", &seat.folder.path().join("home/.local/share").display().to_string());
        seat.set("XDG_CONFIG_HOME", &seat.folder.path().join("home/.config").display().to_string());
        seat.set("GANGWAY_HOME", &seat.home().display().to_string());
        seat.set("LANG", "C.UTF-8");
        // The web engine's own sandbox needs user namespaces, which test machines often lack.
        seat.set("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        seat.set("NO_AT_BRIDGE", "1");
        let display = seat.first_line("Xvfb", &["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]).await;
        seat.set("DISPLAY", &format!(":{display}"));
        let bus = seat.first_line("dbus-daemon", &["--session", "--nofork", "--print-address=1"]).await;
        seat.set("DBUS_SESSION_BUS_ADDRESS", &bus);
        seat.unlock_keyring().await;
        let manager = seat.command("openbox").spawn().expect("openbox");
        seat.processes.push(manager);
        seat
    }

    /// A connection to the session bus of this desk.
    pub fn bus(&self) -> zbus::connection::Builder<'static> {
        let address = self.environment.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS");
        let address = address.map(|(_, address)| address.as_str()).expect("a session bus");
        zbus::connection::Builder::address(address).expect("an address")
    }

    /// Gangway's home on this desk.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("gangway")
    }

    /// A variable for everything that is started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// A program on this desk.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment.iter().cloned()).env_remove("WAYLAND_DISPLAY").kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Starts the program and its driver.
    pub async fn open(&self) -> Window {
        let log = std::fs::File::options().create(true).append(true).open(self.log()).expect("the log");
        let port = free_port();
        let mut command = self.command("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GANGWAY_LOG", "debug,hyper=info");
        let driver = command.stdout(Stdio::null()).stderr(log).spawn().expect("WebKitWebDriver");
        Window::connect(driver, port, self.home()).await
    }

    /// The simulated provider that the program runs for its sandbox profile. Its secrets are not known here.
    pub fn provider(&self) -> Provider {
        let text = std::fs::read_to_string(self.home().join("sandbox/sandbox.json")).expect("the sandbox is open");
        let file: Value = serde_json::from_str(&text).expect("its addresses");
        let word = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let merchants = file["merchants"].as_array().into_iter().flatten().map(|one| MerchantLogin {
            name: word(one, "name"),
            email: word(one, "email"),
            password: word(one, "password"),
            stores: one["stores"].as_u64().unwrap_or_default() as usize,
        });
        let at = Description {
            provider: "rappi",
            login: word(&file, "login"),
            api: word(&file, "api"),
            control: word(&file, "control"),
            client_id: String::new(),
            client_secret: String::new(),
            oauth_client_id: String::new(),
            redirect_uris: Vec::new(),
            integrations: Vec::new(),
            merchants: merchants.collect(),
            seed: 0,
            ratepay: RatepayDescription::default(),
            rainforest: RainforestDescription {
                api: word(&file["rainforest"], "api"),
                control: word(&file["rainforest"], "control"),
                ..RainforestDescription::default()
            },
        };
        Provider { at }
    }

    /// What the program wrote to its log.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("gangway.log")
    }

    /// What the merchant's browser does with the final address: hands it to the desktop, which knows whom it belongs to.
    pub async fn open_address(&self, address: &str) {
        let mut open = self.command("gio");
        assert!(succeeds(open.args(["open", address])).await, "the desktop could not open the deep link");
    }

    /// Waits for a window whose title holds `title` and gives it the focus. For windows that WebDriver does not see.
    pub async fn focus_window(&self, title: &str) {
        for _ in 0..200 {
            let mut find = self.command("xdotool");
            if succeeds(find.args(["search", "--name", title, "windowactivate", "--sync"])).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no window is called {title:?}");
    }

    /// Whether a window whose title holds `title` is there, of those that WebDriver does not see too.
    pub async fn has_window(&self, title: &str) -> bool {
        let mut find = self.command("xdotool");
        succeeds(find.args(["search", "--name", title])).await
    }

    /// Whether such a window is on the screen.
    pub async fn sees_window(&self, title: &str) -> bool {
        let mut find = self.command("xdotool");
        succeeds(find.args(["search", "--onlyvisible", "--name", title])).await
    }

    /// Starts the program a second time, as the desktop does for a link, with the token that it gives. Whether that process ended well.
    pub async fn start_again(&self, token: &str) -> bool {
        let program = program().display().to_string();
        succeeds(self.command(&program).env("DESKTOP_STARTUP_ID", token)).await
    }

    /// The token by which such a window came to the front last (Startup Notification Protocol).
    pub async fn startup_id(&self, title: &str) -> String {
        let mut find = self.command("xdotool");
        let found = find.args(["search", "--name", title]).stdout(Stdio::piped()).output().await.expect("xdotool");
        let window = String::from_utf8_lossy(&found.stdout).lines().next().unwrap_or_default().to_owned();
        let mut ask = self.command("xprop");
        let said = ask.args(["-id", &window, "_NET_STARTUP_ID"]).stdout(Stdio::piped()).output().await.expect("xprop");
        String::from_utf8_lossy(&said.stdout).into_owned()
    }

    /// Closes a window as its button does: the program is asked to.
    pub async fn close_window(&self, title: &str) {
        self.focus_window(title).await;
        self.press_key("alt+F4").await;
    }

    /// Takes the program's window off the screen, as a person does who works on something else meanwhile.
    pub async fn minimize(&self, title: &str) {
        let mut find = self.command("xdotool");
        assert!(
            succeeds(find.args(["search", "--onlyvisible", "--name", title, "windowminimize", "--sync"])).await,
            "no {title:?}"
        );
    }

    /// Types text into the window that has the focus, as a keyboard does.
    pub async fn type_text(&self, text: &str) {
        let mut keyboard = self.command("xdotool");
        assert!(succeeds(keyboard.args(["type", "--delay", "15", text])).await, "the text could not be typed");
    }

    /// Presses a key by its X name, such as `Tab` or `Return`.
    pub async fn press_key(&self, key: &str) {
        let mut keyboard = self.command("xdotool");
        assert!(succeeds(keyboard.args(["key", key])).await, "the key could not be pressed");
    }

    /// Moves the pointer to a point of the screen.
    pub async fn point(&self, x: u32, y: u32) {
        let mut mouse = self.command("xdotool");
        assert!(succeeds(mouse.args(["mousemove", &x.to_string(), &y.to_string()])).await, "the pointer does not move");
    }

    /// Clicks a button of the mouse, wherever the pointer is; 8 and 9 are those at its side.
    pub async fn click(&self, button: u8) {
        let mut mouse = self.command("xdotool");
        assert!(succeeds(mouse.args(["click", &button.to_string()])).await, "the mouse could not be clicked");
    }

    /// Keeps a picture of the whole screen.
    pub async fn picture(&self, journey: &str, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(journey);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let mut camera = self.command("scrot");
        assert!(succeeds(camera.arg("-o").arg(folder.join(format!("{name}.png")))).await, "no picture of the screen");
    }

    /// Ends the program as a power cut would.
    pub fn kill(&self) {
        let programs = running(&self.home());
        for id in &programs {
            let ended = std::process::Command::new("kill").args(["-9", id]).status();
            assert!(ended.is_ok_and(|status| status.success()), "the program could not be killed");
        }
        assert_eq!(programs.len(), 1, "exactly one program runs on this desk");
        while !running(&self.home()).is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    async fn first_line(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut child = self.command(program).args(arguments).stdout(Stdio::piped()).spawn().unwrap_or_else(|error| {
            panic!("{program} could not be started ({error}); scripts/setup.sh installs it");
        });
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = tokio::time::timeout(Duration::from_secs(20), lines.next_line()).await;
        self.processes.push(child);
        line.expect("it starts in time").expect("its output").expect("a line")
    }

    async fn unlock_keyring(&mut self) {
        let mut child = self
            .command("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("gnome-keyring-daemon");
        let mut password = child.stdin.take().expect("its input");
        password.write_all(b"desk").await.expect("the password is taken");
        drop(password);
        self.processes.push(child);
        // Ready once it owns its name on the bus.
        for _ in 0..100 {
            let mut ask = self.command("dbus-send");
            let ask = ask.args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/",
                "org.freedesktop.DBus.GetNameOwner",
                "string:org.freedesktop.secrets",
            ]);
            if succeeds(ask).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the keyring did not come up");
    }
}

/// Process ids of the programs that work in `home`.
pub(crate) fn running(home: &Path) -> Vec<String> {
    let home = format!("GANGWAY_HOME={}", home.display());
    let is_ours = |folder: &Path| {
        std::fs::read_link(folder.join("exe")).is_ok_and(|exe| exe == program())
            && std::fs::read(folder.join("environ")).is_ok_and(|all| String::from_utf8_lossy(&all).contains(&home))
    };
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    processes
        .filter(|entry| is_ours(&entry.path()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The program under test, built before the tests by `scripts/test.sh`.
pub(crate) fn program() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debug/gangway-console");
    let program = std::env::var_os("GANGWAY_PROGRAM").map_or(built, PathBuf::from);
    program.canonicalize().expect("target/debug/gangway-console: run `cargo build` first")
}

/// Runs a small program of the desk to its end. One that never ends has failed.
async fn succeeds(command: &mut Command) -> bool {
    match tokio::time::timeout(Duration::from_secs(30), command.status()).await {
        Ok(Ok(status)) => status.success(),
        Ok(Err(error)) => panic!("a program of the desk could not be started ({error}); scripts/setup.sh installs it"),
        Err(_) => false,
    }
}

fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).expect("a private folder");
}

/// A sandbox profile whose simulated provider runs elsewhere, so that it outlives the program.
pub fn profile_for(description: &gangway_sandbox::Description, receiver: u16) -> String {
    format!(
        "kind = \"sandbox\"\n[rappi]\nlogin = \"{}\"\napi = \"{}\"\nclient_id = \"{}\"\noauth_client_id = \"{}\"\nintegrations = [\"{}\"]\n[receiver]\naddress = \"127.0.0.1:{receiver}\"\n",
        description.login,
        description.api,
        description.client_id,
        description.oauth_client_id,
        description.integrations[0]
    )
}
