//! What the window asks for while a merchant authorizes.

use crate::shell::{app_state::AppState, login_window};
use gangway_core::{
    Code, Failure,
    view::{Attempt, AttemptState, Way},
};
use tauri::{AppHandle, State};

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_start(state: InApp<'_>, way: Way, expected_email: Option<String>) -> Answer<Attempt> {
    state.console().await?.authorization.authorize_start(way, expected_email).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_pending(state: InApp<'_>) -> Answer<Option<Attempt>> {
    state.console().await?.authorization.authorize_pending().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_status(state: InApp<'_>, attempt: String) -> Answer<AttemptState> {
    state.console().await?.authorization.authorize_status(&attempt).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_paste(state: InApp<'_>, attempt: String, address: String) -> Answer<AttemptState> {
    state.console().await?.authorization.authorize_paste(&attempt, &address).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_answer(state: InApp<'_>, attempt: String, accept: bool) -> Answer<AttemptState> {
    state.console().await?.authorization.authorize_answer(&attempt, accept).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_cancel(app: AppHandle, state: InApp<'_>, attempt: String) -> Answer<()> {
    login_window::close(&app);
    state.console().await?.authorization.authorize_cancel(&attempt).await
}

/// Opens the login page, the first time and again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_open(app: AppHandle, state: InApp<'_>, attempt: String) -> Answer<()> {
    let attempt = state.console().await?.authorization.authorize_link(&attempt)?;
    open_attempt(&app, &attempt)
}

fn open_attempt(app: &AppHandle, attempt: &Attempt) -> Answer<()> {
    match attempt.way {
        Way::Link => Ok(()),
        Way::Window => login_window::open(app, attempt),
        // Opened from here and not from the window: its plugin's URL scope is empty and swallows the error.
        Way::Browser | Way::Loopback => tauri_plugin_opener::open_url(&attempt.url, None::<&str>).map_err(|error| {
            Failure::new(Code::BrowserFailed, "The system browser could not be opened. Copy the link instead.")
                .with(error.to_string())
        }),
    }
}
