//! Desktop notifications: when a long run ends, or there is news of an application, and nobody is looking. No personal data
//! in them.

use crate::shell::{
    announced::Announced,
    app_state,
    deep_link::place_link,
    menu::{Goto, language},
};
use gangway_core::{
    Ended, Told,
    view::{Language, NotificationEvent},
};
use gangway_locales::{application_status as status, desktop};
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
        let language = language(&app);
        let body = desktop::run_ended_text(language, run.confirmed as usize, run.failed as usize);
        let place = place_link::run(&run.merchant, &run.operation.0);
        show(&app, &profile, desktop::run_ended(language), &body, place).await;
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
        let language = language(&app);
        let body = desktop::application_text(language, event(language, &news.event), news.unread as usize);
        let place = place_link::notification(&news.id);
        show(&app, &profile, desktop::application(language), &body, place).await;
    }
}

/// What became of an application; a word that is new to us is said as it came.
fn event(language: Language, event: &NotificationEvent) -> &str {
    match event {
        NotificationEvent::Created => status::created(language),
        NotificationEvent::InProgress => status::in_progress(language),
        NotificationEvent::Processing => status::processing(language),
        NotificationEvent::NeedsInformation => status::needs_information(language),
        NotificationEvent::InReview => status::in_review(language),
        NotificationEvent::Completed => status::completed(language),
        NotificationEvent::Declined => status::declined(language),
        NotificationEvent::Unknown(word) => word,
    }
}

/// Is somebody looking at the window, and at this profile in it?
async fn watched(app: &AppHandle, profile: &str) -> bool {
    let looked_at = app
        .get_webview_window("main")
        .is_some_and(|window| window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false));
    looked_at && app_state::of(app).shows(profile).await
}

/// What is not about the profile in the window names the one that it is about. Pressed, it leads to the place.
async fn show(app: &AppHandle, profile: &str, title: &str, body: &str, path: String) {
    let title =
        if app_state::of(app).shows(profile).await { title.to_owned() } else { format!("{profile} · {title}") };
    let id = app.state::<Announced>().keep(Goto::Link { environment: profile.to_owned(), path });
    if let Err(error) = app.notification().builder().id(id).title(title).body(body).show() {
        tracing::info!(%error, "the desktop took no notification");
    }
}
