//! Answers that are not what the document says, made from those that are.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, header},
    response::Response,
};
use hyper::body::Frame;
use serde_json::Value;
use tokio::time::Sleep;

/// Fields whose values are enums in the documents.
const ENUMS: [&str; 4] = ["reason", "status", "operation", "token_type"];
/// Time for the first half to get onto the wire.
const HALF: Duration = Duration::from_millis(30);

/// The right answer with fields and enum values that no document knows.
pub(super) async fn strange(answer: Response) -> Response {
    let (parts, body) = whole(answer).await;
    let Ok(mut value) = serde_json::from_slice(&body) else { return Response::from_parts(parts, body.into()) };
    estrange(&mut value);
    sized(parts, value.to_string().into())
}

fn estrange(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(estrange),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value {
                    Value::String(text) if ENUMS.contains(&name.as_str()) => *text = format!("NEW_{text}"),
                    value => estrange(value),
                }
            }
            fields.insert("xNew".to_owned(), serde_json::json!({ "deep": [1, null, true] }));
        }
        _ => {}
    }
}

/// The right answer, made `bytes` long by white space, which JSON allows.
pub(super) async fn huge(answer: Response, bytes: usize) -> Response {
    let (parts, body) = whole(answer).await;
    let mut padded = vec![b' '; bytes.saturating_sub(body.len())];
    padded.extend_from_slice(&body);
    sized(parts, padded.into())
}

/// Head and half of the body, then the connection closes.
pub(super) async fn truncated(answer: Response) -> Response {
    let (mut parts, body) = whole(answer).await;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let half = body.slice(..body.len() / 2);
    Response::from_parts(parts, Body::new(Half { first: Some(half), pause: Box::pin(tokio::time::sleep(HALF)) }))
}

async fn whole(answer: Response) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = answer.into_parts();
    // The body is our own and in memory.
    (parts, to_bytes(body, usize::MAX).await.unwrap_or_default())
}

fn sized(mut parts: axum::http::response::Parts, body: Bytes) -> Response {
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}

/// A body that breaks off.
struct Half {
    first: Option<Bytes>,
    pause: Pin<Box<Sleep>>,
}

#[derive(Debug, thiserror::Error)]
#[error("broken off on purpose")]
struct BrokenOff;

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        ready!(self.pause.as_mut().poll(context));
        Poll::Ready(Some(Err(BrokenOff)))
    }
}
