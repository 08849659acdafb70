//! Listening on loopback, and hanging up without an answer.

use std::{
    convert::Infallible,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{Router, body::Body, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tower::ServiceExt as _;

use crate::{StartError, tasks::Tasks};

/// Marks a response that must never be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// A response that is not sent; the client sees the end of the stream.
pub(crate) fn hang_up() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(HangUp);
    response
}

#[derive(Debug, thiserror::Error)]
#[error("closed without an answer")]
struct Closed;

/// Listens on a loopback address.
pub(crate) async fn bind(ip: IpAddr, port: u16) -> Result<TcpListener, StartError> {
    if !ip.is_loopback() {
        return Err(StartError::NotLoopback(ip));
    }
    let address = SocketAddr::new(ip, port);
    TcpListener::bind(address).await.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::Busy(address),
        _ => StartError::Bind { address, source },
    })
}

/// Base URL of a listener.
pub(crate) fn base_url(listener: &TcpListener) -> io::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

/// Accepts until the tasks are ended. axum's own server cannot close a connection without an answer, so this one is ours.
pub(crate) async fn serve(listener: TcpListener, router: Router, tasks: Arc<Tasks>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: let others finish.
            tokio::task::yield_now().await;
            continue;
        };
        // An unset option costs some milliseconds, nothing else.
        let _ = stream.set_nodelay(true);
        tasks.spawn(connection(stream, router.clone(), Arc::clone(&tasks)));
    }
}

async fn connection(stream: TcpStream, router: Router, tasks: Arc<Tasks>) {
    let service = service_fn(move |request| answer(request, router.clone(), Arc::clone(&tasks)));
    // A client that went away is no news.
    let _ = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
}

/// Runs the handler in a task of its own: a client that hangs up does not undo what the provider has begun.
async fn answer(request: Request<Incoming>, router: Router, tasks: Arc<Tasks>) -> Result<Response, Closed> {
    let (done, answered) = oneshot::channel();
    tasks.spawn(async move {
        let Ok(response) = router.oneshot(request.map(Body::new)).await.map_err(|never: Infallible| match never {});
        let _ = done.send(response);
    });
    let response = answered.await.map_err(|_| Closed)?;
    match response.extensions().get::<HangUp>() {
        Some(HangUp) => Err(Closed),
        None => Ok(response),
    }
}
