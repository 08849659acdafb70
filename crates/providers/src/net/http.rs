//! What every provider's client needs of HTTP: time-outs, a bound on every answer, and an exact account of how a call
//! was cut off, because "was it sent?" decides whether it may be repeated.

use super::{
    clock,
    network::{Network, NoRoute, Route},
    redaction::{Redaction, RemoteText},
};
use reqwest::{Client, Proxy, RequestBuilder, Response, Url, header::HeaderMap, redirect::Policy};
use rustls::ClientConfig;
use secrecy::SecretString;
use std::time::{Duration, Instant};
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
    secrets: Redaction,
}

impl Answer {
    /// A text of this answer, or all of it, fit to be shown: without the secrets of the call, on one line, not too long.
    pub fn words(&self, text: &str) -> RemoteText {
        self.secrets.words(text)
    }

    /// The answer to a call that sent no secret.
    pub fn plain(status: u16, body: Vec<u8>) -> Self {
        let (headers, secrets) = (HeaderMap::new(), Redaction::default());
        Self { status, retry_after: None, headers, body, took: Duration::ZERO, clock_skew_ms: None, secrets }
    }

    /// The whole body, fit to be shown.
    pub fn text(&self) -> RemoteText {
        self.words(&String::from_utf8_lossy(&self.body))
    }

    /// A header's value, fit to be shown; `None` where it is missing or empty.
    pub fn header(&self, name: &str) -> Option<RemoteText> {
        let text = String::from_utf8_lossy(self.headers.get(name)?.as_bytes()).trim().to_owned();
        Some(self.words(&text)).filter(|text| !text.is_empty())
    }
}

/// What a parser says about a body, without the body's own values, which may be secrets or personal data: what is missing, or
/// the place of what is not as documented.
pub(crate) fn unreadable(what: &str, error: &serde_json::Error) -> String {
    let words = error.to_string();
    // Such a sentence names a field of ours, and nothing of theirs.
    let missing = words.strip_prefix("missing field ").and_then(|rest| rest.split('`').nth(1));
    match missing {
        Some(field) => format!("{what}: {field} is missing"),
        None => format!("{what} is not as documented (line {}, column {})", error.line(), error.column()),
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
    /// The proxy made no connection: certainly nothing was sent. The connection check says why.
    #[error("the proxy made no connection")]
    NotThroughProxy,
    /// A sandbox calls nothing outside this computer: certainly nothing was sent.
    #[error("a sandbox calls nothing outside this computer")]
    Outside,
}

impl Cut {
    /// The word in the journal.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotConnected => "not connected",
            Self::TimedOut => "timeout",
            Self::Reset => "reset",
            Self::TooLarge => "too large",
            Self::NotThroughProxy => "not through the proxy",
            Self::Outside => "outside",
        }
    }

    /// Whether certainly nothing was sent.
    pub const fn nothing_was_sent(self) -> bool {
        match self {
            Self::NotConnected | Self::NotThroughProxy | Self::Outside => true,
            Self::TimedOut | Self::Reset | Self::TooLarge => false,
        }
    }
}

/// The client could not be built; a broken installation.
#[derive(Debug, Error)]
pub enum NoClient {
    /// By the HTTP library.
    #[error("the HTTP client cannot be set up: {0}")]
    Http(#[from] reqwest::Error),
    /// Nobody can be trusted.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
}

/// Makes calls the way that a [`Network`] says. The only way out of this crate for HTTP to a provider.
#[derive(Clone)]
pub struct Http {
    client: Client,
    network: Network,
}

impl Http {
    /// With the house's time-outs; `call` bounds a whole call. Redirects are off: a token goes to its own host only
    /// (docs/wire.md §4.8).
    #[expect(clippy::disallowed_methods, reason = "the one door for HTTP to a provider")]
    pub fn new(network: &Network, call: Duration) -> Result<Self, NoClient> {
        let ways = network.clone();
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(call)
            .redirect(Policy::none())
            .user_agent(concat!("gangway/", env!("CARGO_PKG_VERSION")))
            // The library would read the environment by itself, and send loopback through a proxy.
            .no_proxy()
            .proxy(Proxy::custom(move |url| ways.proxy_of(url)))
            .tls_backend_preconfigured(ClientConfig::clone(&*network.trust()?))
            .build()?;
        Ok(Self { client, network: network.clone() })
    }

    /// Makes requests; [`Http::call`] sends them.
    pub fn requests(&self) -> &Client {
        &self.client
    }

    /// Sends a request and reads at most `limit` bytes of its answer. `secrets` are all that left with it: nothing that
    /// comes back shows them.
    pub async fn call(&self, request: RequestBuilder, limit: usize, secrets: &[&SecretString]) -> Result<Answer, Cut> {
        let started = Instant::now();
        // A request that cannot be built was not sent.
        let request = request.build().map_err(|_| Cut::NotConnected)?;
        let route = self.network.route(request.url()).await.map_err(|why| no_route(&why))?;
        let response = self.client.execute(request).await.map_err(|error| cut(&error, &route))?;
        let answer = complete(response, limit, Redaction::of(secrets)).await?;
        Ok(Answer { took: started.elapsed(), ..answer })
    }

    /// Asks for an address without a secret, and hands on how the library says that it failed.
    pub(super) async fn ask(
        &self,
        url: Url,
        call: impl FnOnce(&Client, Url) -> RequestBuilder,
    ) -> Result<Result<Response, reqwest::Error>, NoRoute> {
        self.network.route(&url).await?;
        Ok(call(&self.client, url).send().await)
    }
}

fn no_route(why: &NoRoute) -> Cut {
    match why {
        NoRoute::Outside(_) => Cut::Outside,
        NoRoute::Proxy(_) => Cut::NotThroughProxy,
    }
}

/// Reads at most `limit` bytes of an answer whose head is there.
pub(crate) async fn complete(response: Response, limit: usize, secrets: Redaction) -> Result<Answer, Cut> {
    let started = Instant::now();
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = secrets.body(read(response, limit).await?, (200..300).contains(&status));
    let retry_after = retry_after(&headers, clock::now());
    let clock_skew_ms = skew(&headers);
    Ok(Answer { status, retry_after, headers, body, took: started.elapsed(), clock_skew_ms, secrets })
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Cut> {
    let mut body = Vec::with_capacity(response.content_length().unwrap_or(0).min(limit as u64) as usize);
    while let Some(chunk) = response.chunk().await.map_err(|error| interrupted(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(Cut::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn cut(error: &reqwest::Error, route: &Route) -> Cut {
    match route {
        Route::Direct if error.is_connect() => Cut::NotConnected,
        Route::Through(_) if error.is_connect() => Cut::NotThroughProxy,
        Route::Direct | Route::Through(_) => interrupted(error),
    }
}

/// After a connection was made.
pub(super) fn interrupted(error: &reqwest::Error) -> Cut {
    if error.is_timeout() { Cut::TimedOut } else { Cut::Reset }
}

fn skew(headers: &HeaderMap) -> Option<i64> {
    Some(date(headers, "date")? - clock::now())
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
