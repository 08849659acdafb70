//! New versions, from a server that answers as it likes: what is not signed, altered or older is refused.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use blake2::{Blake2b512, Digest as _};
use ed25519_dalek::{Signer as _, SigningKey};
use gangway_core::{
    Code, Reason,
    view::{UpdateState, UpdateStatus},
};
use gangway_tests::{Desk, Setup};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

const ID: [u8; 8] = *b"gangway1";

/// Who signs, as `minisign` does (its file format, version with a digest).
struct Signer(SigningKey);

impl Signer {
    fn new(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    fn public(&self) -> String {
        BASE64_STANDARD.encode([b"Ed".as_slice(), &ID, self.0.verifying_key().as_bytes()].concat())
    }

    fn sign(&self, bytes: &[u8]) -> String {
        self.file(*b"ED", &self.0.sign(&Blake2b512::digest(bytes)).to_bytes())
    }

    /// Of the form before 2017, without a digest.
    fn sign_undigested(&self, bytes: &[u8]) -> String {
        self.file(*b"Ed", &self.0.sign(bytes).to_bytes())
    }

    fn file(&self, form: [u8; 2], signature: &[u8]) -> String {
        let comment = "timestamp:1";
        let global = self.0.sign(&[signature, comment.as_bytes()].concat());
        let first = BASE64_STANDARD.encode([form.as_slice(), &ID, signature].concat());
        let last = BASE64_STANDARD.encode(global.to_bytes());
        format!("untrusted comment: x\n{first}\ntrusted comment: {comment}\n{last}\n")
    }
}

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// The address of new versions, and a desk that looks there.
struct Source {
    files: Files,
    signer: Signer,
    desk: Desk,
}

impl Source {
    async fn new() -> Self {
        let files = Files::default();
        let served = Router::new().route("/{name}", axum::routing::get(file)).with_state(Arc::clone(&files));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, served).await });
        let signer = Signer::new(1);
        let desk = desk(&format!("http://{at}/latest.json"), &signer).await;
        Self { files, signer, desk }
    }

    fn put(&self, bytes: &[u8], signature: &str) {
        let mut files = self.files.lock().unwrap();
        files.insert("latest.json".to_owned(), bytes.to_vec());
        files.insert("latest.json.minisig".to_owned(), signature.as_bytes().to_vec());
    }

    /// A rightly signed file, made on a day of December.
    fn publish(&self, version: &str, day: u8) {
        let text = release(version, day);
        self.put(&text, &self.signer.sign(&text));
    }

    async fn check(&self) -> UpdateStatus {
        self.desk.console.updates.check().await.unwrap();
        self.desk.console.updates.status().await.unwrap()
    }
}

async fn desk(url: &str, signer: &Signer) -> Desk {
    let updates = format!("[updates]\nurl = \"{url}\"\nkey = \"{}\"\n", signer.public());
    Desk::with(Setup { notifications: updates, ..Setup::default() }).await
}

async fn file(State(files): State<Files>, Path(name): Path<String>) -> Result<Vec<u8>, StatusCode> {
    files.lock().unwrap().get(&name).cloned().ok_or(StatusCode::NOT_FOUND)
}

fn release(version: &str, day: u8) -> Vec<u8> {
    let text = serde_json::json!({
        "version": version,
        "notes": "Faster.",
        "pub_date": format!("2026-12-{day:02}T10:00:00Z"),
        "platforms": { "linux-x86_64-deb": { "signature": "", "url": "https://dl.example/Gangway_9_amd64.deb" } },
    });
    serde_json::to_vec(&text).unwrap()
}

fn refused(status: &UpdateStatus) -> Option<Reason> {
    assert_eq!((status.state, &status.offered), (UpdateState::Refused, &None), "{status:?}");
    let failure = status.failure.as_ref().unwrap();
    assert_eq!(failure.code, Code::UpdateRefused);
    failure.reason
}

#[tokio::test]
async fn a_newer_version_is_offered_with_its_notes() {
    let source = Source::new().await;
    let before = source.desk.console.updates.status().await.unwrap();
    assert_eq!((before.state, before.checked_at), (UpdateState::Waiting, None));
    source.publish("9.0.0", 1);
    let status = source.check().await;
    let offered = status.offered.as_ref().unwrap();
    assert_eq!(
        (status.state, offered.version.as_str(), offered.notes.as_str()),
        (UpdateState::Offered, "9.0.0", "Faster.")
    );
    assert_eq!(status.running, env!("CARGO_PKG_VERSION"));
    source.publish(env!("CARGO_PKG_VERSION"), 2);
    // A version that was named before is not taken back.
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateOlder));
}

#[tokio::test]
async fn this_version_is_the_newest() {
    let source = Source::new().await;
    source.publish(env!("CARGO_PKG_VERSION"), 1);
    let status = source.check().await;
    assert_eq!((status.state, status.offered, status.failure), (UpdateState::UpToDate, None, None));
}

#[tokio::test]
async fn what_the_key_did_not_sign_is_refused_byte_for_byte() {
    let source = Source::new().await;
    let text = release("9.0.0", 1);
    let signed = source.signer.sign(&text);
    let mut altered = text.clone();
    // A space where JSON has none changes nothing but the bytes.
    altered.push(b' ');
    source.put(&altered, &signed);
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateUnsigned));
    source.put(&text, &Signer::new(2).sign(&text));
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateUnsigned), "somebody else's key");
    source.put(&text, &source.signer.sign_undigested(&text));
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateUnsigned), "the old form");
    source.put(&text, "untrusted comment: x\n");
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateUnsigned), "no signature");
    source.put(&text, &signed.replace("timestamp:1", "timestamp:2"));
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateUnsigned), "the comment is signed too");
    source.put(&text, &signed);
    assert_eq!(source.check().await.state, UpdateState::Offered);
}

#[tokio::test]
async fn an_older_version_or_file_is_refused_after_a_restart_too() {
    let source = Source::new().await;
    source.publish("8.0.0", 1);
    let old = release("8.0.0", 1);
    assert_eq!(source.check().await.state, UpdateState::Offered);
    source.publish("9.0.0", 5);
    assert_eq!(source.check().await.state, UpdateState::Offered);
    let Source { files, signer, desk } = source;
    let source = Source { files, desk: desk.restart().await, signer };
    source.put(&old, &source.signer.sign(&old));
    let status = source.check().await;
    assert_eq!(refused(&status), Some(Reason::UpdateOlder));
    assert_eq!(status.failure.unwrap().what.as_deref(), Some("8.0.0"));
    source.publish("9.0.0", 4);
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateReplayed));
    source.publish("9.0.1", 4);
    assert_eq!(refused(&source.check().await), Some(Reason::UpdateReplayed));
    source.publish("9.0.1", 5);
    assert_eq!(source.check().await.state, UpdateState::Offered);
}

#[tokio::test]
async fn what_was_seen_and_cannot_be_read_is_no_new_beginning() {
    let source = Source::new().await;
    source.publish("9.0.0", 1);
    std::fs::write(source.desk.folder().join("updates.json"), "{}").unwrap();
    let status = source.check().await;
    assert_eq!((status.state, status.offered), (UpdateState::Failed, None));
    assert_eq!(status.failure.unwrap().code, Code::RecordDamaged);
}

#[tokio::test]
async fn a_signed_file_that_cannot_be_read_is_named_by_its_place() {
    let source = Source::new().await;
    let text = br#"{"version":"nine","pub_date":"2026-12-01T10:00:00Z"}"#;
    source.put(text, &source.signer.sign(text));
    let status = source.check().await;
    assert_eq!(refused(&status), Some(Reason::UpdateUnreadable));
    assert_eq!(status.failure.unwrap().what.as_deref(), Some("version"));
}

#[tokio::test]
async fn nobody_there_is_no_news() {
    let source = Source::new().await;
    let status = source.check().await;
    let failure = status.failure.as_ref().unwrap();
    assert_eq!(
        (status.state, failure.code, failure.reason),
        (UpdateState::Failed, Code::ProviderUnavailable, Some(Reason::Answered))
    );
    assert_eq!(failure.what.as_deref(), Some("404"));
    source.put(&vec![b' '; 300 << 10], "");
    assert_eq!(source.check().await.failure.unwrap().reason, Some(Reason::AnswerTooLarge));
    // A sandbox calls nobody outside.
    let desk = desk("https://updates.example/latest.json", &source.signer).await;
    desk.console.updates.check().await.unwrap();
    let status = desk.console.updates.status().await.unwrap();
    assert_eq!((status.state, status.failure.unwrap().reason), (UpdateState::Failed, Some(Reason::Outside)));
}

#[tokio::test]
async fn it_is_off_unless_somebody_says_where() {
    let desk = Desk::open().await;
    assert_eq!(desk.console.updates.status().await.unwrap().state, UpdateState::Off);
    let failure = desk.console.updates.check().await.unwrap_err();
    assert_eq!(failure.reason, Some(Reason::UpdatesOff));
}

#[tokio::test]
async fn nobody_is_asked_while_a_run_is_going() {
    let source = Source::new().await;
    source.publish("9.0.0", 1);
    let merchant = source.desk.authorize().await;
    source.desk.console.registration.register_webhook(source.desk.integration()).await.unwrap();
    let stores = source.desk.free_stores(&merchant, 1).await;
    let mut request = source.desk.plan_request(&merchant, &stores);
    request.hold_s = 600;
    let run = source.desk.start(&request).await.unwrap();
    assert!(source.check().await.run_going);
    source.desk.console.provisioning.undo_operation(&run).await.unwrap();
    gangway_tests::until("no run is going", async || !source.desk.console.updates.status().await.unwrap().run_going)
        .await;
}
