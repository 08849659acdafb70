//! Deliveries, and what they do.

pub(crate) mod deliveries;
pub(crate) mod fold;
pub(crate) mod fold_delivery;
pub(crate) mod retry;
pub(crate) mod reverify;
pub(crate) mod signature_lab;

use crate::{
    endpoints::Endpoints,
    environment::Environment,
    notifications::Notifications,
    providers::{descriptor::Registry, ratepay::Subscriptions},
    provisioning::Provisioning,
};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Deliveries that came in: what they do, and judging them again.
pub struct Deliveries {
    environment: Arc<Environment>,
    endpoints: Arc<Endpoints>,
    notifications: Arc<Notifications>,
    subscriptions: Arc<Subscriptions>,
    provisioning: Arc<Provisioning>,
    registry: Registry,
    /// Tells the fold that something arrived.
    arrived: mpsc::UnboundedSender<()>,
}

impl Deliveries {
    pub(crate) fn new(
        environment: Arc<Environment>,
        endpoints: Arc<Endpoints>,
        (notifications, subscriptions, provisioning): (Arc<Notifications>, Arc<Subscriptions>, Arc<Provisioning>),
        registry: Registry,
        arrived: mpsc::UnboundedSender<()>,
    ) -> Arc<Self> {
        Arc::new(Self { environment, endpoints, notifications, subscriptions, provisioning, registry, arrived })
    }
}
