//! What the shell holds: the home and the profile that is open in it.

use crate::notify;
use gangway_console_core::{Code, Console, Failure, Home, Options, view::Change};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::{Mutex, RwLock, broadcast::error::RecvError};

/// Changes that come within this time reach the window as one burst.
const GATHER: Duration = Duration::from_millis(40);

/// The desk, managed by Tauri.
pub(crate) struct Desk {
    pub(crate) home: Home,
    console: RwLock<Option<Arc<Console>>>,
    /// Only one profile is opened at a time.
    opening: Mutex<()>,
}

impl Desk {
    pub(crate) fn new(platform: Option<PathBuf>) -> Option<Self> {
        let home = Home::from_environment(platform)?;
        Some(Self { home, console: RwLock::new(None), opening: Mutex::new(()) })
    }

    /// The open profile.
    pub(crate) async fn console(&self) -> Result<Arc<Console>, Failure> {
        self.opened().await.ok_or_else(|| Failure::new(Code::NotFound, "No profile is open."))
    }

    pub(crate) async fn opened(&self) -> Option<Arc<Console>> {
        self.console.read().await.clone()
    }

    /// Opens a profile in place of the one that is open, which keeps running if the new one cannot be opened.
    pub(crate) async fn open(&self, app: &AppHandle, name: &str) -> Result<Arc<Console>, Failure> {
        let _one = self.opening.lock().await;
        if let Some(open) = self.opened().await.filter(|open| open.profile().name == name) {
            return Ok(open);
        }
        if name == "sandbox" {
            self.home.ensure_sandbox()?;
        }
        let console = Console::open(&self.home, name, Options::default()).await?;
        if let Err(failure) = self.home.remember(name) {
            console.shut_down().await;
            return Err(failure);
        }
        let before = self.console.write().await.replace(Arc::clone(&console));
        if let Some(before) = before {
            before.shut_down().await;
        }
        tauri::async_runtime::spawn(forward(app.clone(), console.changes()));
        tauri::async_runtime::spawn(notify::ended(app.clone(), console.ended()));
        tauri::async_runtime::spawn(notify::told(app.clone(), console.told()));
        Ok(console)
    }
}

/// Hands changes to the main window, each once in a burst.
async fn forward(app: AppHandle, mut changes: tokio::sync::broadcast::Receiver<Change>) {
    let mut burst: Vec<Change> = Vec::new();
    loop {
        match changes.recv().await {
            Ok(change) => burst.push(change),
            // Too far behind to say what changed: everything did.
            Err(RecvError::Lagged(_)) => burst.push(Change::Profile),
            Err(RecvError::Closed) => return,
        }
        tokio::time::sleep(GATHER).await;
        while let Ok(change) = changes.try_recv() {
            burst.push(change);
        }
        let mut told: Vec<Change> = Vec::new();
        for change in burst.drain(..) {
            if !told.contains(&change) {
                told.push(change);
            }
        }
        for change in &told {
            let _ = app.emit_to("main", "change", change);
        }
    }
}

/// The desk of an app.
pub(crate) fn of(app: &AppHandle) -> tauri::State<'_, Desk> {
    app.state::<Desk>()
}
