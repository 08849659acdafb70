//! The HTTP router: what of a call is read, and how it is answered.

use crate::{
    Accepted, DeliveryLog, Inbound, Inbox, Source,
    accept::now,
    echo::{ALIVE, Echo},
    refused::{Refused, Unparsed, endpoint_in, masked},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use gangway_domain::RejectionReason;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::{Duration, Instant};

/// Largest body, in bytes.
const BODY: usize = 1 << 20;
/// Time to read a whole body.
const READ: Duration = Duration::from_secs(10);
/// Seconds after which a provider should try again.
const RETRY_AFTER: &str = "5";

/// `POST /hooks/{endpoint id}`, with one slash more or not, and nothing else that anybody could know of. Every other call
/// that names an open endpoint is kept with the reason why it was refused.
pub fn router<L: DeliveryLog>(inbox: Inbox<L>) -> Router {
    Router::new().fallback(receive::<L>).with_state(inbox)
}

pub(crate) async fn receive<L: DeliveryLog>(State(inbox): State<Inbox<L>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some((endpoint, known, exact)) = endpoint_in(parts.uri.path(), &inbox.endpoints) else {
        return inbox.unknown(&parts, body).await;
    };
    let Ok(_place) = inbox.at_once.try_acquire() else {
        return busy();
    };
    let begun = Instant::now();
    let read = if !exact {
        Err((Refused::WrongPath(masked(parts.uri.path(), &endpoint)), Vec::new()))
    } else if parts.method != Method::POST {
        Err((Refused::WrongMethod(parts.method.to_string()), Vec::new()))
    } else {
        read(body, &parts.headers).await
    };
    let (refused, body) = match read {
        Ok(body) => (None, body),
        Err((refused, started)) => (Some(refused), started),
    };
    let inbound =
        Inbound { endpoint, headers: parts.headers, body, received_at: now(), source: Source::Http { begun } };
    match refused {
        Some(refused) => {
            inbox.refuse(&known, inbound, &refused).await;
            refused.answer()
        }
        None => answer(inbox.accept(inbound).await),
    }
}

fn answer(accepted: Accepted) -> Response {
    match accepted {
        Accepted::Received => (StatusCode::OK, "received").into_response(),
        Accepted::Rejected { why: RejectionReason::BodyCompressed, .. } => Refused::Compressed(String::new()).answer(),
        // Ours to mend, by unlocking the keyring: the provider does well to try again. So does it where nothing was appended:
        // this is a 503 and never a 2xx.
        Accepted::Rejected { status: 503, .. } | Accepted::NotAppended => busy(),
        Accepted::Rejected { .. } => (StatusCode::UNAUTHORIZED, "signature rejected").into_response(),
        Accepted::NoEndpoint => no_endpoint(),
    }
}

impl<L: DeliveryLog> Inbox<L> {
    /// Where no endpoint is: whoever knows a word of this program's may ask whether this is it.
    async fn unknown(&self, parts: &Parts, body: Body) -> Response {
        let path = parts.uri.path();
        let Some(alive) = self.alive.as_deref().filter(|alive| path.split('/').any(|part| part == *alive)) else {
            return no_endpoint();
        };
        if parts.method == Method::GET && path.strip_prefix("/hooks/") == Some(alive) {
            return (StatusCode::OK, ALIVE).into_response();
        }
        match read(body, &parts.headers).await {
            Ok(body) => Echo::answer(parts, alive, &body),
            Err((refused, _)) => refused.answer(),
        }
    }

    /// Keeps a request whose head could not be read, if it names an endpoint anywhere. For whoever serves connections by itself:
    /// no router gets such a request.
    pub async fn unparsed(&self, head: Vec<u8>, why: Unparsed) {
        let refused = Refused::from(why);
        let text = String::from_utf8_lossy(&head).into_owned();
        let mut words = text.split(|character: char| character.is_whitespace() || character == '?');
        let Some((endpoint, known, _)) = words.find_map(|word| endpoint_in(word, &self.endpoints)) else { return };
        // No part of the head: it may hold credentials in places that cannot be known.
        let source = Source::Http { begun: Instant::now() };
        let (headers, body) = (HeaderMap::new(), Vec::new());
        self.refuse(&known, Inbound { endpoint, headers, body, received_at: now(), source }, &refused).await;
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

fn no_endpoint() -> Response {
    (StatusCode::NOT_FOUND, "no such endpoint").into_response()
}

fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)], "try again later").into_response()
}
