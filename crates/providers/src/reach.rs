//! Whether an address answers at all, and if not, at which of the steps it ends: name, connection, TLS, answer.

use crate::http::{self, Answer, Cut};
use rustls::CertificateError;
use std::{error::Error, io, time::Duration};
use thiserror::Error;
use tokio::net::{TcpStream, lookup_host};
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

/// Asks for `url` once. Each step has `limit` to itself.
pub async fn reach(url: &str, limit: Duration) -> Result<Answer, Unreached> {
    ask(url, limit, reqwest::Client::get).await
}

/// Posts a JSON text to `url` once, with headers. Each step has `limit` to itself.
pub async fn post(url: &str, limit: Duration, headers: &[(&str, &str)], body: &str) -> Result<Answer, Unreached> {
    let call = |client: &reqwest::Client, url: Url| {
        let request = client.post(url).header("content-type", "application/json").body(body.to_owned());
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    };
    ask(url, limit, call).await
}

async fn ask(
    url: &str,
    limit: Duration,
    call: impl FnOnce(&reqwest::Client, Url) -> reqwest::RequestBuilder,
) -> Result<Answer, Unreached> {
    let parsed = Url::parse(url).map_err(|_| Unreached::NotAnAddress)?;
    connect(&parsed, limit).await?;
    let client = http::client(limit).map_err(|_| Unreached::Tls(TlsProblem::Other))?;
    match call(&client, parsed).send().await {
        Ok(response) => http::complete(response, ANSWER).await.map_err(Unreached::NoAnswer),
        Err(error) => Err(tls(&error).map_or_else(|| Unreached::NoAnswer(http::cut(&error)), Unreached::Tls)),
    }
}

/// Name and connection, without a byte of content.
async fn connect(url: &Url, limit: Duration) -> Result<(), Unreached> {
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(Unreached::NotAnAddress);
    };
    // The brackets of an IPv6 address are the URL's.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let within = tokio::time::timeout(limit, lookup_host((host, port))).await;
    let addresses: Vec<_> = within.map_err(|_| Unreached::NameUnknown)?.map_err(|_| Unreached::NameUnknown)?.collect();
    let mut last = Unreached::NameUnknown;
    for address in addresses {
        match tokio::time::timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => last = Unreached::Refused,
            Ok(Err(_)) => last = Unreached::NoRoute,
            Err(_) => last = Unreached::TimedOut,
        }
    }
    Err(last)
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
