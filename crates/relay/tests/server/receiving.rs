//! Webhooks in.

use crate::desk::{self, Desk, call, signed, until};
use gangway_relay::{Clock, Credentials, Options, PostgresStore, Relay, Store, StoreError, Team};
use gangway_wire::{Body, Delivery, Entry};
use std::time::{Duration, Instant};

async fn deliveries<S: Store>(desk: &Desk<S>) -> Vec<(Delivery, String)> {
    let read = desk.nodes[0].store.read(&desk.team, 1, u64::MAX).await.unwrap();
    let delivery = |stored: gangway_relay::Stored| {
        let (_, _, Entry::Delivery(delivery)) = stored.envelope.open().unwrap() else { panic!("no delivery") };
        assert!(stored.body.is_of(&delivery.body));
        let Body::Present(body) = stored.body else { panic!("no body") };
        (*delivery, String::from_utf8(body).unwrap())
    };
    read.into_iter().map(delivery).collect()
}

async fn every_provider_is_received<S: Store>(desk: Desk<S>) {
    for (n, provider) in ["rappi", "rainforest", "ratepay"].into_iter().enumerate() {
        let body = format!("{{\"n\":{n}}}");
        for _ in 0..2 {
            let headers = signed(provider, &body, "msg_1");
            let answer = call(desk.address(), &desk.path(provider), &headers, body.as_bytes()).await;
            assert_eq!(answer.status, 200, "{provider}");
        }
        let all = deliveries(&desk).await;
        assert_eq!(all.len(), n + 1, "it is in the log when it is answered, and once");
        let (delivery, text) = &all[n];
        assert_eq!((delivery.provider.as_str(), delivery.event.as_str(), text), (provider, "E", &body));
        assert_eq!((delivery.verification.form.as_str(), delivery.verification.signed_with), ("raw", 0));
        assert!(delivery.headers.iter().any(|(name, _)| name.contains("signature")), "{:?}", delivery.headers);
    }
}

#[tokio::test]
async fn every_provider_is_received_in_sqlite() {
    every_provider_is_received(desk::sqlite().await).await;
}

#[tokio::test]
async fn every_provider_is_received_in_postgres() {
    every_provider_is_received(desk::postgres().await).await;
}

#[tokio::test]
async fn what_is_not_believed_is_listed_and_not_in_the_log() {
    let desk = desk::sqlite().await;
    let before = desk.nodes[0].store.rejected(&desk.team).await.unwrap().len();
    let path = desk.path("rappi");
    let check = async |request: &str, headers: &str, status: u16, why: &str| {
        assert_eq!(call(desk.address(), request, headers, b"{}").await.status, status, "{why}");
        let newest = desk.nodes[0].store.rejected(&desk.team).await.unwrap().remove(0);
        assert_eq!((newest.why.as_str(), newest.answered, newest.endpoint.as_str()), (why, status, &path[12..]));
    };
    check(&path, "", 401, "header_missing").await;
    check(&path, &signed("rappi", "{ }", ""), 401, "wrong_secret").await;
    check(&path, "Authorization: Bearer geheim\r\nRappi-Signature: nonsense\r\n", 401, "header_malformed").await;
    check(&path.replace("/hooks", "/x/hooks"), "", 404, "wrong_path").await;
    check(&path.replace("POST", "GET"), "", 405, "wrong_method").await;
    check(&path, "Content-Encoding: gzip\r\nRappi-Signature: t=1,sign=00\r\n", 401, "header_malformed").await;
    let large = format!("X: {}\r\n", "y".repeat(20 << 10));
    assert_eq!(call(desk.address(), &path, &large, b"").await.status, 431);
    listed(&desk, "header_too_large", before + 7).await;
    assert_eq!(call(desk.address(), &path, "no header\r\n", b"").await.status, 400);
    listed(&desk, "head_malformed", before + 8).await;
    let kept = desk.nodes[0].store.rejected(&desk.team).await.unwrap();
    assert!(!format!("{kept:?}").contains("geheim"));
    // Nobody fills the list by guessing.
    assert_eq!(call(desk.address(), "POST /hooks/guessed", "", b"{}").await.status, 404);
    assert_eq!(desk.nodes[0].store.rejected(&desk.team).await.unwrap().len(), before + 8);
    assert_eq!(deliveries(&desk).await, []);
}

/// What no router gets is kept after its answer.
async fn listed<S: Store>(desk: &Desk<S>, why: &str, count: usize) {
    until(async || {
        let kept = desk.nodes[0].store.rejected(&desk.team).await.unwrap();
        kept.len() == count && kept[0].why == why
    })
    .await;
}

/// Somebody holds the counter of the log, as a server that hangs in a failover does.
#[tokio::test]
async fn a_silent_store_is_a_503_within_a_second_and_never_a_2xx() {
    let desk = desk::postgres().await;
    let (client, connection) =
        tokio_postgres::connect(&desk.database.as_ref().unwrap().address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("BEGIN; SELECT * FROM gangway.teams FOR UPDATE").await.unwrap();
    let (headers, asked) = (signed("rappi", "{}", ""), Instant::now());
    let answer = call(desk.address(), &desk.path("rappi"), &headers, b"{}").await;
    assert_eq!(answer.status, 503);
    assert!(answer.head.contains("retry-after: "), "{}", answer.head);
    assert!(asked.elapsed() < Duration::from_secs(3), "a provider waits a few seconds at most");
    let ready = call(desk.address(), "GET /readyz", "", b"").await;
    assert_eq!(ready.status, 503);
    assert!(String::from_utf8_lossy(&ready.body).contains("could not be kept"));
    client.batch_execute("ROLLBACK").await.unwrap();
    until(async || desk.deliver(1, "{}").await == 200).await;
    assert_eq!(desk.deliver(0, "{}").await, 200);
    assert_eq!(deliveries(&desk).await.len(), 1, "however often it came");
    until(async || call(desk.address(), "GET /readyz", "", b"").await.status == 200).await;
}

#[tokio::test]
async fn a_store_that_takes_nothing_makes_the_relay_not_ready() {
    let desk = desk::postgres().await;
    let database = desk.database.as_ref().unwrap();
    assert_eq!(call(desk.address(), "GET /readyz", "", b"").await.status, 200);
    crate::support::run(&database.address, "ALTER TABLE gangway.meta RENAME TO gone").await;
    let answer = call(desk.address(), "GET /readyz", "", b"").await;
    assert_eq!(answer.status, 503);
    assert!(String::from_utf8_lossy(&answer.body).starts_with("Nothing can be kept: "));
    assert_eq!(call(desk.address(), "GET /healthz", "", b"").await.body, b"ok");
}

#[tokio::test]
async fn two_nodes_that_get_the_same_delivery_answer_both_and_keep_one() {
    let desk = desk::postgres().await;
    for n in 0..20 {
        let body = format!("{{\"n\":{n}}}");
        let (one, other) = tokio::join!(desk.deliver(0, &body), desk.deliver(1, &body));
        assert_eq!((one, other), (200, 200));
    }
    assert_eq!(deliveries(&desk).await.len(), 20);
}

/// Heads in another hand would look like a forgery to every console.
#[tokio::test]
async fn a_node_with_other_credentials_does_not_start() {
    let desk = desk::postgres().await;
    let other = tempfile::tempdir().unwrap();
    let store = PostgresStore::open(&desk.database.as_ref().unwrap().address).await.unwrap();
    let credentials = Credentials::open(other.path()).unwrap();
    let (pinned, given) = (desk.admin.relay_key, credentials.relay_key());
    let started = Relay::start(store, credentials, Options::default(), Clock::system()).await;
    assert_eq!(started.err(), Some(StoreError::OtherRelay { pinned, given }));
}

/// HTTP/2 with prior knowledge, as a reverse proxy speaks it.
#[tokio::test]
async fn http_2_is_received_too() {
    use http_body_util::{BodyExt as _, Full};
    let desk = desk::sqlite().await;
    let stream = tokio::net::TcpStream::connect(desk.address()).await.unwrap();
    let io = hyper_util::rt::TokioIo::new(stream);
    let executor = hyper_util::rt::TokioExecutor::new();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await.unwrap();
    tokio::spawn(connection);
    let headers = signed("rappi", "{}", "");
    let (name, value) = headers.trim().split_once(": ").unwrap();
    let request = hyper::Request::post(format!("http://x{}", &desk.path("rappi")[5..])).header(name, value);
    let answer = sender.send_request(request.body(Full::new("{}".as_bytes())).unwrap()).await.unwrap();
    assert_eq!((answer.status(), answer.version()), (hyper::StatusCode::OK, hyper::Version::HTTP_2));
    assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "received");
    assert_eq!(deliveries(&desk).await.len(), 1);
}
