//! The public listener: HTTP/1 and 2, with bounds on everything that a stranger can make it hold.

use crate::server::links::Peer;
use axum::{Router, response::Response};
use gangway_inbox::{DeliveryLog, Inbox, Noted, Unparsed};
use hyper::{
    Request,
    body::Incoming,
    server::conn::{http1, http2},
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    collections::HashMap,
    convert::Infallible,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

/// Largest header block, in bytes.
const HEADER: usize = 16 << 10;
/// Time to say which version of HTTP it is, and to send a header block.
const HEADER_READ: Duration = Duration::from_secs(10);
/// Between two looks at what has come of a first word.
const LOOK: Duration = Duration::from_millis(10);
/// Requests of one HTTP/2 connection at the same time.
const STREAMS: u32 = 64;
/// How often an HTTP/2 peer is asked whether it is there, and how long it may take to say so.
const PING: Duration = Duration::from_secs(20);
/// For requests that are under way when the relay ends.
const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// What an HTTP/2 connection begins with.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How much the listener takes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Open connections; further ones wait to be accepted.
    pub connections: usize,
    /// Open connections of one address; further ones are closed at once. Loopback, where a reverse proxy is, has no such bound.
    pub of_one_address: usize,
    /// For a console to take a frame of the feed. One that takes longer is gone, and comes again.
    pub take: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { connections: 8192, of_one_address: 256, take: Duration::from_secs(10) }
    }
}

/// Serves until `end`; what is under way then has a moment to be answered.
pub(crate) async fn serve<L: DeliveryLog>(
    listener: TcpListener,
    router: Router,
    inbox: Inbox<L>,
    bounds: Bounds,
    end: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let callers = Callers { most: bounds.of_one_address, open: Arc::default() };
    let (ending, ends) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(end);
    loop {
        let accepted = tokio::select! {
            () = &mut end => break,
            accepted = accept(&listener, &places) => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, address, place)) => {
                let Some(caller) = callers.admit(address) else { continue };
                let (router, inbox, ends) = (router.clone(), inbox.clone(), ends.clone());
                connections.spawn(async move {
                    connection((stream, Peer(address)), router, inbox, ends).await;
                    drop((place, caller));
                });
            }
            Err(error) => {
                // Out of file descriptors, most likely: waiting is the only thing that helps.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    ending.send_replace(true);
    let _ = tokio::time::timeout(LAST_ANSWERS, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, address) = listener.accept().await?;
    Ok((stream, address.ip().to_canonical(), place))
}

async fn connection<L: DeliveryLog>(
    (stream, peer): (TcpStream, Peer),
    router: Router,
    inbox: Inbox<L>,
    mut ends: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let Some(is_http2) = first_word(&stream).await else { return };
    let end = async move { drop(ends.wait_for(|ends| *ends).await) };
    if is_http2 {
        of_http2(stream, (router, peer), end).await;
    } else {
        of_http1(stream, (router, peer), &inbox, end).await;
    }
}

/// The router, which hears with each request who calls.
fn answering(
    router: Router,
    peer: Peer,
) -> impl Service<
    Request<Incoming>,
    Response = Response,
    Error = Infallible,
    Future = impl Future<Output = Result<Response, Infallible>> + Send,
> {
    let router = TowerToHyperService::new(router);
    service_fn(move |mut request: Request<Incoming>| {
        peer.note(&mut request);
        router.call(request)
    })
}

async fn of_http2(stream: TcpStream, (router, peer): (Router, Peer), end: impl Future<Output = ()>) {
    let served = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADER as u32)
        .serve_connection(TokioIo::new(stream), answering(router, peer));
    tokio::pin!(served, end);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = &mut end => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Also keeps what no router gets, if it names an endpoint.
async fn of_http1<L: DeliveryLog>(
    stream: TcpStream,
    (router, peer): (Router, Peer),
    inbox: &Inbox<L>,
    end: impl Future<Output = ()>,
) {
    let (stream, head) = Noted::new(stream);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ)
        .max_buf_size(HEADER)
        .serve_connection(TokioIo::new(stream), answering(router, peer))
        .with_upgrades();
    tokio::pin!(served, end);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = &mut end => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    let Err(error) = ended else { return };
    tracing::debug!(%error, "a connection ended early");
    if let Some(why) = Unparsed::of(&error) {
        inbox.unparsed(head.bytes(), why).await;
    }
}

/// Whether a connection begins as HTTP/2 does; `None` where it says nothing in time. Nothing is taken out of it.
async fn first_word(stream: &TcpStream) -> Option<bool> {
    let look = async {
        let mut word = [0; PREFACE.len()];
        loop {
            let length = stream.peek(&mut word).await.ok().filter(|length| *length > 0)?;
            if word[..length] != PREFACE[..length] {
                return Some(false);
            }
            if length == PREFACE.len() {
                return Some(true);
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(HEADER_READ, look).await.ok().flatten()
}

/// How many connections each address has.
#[derive(Clone)]
struct Callers {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection of an address, until it is dropped.
struct Caller {
    address: IpAddr,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Callers {
    fn admit(&self, address: IpAddr) -> Option<Caller> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= self.most && !address.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Caller { address, open: Arc::clone(&self.open) })
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Callers;
    use std::sync::Arc;

    #[test]
    fn an_address_has_so_many_connections_and_others_are_not_harmed() {
        let callers = Callers { most: 2, open: Arc::default() };
        let (one, other, here) =
            ("203.0.113.7".parse().unwrap(), "203.0.113.8".parse().unwrap(), "127.0.0.1".parse().unwrap());
        let (first, second) = (callers.admit(one), callers.admit(one));
        assert!(first.is_some() && second.is_some() && callers.admit(one).is_none());
        let others = callers.admit(other);
        assert!(others.is_some());
        drop(first);
        assert!(callers.admit(one).is_some());
        drop((second, others));
        assert!(callers.open.lock().unwrap().is_empty(), "nothing is kept of who is gone");
        assert_eq!((0..5).filter_map(|_| callers.admit(here)).collect::<Vec<_>>().len(), 5);
    }
}
