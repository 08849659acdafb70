use crate::{
    Endpoints, Keep, Known,
    verdict::{Verdict, verdict},
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use gangway_domain::EndpointId;
use gangway_providers::rappi::{Deprecation, Hear};
use gangway_record::{Record, RecordError, deliveries::NewDelivery};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sha2::{Digest, Sha256};
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::{Semaphore, mpsc};

/// Largest body, in bytes.
const BODY: usize = 1 << 20;
/// Time to read a whole body.
const READ: Duration = Duration::from_secs(10);
/// Calls worked on at the same time; one more is answered 503.
const AT_ONCE: usize = 512;
/// Seconds after which a provider should try again.
const RETRY_AFTER: &str = "5";
/// What the receiver says when it is asked whether it is there.
pub const ALIVE: &str = "gangway receives here";
/// Header names whose values are not kept.
const UNKEPT: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// What the receiver needs. Cheap to clone.
#[derive(Clone)]
pub struct Inbox<K = Record> {
    record: K,
    endpoints: Endpoints,
    /// Told about every appended delivery; what is lost here is found again in the record.
    arrived: mpsc::UnboundedSender<()>,
    accept_tester_form: bool,
    at_once: Arc<Semaphore>,
    hear: Option<Hear>,
    alive: Option<Arc<str>>,
}

impl<K: Keep> Inbox<K> {
    /// A receiver that appends to `record` and says so on `arrived`. The tester's form of a signature is accepted only
    /// where `accept_tester_form` says so, which no production profile does.
    pub fn new(record: K, endpoints: Endpoints, arrived: mpsc::UnboundedSender<()>, accept_tester_form: bool) -> Self {
        let at_once = Arc::new(Semaphore::new(AT_ONCE));
        Self { record, endpoints, arrived, accept_tester_form, at_once, hear: None, alive: None }
    }

    /// Tells `hear` what verified deliveries announce to go away.
    #[must_use]
    pub fn hearing(mut self, hear: Hear) -> Self {
        self.hear = Some(hear);
        self
    }
}

impl<K> Inbox<K> {
    /// Answers `GET /hooks/{alive}` with [`ALIVE`]: how a program asks under its public address whether that leads to
    /// itself. As unguessable as an endpoint, and new with every start.
    #[must_use]
    pub fn alive_at(mut self, alive: &str) -> Self {
        self.alive = Some(alive.into());
        self
    }
}

/// `POST /hooks/{endpoint id}`, and nothing else that anybody could know of.
pub fn router<K: Keep>(inbox: Inbox<K>) -> Router {
    Router::new().route("/hooks/{endpoint}", post(receive::<K>).get(alive::<K>)).with_state(inbox)
}

async fn alive<K: Keep>(State(inbox): State<Inbox<K>>, Path(id): Path<String>) -> Response {
    match inbox.alive {
        Some(alive) if *alive == *id => (StatusCode::OK, ALIVE).into_response(),
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response(),
    }
}

async fn receive<K: Keep>(
    State(inbox): State<Inbox<K>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(_place) = inbox.at_once.try_acquire() else {
        return busy();
    };
    let Some(known) = inbox.endpoints.find(&id) else {
        return (StatusCode::NOT_FOUND, "no such endpoint").into_response();
    };
    let started = Instant::now();
    let body = match read(body, &headers).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let delivery = judge(&inbox, id.into(), &known, &headers, body, started);
    let answered = delivery.answered;
    match inbox.record.keep(delivery).await {
        Ok(()) => {
            // A duplicate has nothing to fold, and a place in the list. The receiving end closes only when the program does.
            let _ = inbox.arrived.send(());
            if let Some(hear) = inbox.hear.as_ref().filter(|_| answered == 200)
                && let Some(deprecation) = Deprecation::announced(&known.event, &headers)
            {
                hear(deprecation);
            }
            match answered {
                200 => (StatusCode::OK, "received").into_response(),
                503 => busy(),
                _ => (StatusCode::UNAUTHORIZED, "signature rejected").into_response(),
            }
        }
        Err(error) => not_kept(&error),
    }
}

/// The whole body, or the answer to give instead. A declared length is believed before a byte is buffered.
async fn read(body: Body, headers: &HeaderMap) -> Result<Vec<u8>, Response> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > BODY) {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, "body too large").into_response());
    }
    match tokio::time::timeout(READ, Limited::new(body, BODY).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes().into()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err((StatusCode::PAYLOAD_TOO_LARGE, "body too large").into_response())
        }
        Ok(Err(_)) => Err((StatusCode::BAD_REQUEST, "body incomplete").into_response()),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "body too slow").into_response()),
    }
}

fn judge<K>(
    inbox: &Inbox<K>,
    endpoint: EndpointId,
    known: &Known,
    headers: &HeaderMap,
    body: Vec<u8>,
    started: Instant,
) -> NewDelivery {
    let at = now();
    let verdict = verdict(known, headers, &body, at, inbox.accept_tester_form);
    // `batchId` and `operation`, the other parts of the key of PROVIDERS.md 1.6, are in the body already. At Ratepay an
    // endpoint belongs to one subscription, which is the other part of its key (PROVIDERS.md 3.3). Rainforest's messages
    // have an id of their own (PROVIDERS.md 2.4).
    let key = match &verdict {
        Verdict::Verified { id: Some(id), .. } => Some(key(&endpoint, id.as_bytes())),
        Verdict::Verified { id: None, .. } => Some(key(&endpoint, &body)),
        Verdict::Rejected { .. } => None,
    };
    let delivery = NewDelivery {
        endpoint,
        provider: known.provider.clone(),
        event: known.event.clone(),
        at,
        verdict: "verified",
        form: None,
        signed_with: None,
        why: None,
        detail: None,
        answered: 200,
        took_us: started.elapsed().as_micros() as i64,
        headers: kept(headers),
        body,
        key,
    };
    match verdict {
        Verdict::Verified { form, signed_with, .. } => {
            NewDelivery { form: Some(form), signed_with: Some(signed_with as u8), ..delivery }
        }
        Verdict::Rejected { why, detail, answer } => {
            NewDelivery { verdict: "rejected", why: Some(why), detail, answered: answer, ..delivery }
        }
    }
}

/// The same at two endpoints is two deliveries. Half of a SHA-256 digest: no two deliveries will ever share it by chance.
fn key(endpoint: &EndpointId, of: &[u8]) -> [u8; 16] {
    let digest = Sha256::new().chain_update(endpoint.as_str()).chain_update([0]).chain_update(of).finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

fn kept(headers: &HeaderMap) -> String {
    let pairs: Vec<(&str, String)> = headers
        .iter()
        .map(|(name, value)| {
            let value = if UNKEPT.contains(&name.as_str()) {
                "•••".to_owned()
            } else {
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            };
            (name.as_str(), value)
        })
        .collect();
    serde_json::to_string(&pairs).unwrap_or_default()
}

/// The record did not take it: the provider must try again, so this is a 503 and never a 2xx.
fn not_kept(error: &RecordError) -> Response {
    tracing::error!(%error, "a delivery could not be appended");
    busy()
}

fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)], "try again later").into_response()
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
