//! The receiver through its own door: a real socket, a real record.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the answer")]

mod support;

use support::{desk, found, signed, signed_by_rainforest, signed_by_ratepay};

use gangway_domain::RejectionReason;
use gangway_inbox::{ALIVE, Echo, SIGNED, bind};
use gangway_record::{db::unreadable::Kept, deliveries};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn a_signed_delivery_is_on_disk_when_it_is_answered() {
    let mut desk = desk().await;
    assert_eq!(desk.post("/hooks/ours", &signed("new", "{}"), "{}").await, "HTTP/1.1 200 OK");
    assert_eq!(desk.kept().await, [("verified".into(), None, "received".into())]);
    assert!(desk.arrived.try_recv().is_ok());
}

/// Raw, re-formatted, by the old secret of a rotation, repeated, cut, signed with another secret, signed as another provider.
#[tokio::test]
async fn ratepay_has_a_verdict_of_its_own() {
    let desk = desk().await;
    let check = async |headers: &str, body: &str, answer: u16, expected: &str| {
        let line = desk.post("/hooks/ratepay", headers, body).await;
        assert!(line.contains(&answer.to_string()), "{expected}: {line}");
        let filter = deliveries::Filter { limit: 1, ..Default::default() };
        let row = desk.record.read(move |c| deliveries::list(c, &filter)).await.unwrap().remove(0);
        let word = |it: Option<String>| it.unwrap_or_else(|| "-".into());
        let signed_with = row.signed_with.map_or("-".to_owned(), |it| it.to_string());
        assert_eq!(
            format!(
                "{} {} {signed_with} {}",
                word(row.form),
                word(row.why.map(|why| why.word().to_owned())),
                row.effect.word()
            ),
            expected
        );
    };
    let body = "{\"a\":[1,\"b c\"]}";
    check(&signed_by_ratepay("new", body), body, 200, "raw - 0 received").await;
    check(&signed_by_ratepay("new", body), body, 200, "raw - 0 duplicate").await;
    check(&signed_by_ratepay("old", "{}"), "{ }", 200, "compact - 1 received").await;
    check(&signed_by_ratepay("new", body), &body[..9], 401, "- body_broken - none").await;
    check(&signed_by_ratepay("other", body), body, 401, "- wrong_secret - none").await;
    check(&signed("new", body), body, 401, "- header_missing - none").await;
    check("x-signature: 00\r\n", body, 401, "- header_malformed - none").await;
    assert_eq!(desk.post("/hooks/closed", &signed("new", "{}"), "{}").await, "HTTP/1.1 404 Not Found");
}

/// Both families of names, the previous secret, the window, and the message's id as the key whatever the body is.
#[tokio::test]
async fn rainforest_has_a_verdict_of_its_own() {
    let desk = desk().await;
    let check = async |headers: &str, body: &str, answer: u16, expected: &str| {
        let line = desk.post("/hooks/rainforest", headers, body).await;
        assert!(line.contains(&answer.to_string()), "{expected}: {line}");
        let filter = deliveries::Filter { limit: 1, ..Default::default() };
        let row = desk.record.read(move |c| deliveries::list(c, &filter)).await.unwrap().remove(0);
        let signed_with = row.signed_with.map_or("-".to_owned(), |it| it.to_string());
        assert_eq!(
            format!("{} {signed_with} {}", row.why.as_ref().map_or("-", Kept::word), row.effect.word()),
            expected
        );
    };
    let svix = |key: &str, id: &str, body: &str| signed_by_rainforest("svix", key, id, body, 0);
    check(&svix("new", "msg_1", "{}"), "{}", 200, "- 0 received").await;
    check(&svix("new", "msg_1", "{}"), "{}", 200, "- 0 duplicate").await;
    check(&svix("new", "msg_1", "{ }"), "{ }", 200, "- 0 duplicate").await;
    check(&svix("old", "msg_2", "{}"), "{}", 200, "- 1 received").await;
    check(&signed_by_rainforest("webhook", "new", "msg_2", "{}", 0), "{}", 200, "- 0 duplicate").await;
    check(&signed_by_rainforest("Webhook", "new", "msg_3", "{}", 0), "{}", 200, "- 0 received").await;
    let both = format!("svix-id: other\r\n{}", signed_by_rainforest("webhook", "new", "msg_4", "{}", 0));
    check(&both, "{}", 200, "- 0 received").await;
    check(&svix("other", "msg_5", "{}"), "{}", 401, "wrong_secret - none").await;
    check(&svix("new", "msg_5", "{}"), "{} ", 401, "wrong_secret - none").await;
    check(&signed_by_rainforest("svix", "new", "msg_5", "{}", 310), "{}", 401, "clock_off - none").await;
    check(&signed_by_rainforest("svix", "new", "msg_5", "{}", -310), "{}", 401, "clock_off - none").await;
    check("svix-id: msg_5\r\n", "{}", 401, "header_missing - none").await;
    let doubled = format!("svix-id: msg_5\r\n{}", svix("new", "msg_5", "{}"));
    check(&doubled, "{}", 401, "header_doubled - none").await;
    check(&svix("new", "msg.5", "{}"), "{}", 401, "header_malformed - none").await;
    check(&signed("new", "{}"), "{}", 401, "header_missing - none").await;
}

#[tokio::test]
async fn split_writes_make_no_difference() {
    let desk = desk().await;
    let body = "{\"a\":1}";
    let head = format!(
        "POST /hooks/ours HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n",
        body.len(),
        signed("old", body)
    );
    let bytes: Vec<u8> = [head.as_bytes(), body.as_bytes()].concat();
    let parts: Vec<&[u8]> = bytes.chunks(3).collect();
    assert_eq!(desk.raw(&parts).await, "HTTP/1.1 200 OK");
}

#[tokio::test]
async fn a_repetition_is_answered_and_told_and_has_nothing_to_fold() {
    let mut desk = desk().await;
    for _ in 0..3 {
        assert_eq!(desk.post("/hooks/ours", &signed("new", "{}"), "{}").await, "HTTP/1.1 200 OK");
    }
    let effects: Vec<String> = desk.kept().await.into_iter().map(|(_, _, effect)| effect).collect();
    assert_eq!(effects, ["received", "duplicate", "duplicate"]);
    // The list of deliveries wants to know of each; the fold finds one.
    assert_eq!(std::iter::from_fn(|| desk.arrived.try_recv().ok()).count(), 3);
    assert_eq!(desk.record.read(|c| deliveries::to_fold(c, 10)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_delivery_is_kept_with_its_reason() {
    let desk = desk().await;
    let check = async |headers: &str, why: &str| {
        assert_eq!(desk.post("/hooks/ours", headers, "{}").await, "HTTP/1.1 401 Unauthorized", "{why}");
        assert_eq!(desk.kept().await.last().unwrap().1.as_deref(), Some(why));
    };
    check("", "header_missing").await;
    check("Rappi-Signature: nonsense\r\n", "header_malformed").await;
    check(&signed("guessed", "{}"), "wrong_secret").await;
    let twice = format!("{0}{0}", signed("new", "{}"));
    check(&twice, "header_doubled").await;
}

/// A keyring that is locked is no fault of the provider's, and trying again helps once it is unlocked.
#[tokio::test]
async fn without_its_secret_an_endpoint_asks_for_another_try() {
    let desk = desk().await;
    assert_eq!(desk.post("/hooks/locked", &signed("new", "{}"), "{}").await, "HTTP/1.1 503 Service Unavailable");
    assert_eq!(desk.kept().await, [("rejected".into(), Some("no_secret".into()), "none".into())]);
}

/// Whatever names an endpoint of ours and is refused is in the list, with the reason and the answer it got.
#[tokio::test]
async fn whatever_names_an_endpoint_is_listed_with_its_reason() {
    let desk = desk().await;
    let check = async |parts: &[&[u8]], status: &str, why: &str, about: Option<&str>| {
        assert_eq!(desk.raw(parts).await, format!("HTTP/1.1 {status}"), "{why}");
        let filter = deliveries::Filter { limit: 1, ..Default::default() };
        let row = found(async || {
            let filter = filter.clone();
            let rows = desk.record.read(move |c| deliveries::list(c, &filter)).await.unwrap();
            rows.into_iter().next().filter(|row| row.why.as_ref().map(Kept::word) == Some(why))
        });
        let row = row.await.unwrap_or_else(|| panic!("{why} is not listed"));
        assert_eq!((row.endpoint.as_str(), row.verdict.word()), ("ours", "rejected"));
        assert_eq!((row.detail.as_deref(), &row.answered.to_string()[..]), (about, &status[..3]));
    };
    let head = |method: &str, path: &str, more: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n").into_bytes()
    };
    let path = head("POST", "/gangway/hooks/ours?x=1", "Content-Length: 2\r\n");
    check(&[&path, b"{}"], "404 Not Found", "wrong_path", Some("/gangway/hooks/…")).await;
    check(&[&head("POST", "/hooks/ours/more", "")], "404 Not Found", "wrong_path", Some("/hooks/…/more")).await;
    check(&[&head("GET", "/hooks/ours", "")], "405 Method Not Allowed", "wrong_method", Some("GET")).await;
    check(&[&head("PUT", "/hooks/ours/", "")], "405 Method Not Allowed", "wrong_method", Some("PUT")).await;
    let declared = head("POST", "/hooks/ours", "Content-Length: 1048577\r\n");
    check(&[&declared], "413 Payload Too Large", "body_too_large", Some("1048577")).await;
    let chunked = head("POST", "/hooks/ours", "Transfer-Encoding: chunked\r\n");
    let chunk = format!("100001\r\n{}\r\n", "x".repeat(0x0010_0001));
    check(&[&chunked, chunk.as_bytes(), b"0\r\n\r\n"], "413 Payload Too Large", "body_too_large", None).await;
    let broken = head("POST", "/hooks/ours", "Transfer-Encoding: chunked\r\n");
    check(&[&broken, b"nonsense\r\n"], "400 Bad Request", "body_incomplete", None).await;
    let large = head("POST", "/hooks/ours", &format!("X: {}\r\n", "y".repeat(20 << 10)));
    check(&[&large], "431 Request Header Fields Too Large", "header_too_large", None).await;
    check(&[&head("POST", "/hooks/ours", "no header\r\n")], "400 Bad Request", "head_malformed", None).await;
    let gzip = format!("Content-Encoding: gzip\r\nContent-Length: 2\r\n{}", signed("new", "{}"));
    let gzip = head("POST", "/hooks/ours", &gzip);
    check(&[&gzip, b"\x1f\x8b"], "415 Unsupported Media Type", "body_compressed", Some("gzip")).await;
}

/// A second request on a kept connection is seen as well as a first.
#[tokio::test]
async fn a_head_that_cannot_be_read_is_listed_on_a_kept_connection_too() {
    let desk = desk().await;
    let first = format!("POST /hooks/ours HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{}\r\n{{}}", signed("new", "{}"));
    let mut stream = TcpStream::connect(desk.address).await.unwrap();
    stream.write_all(first.as_bytes()).await.unwrap();
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).await.unwrap();
    stream.write_all(b"POST /hooks/ratepay HTTP/1.1\r\nbroken\r\n\r\n").await.unwrap();
    let mut rest = String::new();
    let _ = stream.read_to_string(&mut rest).await;
    let listed = found(async || {
        let rows = desk.record.read(|c| deliveries::list(c, &deliveries::Filter { limit: 1, ..Default::default() }));
        rows.await
            .unwrap()
            .into_iter()
            .next()
            .filter(|row| row.why == Some(Kept::Known(RejectionReason::HeadMalformed)))
    });
    assert_eq!(listed.await.expect("it is listed").endpoint.as_str(), "ratepay");
}

#[tokio::test]
async fn one_slash_more_is_the_same_address() {
    let desk = desk().await;
    assert_eq!(desk.post("/hooks/ours/", &signed("new", "{}"), "{}").await, "HTTP/1.1 200 OK");
    assert_eq!(desk.kept().await, [("verified".into(), None, "received".into())]);
}

/// Whoever knows this program's own word hears how a call came, under whatever path, and nothing of it is kept.
#[tokio::test]
async fn what_is_changed_on_the_way_is_told_to_whoever_may_ask() {
    let desk = desk().await;
    let ask = async |path: &str, more: &str| {
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n{more}\r\n{{}}");
        let mut stream = TcpStream::connect(desk.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned();
        serde_json::from_str::<Echo>(&body).unwrap_or_else(|error| panic!("{error}: {answer}"))
    };
    let signed = SIGNED.map(|name| format!("{name}: {name}\r\n")).concat();
    let whole = ask("/hooks/alive", &signed).await;
    let expected = Echo {
        here: ALIVE.into(),
        method: "POST".into(),
        path: "/hooks/…".into(),
        missing: Vec::new(),
        coding: None,
        body: Echo::digest(b"{}"),
    };
    assert_eq!(whole, expected);
    let changed = ask("/x/hooks/alive/", &format!("{signed}x-signature: again\r\nContent-Encoding: br\r\n")).await;
    assert_eq!((changed.path.as_str(), changed.coding.as_deref()), ("/x/hooks/…/", Some("br")));
    assert_eq!(changed.missing, ["x-signature"]);
    assert_eq!(ask("/hooks/alive", "").await.missing, SIGNED);
    assert_eq!(desk.kept().await, []);
}

/// Nobody fills the record by guessing.
#[tokio::test]
async fn what_names_no_endpoint_leaves_nothing_behind() {
    let desk = desk().await;
    assert_eq!(desk.post("/hooks/other", &signed("new", "{}"), "{}").await, "HTTP/1.1 404 Not Found");
    assert_eq!(desk.post("/hooks/closed/", "", "{}").await, "HTTP/1.1 404 Not Found");
    assert_eq!(desk.raw(&[b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]).await, "HTTP/1.1 404 Not Found");
    assert_eq!(desk.raw(&[b"rubbish\r\n\r\n"]).await, "HTTP/1.1 400 Bad Request");
    assert_eq!(desk.kept().await, []);
}

#[tokio::test]
async fn a_full_disk_is_a_503_and_never_a_2xx() {
    let desk = desk().await;
    desk.record.write(|c| c.pragma_update(None, "max_page_count", 1)).await.unwrap();
    let body = format!("{{\"x\":\"{}\"}}", "y".repeat(300_000));
    let answer = desk.post("/hooks/ours", &signed("new", &body), &body).await;
    assert_eq!(answer, "HTTP/1.1 503 Service Unavailable");
}

#[tokio::test]
async fn only_loopback_and_a_named_busy_port() {
    assert!(matches!(bind("0.0.0.0:0".parse().unwrap()).await, Err(gangway_inbox::BindError::NotLoopback(_))));
    let taken = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    assert!(matches!(bind(taken.local_addr().unwrap()).await, Err(gangway_inbox::BindError::Busy(_))));
}
