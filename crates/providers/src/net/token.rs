//! A bearer token that is held while it is valid, and renewed by one at a time.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// No real answer of a token call is larger, in bytes.
pub(crate) const ANSWER: usize = 64 << 10;
/// Life of a token whose answer does not say: short, so that it is asked for again.
const UNSAID: u64 = 300;

/// A token, and what else its provider needs to know of it.
#[derive(Clone)]
pub(crate) struct Held<M = ()> {
    pub(crate) bearer: SecretString,
    pub(crate) more: M,
    until: Instant,
}

/// What a token call answers, as far as all have it.
#[derive(Deserialize)]
pub(crate) struct TokenIn {
    pub(crate) access_token: SecretString,
    #[serde(default)]
    expires_in: Option<u64>,
}

impl TokenIn {
    /// `None` where there is no token in it. Not the parser's own words: they may quote the token.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }

    /// Renewed `early` before its end, or at nine tenths of its life if that is sooner.
    pub(crate) fn held<M>(self, early: Duration, more: M) -> Held<M> {
        let life = Duration::from_secs(self.expires_in.unwrap_or(UNSAID));
        let until = Instant::now() + life.saturating_sub(early.min(life / 10));
        Held { bearer: self.access_token, more, until }
    }
}

/// Where the token is.
pub(crate) struct Keep<M = ()>(Mutex<Option<Held<M>>>);

impl<M> Default for Keep<M> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<M: Clone> Keep<M> {
    /// The token that is held, or what `fetch` brings.
    pub(crate) async fn get<E>(&self, fetch: impl Future<Output = Result<Held<M>, E>>) -> Result<Held<M>, E> {
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
        refused: &Held<M>,
        fetch: impl Future<Output = Result<Held<M>, E>>,
    ) -> Result<Held<M>, E> {
        let mut held = self.0.lock().await;
        if held.as_ref().is_some_and(|held| held.bearer.expose_secret() == refused.bearer.expose_secret()) {
            *held = None;
        }
        drop(held);
        self.get(fetch).await
    }
}
