//! The feed of one console, by WebSocket.

use crate::{
    Member, Store,
    feed::{
        catch_up::{self, Next, behind},
        hub::Packed,
    },
    server::{answer::Refused, auth::member, shared::Shared},
};
use axum::{
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    http::HeaderMap,
    response::Response,
};
use bytes::Bytes;
use gangway_wire::{ConsoleMessage, FeedMessage};
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::interval_at,
};

/// How often a console is asked whether it is there.
const PING: Duration = Duration::from_secs(20);
/// After this long without a word from it a console is gone.
const SILENT: Duration = Duration::from_secs(60);
/// Bytes that a console may send at once: it has nothing to say here.
const HEARD: usize = 4 << 10;

/// From where on.
#[derive(Deserialize)]
pub(crate) struct From {
    /// The place of the last entry that the console has; 0 for none.
    #[serde(default)]
    pub(crate) after: u64,
}

pub(crate) async fn stream<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    Query(from): Query<From>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refused> {
    let you = member(&shared, &headers).await?;
    let upgrade = upgrade.max_message_size(HEARD).max_frame_size(HEARD);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let console = Console { socket, position: from.after, has: from.after, take: shared.take };
        console.serve(&shared, &you).await;
    }))
}

struct Console {
    socket: WebSocket,
    /// The place of the last entry that it was sent.
    position: u64,
    /// The place of the last one that it said it has.
    has: u64,
    /// For one frame.
    take: Duration,
}

/// Why a stream ends: with a word for the console, or without.
enum Ended {
    With(FeedMessage),
    Gone,
}

impl Console {
    async fn serve<S: Store>(mut self, shared: &Arc<Shared<S>>, you: &Member) {
        let Ended::With(message) = self.until_the_end(shared, you).await else { return };
        let text = serde_json::to_string(&message).unwrap_or_default();
        let _ = tokio::time::timeout(self.take, async {
            self.socket.send(Message::Text(text.into())).await?;
            self.socket.send(Message::Close(None)).await
        })
        .await;
    }

    async fn until_the_end<S: Store>(&mut self, shared: &Arc<Shared<S>>, you: &Member) -> Ended {
        let mut directory = shared.directory.subscribe();
        let mut closing = shared.closing.subscribe();
        // It may have been removed since it was asked for its token.
        if !shared.is_member(you) {
            return Ended::With(FeedMessage::Removed);
        }
        shared.seen.note(you, self.has, shared.clock.now());
        // Listens first: what is appended while it catches up waits in the channel.
        let (mut frames, newest) = shared.hubs.of(shared, &you.team).listen();
        if let Err(ended) = self.catch_up(shared, you).await {
            return ended;
        }
        // How far the log goes, in the relay's hand: without it a console that has everything could not say so.
        let head = newest.borrow().as_ref().map(Packed::head_alone);
        if let Some(head) = head
            && let Err(ended) = self.send(head).await
        {
            return ended;
        }
        let (mut ping, mut heard_at) = (interval_at(tokio::time::Instant::now() + PING, PING), Instant::now());
        loop {
            tokio::select! {
                biased;
                () = async { drop(closing.wait_for(|closing| *closing).await) } => {
                    return Ended::With(FeedMessage::Closing);
                }
                changed = directory.changed() => {
                    if changed.is_err() || !shared.is_member(you) {
                        return Ended::With(FeedMessage::Removed);
                    }
                }
                incoming = self.socket.recv() => match incoming {
                    // Pings are answered by the socket itself.
                    Some(Ok(message @ (Message::Ping(_) | Message::Pong(_) | Message::Text(_) | Message::Binary(_)))) => {
                        heard_at = Instant::now();
                        self.heard(&message);
                        shared.seen.note(you, self.has, shared.clock.now());
                    }
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Ended::Gone,
                },
                _ = ping.tick() => {
                    if heard_at.elapsed() > SILENT || self.take(Message::Ping(Bytes::new())).await.is_err() {
                        return Ended::Gone;
                    }
                }
                next = frames.recv() => {
                    if let Err(ended) = self.live(shared, you, next, &frames).await {
                        return ended;
                    }
                }
            }
        }
    }

    /// How far it is; whatever else it says is a sign of life.
    fn heard(&mut self, message: &Message) {
        let Message::Text(text) = message else { return };
        if let Ok(ConsoleMessage::Has(seq)) = serde_json::from_str(text) {
            // Nobody has what was not sent.
            self.has = seq.min(self.position);
        }
    }

    async fn live<S: Store>(
        &mut self,
        shared: &Arc<Shared<S>>,
        you: &Member,
        next: Result<Packed, RecvError>,
        waiting: &Receiver<Packed>,
    ) -> Result<(), Ended> {
        match next {
            // It has these already, all of them; what they say of the log is news.
            Ok(packed) if packed.to <= self.position => self.send(packed.head_alone()).await,
            Ok(packed) if packed.after <= self.position => self.send(packed).await,
            Ok(packed) => {
                self.catch_up(shared, you).await?;
                self.send(packed.head_alone()).await
            }
            // Too slow: what waited for it is gone, and it need not hold up anybody. Bundles are there for it.
            Err(RecvError::Lagged(missed)) => {
                tracing::debug!(missed, waiting = waiting.len(), "a console is too slow for the feed");
                let head = shared.store.head(&you.team).await.map_err(|_| Ended::Gone)?;
                Err(Ended::With(FeedMessage::Behind(behind(self.position, head.seq))))
            }
            Err(RecvError::Closed) => Err(Ended::With(FeedMessage::Closing)),
        }
    }

    async fn catch_up<S: Store>(&mut self, shared: &Arc<Shared<S>>, you: &Member) -> Result<(), Ended> {
        loop {
            match catch_up::next(shared, &you.team, self.position).await {
                Ok(Next::Nothing) => return Ok(()),
                Ok(Next::Frame(packed)) => self.send(packed).await?,
                Ok(Next::Bundles(behind)) => return Err(Ended::With(FeedMessage::Behind(behind))),
                // The store is away: the console comes again, and the feed goes on where it was.
                Err(_) => return Err(Ended::With(FeedMessage::Closing)),
            }
        }
    }

    async fn send(&mut self, packed: Packed) -> Result<(), Ended> {
        self.take(Message::Binary(packed.bytes)).await?;
        self.position = self.position.max(packed.to);
        Ok(())
    }

    /// Hands it a message, if it takes it in time.
    async fn take(&mut self, message: Message) -> Result<(), Ended> {
        match tokio::time::timeout(self.take, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ended::Gone),
        }
    }
}
