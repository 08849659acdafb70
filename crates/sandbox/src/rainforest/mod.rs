//! A faithful Rainforest: merchant applications (docs/wire.md §2).

mod api;
mod application;
mod control;
mod delivery;
mod envelope;
mod ids;
mod names;
mod play;
mod portal;
mod signature;
mod status;
mod world;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{get, post},
};

pub(crate) use control::routes as control;

use crate::{
    Config, RainforestConfig, RainforestDescription, clock,
    faults::{
        FaultRefusal, Faults,
        calls::{Call, Calls, Host},
    },
    pace::Pace,
    random::Seeded,
    rappi::middleware::Middleware,
    tasks::Tasks,
};
use delivery::Deliveries;
use envelope::Refusal;
use portal::Portal;
use world::World;

/// Everything behind the simulated Rainforest's host.
pub(crate) struct Rainforest {
    config: RainforestConfig,
    latency: std::time::Duration,
    description: RainforestDescription,
    key: Mutex<String>,
    world: World,
    portal: Portal,
    deliveries: Deliveries,
    message_ids: Mutex<Seeded>,
    faults: Faults,
    calls: Calls,
    pace: Pace,
    tasks: Arc<Tasks>,
}

impl Rainforest {
    pub(crate) fn new(config: &Config, description: &RainforestDescription, tasks: Arc<Tasks>) -> Self {
        let now = clock::now_ms();
        Self {
            config: config.rainforest.clone(),
            latency: config.latency,
            key: Mutex::new(description.api_key.clone()),
            world: World::new(config.seed, config.rainforest.applications, now),
            portal: Portal::default(),
            deliveries: Deliveries::default(),
            // Not the seed alone: a sandbox that starts again with the same seed sends other messages.
            message_ids: Mutex::new(Seeded::new(config.seed ^ now as u64, "rainforest messages")),
            faults: Faults::new(config.seed, "rainforest faults"),
            calls: Calls::default(),
            pace: Pace::new(config.rainforest.speed),
            tasks,
            description: description.clone(),
        }
    }

    fn key(&self) -> String {
        self.key.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace_key(&self, key: String) {
        *self.key.lock().unwrap_or_else(PoisonError::into_inner) = key;
    }

    fn message_id(&self) -> String {
        play::message_id(&mut self.message_ids.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Address and key; the key comes from the seed, unless the configuration has one.
pub(crate) fn describe(config: &Config, api: &str, control: &str) -> RainforestDescription {
    let mut random = Seeded::new(config.seed, "rainforest keys");
    let mut key = || format!("sbx_apikey_{:016x}{:016x}", random.next(), random.next());
    let (seeded, forbidden) = (key(), key());
    RainforestDescription {
        api: api.to_owned(),
        control: format!("{control}/rainforest"),
        api_key: config.rainforest.api_key.clone().unwrap_or(seeded),
        forbidden_api_key: forbidden,
        applications: config.rainforest.applications,
    }
}

/// The API host.
pub(crate) fn api(rainforest: Arc<Rainforest>) -> Router {
    let all = "/v1/merchants/{merchant}/applications";
    Router::new()
        .route(all, get(api::list))
        .route(&format!("{all}/{{application}}"), get(api::one))
        .route(&format!("{all}/{{application}}/simulate"), post(api::simulate))
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn_with_state(Arc::clone(&rainforest), at_api))
        .with_state(rainforest)
}

async fn at_api(State(rainforest): State<Arc<Rainforest>>, request: Request, next: Next) -> Response {
    tokio::time::sleep(rainforest.latency).await;
    let call = match request.uri().path() {
        path if path.ends_with("/simulate") => Call::Simulate,
        path if path.ends_with("/applications") => Call::ListApplications,
        path if path.contains("/applications/") => Call::OneApplication,
        _ => Call::Other,
    };
    let door = Middleware { host: Host::Api, faults: &rainforest.faults, calls: &rainforest.calls, deprecation: None };
    let answer = door.pass(call, request, next).await;
    match answer.extensions().get::<FaultRefusal>().cloned() {
        None => answer,
        // An injected error has the shape of every other one here.
        Some(FaultRefusal(message)) => {
            let mut shaped = envelope::error(answer.status(), None, "Simulated", &message);
            if let Some(after) = answer.headers().get("retry-after") {
                shaped.headers_mut().insert("retry-after", after.clone());
            }
            shaped
        }
    }
}
