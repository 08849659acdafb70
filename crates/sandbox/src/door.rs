//! What every call to the login and API hosts passes: latency, faults, the log.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};

use crate::{
    calls::{Call, Entry, Host, Notebook},
    clock,
    faults::{self, Stage},
    net::HangUp,
    rappi::Rappi,
};

/// The layer of the API host.
pub(crate) async fn api(State(rappi): State<Arc<Rappi>>, request: Request, next: Next) -> Response {
    tokio::time::sleep(rappi.config.latency).await;
    pass(&rappi, Host::Api, request, next).await
}

/// The layer of the login host.
pub(crate) async fn login(State(rappi): State<Arc<Rappi>>, request: Request, next: Next) -> Response {
    pass(&rappi, Host::Login, request, next).await
}

async fn pass(rappi: &Rappi, host: Host, mut request: Request, next: Next) -> Response {
    let call = Call::of(request.uri().path());
    let notes = Notebook::default();
    let mut entry = Entry {
        at: clock::now_precise(),
        host,
        call,
        method: request.method().as_str().to_owned(),
        path: request.uri().path().to_owned(),
        status: None,
        note: notes.read(),
        fault: None,
    };
    request.extensions_mut().insert(notes.clone());

    let fault = rappi.faults.take(call, Stage::Answer, &[]);
    let mut response = match faults::before(fault.as_ref()) {
        Some(instead) => instead,
        None => faults::after(fault.as_ref(), next.run(request).await).await,
    };
    for (name, value) in rappi.deprecation.headers() {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }

    entry.note = notes.read();
    entry.fault = fault.as_ref().map(|it| it.kind);
    entry.status = response.extensions().get::<HangUp>().is_none().then(|| response.status().as_u16());
    // Before the wait: a hanging call shows up while it hangs.
    rappi.calls.add(entry);
    faults::linger(fault.as_ref()).await;
    response
}
