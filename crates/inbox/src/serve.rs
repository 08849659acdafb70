use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use thiserror::Error;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
};

/// Largest header block, in bytes.
const HEADER: usize = 16 << 10;
/// Time to send the header block.
const HEADER_READ: Duration = Duration::from_secs(10);
/// Open connections; further ones wait to be accepted.
const CONNECTIONS: usize = 1024;

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

/// Serves until the task is dropped, which ends its connections too: one that stayed open would go on appending for a
/// profile that was closed. Not `axum::serve`, which has no limit for headers, idle time or connections.
pub async fn serve(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                while connections.try_join_next().is_some() {}
                let router = router.clone();
                connections.spawn(async move {
                    connection(stream, router).await;
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
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ)
        .max_buf_size(HEADER)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}
