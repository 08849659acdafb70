//! The typed client for the calls about applications.

use super::{RainforestError, Told, payload::is_id, wire};
use crate::{
    http::{Http, NoClient},
    net::Network,
};
use gangway_domain::{ApplicationId, RainforestMerchantId, application::Status};
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::time::Duration;

/// The version that is asked for (PROVIDERS.md 2.1).
pub const VERSION: &str = "2024-10-16";
/// A merchant has few applications, each of some kilobytes.
const LIST: usize = 32 << 20;
const ONE: usize = 4 << 20;

/// Which applications of a merchant a list is to have.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only in one of these; empty: in any.
    pub statuses: Vec<Status>,
    /// Filters by date, name and value. Their names are not published, so whoever calls names them.
    pub dates: Vec<(String, String)>,
}

/// Rainforest, as one profile sees it.
pub struct Rainforest {
    http: Http,
    api: String,
    key: SecretString,
}

impl Rainforest {
    /// A client for one key. `api` has no trailing slash; `call` bounds every call, answer included.
    pub fn new(api: &str, key: SecretString, network: &Network, call: Duration) -> Result<Self, NoClient> {
        Ok(Self { http: Http::new(network, call)?, api: api.to_owned(), key })
    }

    /// The API host.
    pub fn host(&self) -> &str {
        &self.api
    }

    /// Whether host and key are right. There is no call for that; one about a merchant that nobody has is answered "not
    /// found" to a key that is right.
    pub async fn check_key(&self) -> Result<(), RainforestError> {
        let nobody = RainforestMerchantId("mid_000000000000000000000000000".to_owned());
        match self.list(&nobody, &Filter::default()).await {
            Err(RainforestError::NotFound) => Ok(()),
            other => other.map(drop),
        }
    }

    /// `GET` of one application.
    pub async fn one(
        &self,
        merchant: &RainforestMerchantId,
        application: &ApplicationId,
    ) -> Result<Told, RainforestError> {
        let url = self.url(merchant, Some(application))?;
        let data = self.call(self.http.requests().get(url), ONE).await?;
        told(data)
    }

    /// `GET` of a merchant's applications.
    pub async fn list(&self, merchant: &RainforestMerchantId, filter: &Filter) -> Result<Vec<Told>, RainforestError> {
        let statuses = filter.statuses.iter().map(|status| ("status".to_owned(), status.word().to_owned()));
        let query: Vec<(String, String)> = statuses.chain(filter.dates.iter().cloned()).collect();
        let request = self.http.requests().get(self.url(merchant, None)?).query(&query);
        wire::items(self.call(request, LIST).await?)?.into_iter().map(told).collect()
    }

    /// `POST …/simulate`: on the test system, what underwriting would decide about an application in `PROCESSING`.
    pub async fn simulate(
        &self,
        merchant: &RainforestMerchantId,
        application: &ApplicationId,
        to: &Status,
    ) -> Result<(), RainforestError> {
        let url = format!("{}/simulate", self.url(merchant, Some(application))?);
        self.call(self.http.requests().post(url).json(&json!({ "status": to.word() })), ONE).await.map(drop)
    }

    fn url(
        &self,
        merchant: &RainforestMerchantId,
        application: Option<&ApplicationId>,
    ) -> Result<String, RainforestError> {
        let fits = is_id(merchant.as_str()) && application.is_none_or(|id| is_id(id.as_str()));
        if !fits {
            // What is no id is nobody's.
            return Err(RainforestError::NotFound);
        }
        let all = format!("{}/v1/merchants/{merchant}/applications", self.api);
        Ok(application.map_or_else(|| all.clone(), |id| format!("{all}/{id}")))
    }

    async fn call(&self, request: RequestBuilder, limit: usize) -> Result<Value, RainforestError> {
        let request = request
            .header("Authorization", format!("Bearer {}", self.key.expose_secret()))
            .header("Rainforest-Api-Version", VERSION);
        let answer = self.http.call(request, limit, &[&self.key]).await?;
        wire::opened(&answer)
    }
}

fn told(data: Value) -> Result<Told, RainforestError> {
    let unreadable = |words: String| RainforestError::Unreadable(words);
    match data {
        Value::Object(fields) => Told::read(fields, None).map_err(|error| unreadable(error.to_string())),
        _ => Err(unreadable("an application is not as documented".to_owned())),
    }
}
