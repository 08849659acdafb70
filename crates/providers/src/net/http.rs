//! What every provider's client needs of HTTP: time-outs, a bound on every answer, and an exact account of how a call
//! was cut off, because "was it sent?" decides whether it may be repeated.

use reqwest::{Client, RequestBuilder, Response, header::HeaderMap, redirect::Policy};
use secrecy::{ExposeSecret, SecretString};
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
    /// `Retry-After`, given as seconds or as a date (RFC 9110 §10.2.3).
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

impl Answer {
    /// Takes a secret out of an answer that is no success: its words are kept and shown, and whoever is at a mistyped
    /// address may send back what it got.
    #[must_use]
    pub(crate) fn without(mut self, secret: &SecretString) -> Self {
        if (200..300).contains(&self.status) || secret.expose_secret().is_empty() {
            return self;
        }
        let plain = secret.expose_secret();
        let escaped = serde_json::to_string(plain).unwrap_or_default();
        let text = String::from_utf8_lossy(&self.body);
        let inner = escaped.trim_matches('"');
        if text.contains(plain) || text.contains(inner) {
            self.body = text.replace(plain, "•••").replace(inner, "•••").into_bytes();
        }
        self
    }
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
    let answer = complete(response, limit).await?;
    Ok(Answer { took: started.elapsed(), ..answer })
}

/// Reads at most `limit` bytes of an answer whose head is there.
pub(crate) async fn complete(response: Response, limit: usize) -> Result<Answer, Cut> {
    let started = Instant::now();
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = read(response, limit).await?;
    let retry_after = retry_after(&headers, jiff::Timestamp::now().as_millisecond());
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

pub(crate) fn cut(error: &reqwest::Error) -> Cut {
    if error.is_connect() {
        Cut::NotConnected
    } else if error.is_timeout() {
        Cut::TimedOut
    } else {
        Cut::Reset
    }
}

fn skew(headers: &HeaderMap) -> Option<i64> {
    Some(date(headers, "date")? - jiff::Timestamp::now().as_millisecond())
}

/// A date is measured against the answer's own, so that a clock of ours that is off does not lengthen the pause.
pub(crate) fn retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = date(headers, "retry-after")?;
    Some(Duration::from_millis(until.saturating_sub(date(headers, "date").unwrap_or(now)).max(0) as u64))
}

/// Unix milliseconds. HTTP's dates end with `GMT`, which RFC 2822 knows as an obsolete zone.
fn date(headers: &HeaderMap, name: &str) -> Option<i64> {
    let text = headers.get(name)?.to_str().ok()?;
    Some(jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::retry_after;
    use reqwest::header::{HeaderMap, HeaderValue};
    use std::time::Duration;

    #[test]
    fn retry_after_as_a_number_and_as_a_date() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        const NOW: i64 = 784_111_777_000;
        let check = |pairs: &[(&'static str, &str)], expected: Option<u64>| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_str(value).unwrap());
            }
            assert_eq!(retry_after(&headers, NOW), expected.map(Duration::from_secs), "{pairs:?}");
        };
        check(&[], None);
        check(&[("retry-after", " 30 ")], Some(30));
        check(&[("retry-after", "soon")], None);
        check(&[("retry-after", "-1")], None);
        check(&[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")], Some(30));
        check(&[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")], Some(0));
        let theirs = ("date", "Sun, 06 Nov 1994 08:50:00 GMT");
        check(&[theirs, ("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")], Some(7));
    }
}
