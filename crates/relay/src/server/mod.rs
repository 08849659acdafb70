//! The relay as it runs.

pub(crate) mod answer;
pub(crate) mod auth;
mod claims;
pub(crate) mod endpoints;
mod facts;
mod health;
mod join_page;
mod listener;
pub(crate) mod members;
mod metrics;
mod receive;
mod retention;
mod seen;
pub(crate) mod shared;

pub use listener::Bounds;

use crate::{ClaimLimits, Clock, Credentials, Store, StoreError, feed};
use axum::{
    Router,
    routing::{delete, get, post, put},
};
use gangway_inbox::{Inbox, router};
use receive::TeamLogs;
use shared::Shared;
use std::sync::Arc;
use tokio::{net::TcpListener, sync::mpsc, task::JoinSet};

/// What an operator may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether the signature of Rappi's own tester is believed; not where real webhooks come in.
    pub accept_tester_form: bool,
    /// Days after which bodies are erased; digests and the chain stay.
    pub retention_days: u32,
    /// How much the public listener takes on.
    pub bounds: Bounds,
    /// How long claims last.
    pub claims: ClaimLimits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            accept_tester_form: false,
            retention_days: 180,
            bounds: Bounds::default(),
            claims: ClaimLimits::default(),
        }
    }
}

/// A relay that runs until it is dropped.
pub struct Relay<S: Store> {
    shared: Arc<Shared<S>>,
    options: Options,
    /// End with it.
    _workers: JoinSet<()>,
}

impl<S: Store> Relay<S> {
    /// Reads members and endpoints, and begins to look after them. The credentials must be those that the store was first used
    /// with: heads in another hand would look like a forgery to every console, and endpoints would have no secrets.
    pub async fn start(store: S, credentials: Credentials, options: Options, clock: Clock) -> Result<Self, StoreError> {
        let given = credentials.relay_key();
        let pinned = store.pin(given).await?;
        if pinned != given {
            return Err(StoreError::OtherRelay { pinned, given });
        }
        let shared = Arc::new(Shared::new(store, credentials, clock, options));
        shared.refresh().await?;
        let mut workers = JoinSet::new();
        let refreshing = Arc::clone(&shared);
        workers.spawn(async move { refreshing.keep_refreshing().await });
        let erasing = Arc::clone(&shared);
        workers.spawn(async move { retention::keep_erasing(&erasing, options.retention_days).await });
        let noting = Arc::clone(&shared);
        workers.spawn(async move { seen::keep_noting(&noting).await });
        let lapsing = Arc::clone(&shared);
        workers.spawn(async move { claims::keep_lapsing(&lapsing).await });
        Ok(Self { shared, options, _workers: workers })
    }

    fn inbox(&self) -> Inbox<TeamLogs<S>> {
        // Nobody here waits for what arrived: the feed hears of it from the log.
        let (arrived, _) = mpsc::unbounded_channel();
        let logs = TeamLogs(Arc::clone(&self.shared));
        Inbox::new(logs, self.shared.endpoints.clone(), arrived, self.options.accept_tester_form)
            .alive_at(&self.shared.credentials.alive())
    }

    /// Everything that is answered under the public address.
    fn router(&self, inbox: Inbox<TeamLogs<S>>) -> Router {
        Router::new()
            .route("/healthz", get(health::alive))
            .route("/readyz", get(health::ready::<S>))
            .route("/join", get(join_page::page))
            .route("/join.js", get(join_page::script))
            .route("/v1/join", post(members::join::<S>))
            .route("/v1/invitations", post(members::invite::<S>))
            .route("/v1/team", get(members::team::<S>))
            .route("/v1/devices/{device}", delete(members::remove::<S>))
            .route("/v1/endpoints", get(endpoints::list::<S>).post(endpoints::add::<S>))
            .route("/v1/endpoints/{id}", delete(endpoints::remove::<S>))
            .route("/v1/endpoints/{id}/secrets", put(endpoints::change_secrets::<S>))
            .route("/v1/rejected", get(endpoints::rejected::<S>))
            .route("/v1/claims", get(claims::list::<S>).post(claims::order::<S>))
            .route("/v1/claims/renew", post(claims::renew::<S>))
            .route("/v1/facts", post(facts::add::<S>))
            .route("/v1/feed", get(feed::stream::stream::<S>))
            .route("/v1/feed/poll", get(feed::poll::poll::<S>))
            .route("/v1/feed/beginning", get(feed::poll::beginning::<S>))
            .route("/v1/bundles/{number}", get(feed::bundles::bundle::<S>))
            .with_state(Arc::clone(&self.shared))
            .fallback_service(router(inbox))
    }

    /// Serves what whoever runs the relay watches, for as long as the answer is awaited. Not for a public address.
    pub fn serve_metrics(&self, listener: TcpListener) -> impl Future<Output = std::io::Result<()>> + Send + use<S> {
        let router = metrics::router(Arc::clone(&self.shared));
        async move { axum::serve(listener, router).await }
    }

    /// Serves the public address until `end`. Streams are told, and what is under way has a moment to be answered.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()>) {
        let closing = async {
            end.await;
            self.shared.closing.send_replace(true);
        };
        let inbox = self.inbox();
        listener::serve(listener, self.router(inbox.clone()), inbox, self.options.bounds, closing).await;
        seen::note(&self.shared).await;
    }
}
