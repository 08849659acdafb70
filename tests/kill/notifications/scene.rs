//! What outlives every kill: home, keyring, provider, mail server and platform; and the program that is killed.

use super::LIMIT;
use gangway_record::{Record, endpoints};
use gangway_tests::{
    Away, Desk, Setup,
    mail::{MailHost, PASSWORD},
    platform::Platform,
};
use secrecy::ExposeSecret;
use serde_json::json;
use std::{
    io::{Read, Write},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const PLATFORM_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

pub(crate) struct Scene {
    pub(crate) away: Away,
    pub(crate) mail: MailHost,
    pub(crate) platform: Platform,
    /// Where Rainforest's messages come in, and what they are signed with.
    pub(crate) endpoint: String,
    pub(crate) endpoint_secret: String,
    /// What the program is told on its stdin.
    says: serde_json::Value,
}

impl Scene {
    /// A desk at which so many changes happen by themselves; without any it stays, and takes what the provider sends.
    pub(crate) async fn new(changes: u64) -> Self {
        // Time between a letter that was kept and its answer, so that kills at any moment meet it.
        let mail = MailHost::with(&json!({ "delay_ms": 4 }));
        let platform = Platform::start(&[]).await;
        let notifications = format!(
            "[notifications]\nplatform_name = \"PlatformPay\"\nretry_after_s = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n{}[notifications.platform]\nurl = \"{}\"\n",
            mail.profile("none"),
            platform.url(),
        );
        let desk = Desk::with(Setup { notifications, ..Setup::default() }).await;
        let settings = desk.console.applications.rainforest_settings().await.unwrap();
        let endpoint_secret = desk.provider.rainforest().enter(&settings.webhook_url).await;
        desk.keep_rainforest_secret(&endpoint_secret).await;
        let away = desk.leave().await;
        let mut secrets = json!({
            "telling-email-password": PASSWORD, "telling-platform-secret": PLATFORM_SECRET, "rappi-client-secret": "x",
        });
        let endpoints = Record::open(&away.record()).unwrap().read(endpoints::all).await.unwrap();
        for name in endpoints.iter().map(|endpoint| format!("endpoint-secret-{}", endpoint.id)) {
            if let Some(secret) = away.vault.get(&name).await.unwrap() {
                secrets[name] = secret.expose_secret().into();
            }
        }
        let says = json!({ "home": away.home(), "secrets": secrets, "changes": changes, "stays": changes == 0 });
        Self { away, mail, platform, endpoint: settings.webhook_url, endpoint_secret, says }
    }
}

/// The program starts.
pub(crate) fn start(scene: &Scene) -> Child {
    run(&scene.says)
}

fn run(says: &serde_json::Value) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gangway-notifying-desk"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(says.to_string().as_bytes()).unwrap();
    child
}

pub(crate) fn ended(child: &mut Child) -> bool {
    child.try_wait().unwrap().is_some()
}

/// The program starts, and ends when everybody was told.
pub(crate) async fn to_the_end(scene: &Scene) {
    let mut says = scene.says.clone();
    says["stays"] = false.into();
    let (mut child, begun) = (run(&says), Instant::now());
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < LIMIT, "it does not come to its end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{said}");
}

/// The record as a kill left it, in a copy: looking at it must not mend it.
pub(crate) fn copied(away: &Away) -> (TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (away.record(), folder.path().join("record.db"));
    std::fs::copy(&from, &to).unwrap();
    let beside = from.with_extension("db-wal");
    if beside.exists() {
        std::fs::copy(beside, to.with_extension("db-wal")).unwrap();
    }
    let record = Record::open(&to).unwrap();
    (folder, record)
}
