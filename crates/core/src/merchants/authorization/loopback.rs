//! The loopback redirect: a server opened for one attempt and closed after it (RFC 8252 §7.3, §8.3). Its connections are
//! served side by side, so that one that says nothing keeps no browser waiting.

use crate::{
    Code, Failure, Reason,
    merchants::authorization::{Authorization, loopback_page::Page},
    view::AttemptState,
};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::any,
};
use gangway_inbox::{Limits, serve_until};
use std::{
    pin::Pin,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{net::TcpListener, sync::Notify};

/// A browser opens a few connections; whoever opens more waits until one of them ends.
const LIMITS: Limits = Limits { connections: 64, header_read: Duration::from_secs(5), keep_alive: false };
/// Below which every redirect of ours leads here.
const PATH: &str = "/oauth/callback";

/// The listener of an attempt that was cancelled a moment ago is closed within this time.
const CLOSING: [Duration; 15] = [Duration::from_millis(100); 15];

pub(crate) async fn bind(port: u16) -> Result<TcpListener, Failure> {
    for pause in CLOSING {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => tokio::time::sleep(pause).await,
            bound => return bound.map_err(|error| busy(port, &error)),
        }
    }
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| busy(port, &error))
}

fn busy(port: u16, error: &std::io::Error) -> Failure {
    Failure::new(Code::PortBusy, format!("127.0.0.1:{port}, the loopback redirect, is taken by another program."))
        .because(Reason::LoopbackBusy)
        .about(format!("127.0.0.1:{port}"))
        .with(error.to_string())
}

#[derive(Clone)]
struct Waiting {
    authorization: Weak<Authorization>,
    /// Address of the listener as the redirect has it.
    origin: Arc<str>,
    over: Arc<Notify>,
}

/// Waits for the browser until the attempt is over.
pub(crate) async fn wait(
    authorization: Weak<Authorization>,
    listener: TcpListener,
    attempt: String,
    redirect: String,
    life: Duration,
) {
    let origin = redirect.strip_suffix(PATH).unwrap_or_default().into();
    let waiting = Waiting { authorization: Weak::clone(&authorization), origin, over: Arc::default() };
    let over = Arc::clone(&waiting.over);
    let router = Router::new().route(PATH, any(answer)).with_state(waiting);
    let end = async move {
        tokio::select! {
            () = tokio::time::sleep(life) => {}
            () = over.notified() => {}
            () = gone(authorization, attempt) => {}
        }
    };
    serve_until(listener, router, LIMITS, end).await;
}

/// Ends when the attempt has ended in some other way.
async fn gone(authorization: Weak<Authorization>, attempt: String) {
    let mut look = tokio::time::interval(Duration::from_secs(1));
    loop {
        look.tick().await;
        let Some(authorization) = authorization.upgrade() else { return };
        if authorization.authorize_link(&attempt).is_err() {
            return;
        }
    }
}

/// Tells the merchant in the browser what became of it. The page is one of a few fixed ones: it holds nothing of the request
/// and leads nowhere (docs/wire.md §4.7).
async fn answer(State(waiting): State<Waiting>, method: Method, address: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")]).into_response();
    }
    let target = address.path_and_query().map_or(PATH, |target| target.as_str());
    let address = format!("{}{target}", waiting.origin);
    let page = match waiting.authorization.upgrade() {
        Some(authorization) => match finish(authorization, address).await {
            Ok(state) => {
                waiting.over.notify_one();
                Page::of(&state)
            }
            // Somebody else's knock: the attempt goes on waiting.
            Err(failure) => {
                tracing::warn!(%failure, "a loopback answer was dropped");
                Page::dropped(&failure)
            }
        },
        None => Page::Over,
    };
    page.answer(&headers)
}

/// In a box: the use case is recursive for the compiler, which must see that it may move between threads.
fn finish(
    authorization: Arc<Authorization>,
    address: String,
) -> Pin<Box<dyn Future<Output = Result<AttemptState, Failure>> + Send>> {
    Box::pin(async move { authorization.finish(&address).await })
}
