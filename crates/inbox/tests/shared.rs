//! Two environments at one address, over sockets: each gets its own calls, and one that is closed leaves the other working.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

use gangway_inbox::{ALIVE, BindError, Endpoints, Inbox, Known, listen};
use gangway_record::{Record, deliveries};
use std::{net::SocketAddr, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
    task::JoinHandle,
};

struct Environment {
    record: Record,
    serving: JoinHandle<()>,
    folder: TempDir,
}

impl Environment {
    /// With an endpoint of this name, and `alive-<name>`.
    async fn open(address: SocketAddr, name: &str) -> (Self, SocketAddr) {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let endpoints = Endpoints::default();
        let known =
            Known { provider: gangway_domain::Provider::Rappi, event: "e".into(), secrets: vec!["secret".into()] };
        endpoints.open(name.into(), known);
        let place = listen(address).await.unwrap();
        let at = place.address();
        let inbox = Inbox::new(record.clone(), endpoints, mpsc::unbounded_channel().0, false);
        let serving = tokio::spawn(place.serve(inbox.alive_at(&format!("alive-{name}"))));
        answered(at, &format!("GET /hooks/alive-{name} HTTP/1.1"), ALIVE).await;
        (Self { record, serving, folder }, at)
    }

    async fn close(self) -> (Record, TempDir) {
        self.serving.abort();
        let _ = self.serving.await;
        (self.record, self.folder)
    }

    async fn kept(&self) -> usize {
        kept(&self.record).await
    }
}

async fn kept(record: &Record) -> usize {
    let filter = deliveries::Filter { limit: 100, ..deliveries::Filter::default() };
    record.read(move |c| deliveries::list(c, &filter)).await.unwrap().len()
}

async fn call(at: SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let length = body.len();
    let request = format!("{head}\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

/// Until the answer has this: a task that was spawned has its place a moment later.
async fn answered(at: SocketAddr, head: &str, wanted: &str) {
    let until = async { while !call(at, head, "").await.contains(wanted) {} };
    tokio::time::timeout(Duration::from_secs(10), until).await.expect("it is answered in time");
}

async fn post(at: SocketAddr, name: &str) -> String {
    call(at, &format!("POST /hooks/{name} HTTP/1.1"), "{}").await
}

fn free() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_gets_its_own_calls_at_one_address() {
    let address = free();
    let (one, at) = Environment::open(address, "one").await;
    let (other, there) = Environment::open(address, "other").await;
    assert_eq!((at, there), (address, address));
    for _ in 0..3 {
        assert!(post(at, "one").await.starts_with("HTTP/1.1 401"), "badly signed, and kept");
    }
    assert!(post(at, "other").await.starts_with("HTTP/1.1 401"));
    assert!(post(at, "nobody").await.starts_with("HTTP/1.1 404"));
    assert_eq!((one.kept().await, other.kept().await), (3, 1));
    // A head that no router gets is kept by whom it names, and by nobody else.
    let long = format!("GET /hooks/other HTTP/1.1\r\nx: {}", "x".repeat(20_000));
    call(at, &long, "").await;
    // It is kept when the connection has ended.
    let until = async { while other.kept().await < 2 {} };
    tokio::time::timeout(Duration::from_secs(10), until).await.expect("it is kept");
    assert_eq!((one.kept().await, other.kept().await), (3, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_closed_leaves_the_other_working() {
    let address = free();
    let (one, at) = Environment::open(address, "one").await;
    let (other, _) = Environment::open(address, "other").await;
    // A call of the one that is closed is under way.
    let mut slow = TcpStream::connect(at).await.unwrap();
    slow.write_all(b"POST /hooks/one HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{").await.unwrap();
    post(at, "one").await;
    let (record, _folder) = one.close().await;
    let _ = slow.write_all(b"}").await;
    let mut answer = String::new();
    let _ = tokio::time::timeout(Duration::from_secs(10), slow.read_to_string(&mut answer)).await;
    assert!(!answer.contains("200") && !answer.contains("401"), "{answer}");
    assert!(post(at, "one").await.starts_with("HTTP/1.1 404"));
    assert_eq!(kept(&record).await, 1, "nothing is appended for what was closed");
    assert!(post(at, "other").await.starts_with("HTTP/1.1 401"));
    assert_eq!(other.kept().await, 1);

    // The one that opened the port may go first, and come back; the last one closes it.
    let (again, _) = Environment::open(address, "one").await;
    other.close().await;
    assert!(post(at, "one").await.starts_with("HTTP/1.1 401"));
    again.close().await;
    let until = async { while TcpStream::connect(at).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(10), until).await.expect("the port is closed");
    let (anew, _) = Environment::open(address, "one").await;
    assert!(post(at, "one").await.starts_with("HTTP/1.1 401"));
    assert_eq!(anew.kept().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_of_another_program_is_busy() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    assert!(matches!(listen(address).await.err(), Some(BindError::Busy(at)) if at == address));
    drop(taken);
    let (ours, _) = Environment::open(address, "ours").await;
    assert!(post(address, "ours").await.starts_with("HTTP/1.1 401"));
    assert_eq!(ours.kept().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn free_ports_are_ports_of_their_own() {
    let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
    let (_one, at) = Environment::open(any, "one").await;
    let (_other, there) = Environment::open(any, "other").await;
    assert_ne!(at, there);
}
