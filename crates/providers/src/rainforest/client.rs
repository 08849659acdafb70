//! The typed client for the calls about applications.

use super::{Told, auth::authorization, payload::is_id, wire};
use crate::{
    http::{Http, NoClient},
    net::{
        ApiError, ApiErrorKind, Hear, Network,
        api_client::{ApiClient, Outgoing},
        observer::Observer,
    },
};
use gangway_domain::{ApplicationId, Provider, RainforestMerchantId, application::Status};
use reqwest::{Client, RequestBuilder};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;

/// The version that is asked for (docs/wire.md 2.1).
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
    client: ApiClient,
    api: String,
}

impl Rainforest {
    /// A client for one key. `api` has no trailing slash; `call` bounds every call, answer included.
    pub fn new(api: &str, key: SecretString, network: &Network, call: Duration, hear: &Hear) -> Result<Self, NoClient> {
        let http = Http::new(network, call)?;
        let sorted = |answer: &_| ApiErrorKind::of(answer, wire::problems);
        let client = ApiClient::new(http, Observer::new(Provider::Rainforest, hear), authorization(key), sorted);
        Ok(Self { client, api: api.to_owned() })
    }

    /// The API host.
    pub fn host(&self) -> &str {
        &self.api
    }

    /// Whether host and key are right. There is no call for that; one about a merchant that nobody has is answered "not
    /// found" to a key that is right.
    pub async fn check_key(&self) -> Result<(), ApiError> {
        let nobody = RainforestMerchantId("mid_000000000000000000000000000".to_owned());
        match self.list(&nobody, &Filter::default()).await {
            Err(ApiError { kind: ApiErrorKind::NotFound, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// `GET` of one application.
    pub async fn one(&self, merchant: &RainforestMerchantId, application: &ApplicationId) -> Result<Told, ApiError> {
        let url = self.url(merchant, Some(application))?;
        self.told(self.call(|http| http.get(&url), ONE).await?)
    }

    /// `GET` of a merchant's applications.
    pub async fn list(&self, merchant: &RainforestMerchantId, filter: &Filter) -> Result<Vec<Told>, ApiError> {
        let statuses = filter.statuses.iter().map(|status| ("status".to_owned(), status.word().to_owned()));
        let query: Vec<(String, String)> = statuses.chain(filter.dates.iter().cloned()).collect();
        let url = self.url(merchant, None)?;
        let data = self.call(|http| http.get(&url).query(&query), LIST).await?;
        let items = wire::items(data).map_err(|kind| self.client.error(kind))?;
        items.into_iter().map(|item| self.told(item)).collect()
    }

    /// `POST …/simulate`: on the test system, what underwriting would decide about an application in `PROCESSING`.
    pub async fn simulate(
        &self,
        merchant: &RainforestMerchantId,
        application: &ApplicationId,
        to: &Status,
    ) -> Result<(), ApiError> {
        let url = format!("{}/simulate", self.url(merchant, Some(application))?);
        let body = json!({ "status": to.word() });
        self.call(|http| http.post(&url).json(&body), ONE).await.map(drop)
    }

    fn url(&self, merchant: &RainforestMerchantId, application: Option<&ApplicationId>) -> Result<String, ApiError> {
        let fits = is_id(merchant.as_str()) && application.is_none_or(|id| is_id(id.as_str()));
        if !fits {
            // What is no id is nobody's.
            return Err(self.client.error(ApiErrorKind::NotFound));
        }
        let all = format!("{}/v1/merchants/{merchant}/applications", self.api);
        Ok(application.map_or_else(|| all.clone(), |id| format!("{all}/{id}")))
    }

    async fn call(&self, build: impl Fn(&Client) -> RequestBuilder, limit: usize) -> Result<Value, ApiError> {
        let build = |http: &Client| build(http).header("Rainforest-Api-Version", VERSION);
        let outgoing = Outgoing { of: "applications", secrets: &[], limit };
        let answer = self.client.call(build, &outgoing).await?;
        wire::opened(&answer).map_err(|kind| self.client.error(kind))
    }

    fn told(&self, data: Value) -> Result<Told, ApiError> {
        let told = match data {
            Value::Object(fields) => Told::read(fields, None).map_err(|error| error.to_string()),
            _ => Err("an application is not as documented".to_owned()),
        };
        told.map_err(|why| self.client.error(ApiErrorKind::Unreadable(why)))
    }
}
