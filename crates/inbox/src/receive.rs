use crate::{
    Endpoints, Keep, Known,
    echo::{ALIVE, Echo, coding},
    refused::{KEPT, Refused, endpoint_in, masked},
    verdict::{Verdict, verdict},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use gangway_domain::{EndpointId, RejectionReason};
use gangway_providers::rappi::{Deprecation, Hear};
use gangway_record::{
    Record, RecordError,
    deliveries::{self, NewDelivery},
};
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
/// Reasons that say that the body is not what was signed.
const BODY_IS_WRONG: [RejectionReason; 2] = [RejectionReason::WrongSecret, RejectionReason::BodyBroken];
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
    /// Answers `GET /hooks/{alive}` with [`ALIVE`], and every other call with `alive` in its path with an [`Echo`]: how a
    /// program asks under its public address whether that leads to itself, and what is changed on the way. As unguessable
    /// as an endpoint, and new with every start.
    #[must_use]
    pub fn alive_at(mut self, alive: &str) -> Self {
        self.alive = Some(alive.into());
        self
    }

    /// Whether a path has the word of [`Inbox::alive_at`].
    pub(crate) fn is_alive_at(&self, path: &str) -> bool {
        self.alive.as_deref().is_some_and(|alive| path.split('/').any(|part| part == alive))
    }

    pub(crate) fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }
}

/// `POST /hooks/{endpoint id}`, with one slash more or not, and nothing else that anybody could know of. Every other call
/// that names an open endpoint is kept with the reason why it was refused.
pub fn router<K: Keep>(inbox: Inbox<K>) -> Router {
    Router::new().fallback(receive::<K>).with_state(inbox)
}

pub(crate) async fn receive<K: Keep>(State(inbox): State<Inbox<K>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let Some((id, known, exact)) = endpoint_in(path, &inbox.endpoints) else {
        return inbox.unknown(&parts, body).await;
    };
    let Ok(_place) = inbox.at_once.try_acquire() else {
        return busy();
    };
    let started = Instant::now();
    let call = Call { endpoint: id, known: &known, headers: &parts.headers, started };
    if !exact {
        let refused = Refused::WrongPath(masked(path, &call.endpoint));
        return inbox.refuse(call, refused, Vec::new()).await;
    }
    if parts.method != Method::POST {
        return inbox.refuse(call, Refused::WrongMethod(parts.method.to_string()), Vec::new()).await;
    }
    let body = match read(body, &parts.headers).await {
        Ok(body) => body,
        Err((refused, begun)) => return inbox.refuse(call, refused, begun).await,
    };
    let delivery = judge(&inbox, call, body);
    inbox.keep(delivery, &known, &parts.headers).await
}

/// A call at an endpoint that is open.
pub(crate) struct Call<'a> {
    endpoint: EndpointId,
    known: &'a Known,
    headers: &'a HeaderMap,
    started: Instant,
}

impl<K: Keep> Inbox<K> {
    /// Where no endpoint is: whoever knows a word of this program's may ask whether this is it.
    async fn unknown(&self, parts: &Parts, body: Body) -> Response {
        let path = parts.uri.path();
        let Some(alive) = self.alive.as_deref().filter(|alive| path.split('/').any(|part| part == *alive)) else {
            return (StatusCode::NOT_FOUND, "no such endpoint").into_response();
        };
        if parts.method == Method::GET && path.strip_prefix("/hooks/") == Some(alive) {
            return (StatusCode::OK, ALIVE).into_response();
        }
        match read(body, &parts.headers).await {
            Ok(body) => Echo::answer(parts, alive, &body),
            Err((refused, _)) => refused.answer(),
        }
    }

    /// Keeps what was judged, and answers.
    async fn keep(&self, delivery: NewDelivery, known: &Known, headers: &HeaderMap) -> Response {
        let (answered, compressed) = (delivery.answered, delivery.why == Some(RejectionReason::BodyCompressed));
        if let Err(error) = self.record.keep(delivery).await {
            return not_kept(&error);
        }
        // A duplicate has nothing to fold, and a place in the list. The receiving end closes only when the program does.
        let _ = self.arrived.send(());
        if let Some(hear) = self.hear.as_ref().filter(|_| answered == 200)
            && let Some(deprecation) = Deprecation::announced(&known.event, headers)
        {
            hear(deprecation);
        }
        match answered {
            200 => (StatusCode::OK, "received").into_response(),
            503 => busy(),
            _ if compressed => Refused::Compressed(String::new()).answer(),
            _ => (StatusCode::UNAUTHORIZED, "signature rejected").into_response(),
        }
    }

    /// Keeps a call that was refused before its signature was looked at, with the beginning of its body, and answers. That it
    /// could not be kept changes nothing about the answer.
    async fn refuse(&self, call: Call<'_>, refused: Refused, mut body: Vec<u8>) -> Response {
        body.truncate(KEPT);
        let delivery = NewDelivery {
            verdict: deliveries::Verdict::Rejected,
            why: Some(refused.reason()),
            detail: refused.about(),
            answered: refused.status().as_u16(),
            ..new(call, body)
        };
        match self.record.keep(delivery).await {
            Ok(()) => drop(self.arrived.send(())),
            Err(error) => tracing::warn!(%error, "a refused call could not be kept"),
        }
        refused.answer()
    }

    /// Keeps a request whose head could not be read, if it names an endpoint anywhere.
    pub(crate) async fn unreadable(&self, head: Vec<u8>, refused: Refused) {
        let text = String::from_utf8_lossy(&head).into_owned();
        let mut words = text.split(|character: char| character.is_whitespace() || character == '?');
        let Some((endpoint, known, _)) = words.find_map(|word| endpoint_in(word, &self.endpoints)) else { return };
        let headers = HeaderMap::new();
        let call = Call { endpoint, known: &known, headers: &headers, started: Instant::now() };
        // No part of the head: it may hold credentials in places that cannot be known.
        self.refuse(call, refused, Vec::new()).await;
    }
}

/// The whole body, or why not, with what came of it. A declared length is believed before a byte is buffered.
async fn read(body: Body, headers: &HeaderMap) -> Result<Vec<u8>, (Refused, Vec<u8>)> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > BODY) {
        return Err((Refused::BodyTooLarge(declared), Vec::new()));
    }
    match tokio::time::timeout(READ, Limited::new(body, BODY).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes().into()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err((Refused::BodyTooLarge(None), Vec::new())),
        Ok(Err(_)) => Err((Refused::BodyIncomplete, Vec::new())),
        Err(_) => Err((Refused::BodyTooSlow, Vec::new())),
    }
}

fn judge<K>(inbox: &Inbox<K>, call: Call<'_>, body: Vec<u8>) -> NewDelivery {
    let verdict = verdict(call.known, call.headers, &body, now(), inbox.accept_tester_form);
    // `batchId` and `operation`, the other parts of the key of PROVIDERS.md 1.6, are in the body already. At Ratepay an
    // endpoint belongs to one subscription, which is the other part of its key (PROVIDERS.md 3.3). Rainforest's messages
    // have an id of their own (PROVIDERS.md 2.4).
    let key = match &verdict {
        Verdict::Verified { id, .. } => Some(key_of(&call.endpoint, id.as_deref(), &body)),
        Verdict::Rejected { .. } => None,
    };
    let coding = coding(call.headers);
    let delivery = NewDelivery { key, ..new(call, body) };
    match verdict {
        Verdict::Verified { form, signed_with, .. } => {
            NewDelivery { form: Some(form), signed_with: Some(signed_with as u8), ..delivery }
        }
        Verdict::Rejected { why, detail, answer } => {
            let delivery = NewDelivery {
                verdict: deliveries::Verdict::Rejected,
                why: Some(why),
                detail,
                answered: answer,
                ..delivery
            };
            // What is signed is the text before it was compressed: no secret fits, and none is wrong.
            match coding.map(Refused::Compressed).filter(|_| BODY_IS_WRONG.contains(&why)) {
                Some(refused) => NewDelivery {
                    why: Some(refused.reason()),
                    detail: refused.about(),
                    answered: refused.status().as_u16(),
                    ..delivery
                },
                None => delivery,
            }
        }
    }
}

/// A delivery with nothing said about it yet.
fn new(call: Call<'_>, body: Vec<u8>) -> NewDelivery {
    NewDelivery {
        endpoint: call.endpoint,
        provider: call.known.provider.word().to_owned(),
        event: call.known.event.clone(),
        at: now(),
        verdict: deliveries::Verdict::Verified,
        form: None,
        signed_with: None,
        why: None,
        detail: None,
        answered: 200,
        took_us: call.started.elapsed().as_micros() as i64,
        headers: kept(call.headers),
        body,
        key: None,
    }
}

/// The idempotency key of a call: of the message's own id where it has one, else of its body.
pub(crate) fn key_of(endpoint: &EndpointId, id: Option<&str>, body: &[u8]) -> [u8; 16] {
    key(endpoint, id.map_or(body, str::as_bytes))
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

#[expect(clippy::disallowed_methods, reason = "the clock of the crate")]
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
