//! One listener for an address, whoever of this process receives there: two environments may have the same port. A call goes
//! to the one whose path it names. When one leaves, what it was doing ends and the others go on; the last one closes the
//! port.

use crate::{
    BindError, DeliveryLog, Inbox, bind,
    receive::receive,
    refused::{Unparsed, endpoint_in},
    serve::{BoxFuture, Unreadable, run_with},
};
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, LazyLock, PoisonError, RwLock, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::{Mutex as Turn, watch},
    task::JoinHandle,
};

/// Listeners of this process, by the address that they were asked for and by the one that they have.
static LISTENERS: LazyLock<Turn<HashMap<SocketAddr, Weak<Listening>>>> = LazyLock::new(Turn::default);
/// For the port of a listener that is just ending.
const PAUSE: Duration = Duration::from_millis(25);
const PAUSES: u32 = 40;

/// Somebody's place at a listener. The port is closed when the last one is dropped.
pub struct Place(Arc<Listening>);

struct Listening {
    address: SocketAddr,
    guests: Arc<Guests>,
    serving: JoinHandle<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Who receives at a listener.
#[derive(Default)]
struct Guests {
    next: AtomicU64,
    here: RwLock<Vec<(u64, Arc<dyn Guest>)>>,
}

/// An inbox of any record.
trait Guest: Send + Sync {
    /// Whether a path names an endpoint of it.
    fn is_named(&self, path: &str) -> bool;
    fn take(&self, request: Request) -> Pin<Box<dyn Future<Output = Response> + Send>>;
    fn unparsed(&self, head: Vec<u8>, why: Unparsed) -> BoxFuture;
}

/// With whether it is still there: what it does ends when it leaves.
struct Seated<L> {
    inbox: Inbox<L>,
    here: watch::Receiver<bool>,
}

impl<L: DeliveryLog> Guest for Seated<L> {
    fn is_named(&self, path: &str) -> bool {
        self.inbox.is_alive_at(path) || endpoint_in(path, &self.inbox.endpoints).is_some()
    }

    fn take(&self, request: Request) -> Pin<Box<dyn Future<Output = Response> + Send>> {
        let (inbox, mut here) = (self.inbox.clone(), self.here.clone());
        Box::pin(async move {
            tokio::select! {
                biased;
                // The sender is dropped when the guest leaves.
                _ = here.wait_for(|here| !here) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                answer = receive(State(inbox), request) => answer,
            }
        })
    }

    fn unparsed(&self, head: Vec<u8>, why: Unparsed) -> BoxFuture {
        let inbox = self.inbox.clone();
        Box::pin(async move { inbox.unparsed(head, why).await })
    }
}

/// Listens on a loopback address, together with whoever of this process does already; port 0 takes a free one.
pub async fn listen(address: SocketAddr) -> Result<Place, BindError> {
    let mut listeners = LISTENERS.lock().await;
    let known = listeners.get(&address);
    if let Some(listening) = known.and_then(Weak::upgrade).filter(|it| !it.serving.is_finished()) {
        return Ok(Place(listening));
    }
    let was_ours = known.is_some();
    let listener = bind_when_free(address, if was_ours { PAUSES } else { 0 }).await?;
    let has = listener.local_addr().map_err(|source| BindError::Other { address, source })?;
    let guests = Arc::<Guests>::default();
    let serving = tokio::spawn(serve(listener, Arc::clone(&guests)));
    let listening = Arc::new(Listening { address: has, guests, serving });
    listeners.retain(|_, it| it.strong_count() > 0);
    listeners.insert(has, Arc::downgrade(&listening));
    Ok(Place(listening))
}

/// A listener of ours that ends gives its port back a moment later.
async fn bind_when_free(address: SocketAddr, pauses: u32) -> Result<TcpListener, BindError> {
    let mut left = pauses;
    loop {
        match bind(address).await {
            Err(BindError::Busy(_)) if left > 0 => {
                left -= 1;
                tokio::time::sleep(PAUSE).await;
            }
            bound => return bound,
        }
    }
}

impl Place {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// Receives until the task is dropped. What is under way for this inbox ends with it: a call that went on would be
    /// appended for a profile that was closed.
    pub async fn serve<L: DeliveryLog>(self, inbox: Inbox<L>) {
        let (_leaving, here) = watch::channel(true);
        let guests = &self.0.guests;
        let number = guests.next.fetch_add(1, Ordering::Relaxed);
        guests.here.write().unwrap_or_else(PoisonError::into_inner).push((number, Arc::new(Seated { inbox, here })));
        let _seat = Seat { guests, number };
        std::future::pending::<()>().await;
    }
}

/// Taken until it is dropped.
struct Seat<'a> {
    guests: &'a Guests,
    number: u64,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut here = self.guests.here.write().unwrap_or_else(PoisonError::into_inner);
        here.retain(|(number, _)| *number != self.number);
    }
}

async fn serve(listener: TcpListener, guests: Arc<Guests>) {
    let all = Arc::clone(&guests);
    let unreadable: Unreadable = Arc::new(move |head, why| {
        let guests: Vec<_> = all.all();
        Box::pin(async move {
            // Whoever has no endpoint that it names keeps nothing of it.
            for guest in guests {
                guest.unparsed(head.clone(), why).await;
            }
        })
    });
    run_with(listener, Router::new().fallback(route).with_state(guests), unreadable).await;
}

async fn route(State(guests): State<Arc<Guests>>, request: Request) -> Response {
    let path = request.uri().path();
    match guests.all().into_iter().find(|guest| guest.is_named(path)) {
        Some(guest) => guest.take(request).await,
        None => (StatusCode::NOT_FOUND, "no such endpoint").into_response(),
    }
}

impl Guests {
    fn all(&self) -> Vec<Arc<dyn Guest>> {
        let here = self.here.read().unwrap_or_else(PoisonError::into_inner);
        here.iter().map(|(_, guest)| Arc::clone(guest)).collect()
    }
}
