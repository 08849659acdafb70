//! One report on its way: tries, pauses, and what came of it.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::{Registration, send};
use crate::{clock, rappi::Rappi};

/// Older deliveries go when there are more.
const KEPT: usize = 10_000;

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Pending,
    Delivered,
    GaveUp,
}

/// One call of the receiver.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Try {
    at: String,
    /// Milliseconds since 1970, as in the signature.
    t: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// One report to one address. The signature stays out: with the body it would be a replay.
#[derive(Clone, Serialize)]
pub(crate) struct Delivery {
    id: usize,
    url: String,
    signed: bool,
    state: State,
    tries: Vec<Try>,
    body: String,
    #[serde(skip)]
    registration: Registration,
}

/// Deliveries, oldest first.
#[derive(Default)]
pub(crate) struct Deliveries(Mutex<Vec<Delivery>>);

impl Deliveries {
    pub(crate) fn all(&self) -> Vec<Delivery> {
        self.list().clone()
    }

    /// Delivered, pending and given up.
    pub(crate) fn counts(&self) -> [usize; 3] {
        let list = self.list();
        [State::Delivered, State::Pending, State::GaveUp]
            .map(|state| list.iter().filter(|it| it.state == state).count())
    }

    /// Address and body of the newest.
    pub(super) fn last(&self) -> Option<(Registration, String)> {
        self.list().last().map(|it| (it.registration.clone(), it.body.clone()))
    }

    fn add(&self, registration: &Registration, body: &str) -> usize {
        let mut list = self.list();
        let id = list.last().map_or(1, |it| it.id + 1);
        if list.len() == KEPT {
            list.remove(0);
        }
        list.push(Delivery {
            id,
            url: registration.target.url().to_owned(),
            signed: registration.secret.is_some(),
            state: State::Pending,
            tries: Vec::new(),
            body: body.to_owned(),
            registration: registration.clone(),
        });
        id
    }

    fn update(&self, id: usize, change: impl FnOnce(&mut Delivery)) {
        let mut list = self.list();
        if let Some(delivery) = list.iter_mut().rev().find(|it| it.id == id) {
            change(delivery);
        }
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Delivery>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends in the background, again at growing intervals until a 2xx comes or the schedule ends.
pub(super) fn start(rappi: &Arc<Rappi>, registration: Registration, body: String) -> usize {
    let id = rappi.deliveries.add(&registration, &body);
    let this = Arc::clone(rappi);
    rappi.tasks.spawn(async move {
        let state = deliver(&this, id, &registration, &body).await;
        this.deliveries.update(id, |it| it.state = state);
    });
    id
}

async fn deliver(rappi: &Rappi, id: usize, registration: &Registration, body: &str) -> State {
    let mut pauses = rappi.config.retry_schedule.iter();
    loop {
        let (at, t) = (clock::now_precise(), clock::now_ms());
        let outcome = send::once(registration, body, t, rappi.deprecation.headers()).await;
        let delivered = matches!(outcome, Ok(200..=299));
        let (status, error) = match outcome {
            Ok(status) => (Some(status), None),
            Err(error) => (None, Some(error.to_string())),
        };
        rappi.deliveries.update(id, |it| it.tries.push(Try { at, t, status, error }));
        if delivered {
            return State::Delivered;
        }
        let Some(pause) = pauses.next() else { return State::GaveUp };
        tokio::time::sleep(*pause).await;
    }
}
