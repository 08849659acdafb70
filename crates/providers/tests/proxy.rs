//! Where calls go: real hosts through the proxy, encrypted end to end; this machine never; and at which hop it ended.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use gangway_providers::{
    email::{self, MailError, MailServer, Security},
    net::{ApiError, ApiErrorKind, Hear, Network, Policy, proxy::Proxy},
    rainforest::{Filter, Rainforest},
    reach::{ProxyHop, Unreached, reach},
};
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

fn nobody_listens() -> Hear {
    Arc::new(drop)
}

/// What an error says beside who said it.
fn kind(error: ApiError) -> ApiErrorKind {
    error.kind
}

const LIMIT: Duration = Duration::from_secs(3);
const KEY: &str = "sbx_apikey_0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/// Everything that came to a proxy in clear.
type Seen = Arc<Mutex<Vec<String>>>;

/// Leads every `CONNECT` to one address, or answers with a status of its own.
async fn proxy(leads_to: Result<SocketAddr, &'static str>) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let seen: Seen = Arc::default();
    let keeps = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let keeps = Arc::clone(&keeps);
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.is_ok_and(|read| read > 0) {}
                keeps.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
                match leads_to {
                    Err(answer) => {
                        let _ = stream.write_all(answer.as_bytes()).await;
                    }
                    Ok(target) => {
                        let mut target = TcpStream::connect(target).await.unwrap();
                        let _ = stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await;
                        let _ = copy_bidirectional(&mut stream, &mut target).await;
                    }
                }
            });
        }
    });
    (at, seen)
}

/// A host of a name that nobody knows here, with its own authority.
async fn host(name: &str, answer: &'static str) -> (SocketAddr, CertificateDer<'static>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                // A mail server speaks first.
                if answer.starts_with("220") {
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(b"250 here\r\n").await;
                    let _ = stream.read(&mut [0; 4096]).await;
                } else {
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                }
                let _ = stream.shutdown().await;
            });
        }
    });
    (at, authority.der().clone())
}

fn through(proxy: &str, authorities: Vec<CertificateDer<'static>>) -> Network {
    Network::new(Policy::Through(Arc::new(Proxy::of_profile(proxy).unwrap()), vec![]), authorities)
}

#[tokio::test]
async fn a_real_host_is_called_through_the_proxy_and_the_proxy_reads_nothing() {
    let body = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 30\r\n\r\n{\"status\":\"SUCCESS\",\"data\":[]}";
    let (target, root) = host("api.rainforest.test", body).await;
    let (at, seen) = proxy(Ok(target)).await;
    let network = through(&at.to_string(), vec![root]);
    let rainforest =
        Rainforest::new("https://api.rainforest.test", KEY.into(), &network, LIMIT, &nobody_listens()).unwrap();
    let merchant = "mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into();
    assert_eq!(rainforest.list(&merchant, &Filter::default()).await, Ok(vec![]));
    let reached = reach(&network, "https://api.rainforest.test/", LIMIT).await;
    assert_eq!(reached.through, Some(format!("http://{at}")));
    assert_eq!(reached.answer.unwrap().status, 200);
    let seen = seen.lock().unwrap().join("\n");
    assert!(seen.starts_with("CONNECT api.rainforest.test:443 HTTP/1.1"), "{seen}");
    assert!(!seen.to_lowercase().contains("\r\nauthorization") && !seen.contains(KEY), "{seen}");
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_not_trusted() {
    let (target, _) = host("api.rainforest.test", "HTTP/1.1 200 OK\r\n\r\n").await;
    let (at, _) = proxy(Ok(target)).await;
    let reached = reach(&through(&at.to_string(), vec![]), "https://api.rainforest.test/", LIMIT).await;
    let error = reached.answer.unwrap_err();
    assert!(matches!(error, Unreached::Tls(_)), "{error}");
}

#[tokio::test]
async fn credentials_of_the_proxy_go_to_the_proxy_alone() {
    let (target, root) = host("api.rainforest.test", "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    let (at, seen) = proxy(Ok(target)).await;
    let proxy = Proxy::of_profile(&at.to_string()).unwrap().with_credentials("ana".into(), "p@ss:w%rd".into());
    let network = Network::new(Policy::Through(Arc::new(proxy), vec![]), vec![root]);
    let rainforest =
        Rainforest::new("https://api.rainforest.test", KEY.into(), &network, LIMIT, &nobody_listens()).unwrap();
    let merchant = "mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into();
    assert_eq!(rainforest.list(&merchant, &Filter::default()).await.map_err(kind), Err(ApiErrorKind::NotFound));
    reach(&network, "https://api.rainforest.test/", LIMIT).await.answer.unwrap();
    for head in seen.lock().unwrap().iter() {
        assert!(head.to_lowercase().contains("proxy-authorization: basic yw5honbac3m6dyvyza=="), "{head}");
    }
    assert!(!format!("{network:?}").contains("p@ss"));
}

#[tokio::test]
async fn which_hop_failed() {
    let hop = async |at: &str| {
        let reached = reach(&through(at, vec![]), "https://api.rainforest.test/", LIMIT).await;
        let rainforest =
            Rainforest::new("https://api.rainforest.test", KEY.into(), &through(at, vec![]), LIMIT, &nobody_listens())
                .unwrap();
        let error = rainforest.check_key().await.unwrap_err();
        let ApiErrorKind::Cut(cut) = error.kind else { panic!("{error}") };
        assert!(cut.nothing_was_sent(), "{cut}");
        reached.answer.unwrap_err()
    };
    let says = async |answer: &'static str| hop(&proxy(Err(answer)).await.0.to_string()).await;
    let check = |found: Unreached, expected: ProxyHop| assert_eq!(found, Unreached::Proxy(expected));
    check(says("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n").await, ProxyHop::Credentials);
    check(says("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await, ProxyHop::Forbidden);
    check(says("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n").await, ProxyHop::NoWayOn);
    check(says("SSH-2.0-OpenSSH_9.2\r\n").await, ProxyHop::NoProxy);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = listener.local_addr().unwrap().to_string();
    drop(listener);
    check(hop(&nobody).await, ProxyHop::Unreached);
    check(hop(&format!("{}.invalid:3128", "a".repeat(64))).await, ProxyHop::Unknown);
}

#[tokio::test]
async fn this_machine_is_never_proxied() {
    let (trap, seen) = proxy(Err("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").await;
        }
    });
    let network = through(&trap.to_string(), vec![]);
    for host in [here.to_string(), format!("localhost:{}", here.port())] {
        let reached = reach(&network, &format!("http://{host}/"), LIMIT).await;
        assert_eq!((reached.through, reached.answer.unwrap().status), (None, 404), "{host}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn mail_goes_through_the_proxy_too() {
    let (target, root) = host("mail.example.test", "220 mail.example.test\r\n").await;
    let (at, seen) = proxy(Ok(target)).await;
    let mut server = MailServer {
        host: "mail.example.test".into(),
        port: 465,
        security: Security::Tls,
        login: None,
        authority: None,
        network: through(&at.to_string(), vec![root]),
        hello: "desk.example.com".into(),
    };
    email::check(&server).await.unwrap();
    assert!(seen.lock().unwrap()[0].starts_with("CONNECT mail.example.test:465"));
    let (at, _) = proxy(Err("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")).await;
    server.network = through(&at.to_string(), vec![]);
    let error = email::check(&server).await.unwrap_err();
    assert!(matches!(error, MailError::NotConnected(..)) && error.to_string().contains("proxy"), "{error}");
    server.network = Network::loopback_only();
    assert!(email::check(&server).await.unwrap_err().to_string().contains("sandbox"));
}
