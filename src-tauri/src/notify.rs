//! Desktop notifications: when a long run ends, or there is news of an application, and nobody is looking. No personal data
//! in them.

use crate::menu::words;
use gangway_console_core::{Ended, Told};
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
        let watched = watched(&app);
        tracing::debug!(watched, took_ms = run.took_ms, "a run has ended");
        if watched || run.took_ms < LONG_MS {
            continue;
        }
        let words = words(&app);
        let body = format!("{} {} · {} {}", run.confirmed, words.confirmed, run.failed, words.failed);
        show(&app, words.run_ended, &body);
    }
}

/// Tells about news in the notification centre: what became of an application, never whose it is.
pub(crate) async fn told(app: AppHandle, mut news: Receiver<Told>) {
    loop {
        let news = match news.recv().await {
            Ok(news) => news,
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        if watched(&app) {
            continue;
        }
        let words = words(&app);
        let event = words.events.iter().find(|(word, _)| *word == news.event);
        let body =
            format!("{} · {} {}", event.map_or(news.event.as_str(), |(_, said)| said), news.unread, words.unread);
        show(&app, words.application, &body);
    }
}

/// Is somebody looking at the window?
fn watched(app: &AppHandle) -> bool {
    app.get_webview_window("main")
        .is_some_and(|window| window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false))
}

fn show(app: &AppHandle, title: &str, body: &str) {
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::info!(%error, "the desktop took no notification");
    }
}
