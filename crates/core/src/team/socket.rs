//! The feed by a WebSocket.

use super::relay::{damaged, of_refusal, secrets_of};
use crate::{Code, Failure, Reason};
use futures_util::{SinkExt as _, StreamExt as _};
use gangway_providers::net::{Network, dial::Dialled, redaction::Redaction};
use gangway_wire::{ConsoleMessage, FeedMessage, Frame, LARGEST_FRAME, Refusal, VERSION, WIRE_HEADER};
use secrecy::{ExposeSecret as _, SecretString};
use std::time::Duration;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self, Message,
        client::IntoClientRequest as _,
        http::{HeaderValue, Response, StatusCode, header::AUTHORIZATION},
        protocol::WebSocketConfig,
    },
};
use url::Url;

/// For each step of connecting.
const STEP: Duration = Duration::from_secs(10);

/// What a stream brings.
pub(super) enum Heard {
    Frame(Box<Frame>),
    Said(FeedMessage),
    /// The connection is gone.
    Ended,
}

/// Why there is no stream.
pub(super) enum NoStream {
    /// The relay says no, or does not answer.
    Failed(Failure),
    /// Something on the way lets no WebSocket through; a poll may pass.
    NoWebSocket,
}

impl NoStream {
    /// What there is to say of it.
    #[cfg(test)]
    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Failed(failure) => failure,
            Self::NoWebSocket => Failure::new(Code::RelayUnavailable, "no WebSocket passes"),
        }
    }
}

pub(super) struct Stream(WebSocketStream<Dialled>);

impl Stream {
    pub(super) async fn open(
        network: &Network,
        relay: &str,
        bearer: &SecretString,
        after: u64,
    ) -> Result<Self, NoStream> {
        let address = format!("{relay}/v1/feed?after={after}");
        let url = Url::parse(&address).map_err(|error| NoStream::Failed(damaged(&error)))?;
        let dialled = network.connect(&url, STEP).await.map_err(|error| {
            let failure = Failure::new(Code::RelayUnavailable, "The team's relay does not answer.");
            NoStream::Failed(failure.because(Reason::NotConnected).with(error.to_string()))
        })?;
        let mut request = address
            .replacen("http", "ws", 1)
            .into_client_request()
            .map_err(|error| NoStream::Failed(damaged(&error)))?;
        // The token has only characters that a header takes.
        let mut value = HeaderValue::from_str(&format!("Bearer {}", bearer.expose_secret()))
            .map_err(|error| NoStream::Failed(damaged(&error)))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        request.headers_mut().insert(WIRE_HEADER, HeaderValue::from(VERSION));
        let config =
            WebSocketConfig::default().max_message_size(Some(LARGEST_FRAME)).max_frame_size(Some(LARGEST_FRAME));
        let opened = tokio::time::timeout(STEP, client_async_with_config(request, dialled, Some(config))).await;
        match opened {
            Ok(Ok((stream, _))) => Ok(Self(stream)),
            Ok(Err(tungstenite::Error::Http(response))) => Err(answered(&response, bearer)),
            Ok(Err(_)) | Err(_) => Err(NoStream::NoWebSocket),
        }
    }

    /// Tells the relay how far this console is, for its colleagues to see.
    pub(super) async fn say(&mut self, message: &ConsoleMessage) {
        let text = serde_json::to_string(message).unwrap_or_default();
        // A connection that is gone shows when it is read next.
        let _ = tokio::time::timeout(STEP, self.0.send(Message::Text(text.into()))).await;
    }

    pub(super) async fn next(&mut self) -> Result<Heard, Failure> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Binary(bytes))) => {
                    let frame = Frame::unpack(&bytes).map_err(|error| damaged(&error))?;
                    return Ok(Heard::Frame(Box::new(frame)));
                }
                Some(Ok(Message::Text(text))) => {
                    return serde_json::from_str(&text).map(Heard::Said).map_err(|_| damaged(&"an unknown word"));
                }
                // The library answers pings.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(Heard::Ended),
            }
        }
    }
}

/// An answer that is no switch of protocols: the relay's own word, or something between.
fn answered(response: &Response<Option<Vec<u8>>>, bearer: &SecretString) -> NoStream {
    let refusal = response.body().as_ref().and_then(|body| serde_json::from_slice::<Refusal>(body).ok());
    match (refusal, response.status()) {
        (Some(refusal), _) => {
            let carried = secrets_of(Some(bearer));
            let words = Redaction::of(&carried.iter().collect::<Vec<_>>()).words(&refusal.message);
            NoStream::Failed(of_refusal(&refusal.code, words.to_string()))
        }
        (None, StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT) => {
            let message = format!("What answers at the relay's address says {}.", response.status().as_u16());
            NoStream::Failed(Failure::new(Code::RelayUnavailable, message))
        }
        (None, _) => NoStream::NoWebSocket,
    }
}
