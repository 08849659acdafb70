//! One task for a team whose consoles listen: it reads what was appended, signs the head, and makes one frame of it for all of
//! them.

use crate::{HeadSigner, LogHead, Store, StoreError, Stored, server::shared::Shared};
use bytes::Bytes;
use gangway_wire::{Frame, Item, TeamId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{broadcast, watch};

/// How long the first entry waits for others.
const COALESCE: Duration = Duration::from_millis(100);
/// Frames that wait for a console that is slow. One that falls further behind takes bundles.
const WAITING: usize = 64;
/// After the store failed.
const PAUSE: Duration = Duration::from_millis(500);

/// A frame as it is sent to everybody.
#[derive(Clone)]
pub(crate) struct Packed {
    /// The place before its first entry.
    pub(crate) after: u64,
    /// The place of its last entry; the same where it is a head alone.
    pub(crate) to: u64,
    pub(crate) bytes: Bytes,
    /// A frame with its head and nothing else.
    head: Bytes,
}

impl Packed {
    /// Entries for one console.
    pub(crate) fn entries(after: u64, items: Vec<Item>) -> Result<Self, StoreError> {
        let to = after + items.len() as u64;
        Ok(Self { after, to, bytes: packed(&Frame { items, head: None })?, head: Bytes::new() })
    }

    /// Only what it says of the log. It moves nobody: a head may be of entries that a console is still to be sent.
    pub(crate) fn head_alone(&self) -> Self {
        Self { after: 0, to: 0, bytes: self.head.clone(), head: self.head.clone() }
    }
}

fn packed(frame: &Frame) -> Result<Bytes, StoreError> {
    frame.pack().map(Bytes::from).map_err(|error| StoreError::damaged("frame", error))
}

/// What a team's consoles listen to.
#[derive(Clone)]
pub(crate) struct Hub {
    frames: broadcast::Sender<Packed>,
    /// The newest frame; `None` before the first.
    newest: watch::Receiver<Option<Packed>>,
}

impl Hub {
    /// Frames from now on. The newest one up to now is in the watch: whoever subscribes first and looks then misses nothing.
    pub(crate) fn listen(&self) -> (broadcast::Receiver<Packed>, watch::Receiver<Option<Packed>>) {
        (self.frames.subscribe(), self.newest.clone())
    }
}

/// Of all teams whose consoles listen, or did.
#[derive(Default)]
pub(crate) struct Hubs(Mutex<HashMap<TeamId, Hub>>);

impl Hubs {
    pub(crate) fn of<S: Store>(&self, shared: &Arc<Shared<S>>, team: &TeamId) -> Hub {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hub = all.entry(team.clone()).or_insert_with(|| {
            let (frames, _) = broadcast::channel(WAITING);
            let (tell, newest) = watch::channel(None);
            tokio::spawn(run(Arc::clone(shared), team.clone(), frames.clone(), tell));
            Hub { frames, newest }
        });
        hub.clone()
    }
}

async fn run<S: Store>(
    shared: Arc<Shared<S>>,
    team: TeamId,
    frames: broadcast::Sender<Packed>,
    newest: watch::Sender<Option<Packed>>,
) {
    let mut closing = shared.closing.subscribe();
    let mut feed = Feed { signer: HeadSigner::new(team.clone(), shared.credentials.heads()), reached: None };
    loop {
        let next = tokio::select! {
            next = feed.next(&shared, &team) => next,
            _ = closing.wait_for(|closing| *closing) => return,
        };
        match next {
            Ok(packed) => {
                newest.send_replace(Some(packed.clone()));
                // Nobody may be listening.
                let _ = frames.send(packed);
            }
            // The feed goes on as of the last head, which grows old meanwhile: consoles say that they are not live.
            Err(error) => {
                tracing::warn!(%error, %team, "the feed waits for the store");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

struct Feed {
    signer: HeadSigner,
    /// Up to where frames were made; `None` before the first.
    reached: Option<LogHead>,
}

impl Feed {
    /// Waits for the next frame: entries, or the head in silence.
    async fn next<S: Store>(&mut self, shared: &Shared<S>, team: &TeamId) -> Result<Packed, StoreError> {
        let Some(reached) = self.reached else {
            let head = shared.store.head(team).await?;
            self.reached = Some(head);
            return self.frame(shared, head, Vec::new());
        };
        let due = self.signer.due_at(reached.seq).saturating_sub(shared.clock.now()).max(1);
        let silence = tokio::time::sleep(Duration::from_millis(due.unsigned_abs()));
        let grown = tokio::select! {
            grown = shared.store.wait(team, reached.seq) => grown?,
            () = silence => return self.frame(shared, reached, Vec::new()),
        };
        // Only while there is little: a console that waits for much is not served by waiting longer.
        if grown.seq - reached.seq < crate::READ_ENTRIES {
            tokio::time::sleep(COALESCE).await;
        }
        let read = shared.store.read(team, reached.seq + 1, u64::MAX).await?;
        // What was told is not there: a notice of somebody else, or a database that was put back. It is looked for again, and no
        // console is told what cannot be shown.
        let Some(last) = read.last().map(|it| LogHead { seq: it.seq, link: it.link }) else {
            return Err(StoreError::Silent(format!("the log ends before #{}", grown.seq)));
        };
        self.frame(shared, last, read)
    }

    fn frame<S>(&mut self, shared: &Shared<S>, last: LogHead, read: Vec<Stored>) -> Result<Packed, StoreError> {
        let after = last.seq - read.len() as u64;
        self.signer.sign(last, shared.clock.now());
        let frame = |items| packed(&Frame { items, head: self.signer.newest().cloned() });
        let (bytes, head) = (frame(read.into_iter().map(item).collect())?, frame(Vec::new())?);
        self.reached = Some(last);
        Ok(Packed { after, to: last.seq, bytes, head })
    }
}

pub(crate) fn item(stored: Stored) -> Item {
    Item { seq: stored.seq, envelope: stored.envelope, body: stored.body }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use bytes::Bytes;

    #[test]
    fn a_head_alone_moves_no_console() {
        let packed = Packed { after: 3, to: 9, bytes: Bytes::from("entries"), head: Bytes::from("head") };
        let alone = packed.head_alone();
        assert_eq!((alone.after, alone.to, alone.bytes), (0, 0, Bytes::from("head")));
    }
}
