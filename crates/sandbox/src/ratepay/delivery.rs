//! Events on their way: to every matching address, the identical call at growing intervals, then an alarm (Ratepay's guide).

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::Serialize;
use serde_json::Value;

use super::{Ratepay, alarms::Alarm, payload, signature, subscriptions::Subscription};
use crate::{
    clock,
    faults::{Fault, Kind, Stage, calls::Call},
    rappi::webhook::{self, SendError, Target},
};

/// Older deliveries go when there are more.
const KEPT: usize = 10_000;
const LATE_MS: u64 = 5_000;
const AGENT: &str = "Ratepay-Webhook/1.0 (sandbox)";

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Pending,
    Delivered,
    /// The last try failed: it raised the alarm.
    GaveUp,
    /// Waits for an alarm that another delivery raised.
    Held,
    /// Its subscription is gone.
    Cancelled,
}

/// One call of the receiver.
#[derive(Debug, Clone, Serialize)]
struct Try {
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// One event to one address. Neither secret nor signature is shown.
#[derive(Clone, Serialize)]
pub(super) struct Delivery {
    id: usize,
    subscription: String,
    event_type: String,
    url: String,
    state: State,
    tries: Vec<Try>,
    body: String,
}

/// Deliveries, oldest first, and how many events there were.
#[derive(Default)]
pub(super) struct Deliveries {
    list: Mutex<Vec<Delivery>>,
    events: AtomicUsize,
}

impl Deliveries {
    pub(super) fn all(&self) -> Vec<Delivery> {
        self.list().clone()
    }

    fn add(&self, call: &Prepared) -> usize {
        let mut list = self.list();
        let id = list.last().map_or(1, |it| it.id + 1);
        if list.len() == KEPT {
            list.remove(0);
        }
        list.push(Delivery {
            id,
            subscription: call.subscription.clone(),
            event_type: call.event_type.clone(),
            url: call.url.clone(),
            state: State::Pending,
            tries: Vec::new(),
            body: call.body.clone(),
        });
        id
    }

    fn update(&self, id: usize, change: impl FnOnce(&mut Delivery)) {
        if let Some(delivery) = self.list().iter_mut().rev().find(|it| it.id == id) {
            change(delivery);
        }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The call as it is made, and repeated without a change whatever becomes of its subscription meanwhile.
struct Prepared {
    subscription: String,
    event_type: String,
    url: String,
    body: String,
    signature: String,
}

impl Prepared {
    fn new(subscription: &Subscription, body: &Value, kind: Option<Kind>) -> Self {
        let compact = body.to_string();
        let secret =
            if kind == Some(Kind::BadSignature) { "a secret that nobody registered" } else { &subscription.secret };
        let signature = signature::sign(secret, &compact);
        let body = match kind {
            Some(Kind::PrettyWebhook) => format!("{body:#}"),
            Some(Kind::CutWebhook) => compact.chars().take(compact.chars().count() / 2).collect(),
            _ => compact,
        };
        let Subscription { id, url, event_type, .. } = subscription.clone();
        Self { subscription: id, event_type, url, body, signature }
    }
}

/// An event happens: it goes to every address that is subscribed to it. Answers the ids of the deliveries.
pub(super) fn happen(ratepay: &Arc<Ratepay>, desired: &payload::EventRequest<'_>) -> Vec<usize> {
    let number = ratepay.deliveries.events.fetch_add(1, Ordering::Relaxed) + 1;
    let body = payload::body(desired, number);
    let mut begun = Vec::new();
    for subscription in ratepay.subscriptions.to(desired.event_type) {
        let fault = ratepay.faults.take(Call::Event, Stage::Webhook, &[]);
        let kind = fault.as_ref().map(|it| it.kind);
        let times = match kind {
            Some(Kind::NoWebhook) => 0,
            Some(Kind::DuplicateWebhook) => 2,
            _ => 1,
        };
        begun.extend((0..times).map(|_| start(ratepay, &subscription, &body, fault.as_ref())));
    }
    begun
}

fn start(ratepay: &Arc<Ratepay>, subscription: &Subscription, body: &Value, fault: Option<&Fault>) -> usize {
    let call = Prepared::new(subscription, body, fault.map(|it| it.kind));
    let id = ratepay.deliveries.add(&call);
    let late = fault.filter(|it| it.kind == Kind::LateWebhook).map(|it| it.ms.unwrap_or(LATE_MS));
    let this = Arc::clone(ratepay);
    ratepay.tasks.spawn(async move {
        tokio::time::sleep(Duration::from_millis(late.unwrap_or(0))).await;
        let state = deliver(&this, id, &call).await;
        this.deliveries.update(id, |it| it.state = state);
    });
    id
}

/// Until a 2xx comes. Each time an alarm at the address is cleared, the schedule begins anew: no attempts are made "until
/// the error is resolved", so attempts are made after it.
async fn deliver(ratepay: &Ratepay, id: usize, call: &Prepared) -> State {
    loop {
        let held = if attempt(ratepay, id, call).await {
            return State::Delivered;
        } else if !ratepay.subscriptions.contains(&call.subscription) {
            return State::Cancelled;
        } else if ratepay.alarms.is_up(&call.url) {
            State::Held
        } else {
            ratepay.alarms.raise(Alarm { url: call.url.clone(), since: clock::now_precise(), delivery: id });
            State::GaveUp
        };
        ratepay.deliveries.update(id, |it| it.state = held);
        ratepay.alarms.cleared(&call.url).await;
        ratepay.deliveries.update(id, |it| it.state = State::Pending);
    }
}

/// The first try and those of the schedule; `false` when all failed, or when there must be no more.
async fn attempt(ratepay: &Ratepay, id: usize, call: &Prepared) -> bool {
    let mut pauses = ratepay.config.retry_schedule.iter();
    loop {
        if ratepay.alarms.is_up(&call.url) || !ratepay.subscriptions.contains(&call.subscription) {
            return false;
        }
        let at = clock::now_precise();
        let outcome = send(call).await;
        let delivered = matches!(outcome, Ok(200..=299));
        let (status, error) = outcome.map_or_else(|error| (None, Some(error)), |status| (Some(status), None));
        ratepay.deliveries.update(id, |it| it.tries.push(Try { at, status, error }));
        if delivered {
            return true;
        }
        let Some(pause) = pauses.next() else { return false };
        tokio::time::sleep(ratepay.pace.ours(*pause)).await;
    }
}

/// Any address may be subscribed; only a loopback one is ever called.
async fn send(call: &Prepared) -> Result<u16, String> {
    let target = Target::parse(&call.url).ok_or("the sandbox sends to loopback addresses over http only")?;
    let signature = Some(("x-signature", call.signature.clone()));
    webhook::post(&target, AGENT, Vec::new(), signature, &call.body, webhook::TIMEOUT)
        .await
        .map_err(|error: SendError| error.to_string())
}
