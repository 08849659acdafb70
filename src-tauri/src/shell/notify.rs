//! Desktop notifications: when a long run ends, or there is news of an application, and nobody is looking. No personal data
//! in them.

use crate::shell::{app_state, menu::words};
use gangway_core::{Ended, Told};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// A run shorter than this was watched.
const LONG_MS: i64 = 10_000;

/// Tells about runs as they end.
pub(crate) async fn ended(app: AppHandle, profile: String, mut runs: Receiver<Ended>) {
    loop {
        let run = match runs.recv().await {
            Ok(run) => run,
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let watched = watched(&app, &profile).await;
        tracing::debug!(watched, took_ms = run.took_ms, "a run has ended");
        if watched || run.took_ms < LONG_MS {
            continue;
        }
        let words = words(&app);
        let body = format!("{} {} · {} {}", run.confirmed, words.confirmed, run.failed, words.failed);
        show(&app, &profile, words.run_ended, &body).await;
    }
}

/// Tells about news in the notification centre: what became of an application, never whose it is.
pub(crate) async fn told(app: AppHandle, profile: String, mut news: Receiver<Told>) {
    loop {
        let news = match news.recv().await {
            Ok(news) => news,
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        if watched(&app, &profile).await {
            continue;
        }
        let words = words(&app);
        let event = words.events.iter().find(|(word, _)| *word == news.event);
        let body =
            format!("{} · {} {}", event.map_or(news.event.as_str(), |(_, said)| said), news.unread, words.unread);
        show(&app, &profile, words.application, &body).await;
    }
}

/// Is somebody looking at the window, and at this profile in it?
async fn watched(app: &AppHandle, profile: &str) -> bool {
    let looked_at = app
        .get_webview_window("main")
        .is_some_and(|window| window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false));
    looked_at && app_state::of(app).shows(profile).await
}

/// What is not about the profile in the window names the one that it is about.
async fn show(app: &AppHandle, profile: &str, title: &str, body: &str) {
    let title =
        if app_state::of(app).shows(profile).await { title.to_owned() } else { format!("{profile} · {title}") };
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::info!(%error, "the desktop took no notification");
    }
}
