//! How many news nobody saw yet, of all open environments: at the tray's icon, for whoever has the window closed.

use crate::shell::{app_state, menu};
use gangway_core::view::Change;
use std::sync::atomic::{AtomicU32, Ordering};
use tauri::{AppHandle, Manager};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Managed by Tauri: the number that the tray says.
#[derive(Debug, Default)]
pub(crate) struct Unread(AtomicU32);

impl Unread {
    /// The number.
    pub(crate) fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Keeps the number right while an environment is open.
pub(crate) async fn follow(app: AppHandle, mut changes: Receiver<Change>) {
    count(&app).await;
    loop {
        match changes.recv().await {
            Ok(Change::Notifications | Change::Everything) | Err(RecvError::Lagged(_)) => count(&app).await,
            Ok(_) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

async fn count(app: &AppHandle) {
    let mut unread = 0;
    for console in app_state::of(app).all().await {
        unread += console.notifications.unread().await.unwrap_or_else(|failure| {
            tracing::warn!(%failure, "how many news are unread cannot be read");
            0
        });
    }
    if app.state::<Unread>().0.swap(unread, Ordering::Relaxed) != unread {
        menu::reword(app);
    }
}
