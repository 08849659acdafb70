//! Desktop notifications: when a long run ends and nobody is looking. No personal data in them.

use crate::menu::words;
use gangway_console_core::Ended;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// A run shorter than this was watched.
const LONG_MS: i64 = 10_000;

/// Tells about runs as they end.
pub(crate) async fn ended(app: AppHandle, mut runs: Receiver<Ended>) {
    loop {
        let run = match runs.recv().await {
            Ok(run) => run,
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let watched = app
            .get_webview_window("main")
            .is_some_and(|window| window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false));
        tracing::debug!(watched, took_ms = run.took_ms, "a run has ended");
        if watched || run.took_ms < LONG_MS {
            continue;
        }
        let words = words(&app);
        let body = format!("{} {} · {} {}", run.confirmed, words.confirmed, run.failed, words.failed);
        if let Err(error) = app.notification().builder().title(words.run_ended).body(body).show() {
            tracing::info!(%error, "the desktop took no notification");
        }
    }
}
