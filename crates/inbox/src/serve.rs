use crate::{noted::Noted, refused::Unparsed};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, pin::Pin, sync::Arc, time::Duration};
use thiserror::Error;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

/// Largest header block, in bytes.
const HEADER: usize = 16 << 10;
/// Time to send the header block.
const HEADER_READ: Duration = Duration::from_secs(10);
/// Open connections; further ones wait to be accepted.
const CONNECTIONS: usize = 1024;
/// For answers that are under way when a server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// Why the receiver cannot listen.
#[derive(Debug, Error)]
pub enum BindError {
    /// The address is not this machine's own.
    #[error("the receiver listens on loopback only, and {0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// Another program listens there.
    #[error("another program listens on {0} already")]
    Busy(SocketAddr),
    /// Anything else.
    #[error("the receiver cannot listen on {address}: {source}")]
    Other {
        /// Where it was to listen.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
}

/// Listens on a loopback address; port 0 takes a free one.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, BindError> {
    if !address.ip().is_loopback() {
        return Err(BindError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|source| match source.kind() {
        std::io::ErrorKind::AddrInUse => BindError::Busy(address),
        _ => BindError::Other { address, source },
    })
}

/// How much a server takes on.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Open connections; further ones wait to be accepted.
    pub connections: usize,
    /// Time to send the header block.
    pub header_read: Duration,
    /// Whether a connection stays open for another call.
    pub keep_alive: bool,
}

/// What is told of a request whose head could not be read.
pub(crate) type Unreadable = Arc<dyn Fn(Vec<u8>, Unparsed) -> BoxFuture + Send + Sync>;
pub(crate) type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// [`serve`], and `unreadable` hears of requests, too, that no router can get.
pub(crate) async fn run_with(listener: TcpListener, router: Router, unreadable: Unreadable) {
    let limits = Limits { connections: CONNECTIONS, header_read: HEADER_READ, keep_alive: true };
    run(listener, router, limits, std::future::pending(), Some(unreadable)).await;
}

/// Serves until the task is dropped, which ends its connections too: one that stayed open would go on appending for a
/// profile that was closed. Not `axum::serve`, which has no limit for headers, idle time or connections.
pub async fn serve(listener: TcpListener, router: Router) {
    let limits = Limits { connections: CONNECTIONS, header_read: HEADER_READ, keep_alive: true };
    serve_until(listener, router, limits, std::future::pending()).await;
}

/// Serves until `end`; calls that came before it have another moment to be answered.
pub async fn serve_until(listener: TcpListener, router: Router, limits: Limits, end: impl Future<Output = ()>) {
    run(listener, router, limits, end, None).await;
}

async fn run(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    end: impl Future<Output = ()>,
    unreadable: Option<Unreadable>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    tokio::pin!(end);
    loop {
        let accepted = tokio::select! {
            () = &mut end => break,
            accepted = accept(&listener, &places) => accepted,
        };
        match accepted {
            Ok((stream, place)) => {
                while connections.try_join_next().is_some() {}
                let (router, unreadable) = (router.clone(), unreadable.clone());
                connections.spawn(async move {
                    connection(stream, router, limits, unreadable).await;
                    drop(place);
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
    let _ = tokio::time::timeout(LAST_ANSWERS, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> std::io::Result<(TcpStream, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.map_err(std::io::Error::other)?;
    Ok((listener.accept().await?.0, place))
}

async fn connection(stream: TcpStream, router: Router, limits: Limits, unreadable: Option<Unreadable>) {
    let _ = stream.set_nodelay(true);
    let (stream, head) = Noted::new(stream);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .keep_alive(limits.keep_alive)
        .max_buf_size(HEADER)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
    let Err(error) = served else { return };
    tracing::debug!(%error, "a connection ended early");
    if let (Some(unreadable), Some(why)) = (unreadable, Unparsed::of(&error)) {
        unreadable(head.bytes(), why).await;
    }
}
