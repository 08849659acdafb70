//! Looking at an address that a provider is to call: what its name resolves to, and a test call.
//!
//! Every answer of the name service is checked before anything is connected to, and the connection goes to one of these very
//! answers: a name that resolves otherwise a moment later changes nothing. Redirects are shown and never followed.

use super::{
    dial::{Dialled, NotDialled},
    http,
    network::{Network, Route},
};
use gangway_domain::address::{Address, BadAddress, Reach, public_ip};
use http_body_util::Full;
use hyper::{Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use rustls::{
    CertificateError, ClientConfig,
    pki_types::{CertificateDer, InvalidDnsNameError, ServerName},
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsConnector, client::TlsStream};
use url::Host;
use x509_cert::{Certificate, der::Decode};

/// Time for the name service.
const RESOLVE: Duration = Duration::from_secs(5);
/// Time for a whole test call.
const CALL: Duration = Duration::from_secs(10);

/// Somebody who knows what names resolve to.
pub trait Names: Sync {
    /// Every address of a name.
    fn resolve(&self, name: &str) -> impl Future<Output = std::io::Result<Vec<IpAddr>>> + Send;
}

/// The name service of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    async fn resolve(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        let found = tokio::time::timeout(RESOLVE, tokio::net::lookup_host((name, 0))).await;
        let found = found.map_err(|_| std::io::Error::from(std::io::ErrorKind::TimedOut))??;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// Where an address leads, every answer checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    addresses: Vec<SocketAddr>,
}

impl Resolved {
    /// What was found, in the order in which it was told.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }
}

/// Why nothing can be connected to.
#[derive(Debug, Error)]
pub enum Unresolved {
    /// The name service knows no such name, or does not answer.
    #[error("{name} cannot be resolved: {source}")]
    Unknown {
        /// Which.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// One of the answers leads where no provider may be led. The others do not matter: which one is taken is chance.
    #[error("{name} resolves to a forbidden address: {bad}")]
    Forbidden {
        /// Which.
        name: String,
        /// What is wrong with it.
        bad: BadAddress,
    },
}

/// Resolves an address and checks every answer. A literal is its own answer.
pub async fn resolve(address: &Address, reach: Reach, names: &impl Names) -> Result<Resolved, Unresolved> {
    let port = address.url.port_or_known_default().unwrap_or(443);
    let name = address.url.host_str().unwrap_or_default().to_owned();
    let found = match address.url.host() {
        Some(Host::Ipv4(ip)) => vec![ip.into()],
        Some(Host::Ipv6(ip)) => vec![ip.into()],
        _ => match names.resolve(&name).await {
            Ok(found) if found.is_empty() => {
                let source = std::io::Error::from(std::io::ErrorKind::NotFound);
                return Err(Unresolved::Unknown { name, source });
            }
            Ok(found) => found,
            Err(source) => return Err(Unresolved::Unknown { name, source }),
        },
    };
    for ip in &found {
        public_ip(*ip, reach).map_err(|bad| Unresolved::Forbidden { name: name.clone(), bad })?;
    }
    Ok(Resolved { addresses: found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect() })
}

/// How a test call went, as far as it got.
#[derive(Debug)]
pub struct Called {
    /// What was connected to, or was tried last.
    pub connected_to: SocketAddr,
    /// What TLS came to; `None` for plain HTTP on loopback, and where no connection was made.
    pub tls: Option<Tls>,
    /// HTTP status, or why there is none.
    pub status: Result<u16, NoAnswer>,
    /// `Retry-After` of the answer.
    pub retry_after: Option<Duration>,
    /// From the beginning of the connection to the end of the answer's head, or to the failure.
    pub took: Duration,
}

/// What TLS came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// `TLSv1.3` or `TLSv1.2`.
    pub version: String,
    /// When the certificate ends, Unix milliseconds; `None` where it could not be read.
    pub ends_at: Option<i64>,
}

/// Why a test call was not answered.
#[derive(Debug, Error)]
pub enum NoAnswer {
    /// No connection, straight or through a proxy.
    #[error("{0}")]
    NotConnected(#[from] NotDialled),
    /// The certificate is not to be trusted.
    #[error("the certificate {0}")]
    Certificate(BadCertificate),
    /// TLS failed otherwise.
    #[error("TLS failed: {0}")]
    Tls(String),
    /// It took too long.
    #[error("no answer came within 10 s")]
    TimedOut,
    /// The connection ended, or what came is no HTTP.
    #[error("the answer cannot be read: {0}")]
    Broken(#[from] hyper::Error),
    /// The address makes no request.
    #[error("the address makes no request: {0}")]
    Request(#[from] hyper::http::Error),
}

/// Why a certificate is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadCertificate {
    /// Over.
    #[error("has expired")]
    Expired,
    /// Not begun.
    #[error("is not valid yet")]
    NotYetValid,
    /// Of another name.
    #[error("is for another name")]
    OtherName,
    /// By nobody who is trusted; self-signed, or without its intermediate certificates.
    #[error("is not from an authority that is trusted here")]
    UnknownIssuer,
    /// Called back.
    #[error("was revoked")]
    Revoked,
    /// Anything else, in the library's words.
    #[error("is not accepted: {0}")]
    Other(String),
}

/// What a test call sends.
#[derive(Debug, Clone)]
pub struct TestCall<'a> {
    /// Names and values.
    pub headers: &'a [(&'a str, String)],
    /// JSON.
    pub body: &'a str,
    /// What it says of itself in `User-Agent`.
    pub agent: &'a str,
}

/// `User-Agent` of a call that tries an address out.
pub const TEST_CALL: &str = concat!("gangway/", env!("CARGO_PKG_VERSION"), " (test call)");
/// `User-Agent` of a call that says something.
pub const IN_EARNEST: &str = concat!("gangway/", env!("CARGO_PKG_VERSION"));

/// Calls an address once: the first of its checked answers that takes a connection.
pub async fn call(
    network: &Network,
    address: &Address,
    at: &Resolved,
    trust: Arc<ClientConfig>,
    test: &TestCall<'_>,
) -> Called {
    let started = Instant::now();
    let mut called = Called {
        connected_to: at.addresses[0],
        tls: None,
        status: Err(NoAnswer::TimedOut),
        retry_after: None,
        took: Duration::ZERO,
    };
    // What was found until the time is over stays found.
    if let Ok(status) = tokio::time::timeout(CALL, attempt(network, address, at, trust, test, &mut called)).await {
        called.status = status;
    }
    called.took = started.elapsed();
    called
}

async fn attempt(
    network: &Network,
    address: &Address,
    at: &Resolved,
    trust: Arc<ClientConfig>,
    test: &TestCall<'_>,
    called: &mut Called,
) -> Result<u16, NoAnswer> {
    // A proxy is asked for the address that was checked, not for the name: what it resolves to is nothing that we looked at.
    let here = at.addresses.iter().all(|socket| socket.ip().is_loopback());
    let route = if here { Route::Direct } else { network.route(&address.url).await.map_err(NotDialled::from)? };
    let (connected_to, stream) = match network.dial_any(&route, &at.addresses, CALL).await {
        Ok(dialled) => dialled,
        Err((tried, error)) => {
            called.connected_to = tried;
            return Err(error.into());
        }
    };
    called.connected_to = connected_to;
    if address.url.scheme() == "http" {
        return exchange(address, stream, test, called).await;
    }
    let name = server_name(address).map_err(|error| NoAnswer::Tls(error.to_string()))?;
    let stream = TlsConnector::from(trust).connect(name, stream).await.map_err(|error| sorted(&error))?;
    called.tls = Some(tls(&stream));
    exchange(address, stream, test, called).await
}

fn server_name(address: &Address) -> Result<ServerName<'static>, InvalidDnsNameError> {
    match address.url.host() {
        Some(Host::Ipv4(ip)) => Ok(ServerName::IpAddress(IpAddr::from(ip).into())),
        Some(Host::Ipv6(ip)) => Ok(ServerName::IpAddress(IpAddr::from(ip).into())),
        _ => ServerName::try_from(address.url.host_str().unwrap_or_default().to_owned()),
    }
}

fn tls(stream: &TlsStream<Dialled>) -> Tls {
    let (_, session) = stream.get_ref();
    let version = match session.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_2) => "TLSv1.2".to_owned(),
        Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3".to_owned(),
        other => format!("{other:?}"),
    };
    Tls { version, ends_at: session.peer_certificates().and_then(|chain| chain.first()).and_then(ends_at) }
}

fn ends_at(certificate: &CertificateDer<'_>) -> Option<i64> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let end = certificate.tbs_certificate.validity.not_after.to_unix_duration();
    i64::try_from(end.as_millis()).ok()
}

/// TLS hands its own errors on inside of an I/O error.
fn sorted(error: &std::io::Error) -> NoAnswer {
    let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        return NoAnswer::Tls(error.to_string());
    };
    let rustls::Error::InvalidCertificate(bad) = tls else { return NoAnswer::Tls(tls.to_string()) };
    NoAnswer::Certificate(match bad {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => BadCertificate::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => BadCertificate::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            BadCertificate::OtherName
        }
        CertificateError::UnknownIssuer => BadCertificate::UnknownIssuer,
        CertificateError::Revoked => BadCertificate::Revoked,
        // The platform's verifier says it in words: on Linux as the library does, elsewhere as the system does.
        other => BadCertificate::Other(format!("{other:?}")),
    })
}

async fn exchange(
    address: &Address,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    test: &TestCall<'_>,
    called: &mut Called,
) -> Result<u16, NoAnswer> {
    let host = &address.url[url::Position::BeforeHost..url::Position::AfterPort];
    let path = &address.url[url::Position::BeforePath..url::Position::AfterQuery];
    let mut request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, test.agent);
    for (name, value) in test.headers {
        request = request.header(*name, value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(test.body.as_bytes())))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answer = sender.send_request(request);
    tokio::pin!(answer);
    // A connection that closes after its answer may be noticed first; the answer is there all the same.
    let answer = tokio::select! {
        answer = &mut answer => answer,
        _ = connection => answer.await,
    };
    // The body is of no interest, and may never end.
    let answer = answer?;
    called.retry_after = http::retry_after(answer.headers(), super::clock::now());
    Ok(answer.status().as_u16())
}
