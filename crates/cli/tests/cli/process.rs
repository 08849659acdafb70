//! Running `gangway`, and a home with an external sandbox for it.

use gangway_tests::{Provider, free_port};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
};
use tempfile::TempDir;

/// What a process that ended left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The last line of stdout, read as JSON.
    pub(crate) fn json(&self) -> Value {
        let line = self.stdout.lines().last().unwrap_or_else(|| panic!("{self:?}"));
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// The program, cut off from this desk's home, keyring and settings.
pub(crate) fn gangway(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway"));
    for name in
        ["GANGWAY_HOME", "GANGWAY_LOG", "GANGWAY_CREDENTIALS_DIR", "CREDENTIALS_DIRECTORY", "GANGWAY_RELAY_POSTGRES"]
    {
        command.env_remove(name);
    }
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").args(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs to the end, with something on stdin.
pub(crate) fn run(mut command: Command, stdin: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    // A process that needs no stdin may have ended before it was written.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap().into()
}

/// A process that goes on; ended when it is dropped.
pub(crate) struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (stdout, stderr) = (BufReader::new(child.stdout.take().unwrap()), child.stderr.take().unwrap());
        Self { child, stdout, stderr }
    }

    /// The next line of stdout, read as JSON.
    pub(crate) fn line(&mut self) -> Value {
        let line = self.text();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// The next line of stdout.
    pub(crate) fn text(&mut self) -> String {
        let mut line = String::new();
        if self.stdout.read_line(&mut line).unwrap() == 0 {
            let mut said = String::new();
            self.stderr.read_to_string(&mut said).unwrap();
            panic!("it ended: {said}");
        }
        line.trim_end().to_owned()
    }

    /// Writes a line on stdin and closes it.
    pub(crate) fn say(&mut self, text: &str) {
        writeln!(self.child.stdin.take().unwrap(), "{text}").unwrap();
    }

    /// Whether Ctrl-C is the program's own to handle by now, as Linux tells.
    pub(crate) fn catches_interrupts(&self) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap().trim();
        u64::from_str_radix(caught, 16).unwrap() & 0b10 != 0
    }

    /// Sends a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> Ran {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.stderr.read_to_string(&mut stderr).unwrap();
        Ran { code: self.child.wait().unwrap().code().unwrap_or(-1), stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A home whose profile `desk` names a sandbox that runs as a process of its own.
pub(crate) struct Home {
    pub(crate) folder: TempDir,
    pub(crate) provider: Provider,
    sandbox: Option<Running>,
}

impl Home {
    pub(crate) fn open() -> Self {
        let loopback = free_port();
        let redirect = format!("http://127.0.0.1:{loopback}/oauth/callback");
        let link = "dev.gangway.console:/oauth/callback";
        let args = ["-q", "sandbox", "--webhook-delay-ms", "20", "--redirect-uri", link, "--redirect-uri", &redirect];
        let mut sandbox = Running::start(gangway(&args));
        let said = sandbox.line();
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("desk")).unwrap();
        std::fs::create_dir_all(folder.path().join("credentials")).unwrap();
        let home = Self { folder, provider: Provider { at: description(&said) }, sandbox: Some(sandbox) };
        home.profile(&format!(
            "kind = \"sandbox\"\n[rappi]\nlogin = \"{}\"\napi = \"{}\"\nclient_id = \"{}\"\noauth_client_id = \"{}\"\n\
             integrations = [\"{}\"]\nloopback_port = {loopback}\n[ratepay]\noauth = {}\napi = {}\naudience = {}\n\
             client_id = {}\n[rainforest]\napi = {}\n[run]\nunknown_for_s = 1\n",
            text("login"),
            text("api"),
            text("client_id"),
            text("oauth_client_id"),
            said["integrations"][0].as_str().unwrap(),
            said["ratepay"]["oauth"],
            said["ratepay"]["api"],
            said["ratepay"]["audience"],
            said["ratepay"]["client_id"],
            said["rainforest"]["api"],
        ));
        let secret = said["ratepay"]["client_secret"].as_str().unwrap();
        std::fs::write(home.credentials().join("ratepay-client-secret"), secret).unwrap();
        let key = said["rainforest"]["api_key"].as_str().unwrap();
        std::fs::write(home.credentials().join("rainforest-api-key"), key).unwrap();
        home.secret(&format!("{}\n", text("client_secret")));
        home
    }

    /// Writes the profile.
    pub(crate) fn profile(&self, text: &str) {
        std::fs::write(self.folder.path().join("desk/profile.toml"), text).unwrap();
    }

    /// Has the receiver listen at this address from now on.
    pub(crate) fn listen_at(&self, address: &str) {
        let path = self.folder.path().join("desk/profile.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}[receiver]\naddress = \"{address}\"\n")).unwrap();
    }

    /// Writes the client secret.
    pub(crate) fn secret(&self, text: &str) {
        std::fs::write(self.credentials().join("rappi-client-secret"), text).unwrap();
    }

    pub(crate) fn credentials(&self) -> PathBuf {
        self.folder.path().join("credentials")
    }

    /// The program at this home, with `--json`.
    pub(crate) fn gangway(&self, args: &[&str]) -> Command {
        let mut command = gangway(&["--json", "--profile", "desk"]);
        command.args(args).env("GANGWAY_HOME", self.folder.path()).env("GANGWAY_CREDENTIALS_DIR", self.credentials());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run(self.gangway(args), b"")
    }

    pub(crate) fn start(&self, args: &[&str]) -> Running {
        let mut command = self.gangway(args);
        command.stdin(Stdio::piped());
        Running::start(command)
    }

    /// The provider goes away.
    pub(crate) fn without_provider(&mut self) {
        self.sandbox = None;
    }

    /// The email of an account.
    pub(crate) fn email(&self, at: usize) -> String {
        self.provider.at.merchants[at].email.clone()
    }

    /// A merchant is known here, with stores; in folder mode its token went with the process.
    pub(crate) async fn authorize(&self) -> Value {
        let mut process = self.start(&["authorize", "--way", "loopback"]);
        let link = process.line();
        self.follow(&link, 0).await;
        let ran = process.end();
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    }

    /// A merchant allows it, and its browser comes back to the loopback address.
    pub(crate) async fn follow(&self, link: &Value, account: usize) {
        let url = link["url"].as_str().unwrap();
        let address = gangway_tests::merchant::allow(url, &self.provider.at.merchants[account]).await;
        assert_eq!(gangway_tests::merchant::follow(&address).await.status, 200);
    }

    /// The ids of `count` stores that can be provisioned.
    pub(crate) fn free_stores(&self, count: usize) -> Vec<String> {
        self.free_named(count).into_iter().map(|(id, _)| id).collect()
    }

    /// The same, with their names.
    pub(crate) fn free_named(&self, count: usize) -> Vec<(String, String)> {
        let ran = self.run(&["stores", "--merchant", &self.email(0), "--filter", "not-integrated"]);
        let stores = ran.json()["stores"].as_array().unwrap().clone();
        let free = stores.iter().filter(|store| store["state"] == "not_integrated");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        free.take(count).map(|store| (text(&store["id"]), text(&store["name"]))).collect()
    }
}

/// The sandbox's line, as the support crate's type has it.
fn description(said: &Value) -> gangway_sandbox::Description {
    let text = |name: &str| said[name].as_str().unwrap().to_owned();
    let list = |name: &str| {
        said[name].as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let account = |account: &Value| gangway_sandbox::MerchantLogin {
        name: account["name"].as_str().unwrap().to_owned(),
        email: account["email"].as_str().unwrap().to_owned(),
        password: account["password"].as_str().unwrap().to_owned(),
        stores: account["stores"].as_u64().unwrap() as usize,
    };
    assert_eq!(said["provider"], json!("rappi"));
    gangway_sandbox::Description {
        provider: "rappi",
        login: text("login"),
        api: text("api"),
        control: text("control"),
        client_id: text("client_id"),
        client_secret: text("client_secret"),
        oauth_client_id: text("oauth_client_id"),
        redirect_uris: list("redirect_uris"),
        integrations: list("integrations"),
        merchants: said["merchants"].as_array().unwrap().iter().map(account).collect(),
        seed: said["seed"].as_u64().unwrap(),
        ratepay: ratepay(&said["ratepay"]),
        rainforest: rainforest(&said["rainforest"]),
    }
}

fn rainforest(said: &Value) -> gangway_sandbox::RainforestDescription {
    let text = |name: &str| said[name].as_str().unwrap().to_owned();
    gangway_sandbox::RainforestDescription {
        api: text("api"),
        control: text("control"),
        api_key: text("api_key"),
        forbidden_api_key: text("forbidden_api_key"),
        applications: said["applications"].as_u64().unwrap() as usize,
    }
}

fn ratepay(said: &Value) -> gangway_sandbox::RatepayDescription {
    let text = |name: &str| said[name].as_str().unwrap().to_owned();
    gangway_sandbox::RatepayDescription {
        oauth: text("oauth"),
        api: text("api"),
        control: text("control"),
        audience: text("audience"),
        client_id: text("client_id"),
        client_secret: text("client_secret"),
        other_client_id: text("other_client_id"),
        other_client_secret: text("other_client_secret"),
    }
}
