//! A faithful Ratepay: subscription webhooks (Ratepay's guide, docs/wire.md §3).

mod alarms;
mod control;
mod delivery;
mod management;
mod payload;
mod refusal;
mod signature;
mod subscriptions;
mod token;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{get, post, put},
};

pub(crate) use control::routes as control;

use crate::{
    ClientCredentials, Config, RatepayConfig, RatepayDescription,
    faults::{
        Faults,
        calls::{Call, Calls, Host},
    },
    pace::Pace,
    random::Seeded,
    rappi::middleware::Middleware,
    tasks::Tasks,
    tokens::ManagementTokens,
};
use alarms::Alarms;
use delivery::Deliveries;

use refusal::Refusal;
use subscriptions::Subscriptions;

/// Path of the management API (Ratepay's guide).
const PATH: &str = "/webhook/management/v1";

/// The audience of the integration platform (docs/wire.md 3.1): a name, not an address that anybody calls.
const AUDIENCE: &str = "https://api-integration.ratepay.com/webhook/management";

/// Everything behind the simulated Ratepay's hosts.
pub(crate) struct Ratepay {
    config: RatepayConfig,
    latency: std::time::Duration,
    description: RatepayDescription,
    /// Ours, and somebody else.
    clients: [ClientCredentials; 2],
    tokens: ManagementTokens,
    subscriptions: Subscriptions,
    deliveries: Deliveries,
    alarms: Alarms,
    faults: Faults,
    calls: Calls,
    pace: Pace,
    tasks: Arc<Tasks>,
}

impl Ratepay {
    pub(crate) fn new(config: &Config, description: &RatepayDescription, tasks: Arc<Tasks>) -> Self {
        let at = description.clone();
        let client = |id: &str, secret: &str| ClientCredentials { id: id.to_owned(), secret: secret.to_owned() };
        Self {
            config: config.ratepay.clone(),
            latency: config.latency,
            clients: [client(&at.client_id, &at.client_secret), client(&at.other_client_id, &at.other_client_secret)],
            tokens: ManagementTokens::new(format!("{}/", at.oauth), at.audience.clone()),
            subscriptions: Subscriptions::default(),
            deliveries: Deliveries::default(),
            alarms: Alarms::default(),
            faults: Faults::new(config.seed, "ratepay faults"),
            calls: Calls::default(),
            pace: Pace::new(config.ratepay.speed),
            tasks,
            description: at,
        }
    }
}

/// Addresses and credentials; those of the clients come from the seed, unless the configuration has them.
pub(crate) fn describe(config: &Config, oauth: &str, api: &str, control: &str) -> RatepayDescription {
    let mut random = Seeded::new(config.seed, "ratepay clients");
    let mut client = || ClientCredentials {
        id: format!("rp{:016x}{:08x}", random.next(), random.next() as u32),
        secret: format!("{:016x}{:016x}", random.next(), random.next()),
    };
    let (seeded, other) = (client(), client());
    let ours = config.ratepay.client.clone().unwrap_or(seeded);
    RatepayDescription {
        oauth: oauth.to_owned(),
        api: api.to_owned(),
        control: format!("{control}/ratepay"),
        audience: AUDIENCE.to_owned(),
        client_id: ours.id,
        client_secret: ours.secret,
        other_client_id: other.id,
        other_client_secret: other.secret,
    }
}

/// The token host.
pub(crate) fn oauth(ratepay: Arc<Ratepay>) -> Router {
    Router::new()
        .route("/oauth/token", post(token::issue))
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn_with_state(Arc::clone(&ratepay), at_oauth))
        .with_state(ratepay)
}

/// The API host.
pub(crate) fn api(ratepay: Arc<Ratepay>) -> Router {
    Router::new()
        .route(PATH, get(management::list).post(management::create))
        .route(&format!("{PATH}/{{id}}"), put(management::update).delete(management::remove))
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn_with_state(Arc::clone(&ratepay), at_api))
        .with_state(ratepay)
}

async fn at_oauth(State(ratepay): State<Arc<Ratepay>>, request: Request, next: Next) -> Response {
    let door = Middleware { host: Host::Login, faults: &ratepay.faults, calls: &ratepay.calls, deprecation: None };
    door.pass(Call::Token, request, next).await
}

async fn at_api(State(ratepay): State<Arc<Ratepay>>, request: Request, next: Next) -> Response {
    tokio::time::sleep(ratepay.latency).await;
    let call = match request.method().as_str() {
        "GET" => Call::ListSubscriptions,
        "POST" => Call::CreateSubscription,
        "PUT" => Call::UpdateSubscription,
        "DELETE" => Call::DeleteSubscription,
        _ => Call::Other,
    };
    Middleware { host: Host::Api, faults: &ratepay.faults, calls: &ratepay.calls, deprecation: None }
        .pass(call, request, next)
        .await
}
