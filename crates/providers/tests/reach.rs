//! Where the way to a host ends, over real sockets.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use gangway_providers::{
    http::Cut,
    net::{Network, Policy},
    reach::{TlsProblem, Unreached, reach},
};
use rcgen::{CertificateParams, KeyPair};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

const LIMIT: Duration = Duration::from_millis(700);

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Answers every connection with these bytes, then closes it; nothing at all: keeps it open.
async fn answering(bytes: &'static [u8]) -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            if bytes.is_empty() {
                kept.push(stream);
                continue;
            }
            tokio::spawn(async move {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(bytes).await;
            });
        }
    });
    address
}

async fn with_certificate(name: &str) -> SocketAddr {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&key).unwrap();
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key);
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move { acceptor.accept(stream).await });
        }
    });
    address
}

#[tokio::test]
async fn each_step_has_its_own_end() {
    let ends = async |url: String| reach(&Network::new(Policy::Direct, vec![]), &url, LIMIT).await.answer.unwrap_err();
    assert_eq!(ends("nonsense".into()).await, Unreached::NotAnAddress);
    assert_eq!(ends("mailto:a@b".into()).await, Unreached::NotAnAddress);
    // Too long for a name, so nobody is asked about it.
    assert_eq!(ends(format!("http://{}.invalid/", "a".repeat(64))).await, Unreached::NameUnknown);
    let (listener, nobody) = listen().await;
    drop(listener);
    assert_eq!(ends(format!("http://{nobody}/")).await, Unreached::Refused);
    let silent = answering(b"").await;
    assert_eq!(ends(format!("http://{silent}/")).await, Unreached::NoAnswer(Cut::TimedOut));
    let outside = reach(&Network::loopback_only(), "https://api.rappi.com.co/", LIMIT).await.answer.unwrap_err();
    assert_eq!(outside, Unreached::Outside);
    let half = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal").await;
    assert_eq!(ends(format!("http://{half}/")).await, Unreached::NoAnswer(Cut::Reset));
}

#[tokio::test]
async fn tls_that_is_none_and_tls_that_nobody_trusts() {
    let plain = answering(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
    assert_eq!(
        reach(&Network::loopback_only(), &format!("https://{plain}/"), LIMIT).await.answer.unwrap_err(),
        Unreached::Tls(TlsProblem::Other)
    );
    let own = with_certificate("127.0.0.1").await;
    assert_eq!(
        reach(&Network::loopback_only(), &format!("https://{own}/"), LIMIT).await.answer.unwrap_err(),
        Unreached::Tls(TlsProblem::UnknownIssuer)
    );
}

/// Whatever is answered, the way is there; a date tells how far the clocks are apart.
#[tokio::test]
async fn an_answer_of_any_kind_is_reached() {
    let at = answering(b"HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n\r\nno")
        .await;
    let answer = reach(&Network::loopback_only(), &format!("http://{at}/any"), LIMIT).await.answer.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (404, b"no".as_slice()));
    assert!(answer.clock_skew_ms.unwrap() < -900_000_000_000, "{answer:?}");
}
