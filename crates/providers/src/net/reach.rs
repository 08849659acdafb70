//! Whether an address answers at all, and if not, at which of the steps it ends: name, connection, TLS, answer.

use super::{
    dial::{NotDialled, ProxyRefusal},
    http::{self, Answer, Cut, Http},
    network::{Network, Route},
    redaction::Redaction,
};
use reqwest::{Client, RequestBuilder};
use rustls::CertificateError;
use std::{error::Error, io, time::Duration};
use thiserror::Error;
use url::Url;

/// Bytes of an answer that are looked at.
const ANSWER: usize = 64 << 10;

/// Where it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unreached {
    /// Not an `http` or `https` address.
    #[error("it is not an address")]
    NotAnAddress,
    /// The host's name leads nowhere.
    #[error("the name is not known")]
    NameUnknown,
    /// Nobody listens there.
    #[error("the connection is refused")]
    Refused,
    /// No connection within the limit.
    #[error("no connection in time")]
    TimedOut,
    /// No way there: a network that is down, a firewall.
    #[error("there is no way there")]
    NoRoute,
    /// The certificate, or what is there instead.
    #[error("TLS: {0}")]
    Tls(TlsProblem),
    /// Connected, and no complete answer.
    #[error("{0}")]
    NoAnswer(Cut),
    /// Outside of this computer, and the profile is simulated.
    #[error("a sandbox calls nothing outside this computer")]
    Outside,
    /// The way leads through a proxy, and ends there.
    #[error("the proxy {0}")]
    Proxy(ProxyHop),
}

/// What a proxy did in place of letting a call through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProxyHop {
    /// Its name is not known, or its address cannot be used.
    #[error("is not known")]
    Unknown,
    /// It takes no connection.
    #[error("takes no connection")]
    Unreached,
    /// It did not answer in time.
    #[error("did not answer in time")]
    TimedOut,
    /// It asks for another user or password.
    #[error("asks for another user or password")]
    Credentials,
    /// It does not allow this host.
    #[error("does not allow this host")]
    Forbidden,
    /// It finds no way on to the host.
    #[error("finds no way to the host")]
    NoWayOn,
    /// It does not answer as a proxy does.
    #[error("does not answer as a proxy does")]
    NoProxy,
}

/// An answer, or where the way ended; and which way it was.
#[derive(Debug)]
pub struct Reached {
    /// The proxy that was between, without credentials; `None`: straight.
    pub through: Option<String>,
    /// Any answer: the way is there.
    pub answer: Result<Answer, Unreached>,
}

/// Why there is no TLS connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TlsProblem {
    /// The certificate's time is over, or our clock is ahead.
    #[error("the certificate has expired")]
    Expired,
    /// The certificate's time has not come, or our clock is behind.
    #[error("the certificate is not valid yet")]
    NotYetValid,
    /// Signed by nobody this machine trusts; often a proxy that reads along.
    #[error("the certificate is signed by nobody known here")]
    UnknownIssuer,
    /// The certificate is for another name.
    #[error("the certificate is for another name")]
    OtherName,
    /// What answers does not speak TLS, or breaks it off.
    #[error("what answers does not speak TLS as it should")]
    Other,
}

/// Asks for `url` once, by the way that a network says. Each step has `limit` to itself.
pub async fn reach(network: &Network, url: &str, limit: Duration) -> Reached {
    walk(network, url, limit, Client::get).await
}

/// Posts a JSON text to `url` once, with headers. Each step has `limit` to itself.
pub async fn post(network: &Network, url: &str, limit: Duration, headers: &[(&str, &str)], body: &str) -> Reached {
    let call = |client: &Client, url: Url| {
        let request = client.post(url).header("content-type", "application/json").body(body.to_owned());
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    };
    walk(network, url, limit, call).await
}

/// Connects to a host once, by the way that a network says, and says nothing there. Which way it was, and where it ended.
pub async fn connects(
    network: &Network,
    host: &str,
    port: u16,
    limit: Duration,
) -> (Option<String>, Result<(), Unreached>) {
    let through = match network.route_to(host, port).await {
        Ok(Route::Through(proxy)) => Some(proxy.to_string()),
        Ok(Route::Direct) | Err(_) => None,
    };
    (through, connect_to(network, host, port, limit).await)
}

async fn walk(
    network: &Network,
    url: &str,
    limit: Duration,
    call: impl FnOnce(&Client, Url) -> RequestBuilder,
) -> Reached {
    let Ok(parsed) = Url::parse(url) else { return Reached { through: None, answer: Err(Unreached::NotAnAddress) } };
    let through = match network.route(&parsed).await {
        Ok(Route::Through(proxy)) => Some(proxy.to_string()),
        // That there is no way is found again below, where it is said.
        Ok(Route::Direct) | Err(_) => None,
    };
    Reached { through, answer: ask(network, parsed, limit, call).await }
}

async fn ask(
    network: &Network,
    url: Url,
    limit: Duration,
    call: impl FnOnce(&Client, Url) -> RequestBuilder,
) -> Result<Answer, Unreached> {
    connect(network, &url, limit).await?;
    let http = Http::new(network, limit).map_err(|_| Unreached::Tls(TlsProblem::Other))?;
    match http.ask(url, call).await.map_err(|_| Unreached::Outside)? {
        Ok(response) => http::complete(response, ANSWER, Redaction::default()).await.map_err(Unreached::NoAnswer),
        Err(error) => Err(tls(&error).map_or_else(|| Unreached::NoAnswer(http::interrupted(&error)), Unreached::Tls)),
    }
}

/// Name and connection, without a byte of content.
async fn connect(network: &Network, url: &Url, limit: Duration) -> Result<(), Unreached> {
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(Unreached::NotAnAddress);
    };
    // The brackets of an IPv6 address are the URL's.
    connect_to(network, host.trim_start_matches('[').trim_end_matches(']'), port, limit).await
}

async fn connect_to(network: &Network, host: &str, port: u16, limit: Duration) -> Result<(), Unreached> {
    match network.dial(host, port, limit).await {
        Ok(_) => Ok(()),
        Err(NotDialled::NoRoute(super::network::NoRoute::Outside(_))) => Err(Unreached::Outside),
        Err(NotDialled::NoRoute(super::network::NoRoute::Proxy(_))) => Err(Unreached::Proxy(ProxyHop::Unknown)),
        Err(NotDialled::NameUnknown { .. }) => Err(Unreached::NameUnknown),
        Err(NotDialled::Host(error)) => Err(match error.kind() {
            io::ErrorKind::ConnectionRefused => Unreached::Refused,
            io::ErrorKind::TimedOut => Unreached::TimedOut,
            _ => Unreached::NoRoute,
        }),
        Err(NotDialled::Proxy { why, .. }) => Err(Unreached::Proxy(hop(&why))),
    }
}

const fn hop(why: &ProxyRefusal) -> ProxyHop {
    match why {
        ProxyRefusal::NameUnknown => ProxyHop::Unknown,
        ProxyRefusal::Unreached(_) => ProxyHop::Unreached,
        ProxyRefusal::TimedOut => ProxyHop::TimedOut,
        ProxyRefusal::Credentials => ProxyHop::Credentials,
        ProxyRefusal::Forbidden(_) => ProxyHop::Forbidden,
        ProxyRefusal::NoWayOn(_) => ProxyHop::NoWayOn,
        ProxyRefusal::NoProxy => ProxyHop::NoProxy,
    }
}

/// The TLS error inside an error of the client, however deep.
fn tls(error: &(dyn Error + 'static)) -> Option<TlsProblem> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return Some(problem(error));
        }
        // An `io::Error` does not name what it carries as its source.
        let carried = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(problem) = carried.and_then(|carried| tls(carried)) {
            return Some(problem);
        }
        next = error.source();
    }
    None
}

fn problem(error: &rustls::Error) -> TlsProblem {
    let rustls::Error::InvalidCertificate(error) = error else { return TlsProblem::Other };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsProblem::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsProblem::OtherName,
        // What else a verifier says about a chain it cannot follow is in text only.
        _ => TlsProblem::UnknownIssuer,
    }
}
