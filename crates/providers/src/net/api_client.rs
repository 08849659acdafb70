//! Calls of a provider's API: authorized, renewed once after a 401, without a secret in what comes back, and sorted.

use super::{
    api_error::{ApiError, ApiErrorKind, Problem},
    http::{Answer, Http},
    token::{ANSWER, Held, Keep, TokenIn},
};
use gangway_domain::Provider;
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
    provider: Provider,
    authorization: Authorization,
    /// What is wrong with a request, read from an answer.
    problems: fn(&Answer) -> Vec<Problem>,
}

impl ApiClient {
    pub(crate) fn new(
        http: Http,
        provider: Provider,
        authorization: Authorization,
        problems: fn(&Answer) -> Vec<Problem>,
    ) -> Self {
        Self { http, provider, authorization, problems }
    }

    /// An error of this provider.
    pub(crate) fn error(&self, kind: impl Into<ApiErrorKind>) -> ApiError {
        kind.into().by(self.provider)
    }

    /// An answer that is a success.
    pub(crate) fn success(&self, answer: Answer) -> Result<Answer, ApiError> {
        match answer.status {
            200..=299 => Ok(answer),
            _ => Err(self.error(ApiErrorKind::of(&answer, self.problems))),
        }
    }

    /// Gets a token, where there is one: the cheapest proof that host and credentials are right.
    pub(crate) async fn check_login(&self) -> Result<(), ApiError> {
        self.bearer().await.map(drop)
    }

    /// Any 2xx is a success: which one is not documented for every call. A 401 renews a token once: nothing was done, so
    /// repeating is safe. `secrets` are what the request holds besides; `limit` bounds the answer, in bytes.
    pub(crate) async fn call(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        secrets: &[&SecretString],
        limit: usize,
    ) -> Result<Answer, ApiError> {
        let held = self.bearer().await.map_err(ApiError::before_the_call)?;
        let mut answer = self.send(&build, &held.bearer, secrets, limit).await?;
        if answer.status == 401
            && let Some(renewed) = self.renewed(&held).await.map_err(ApiError::before_the_call)?
        {
            answer = self.send(&build, &renewed.bearer, secrets, limit).await?;
        }
        self.success(answer)
    }

    async fn send(
        &self,
        build: &impl Fn(&Client) -> RequestBuilder,
        bearer: &SecretString,
        secrets: &[&SecretString],
        limit: usize,
    ) -> Result<Answer, ApiError> {
        let request = build(self.http.requests());
        let request = request.header("Authorization", format!("Bearer {}", bearer.expose_secret()));
        let all: Vec<_> = secrets.iter().copied().chain([bearer]).collect();
        self.http.call(request, limit, &all).await.map_err(|cut| self.error(cut))
    }

    async fn bearer(&self) -> Result<Held, ApiError> {
        match &self.authorization {
            Authorization::Key(key) => Ok(Held::lasting(key.clone())),
            Authorization::Token(call) => call.held.get(self.fetch(call)).await,
        }
    }

    /// A new token in place of `refused`; `None` where there is nothing to renew.
    async fn renewed(&self, refused: &Held) -> Result<Option<Held>, ApiError> {
        match &self.authorization {
            Authorization::Key(_) => Ok(None),
            Authorization::Token(call) => call.held.renew(refused, self.fetch(call)).await.map(Some),
        }
    }

    async fn fetch(&self, call: &TokenCall) -> Result<Held, ApiError> {
        let request = self.http.requests().post(&call.url).json(&call.body);
        let answer = self.http.call(request, ANSWER, &[&call.secret]).await.map_err(|cut| self.error(cut))?;
        let answer = self.success(answer)?;
        let unreadable = |why| self.error(ApiErrorKind::Unreadable(format!("of the token call: {why}")));
        Ok(TokenIn::read(&answer.body).map_err(unreadable)?.held(call.early, ()))
    }
}
