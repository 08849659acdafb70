//! What every provider's client needs of HTTP: time-outs, a bound on every answer, and an exact account of how a call
//! was cut off, because "was it sent?" decides whether it may be repeated.

use reqwest::{Client, RequestBuilder, Response, header::HeaderMap, redirect::Policy};
use std::{
    sync::Once,
    time::{Duration, Instant},
};
use thiserror::Error;

/// Time to make a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Time for a whole call, answer included. Status answers of 100,000 stores are large, hence not shorter.
pub const CALL: Duration = Duration::from_secs(30);

/// A complete answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After` in seconds, if given as a number.
    pub retry_after: Option<Duration>,
    /// Headers, for what only some callers read.
    pub headers: HeaderMap,
    /// The body, complete.
    pub body: Vec<u8>,
    /// From sending to the last byte.
    pub took: Duration,
    /// The server's clock minus ours in milliseconds, to about a second, from the `Date` header.
    pub clock_skew_ms: Option<i64>,
}

/// How a call ended without a complete answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Cut {
    /// No connection was made: certainly nothing was sent.
    #[error("no connection could be made")]
    NotConnected,
    /// The answer did not come in time: it may have been done.
    #[error("no answer came in time")]
    TimedOut,
    /// The connection ended before the answer was complete: it may have been done.
    #[error("the connection was cut before the answer was complete")]
    Reset,
    /// The answer is larger than any real one: it may have been done.
    #[error("the answer is larger than expected")]
    TooLarge,
}

impl Cut {
    /// The word in the journal.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotConnected => "not connected",
            Self::TimedOut => "timeout",
            Self::Reset => "reset",
            Self::TooLarge => "too large",
        }
    }
}

/// The client could not be built; a broken installation.
#[derive(Debug, Error)]
#[error("the HTTP client cannot be set up: {0}")]
pub struct NoClient(#[from] reqwest::Error);

/// A client with the house's time-outs. Redirects are off: a token goes to its own host only (PROVIDERS.md §4.8).
pub fn client(call: Duration) -> Result<Client, NoClient> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Already installed by somebody else in this process: theirs is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let client = Client::builder()
        .connect_timeout(CONNECT)
        .timeout(call)
        .redirect(Policy::none())
        .user_agent(concat!("gangway/", env!("CARGO_PKG_VERSION")))
        .build()?;
    Ok(client)
}

/// Sends a request and reads at most `limit` bytes of its answer.
pub async fn call(request: RequestBuilder, limit: usize) -> Result<Answer, Cut> {
    let started = Instant::now();
    let response = request.send().await.map_err(|error| cut(&error))?;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = read(response, limit).await?;
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs);
    let retry_after = number("retry-after");
    let clock_skew_ms = skew(&headers);
    Ok(Answer { status, retry_after, headers, body, took: started.elapsed(), clock_skew_ms })
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Cut> {
    let mut body = Vec::with_capacity(response.content_length().unwrap_or(0).min(limit as u64) as usize);
    while let Some(chunk) = response.chunk().await.map_err(|error| cut(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(Cut::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn cut(error: &reqwest::Error) -> Cut {
    if error.is_connect() {
        Cut::NotConnected
    } else if error.is_timeout() {
        Cut::TimedOut
    } else {
        Cut::Reset
    }
}

fn skew(headers: &HeaderMap) -> Option<i64> {
    let date = headers.get("date")?.to_str().ok()?;
    let theirs = jiff::fmt::rfc2822::parse(date).ok()?.timestamp().as_millisecond();
    Some(theirs - jiff::Timestamp::now().as_millisecond())
}
