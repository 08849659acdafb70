//! The result webhook `STORE_PROVISIONING_STATUS` (Rappi's guide, step 4; docs/wire.md 1.6).

mod delivery;
mod payload;
mod registration;
mod send;
mod signature;
mod target;

use std::{sync::Arc, time::Duration};

pub(crate) use delivery::{Deliveries, Delivery};
pub(crate) use payload::{Report, Result};
pub(crate) use registration::{Registration, Registrations};
pub(crate) use send::{SendError, TIMEOUT, post};
pub(crate) use target::Target;

use crate::{
    faults::{Fault, Kind},
    rappi::Rappi,
};

/// The only event there is (Rappi's guide, step 1).
pub(crate) const EVENT: &str = "STORE_PROVISIONING_STATUS";
const LATE_MS: u64 = 5_000;

/// Sends the report of a batch to the registered address, if there is one, in the way a fault wants it.
pub(crate) async fn report(rappi: &Arc<Rappi>, report: &Report, fault: Option<&Fault>) {
    let kind = fault.map(|it| it.kind);
    if kind == Some(Kind::NoWebhook) {
        return;
    }
    if kind == Some(Kind::LateWebhook) {
        let late = fault.and_then(|it| it.ms).unwrap_or(LATE_MS);
        tokio::time::sleep(Duration::from_millis(late)).await;
    }
    let Some(mut registration) = rappi.registrations.get() else { return };
    if kind == Some(Kind::BadSignature) {
        registration.secret = Some("a secret that nobody registered".into());
    }
    let body = report.to_json();
    let times = if kind == Some(Kind::DuplicateWebhook) { 2 } else { 1 };
    for _ in 0..times {
        delivery::start(rappi, registration.clone(), body.clone());
    }
}

/// Sends the last report once more, with a new `t`. `None` if there was none.
pub(crate) fn replay(rappi: &Arc<Rappi>) -> Option<usize> {
    let (registration, body) = rappi.deliveries.last()?;
    Some(delivery::start(rappi, registration, body))
}
