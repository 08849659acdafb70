//! What every call to the login and API hosts passes: latency, faults, the log.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};

use crate::{
    clock,
    faults::{
        self, Faults,
        calls::{Call, Calls, Entry, Host, Notebook},
    },
    net::HangUp,
    rappi::{Rappi, deprecation::Deprecation},
};

/// The layer of the API host.
pub(crate) async fn api(State(rappi): State<Arc<Rappi>>, request: Request, next: Next) -> Response {
    tokio::time::sleep(rappi.config.latency).await;
    let call = Call::of(request.uri().path());
    Middleware { host: Host::Api, faults: &rappi.faults, calls: &rappi.calls, deprecation: Some(&rappi.deprecation) }
        .pass(call, request, next)
        .await
}

/// The layer of the login host.
pub(crate) async fn login(State(rappi): State<Arc<Rappi>>, request: Request, next: Next) -> Response {
    let call = Call::of(request.uri().path());
    Middleware { host: Host::Login, faults: &rappi.faults, calls: &rappi.calls, deprecation: Some(&rappi.deprecation) }
        .pass(call, request, next)
        .await
}

/// What is behind one host's door.
pub(crate) struct Middleware<'a> {
    pub(crate) host: Host,
    pub(crate) faults: &'a Faults,
    pub(crate) calls: &'a Calls,
    /// What the host announces, if it announces anything.
    pub(crate) deprecation: Option<&'a Deprecation>,
}

impl Middleware<'_> {
    pub(crate) async fn pass(&self, call: Call, mut request: Request, next: Next) -> Response {
        let notes = Notebook::default();
        let mut entry = Entry {
            at: clock::now_precise(),
            host: self.host,
            call,
            method: request.method().as_str().to_owned(),
            path: request.uri().path().to_owned(),
            status: None,
            note: notes.read(),
            fault: None,
        };
        request.extensions_mut().insert(notes.clone());

        let fault = self.faults.take_at_door(call);
        let mut response = match faults::before(fault.as_ref()) {
            Some(instead) => instead,
            None => faults::after(fault.as_ref(), next.run(request).await).await,
        };
        for (name, value) in self.deprecation.map(Deprecation::headers).unwrap_or_default() {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }

        entry.note = notes.read();
        entry.fault = fault.as_ref().map(|it| it.kind);
        entry.status = response.extensions().get::<HangUp>().is_none().then(|| response.status().as_u16());
        // Before the wait: a hanging call shows up while it hangs.
        self.calls.add(entry);
        faults::linger(fault.as_ref()).await;
        response
    }
}
