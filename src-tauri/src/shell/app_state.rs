//! What the shell holds: the home, and every profile that was opened. One of them is shown in the window; the others go on
//! receiving, running and notifying.

use crate::shell::{lock, notify, unread};
use gangway_cli::{Serving, TriedTeam, put_back, serve};
use gangway_core::{Code, Console, Failure, Home, Options, view::Change};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::{Mutex, RwLock, broadcast::error::RecvError};

/// Changes that come within this time reach the window as one burst.
const GATHER: Duration = Duration::from_millis(40);

/// What the commands share, managed by Tauri.
pub(crate) struct AppState {
    pub(crate) home: Home,
    profiles: RwLock<Profiles>,
    /// Only one profile is opened at a time.
    opening: Mutex<()>,
    /// The team that is tried in the sandbox.
    pub(crate) tried: Mutex<Option<TriedTeam>>,
}

/// Every opened profile by its name.
#[derive(Default)]
struct Profiles {
    consoles: BTreeMap<String, Arc<Console>>,
    /// For commands that are typed while the window has the profile.
    serving: Vec<Serving>,
    shown: Option<String>,
}

impl Profiles {
    fn shown(&self) -> Option<&Arc<Console>> {
        self.consoles.get(self.shown.as_ref()?)
    }
}

impl AppState {
    pub(crate) fn new(platform: Option<PathBuf>) -> Option<Self> {
        let home = Home::from_environment(platform)?;
        Some(Self { home, profiles: RwLock::default(), opening: Mutex::default(), tried: Mutex::default() })
    }

    /// The profile that is shown.
    pub(crate) async fn console(&self) -> Result<Arc<Console>, Failure> {
        self.opened().await.ok_or_else(|| Failure::new(Code::NotFound, "No profile is open."))
    }

    pub(crate) async fn opened(&self) -> Option<Arc<Console>> {
        self.profiles.read().await.shown().cloned()
    }

    /// Every opened profile, the one that is shown first.
    pub(crate) async fn all(&self) -> Vec<Arc<Console>> {
        let profiles = self.profiles.read().await;
        let shown = profiles.shown.clone();
        let mut all: Vec<_> = profiles.consoles.iter().collect();
        all.sort_by_key(|(name, _)| Some(*name) != shown.as_ref());
        all.into_iter().map(|(_, console)| Arc::clone(console)).collect()
    }

    /// Whether the window shows this profile.
    pub(crate) async fn shows(&self, name: &str) -> bool {
        self.profiles.read().await.shown.as_deref() == Some(name)
    }

    /// Shows a profile, opened where it is not open yet. The one that was shown goes on: its receiver, its runs, its
    /// messages. It stays shown if the new one cannot be opened.
    pub(crate) async fn open(&self, app: &AppHandle, name: &str) -> Result<Arc<Console>, Failure> {
        let _one = self.opening.lock().await;
        let open = self.profiles.read().await.consoles.get(name).cloned();
        if let Some(console) = open {
            self.home.remember(name)?;
            self.profiles.write().await.shown = Some(name.to_owned());
            return Ok(console);
        }
        if name == "sandbox" {
            self.home.ensure_sandbox()?;
        }
        let console = Console::open(&self.home, name, Options::default()).await?;
        if console.sandbox().is_some()
            && let Err(failure) = put_back(&console).await
        {
            tracing::warn!(%failure, "the team that was tried before could not be left");
        }
        if let Err(failure) = self.home.remember(name) {
            console.shut_down().await;
            return Err(failure);
        }
        {
            let mut profiles = self.profiles.write().await;
            profiles.serving.push(serve(&console));
            profiles.consoles.insert(name.to_owned(), Arc::clone(&console));
            profiles.shown = Some(name.to_owned());
        }
        tauri::async_runtime::spawn(forward(app.clone(), name.to_owned(), console.changes()));
        tauri::async_runtime::spawn(unread::follow(app.clone(), console.changes()));
        tauri::async_runtime::spawn(notify::ended(app.clone(), name.to_owned(), console.provisioning.ended()));
        tauri::async_runtime::spawn(notify::told(app.clone(), name.to_owned(), console.notifications.told()));
        Ok(console)
    }
}

/// Hands changes of a profile to the main window while it shows that profile, each once in a burst. What is shown anew is read
/// anew, so nothing is kept for later.
async fn forward(app: AppHandle, profile: String, mut changes: tokio::sync::broadcast::Receiver<Change>) {
    let mut burst: Vec<Change> = Vec::new();
    loop {
        match changes.recv().await {
            Ok(change) => burst.push(change),
            // Too far behind to say what changed.
            Err(RecvError::Lagged(_)) => burst.push(Change::Everything),
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
        // What is locked shows nothing; all of it is read anew when it is open again.
        if !of(&app).shows(&profile).await || lock::is_locked(&app) {
            continue;
        }
        for change in &told {
            let _ = app.emit_to("main", "change", change);
        }
    }
}

/// The state of an app.
pub(crate) fn of(app: &AppHandle) -> tauri::State<'_, AppState> {
    app.state::<AppState>()
}
