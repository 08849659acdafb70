//! Test calls, over real sockets and real TLS; names are told by the test.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the answer")]

use gangway_domain::address::{Address, Reach, check};
use gangway_providers::{
    net::Network,
    probe::{BadCertificate, Called, Names, NoAnswer, Resolved, TEST_CALL, TestCall, Unresolved, call, resolve},
};
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair, date_time_ymd};
use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

/// Tells what it was given, and another address every time it is asked again.
struct Told {
    first: Vec<IpAddr>,
    asked: AtomicUsize,
}

fn told(addresses: &[&str]) -> Told {
    Told { first: addresses.iter().map(|ip| ip.parse().unwrap()).collect(), asked: AtomicUsize::new(0) }
}

impl Names for Told {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        match self.asked.fetch_add(1, Ordering::Relaxed) {
            0 => Ok(self.first.clone()),
            _ => Ok(vec!["10.0.0.1".parse().unwrap()]),
        }
    }
}

struct Nobody;

impl Names for Nobody {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn address(text: &str) -> Address {
    check(text, Reach::Loopback).unwrap()
}

#[tokio::test]
async fn every_answer_of_the_name_service_counts() {
    let at = address("https://shop.com/hooks");
    let public = resolve(&at, Reach::Public, &told(&["93.184.215.14", "2606:4700::1"])).await.unwrap();
    let shown: Vec<_> = public.addresses().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["93.184.215.14:443", "[2606:4700::1]:443"]);
    for private in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1"] {
        let outcome = resolve(&at, Reach::Public, &told(&["93.184.215.14", private])).await;
        let error = outcome.expect_err(private);
        assert!(matches!(error, Unresolved::Forbidden { .. }), "{private}: {error}");
        assert!(error.to_string().contains("shop.com"), "{error}");
    }
    // The sandbox reaches this machine, and no other private one.
    assert!(resolve(&at, Reach::Loopback, &told(&["127.0.0.1"])).await.is_ok());
    assert!(resolve(&at, Reach::Loopback, &told(&["127.0.0.1", "10.0.0.1"])).await.is_err());
    assert!(matches!(resolve(&at, Reach::Public, &Nobody).await, Err(Unresolved::Unknown { .. })));
    assert!(matches!(resolve(&at, Reach::Public, &told(&[])).await, Err(Unresolved::Unknown { .. })));
    let literal = check("https://93.184.215.14:8443/", Reach::Public).unwrap();
    let literal = resolve(&literal, Reach::Public, &Nobody).await.unwrap();
    assert_eq!(literal.addresses()[0].to_string(), "93.184.215.14:8443");
}

/// What a receiver heard, and how often somebody came.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: &str, heard: &Heard) {
    let mut bytes = Vec::new();
    while !String::from_utf8_lossy(&bytes).ends_with("\r\n\r\n{}") {
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
    }
    heard.0.lock().unwrap().push(String::from_utf8_lossy(&bytes).into_owned());
    let _ = stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// A receiver, over TLS where it has a certificate.
async fn receiver(tls: Option<Arc<ServerConfig>>, status: &str) -> (SocketAddr, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (heard, status) = (Heard::default(), status.to_owned());
    let keeps = heard.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            match &tls {
                None => answer(stream, &status, &keeps).await,
                Some(tls) => {
                    if let Ok(stream) = TlsAcceptor::from(Arc::clone(tls)).accept(stream).await {
                        answer(stream, &status, &keeps).await;
                    }
                }
            }
        }
    });
    (at, heard)
}

async fn here(url: &str, names: &Told) -> (Address, Resolved) {
    let at = address(url);
    let resolved = resolve(&at, Reach::Loopback, names).await.unwrap();
    (at, resolved)
}

async fn post(at: &Address, resolved: &Resolved, trust: Arc<ClientConfig>) -> Called {
    let headers = [("x-signature", "abc".to_owned())];
    call(&Network::default(), at, resolved, trust, &TestCall { headers: &headers, body: "{}", agent: TEST_CALL }).await
}

/// The checked address is the one that is connected to, whatever the name resolves to a moment later.
#[tokio::test]
async fn the_name_is_asked_once() {
    let (socket, heard) = receiver(None, "204 No Content").await;
    let names = told(&["127.0.0.1"]);
    let (at, resolved) = here(&format!("http://localhost:{}/hooks?a=b", socket.port()), &names).await;
    let called = post(&at, &resolved, Network::default().trust().unwrap()).await;
    assert_eq!((called.connected_to, called.status.unwrap(), called.tls), (socket, 204, None));
    assert_eq!(names.asked.load(Ordering::Relaxed), 1);
    let said = heard.all().remove(0).to_lowercase();
    assert!(said.starts_with("post /hooks?a=b http/1.1\r\n"), "{said}");
    assert!(
        said.contains(&format!("host: localhost:{}\r\n", socket.port())) && said.contains("x-signature: abc"),
        "{said}"
    );
}

#[tokio::test]
async fn a_redirect_is_shown_and_not_followed() {
    let (elsewhere, followed) = receiver(None, "200 OK").await;
    let (socket, heard) = receiver(None, &format!("302 Found\r\nlocation: http://{elsewhere}/")).await;
    let (at, resolved) = here(&format!("http://127.0.0.1:{}/", socket.port()), &told(&[])).await;
    assert_eq!(post(&at, &resolved, Network::default().trust().unwrap()).await.status.unwrap(), 302);
    assert_eq!((heard.all().len(), followed.all().len()), (1, 0));
}

#[tokio::test]
async fn nobody_there_and_no_http() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let (at, resolved) = here(&format!("http://127.0.0.1:{port}/"), &told(&[])).await;
    assert!(matches!(
        post(&at, &resolved, Network::default().trust().unwrap()).await.status,
        Err(NoAnswer::NotConnected(_))
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"SSH-2.0-OpenSSH\r\n").await.unwrap();
    });
    let (at, resolved) = here(&format!("http://127.0.0.1:{port}/"), &told(&[])).await;
    assert!(matches!(post(&at, &resolved, Network::default().trust().unwrap()).await.status, Err(NoAnswer::Broken(_))));
}

/// An authority, and a receiver's certificate from it.
struct Issued {
    root: CertificateDer<'static>,
    server: Arc<ServerConfig>,
}

static ISSUED: AtomicUsize = AtomicUsize::new(0);

fn issued(name: &str, years: (i32, i32)) -> Issued {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    // Authorities of one name would be told apart by their signatures only.
    let number = ISSUED.fetch_add(1, Ordering::Relaxed);
    params.distinguished_name.push(rcgen::DnType::CommonName, format!("Authority {number}"));
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let certificate = params.signed_by(&key, &authority).unwrap();
    let secret = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let server = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], secret)
        .unwrap();
    Issued { root: authority.der().clone(), server: Arc::new(server) }
}

fn trusting(root: &CertificateDer<'static>) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone()).unwrap();
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

#[tokio::test]
async fn what_tls_came_to() {
    let good = issued("shop.com", (2020, 2100));
    let (socket, heard) = receiver(Some(Arc::clone(&good.server)), "200 OK").await;
    let url = format!("https://shop.com:{}/", socket.port());
    let (at, resolved) = here(&url, &told(&["127.0.0.1"])).await;
    let called = post(&at, &resolved, trusting(&good.root)).await;
    assert_eq!((called.status.unwrap(), called.connected_to), (200, socket));
    let tls = called.tls.unwrap();
    assert_eq!((tls.version.as_str(), tls.ends_at), ("TLSv1.3", Some(4_102_444_800_000)));

    let refused = async |issued: &Issued, trust: Arc<ClientConfig>, expected: BadCertificate| {
        let (socket, heard) = receiver(Some(Arc::clone(&issued.server)), "200 OK").await;
        let (at, resolved) = here(&format!("https://shop.com:{}/", socket.port()), &told(&["127.0.0.1"])).await;
        let called = post(&at, &resolved, trust).await;
        let Err(NoAnswer::Certificate(bad)) = called.status else { panic!("{:?}", called.status) };
        assert_eq!(bad, expected);
        assert!(heard.all().is_empty() && called.tls.is_none(), "nothing is said to somebody who is not trusted");
    };
    let stranger = issued("shop.com", (2020, 2100));
    refused(&good, trusting(&stranger.root), BadCertificate::UnknownIssuer).await;
    let other = issued("other.com", (2020, 2100));
    refused(&other, trusting(&other.root), BadCertificate::OtherName).await;
    let over = issued("shop.com", (2020, 2021));
    refused(&over, trusting(&over.root), BadCertificate::Expired).await;
    let early = issued("shop.com", (2090, 2100));
    refused(&early, trusting(&early.root), BadCertificate::NotYetValid).await;
    // What this machine trusts does not hold a test's authority.
    refused(&good, Network::default().trust().unwrap(), BadCertificate::UnknownIssuer).await;
    assert_eq!(heard.all().len(), 1);
}

#[tokio::test]
async fn a_receiver_without_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plain = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    });
    let (at, resolved) = here(&format!("https://shop.com:{}/", plain.port()), &told(&["127.0.0.1"])).await;
    let called = post(&at, &resolved, Network::default().trust().unwrap()).await;
    assert!(matches!(called.status, Err(NoAnswer::Tls(_))), "{:?}", called.status);
}
