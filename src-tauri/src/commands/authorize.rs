//! What the window asks for while a merchant authorizes.

use crate::shell::{app_state::Desk, login_window};
use gangway_core::{
    Code, Failure,
    view::{Attempt, AttemptState, Way},
};
use tauri::{AppHandle, State};

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_start(desk: AtDesk<'_>, way: Way, expected_email: Option<String>) -> Answer<Attempt> {
    desk.console().await?.authorization.authorize_start(way, expected_email).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_pending(desk: AtDesk<'_>) -> Answer<Option<Attempt>> {
    desk.console().await?.authorization.authorize_pending().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_status(desk: AtDesk<'_>, attempt: String) -> Answer<AttemptState> {
    desk.console().await?.authorization.authorize_status(&attempt).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_paste(desk: AtDesk<'_>, attempt: String, address: String) -> Answer<AttemptState> {
    desk.console().await?.authorization.authorize_paste(&attempt, &address).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_answer(desk: AtDesk<'_>, attempt: String, accept: bool) -> Answer<AttemptState> {
    desk.console().await?.authorization.authorize_answer(&attempt, accept).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_cancel(app: AppHandle, desk: AtDesk<'_>, attempt: String) -> Answer<()> {
    login_window::close(&app);
    desk.console().await?.authorization.authorize_cancel(&attempt).await
}

/// Opens the login page, the first time and again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn authorize_open(app: AppHandle, desk: AtDesk<'_>, attempt: String) -> Answer<()> {
    let attempt = desk.console().await?.authorization.authorize_link(&attempt)?;
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
