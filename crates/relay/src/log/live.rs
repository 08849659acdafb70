//! Who waits for a log to grow, and what this node knows of its end.

use crate::LogHead;
use gangway_wire::TeamId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

/// The newest known head of each log that somebody asked for. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Live(Arc<Mutex<HashMap<TeamId, watch::Sender<LogHead>>>>);

impl Live {
    /// What is known of a log from now on.
    pub(crate) fn watch(&self, team: &TeamId) -> watch::Receiver<LogHead> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(team.clone()).or_insert_with(|| watch::channel(LogHead::EMPTY).0).subscribe()
    }

    /// A log reaches up to here. What is older than what is known says nothing.
    pub(crate) fn reached(&self, team: &TeamId, head: LogHead) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = all.get(team) {
            sender.send_if_modified(|known| {
                let is_newer = head.seq > known.seq;
                if is_newer {
                    *known = head;
                }
                is_newer
            });
        }
    }

    /// Logs that somebody watches.
    pub(crate) fn watched(&self) -> Vec<TeamId> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|(_, sender)| sender.receiver_count() > 0).map(|(team, _)| team.clone()).collect()
    }
}
