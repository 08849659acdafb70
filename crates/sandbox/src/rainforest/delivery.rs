//! Events on their way: at once, then on the documented schedule; a week without a success disables the address
//! (docs/wire.md 2.4).

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::Serialize;

use super::{Rainforest, portal::Endpoint, signature};
use crate::{
    clock,
    faults::{Fault, Kind},
    rappi::webhook::{self, SendError, Target},
};

/// Older deliveries go when there are more.
const KEPT: usize = 10_000;
const LATE_MS: u64 = 5_000;
const AGENT: &str = "Svix-Webhooks/1.0 (sandbox)";
/// Only a 2xx within this time counts (docs/wire.md 2.4).
const TIMEOUT: Duration = Duration::from_secs(15);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Pending,
    Delivered,
    /// The schedule is at its end.
    Failed,
    /// Its address is disabled or gone.
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

/// One message to one address. Neither secret nor signature is shown.
#[derive(Clone, Serialize)]
pub(super) struct Delivery {
    /// `svix-id`: the same for every try.
    id: String,
    endpoint: String,
    event_type: String,
    state: State,
    tries: Vec<Try>,
}

/// Deliveries, oldest first.
#[derive(Default)]
pub(super) struct Deliveries(Mutex<Vec<Delivery>>);

impl Deliveries {
    pub(super) fn all(&self) -> Vec<Delivery> {
        self.list().clone()
    }

    fn add(&self, delivery: Delivery) {
        let mut list = self.list();
        if list.len() == KEPT {
            list.remove(0);
        }
        list.push(delivery);
    }

    fn update(&self, id: &str, endpoint: &str, change: impl FnOnce(&mut Delivery)) {
        if let Some(found) = self.list().iter_mut().rev().find(|it| it.id == id && it.endpoint == endpoint) {
            change(found);
        }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is sent: the same id and body at every try, each try signed for its own moment.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) event_type: String,
    pub(super) body: String,
}

/// Sends a message to every address, in the way a fault wants it.
pub(super) fn start(rainforest: &Arc<Rainforest>, message: &Message, fault: Option<&Fault>) {
    for endpoint in rainforest.portal.all().into_iter().filter(|it| !it.disabled) {
        let times = match fault.map(|it| it.kind) {
            Some(Kind::NoWebhook) => 0,
            Some(Kind::DuplicateWebhook) => 2,
            _ => 1,
        };
        for _ in 0..times {
            begin(rainforest, message.clone(), &endpoint, fault);
        }
    }
}

fn begin(rainforest: &Arc<Rainforest>, message: Message, endpoint: &Endpoint, fault: Option<&Fault>) {
    rainforest.deliveries.add(Delivery {
        id: message.id.clone(),
        endpoint: endpoint.id.clone(),
        event_type: message.event_type.clone(),
        state: State::Pending,
        tries: Vec::new(),
    });
    let late = fault.filter(|it| it.kind == Kind::LateWebhook).map(|it| it.ms.unwrap_or(LATE_MS));
    let (this, endpoint, kind) = (Arc::clone(rainforest), endpoint.id.clone(), fault.map(|it| it.kind));
    rainforest.tasks.spawn(async move {
        tokio::time::sleep(Duration::from_millis(late.unwrap_or(0))).await;
        let state = deliver(&this, &message, &endpoint, kind).await;
        this.deliveries.update(&message.id, &endpoint, |it| it.state = state);
    });
}

async fn deliver(rainforest: &Rainforest, message: &Message, endpoint: &str, kind: Option<Kind>) -> State {
    let mut pauses = rainforest.config.retry_schedule.iter();
    loop {
        let Some(to) = rainforest.portal.one(endpoint).filter(|it| !it.disabled) else { return State::Cancelled };
        let at = clock::now_precise();
        let outcome = send(message, &to, kind).await;
        let delivered = matches!(outcome, Ok(200..=299));
        let (status, error) = outcome.map_or_else(|error| (None, Some(error)), |status| (Some(status), None));
        rainforest.deliveries.update(&message.id, endpoint, |it| it.tries.push(Try { at, status, error }));
        let week = rainforest.pace.ours(WEEK).as_millis() as i64;
        rainforest.portal.change(endpoint, |it| {
            if delivered {
                it.last_success = clock::now_ms();
            } else if clock::now_ms() - it.last_success > week {
                it.disabled = true;
            }
        });
        if delivered {
            return State::Delivered;
        }
        let Some(pause) = pauses.next() else { return State::Failed };
        tokio::time::sleep(rainforest.pace.ours(*pause)).await;
    }
}

/// Any address may be entered; only a loopback one is ever called.
async fn send(message: &Message, to: &Endpoint, kind: Option<Kind>) -> Result<u16, String> {
    let target = Target::parse(&to.url).ok_or("the sandbox sends to loopback addresses over http only")?;
    let seconds = clock::now_ms().div_euclid(1000);
    let secrets = match kind {
        Some(Kind::BadSignature) => vec!["whsec_bm9ib2R5IHJlZ2lzdGVyZWQgdGhpcw==".to_owned()],
        _ => to.secrets.clone(),
    };
    let signature = signature::header(&secrets, &message.id, seconds, &message.body);
    let body = match kind {
        Some(Kind::CutWebhook) => message.body.chars().take(message.body.chars().count() / 2).collect(),
        Some(Kind::PrettyWebhook) => message.body.replace("\":", "\": "),
        _ => message.body.clone(),
    };
    let headers = vec![("svix-id", message.id.clone()), ("svix-timestamp", seconds.to_string())];
    let sent = webhook::post(&target, AGENT, headers, Some(("svix-signature", signature)), &body, TIMEOUT);
    sent.await.map_err(|error: SendError| error.to_string())
}
