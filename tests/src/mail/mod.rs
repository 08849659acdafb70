//! A real mail server (aiosmtpd) in a process of its own, on loopback, with a certificate made for it.

use crate::{Moment, until_some};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Who may log in.
pub const USER: &str = "gangway";
/// With what.
pub const PASSWORD: &str = "a password only for tests";

/// Debian's own: the package `python3-aiosmtpd` is for it.
const PYTHON: &str = "/usr/bin/python3";

/// A mail server, as long as it is held.
pub struct MailHost {
    child: Child,
    folder: TempDir,
    ports: Value,
    steered: Arc<Mutex<Option<oneshot::Sender<String>>>>,
}

/// A letter as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Was the line encrypted?
    pub tls: bool,
    /// Was somebody logged in?
    pub login: bool,
    /// Head and body.
    pub letter: String,
}

impl Received {
    /// The first header of that name, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.letter.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

impl MailHost {
    /// Starts one.
    pub fn start() -> Self {
        Self::with(&json!({}))
    }

    /// Starts one that is told more, such as `delay_ms`.
    pub fn with(more: &Value) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate can be made");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("certificate.pem"), made.cert.pem()).expect("a file");
        std::fs::write(path("key.pem"), made.signing_key.serialize_pem()).expect("a file");
        let mut said = json!({
            "certificate": path("certificate.pem"), "key": path("key.pem"), "log": path("letters"), "user": USER, "password": PASSWORD,
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            said[key] = value.clone();
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail/server.py");
        let mut child = Command::new(PYTHON)
            .args([script, &said.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the mail server starts: scripts/setup.sh installs python3-aiosmtpd");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("it has a stdout"));
        out.read_line(&mut line).expect("it says its ports");
        let ports = serde_json::from_str(&line).expect("as JSON");
        let steered: Arc<Mutex<Option<oneshot::Sender<String>>>> = Arc::default();
        let listens = Arc::clone(&steered);
        // Ends with the server.
        std::thread::spawn(move || {
            for id in out.lines().map_while(Result::ok) {
                if let Some(tell) = listens.lock().expect("nobody panicked with it").take() {
                    let _ = tell.send(id);
                }
            }
        });
        Self { child, folder, ports, steered }
    }

    /// Says the `Message-ID` before its `@` of the letter that comes after the next `skip`, at that moment of it.
    pub fn steer(&mut self, skip: u64, moment: Moment) -> oneshot::Receiver<String> {
        let (tell, told) = oneshot::channel();
        *self.steered.lock().expect("nobody panicked with it") = Some(tell);
        let line = format!("{}\n", json!({ "skip": skip, "moment": moment.word() }));
        self.child.stdin.as_mut().expect("it has a stdin").write_all(line.as_bytes()).expect("it listens");
        told
    }

    /// Where it listens: `starttls`, `tls` or `none`.
    pub fn port(&self, security: &str) -> u16 {
        self.ports[security].as_u64().expect("a port") as u16
    }

    /// Lines of `[notifications.email]` that lead here.
    pub fn profile(&self, security: &str) -> String {
        let login = if security == "none" { String::new() } else { format!("user = \"{USER}\"\n") };
        format!(
            "[notifications.email]\nhost = \"localhost\"\nport = {}\nsecurity = \"{security}\"\n{login}from = \"PlatformPay <no-reply@platform.test>\"\n\
             authority = \"{}\"\n",
            self.port(security),
            self.authority().display(),
        )
    }

    /// Its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// Every letter, in the order in which they came.
    pub fn received(&self) -> Vec<Received> {
        let text = std::fs::read_to_string(self.folder.path().join("letters")).unwrap_or_default();
        // A line that is being written is not there yet.
        let lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        lines.map(|line| received(&serde_json::from_str(line).expect("JSON"))).collect()
    }

    /// The only letter to somebody, once it is there.
    pub async fn letter_to(&self, to: &str) -> Received {
        until_some("a letter comes", async || {
            self.received().into_iter().find(|letter| letter.to.iter().any(|it| it == to))
        })
        .await
    }
}

fn received(line: &Value) -> Received {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    Received {
        to: line["to"].as_array().expect("a list").iter().map(text).collect(),
        tls: line["tls"].as_bool().expect("a flag"),
        login: line["login"].as_bool().expect("a flag"),
        letter: text(&line["letter"]),
    }
}

impl Drop for MailHost {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
