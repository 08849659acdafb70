//! A bearer token that is held while it is valid, and renewed by one at a time.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::sync::Mutex;

/// No real answer of a token call is larger, in bytes.
pub(crate) const ANSWER: usize = 64 << 10;
/// Life of a token whose answer does not say: short, so that it is asked for again.
const UNSAID: u64 = 300;
/// No token is held longer, in seconds, whatever its answer says: beyond this a clock has no such moment.
const LONGEST: u64 = 366 * 24 * 3600;

/// A token that is held.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) bearer: SecretString,
    until: Instant,
}

impl Held {
    /// A key that does not end.
    pub(crate) fn lasting(bearer: SecretString) -> Self {
        Self { bearer, until: Instant::now() }
    }
}

/// What a token call answers, as far as all have it.
#[derive(Deserialize)]
pub(crate) struct TokenIn {
    pub(crate) access_token: SecretString,
    /// A number in the standard; some login hosts write it as a text or with a fraction.
    #[serde(default)]
    expires_in: Option<Value>,
}

/// Why an answer holds no token. None of the words come from the answer: it may hold the token elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum NoToken {
    /// Not JSON, or no object.
    #[error("it is no JSON object")]
    NoObject,
    /// The field is not there.
    #[error("it has no `access_token`")]
    Missing,
    /// The field is something else than a text.
    #[error("its `access_token` is no text")]
    NoText,
    /// The field is empty.
    #[error("its `access_token` is empty")]
    Empty,
}

impl TokenIn {
    /// Not the parser's own words: they may quote the token.
    pub(crate) fn read(body: &[u8]) -> Result<Self, NoToken> {
        let token: Self = serde_json::from_slice(body).map_err(|_| no_token(body))?;
        if token.access_token.expose_secret().is_empty() { Err(NoToken::Empty) } else { Ok(token) }
    }

    /// Renewed `early` before its end, or at nine tenths of its life if that is sooner.
    pub(crate) fn held(self, early: Duration) -> Held {
        let life = Duration::from_secs(self.life());
        let until = Instant::now() + life.saturating_sub(early.min(life / 10));
        Held { bearer: self.access_token, until }
    }

    /// In seconds; one that cannot be read is as good as one that is not said.
    fn life(&self) -> u64 {
        let said = self.expires_in.as_ref().and_then(seconds).and_then(|said| u64::try_from(said).ok());
        said.unwrap_or(UNSAID).min(LONGEST)
    }
}

fn no_token(body: &[u8]) -> NoToken {
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(fields)) => match fields.get("access_token") {
            None | Some(Value::Null) => NoToken::Missing,
            Some(_) => NoToken::NoText,
        },
        Ok(_) | Err(_) => NoToken::NoObject,
    }
}

/// Whole seconds of a number, a number with a fraction, or either as a text.
pub(crate) fn seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok().or_else(|| whole(text.trim().parse().ok()?)),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn whole(seconds: f64) -> Option<i64> {
    seconds.is_finite().then_some(seconds.trunc() as i64)
}

/// Where the token is.
#[derive(Default)]
pub(crate) struct Keep(Mutex<Option<Held>>);

impl Keep {
    /// The token that is held, or what `fetch` brings.
    pub(crate) async fn get<E>(&self, fetch: impl Future<Output = Result<Held, E>>) -> Result<Held, E> {
        let mut held = self.0.lock().await;
        if let Some(held) = held.as_ref().filter(|held| held.until > Instant::now()) {
            return Ok(held.clone());
        }
        let fresh = fetch.await?;
        *held = Some(fresh.clone());
        Ok(fresh)
    }

    /// A new one in place of `refused`; if somebody renewed it meanwhile, theirs.
    pub(crate) async fn renew<E>(
        &self,
        refused: &Held,
        fetch: impl Future<Output = Result<Held, E>>,
    ) -> Result<Held, E> {
        let mut held = self.0.lock().await;
        if held.as_ref().is_some_and(|held| held.bearer.expose_secret() == refused.bearer.expose_secret()) {
            *held = None;
        }
        drop(held);
        self.get(fetch).await
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, NoToken, TokenIn, UNSAID, seconds};
    use serde_json::json;
    use std::time::Duration;

    #[test]
    fn a_number_is_read_however_it_is_written() {
        let check = |value: serde_json::Value, expected: Option<i64>| {
            assert_eq!(seconds(&value), expected, "{value}");
        };
        check(json!(86400), Some(86400));
        check(json!("86400"), Some(86400));
        check(json!(" 86400 "), Some(86400));
        check(json!(86400.0), Some(86400));
        check(json!(1_795_889_999.5), Some(1_795_889_999));
        check(json!("1795889999.5"), Some(1_795_889_999));
        check(json!(1.8e9), Some(1_800_000_000));
        check(json!(-1), Some(-1));
        for none in [json!("soon"), json!(""), json!("NaN"), json!("inf"), json!(true), json!(null), json!([1])] {
            check(none, None);
        }
    }

    #[test]
    fn a_life_that_cannot_be_is_as_good_as_none() {
        let life = |text: &str| TokenIn::read(format!("{{\"access_token\":\"t\"{text}}}").as_bytes()).unwrap().life();
        assert_eq!(life(r#","expires_in":"86400""#), 86400);
        assert_eq!(life(r#","expires_in":1800.7"#), 1800);
        for unsaid in
            ["", r#","expires_in":null"#, r#","expires_in":-5"#, r#","expires_in":"soon""#, r#","expires_in":{}"#]
        {
            assert_eq!(life(unsaid), UNSAID, "{unsaid}");
        }
        for long in ["18446744073709551615", "1e300", "\"99999999999999999999\""] {
            assert_eq!(life(&format!(",\"expires_in\":{long}")), LONGEST, "{long}");
            let token = TokenIn::read(format!("{{\"access_token\":\"t\",\"expires_in\":{long}}}").as_bytes()).unwrap();
            let _ = token.held(Duration::from_secs(1));
        }
    }

    #[test]
    fn what_is_wrong_is_named_and_nothing_is_quoted() {
        let check = |body: &str, expected: NoToken| {
            let refused = TokenIn::read(body.as_bytes()).map(drop);
            assert_eq!(refused, Err(expected), "{body}");
        };
        check("", NoToken::NoObject);
        check("<html>", NoToken::NoObject);
        check("[]", NoToken::NoObject);
        check(r#"{"token":"geheim"}"#, NoToken::Missing);
        check(r#"{"access_token":null}"#, NoToken::Missing);
        check(r#"{"access_token":{"value":"geheim"}}"#, NoToken::NoText);
        check(r#"{"access_token":7}"#, NoToken::NoText);
        check(r#"{"access_token":""}"#, NoToken::Empty);
    }
}
