//! One call of a receiver, over plain http to a loopback address.

use std::time::Duration;

use http_body_util::Full;
use hyper::{Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Registration, Target, signature};
use crate::rappi::deprecation::Headers;

/// A receiver that takes longer has not received (docs/wire.md 1.6: answer in less than 3 s).
pub(crate) const TIMEOUT: Duration = Duration::from_secs(3);

/// Why a call has no status.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("no answer in time")]
    Timeout(#[from] tokio::time::error::Elapsed),
    #[error("cannot connect: {0}")]
    Connect(#[from] std::io::Error),
    #[error("the call broke off: {0}")]
    Http(#[from] hyper::Error),
    #[error("the address makes no valid request: {0}")]
    Request(#[from] hyper::http::Error),
}

/// Sends the body signed for time `t` (milliseconds since 1970) and gives the status.
pub(super) async fn once(registration: &Registration, body: &str, t: i64, headers: Headers) -> Result<u16, SendError> {
    let Registration { target, secret } = registration;
    let signature = secret.as_ref().map(|secret| ("Rappi-Signature", signature::header(secret, t, body)));
    post(target, "Rappi-Webhook/1.0 (sandbox)", headers, signature, body, TIMEOUT).await
}

/// Sends a body, with a signature where there is one, and gives the status that came within a time.
pub(crate) async fn post(
    target: &Target,
    agent: &'static str,
    headers: Headers,
    signature: Option<(&'static str, String)>,
    body: &str,
    within: Duration,
) -> Result<u16, SendError> {
    let mut request = Request::post(target.path())
        .header(header::HOST, target.authority())
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, agent);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    if let Some((name, value)) = signature {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(body.as_bytes())))?;
    tokio::time::timeout(within, async {
        let stream = TcpStream::connect(target.socket()).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let answer = sender.send_request(request);
        tokio::pin!(answer);
        // A connection that closes after its answer may be noticed first; the answer is there all the same.
        let answer = tokio::select! {
            answer = &mut answer => answer,
            _ = connection => answer.await,
        };
        Ok(answer?.status().as_u16())
    })
    .await?
}
