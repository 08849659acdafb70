//! What closing the window and quitting do. While the desktop has a tray, closing hides the window and everything goes on:
//! webhooks are received, runs end, messages leave. Where it would end a run, a person is asked.

use crate::shell::{
    app_state::{self, AppState},
    deep_link::arrival,
    menu::{Goto, language},
    tray_host, window,
};
use gangway_core::view::Preferences;
use gangway_locales::desktop;
use tauri::{AppHandle, Manager, State, Window, WindowEvent};
use tauri_plugin_notification::NotificationExt;

/// What comes of closing the window, or of quitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The window goes and the program stays.
    Hide,
    /// The program ends.
    Quit,
    /// The window asks: so many runs would end in the middle.
    Ask(u32),
}

/// Closing the window, where `stays` says that the program can go on without it and is to.
const fn closed(stays: bool, runs: u32) -> Then {
    if stays { Then::Hide } else { quit_asked(runs) }
}

/// Quitting, from the tray.
const fn quit_asked(runs: u32) -> Then {
    match runs {
        0 => Then::Quit,
        runs => Then::Ask(runs),
    }
}

/// The person closes a window; of the others only the main one is more than itself.
pub(crate) fn heard(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.label() != "main" {
        return;
    }
    api.prevent_close();
    let app = window.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        let preferences = app_state::of(&app).home.preferences();
        let stays = preferences.keep_running.unwrap_or(true) && tray_host::shows(&app).await;
        let then = closed(stays, runs(&app).await);
        if then == Then::Hide && preferences.keep_running.is_none() {
            say_once(&app, preferences);
        }
        act(&app, then);
    });
}

/// *Quit* of the tray's menu.
pub(crate) fn quit_from_tray(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let then = quit_asked(runs(&app).await);
        act(&app, then);
    });
}

/// The person was asked and wants the program to end.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn quit(app: AppHandle) {
    app.exit(0);
}

/// Runs of all opened environments that are not over.
async fn runs(app: &AppHandle) -> u32 {
    let state: State<'_, AppState> = app.state();
    let mut runs = 0;
    for console in state.all().await {
        // Where that cannot be read, a run may be going: the person is asked.
        runs += console.provisioning.going().await.unwrap_or_else(|failure| {
            tracing::warn!(%failure, "whether runs are going cannot be read");
            1
        });
    }
    runs
}

fn act(app: &AppHandle, then: Then) {
    match then {
        Then::Quit => app.exit(0),
        Then::Hide => {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.hide();
            }
        }
        Then::Ask(runs) => {
            window::show(app);
            arrival::send(app, Goto::Closing { runs });
        }
    }
}

/// What was not chosen by anybody is said the first time, and is the choice from then on.
fn say_once(app: &AppHandle, preferences: Preferences) {
    let language = language(app);
    let (title, body) = (desktop::background(language), desktop::background_text(language));
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::info!(%error, "the desktop took no notification");
    }
    let kept = app_state::of(app).home.set_preferences(Preferences { keep_running: Some(true), ..preferences });
    if let Err(failure) = kept {
        tracing::warn!(%failure, "that it was said could not be kept");
    }
}

#[cfg(test)]
mod tests {
    use super::{Then, closed, quit_asked};

    #[test]
    fn nothing_ends_in_the_middle_without_a_word() {
        assert_eq!(closed(true, 0), Then::Hide);
        assert_eq!(closed(true, 2), Then::Hide, "it goes on in the background");
        assert_eq!(closed(false, 0), Then::Quit);
        assert_eq!(closed(false, 2), Then::Ask(2));
        assert_eq!((quit_asked(0), quit_asked(1)), (Then::Quit, Then::Ask(1)));
    }
}
