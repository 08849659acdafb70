//! Calls of a provider's API: authorized, renewed once after a 401, without a secret in what comes back, and sorted.

use super::{
    api_error::{ApiError, ApiErrorKind},
    http::{Answer, Http},
    observer::Observer,
    token::{ANSWER, Held, Keep, TokenIn},
};
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// How a provider knows who calls.
pub(crate) enum Authorization {
    /// A key that does not change.
    Key(SecretString),
    /// A token that is asked for and held while it is valid.
    Token(Box<TokenCall>),
}

/// How a token is asked for.
pub(crate) struct TokenCall {
    /// Where.
    pub(crate) url: String,
    /// With what.
    pub(crate) body: serde_json::Value,
    /// Which of the body's values is the secret.
    pub(crate) secret: SecretString,
    /// Renewed this long before its end.
    pub(crate) early: Duration,
    held: Keep,
}

impl TokenCall {
    pub(crate) fn new(url: String, body: serde_json::Value, secret: SecretString, early: Duration) -> Self {
        Self { url, body, secret, early, held: Keep::default() }
    }
}

/// An API as one profile sees it.
pub(crate) struct ApiClient {
    http: Http,
    observer: Observer,
    authorization: Authorization,
    /// The header that the token stands in.
    header: &'static str,
    /// What an answer that is no success is, in the provider's shape of errors.
    sorted: fn(&Answer) -> ApiErrorKind,
}

/// What a request leaves with, besides what its builder says.
pub(crate) struct Outgoing<'a> {
    /// The call's name, which announcements are noted under.
    pub(crate) of: &'static str,
    /// Secrets that it holds besides the token.
    pub(crate) secrets: &'a [&'a SecretString],
    /// Bound of the answer, in bytes.
    pub(crate) limit: usize,
}

impl ApiClient {
    pub(crate) const fn new(
        http: Http,
        observer: Observer,
        authorization: Authorization,
        sorted: fn(&Answer) -> ApiErrorKind,
    ) -> Self {
        Self { http, observer, authorization, header: "Authorization", sorted }
    }

    /// The token stands in this header instead.
    pub(crate) fn with_header(self, header: &'static str) -> Self {
        Self { header, ..self }
    }

    /// An error of this provider.
    pub(crate) fn error(&self, kind: impl Into<ApiErrorKind>) -> ApiError {
        kind.into().by(self.observer.provider())
    }

    /// The error that an answer is.
    pub(crate) fn refusal(&self, answer: &Answer) -> ApiError {
        self.error((self.sorted)(answer))
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub(crate) fn clock_skew_ms(&self) -> Option<i64> {
        self.observer.clock_skew_ms()
    }

    /// Gets a token, where there is one: the cheapest proof that host and credentials are right.
    pub(crate) async fn check_login(&self) -> Result<(), ApiError> {
        self.bearer().await.map(drop)
    }

    /// Any 2xx is a success: which one is not documented for every call.
    pub(crate) async fn call(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        outgoing: &Outgoing<'_>,
    ) -> Result<Answer, ApiError> {
        let answer = self.answer(build, outgoing).await?;
        if (200..300).contains(&answer.status) { Ok(answer) } else { Err(self.refusal(&answer)) }
    }

    /// Any answer. A 401 renews a token once: nothing was done, so repeating is safe.
    pub(crate) async fn answer(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        outgoing: &Outgoing<'_>,
    ) -> Result<Answer, ApiError> {
        let held = self.bearer().await?;
        let first = self.send(&build, &held.bearer, outgoing).await?;
        if first.status != 401 {
            return Ok(first);
        }
        match self.renewed(&held).await? {
            Some(renewed) => self.send(&build, &renewed.bearer, outgoing).await,
            None => Ok(first),
        }
    }

    /// Any answer, with the token that is held.
    pub(crate) async fn once(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        outgoing: &Outgoing<'_>,
    ) -> Result<Answer, ApiError> {
        let held = self.bearer().await?;
        self.send(&build, &held.bearer, outgoing).await
    }

    /// The token that calls leave with.
    pub(crate) async fn bearer(&self) -> Result<Held, ApiError> {
        match &self.authorization {
            Authorization::Key(key) => Ok(Held::lasting(key.clone())),
            Authorization::Token(call) => call.held.get(self.fetch(call)).await,
        }
    }

    async fn send(
        &self,
        build: &impl Fn(&Client) -> RequestBuilder,
        bearer: &SecretString,
        outgoing: &Outgoing<'_>,
    ) -> Result<Answer, ApiError> {
        let request = build(self.http.requests()).header(self.header, format!("Bearer {}", bearer.expose_secret()));
        let all: Vec<_> = outgoing.secrets.iter().copied().chain([bearer]).collect();
        let answer = self.http.call(request, outgoing.limit, &all).await.map_err(|cut| self.error(cut))?;
        Ok(self.observer.noted(outgoing.of, answer))
    }

    /// A new token in place of `refused`; `None` where there is nothing to renew.
    async fn renewed(&self, refused: &Held) -> Result<Option<Held>, ApiError> {
        match &self.authorization {
            Authorization::Key(_) => Ok(None),
            Authorization::Token(call) => call.held.renew(refused, self.fetch(call)).await.map(Some),
        }
    }

    async fn fetch(&self, call: &TokenCall) -> Result<Held, ApiError> {
        let error = |kind: ApiErrorKind| self.error(kind).while_logging_in();
        let request = self.http.requests().post(&call.url).json(&call.body);
        let answer = self.http.call(request, ANSWER, &[&call.secret]).await.map_err(|cut| error(cut.into()))?;
        let answer = self.observer.noted("token", answer);
        if !(200..300).contains(&answer.status) {
            return Err(error((self.sorted)(&answer).of_login(&answer)));
        }
        let unreadable = |why| error(ApiErrorKind::Unreadable(format!("of the token call: {why}")));
        Ok(TokenIn::read(&answer.body).map_err(unreadable)?.held(call.early))
    }
}
