//! Secrets leave the vault past the page: to the clipboard, or to a window that the toolkit draws.

use crate::shell::{
    app_state::AppState,
    clipboard,
    reveal::{self, RevealWords},
};
use gangway_core::Failure;
use tauri::{State, WebviewWindow};

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

/// The secret goes from the vault to the clipboard; the window hears only that it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_subscription_secret(state: InApp<'_>, id: String) -> Answer<()> {
    clipboard::lend(state.console().await?.subscriptions.subscription_secret(&id).await?).await
}

/// A new secret for calls to the platform goes to the vault and to the clipboard; the window hears only that it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_platform_secret(state: InApp<'_>) -> Answer<()> {
    clipboard::lend(state.console().await?.notifications.make_platform_secret().await?).await
}

/// The secret for calls to the platform goes from the vault to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_platform_secret(state: InApp<'_>) -> Answer<()> {
    clipboard::lend(state.console().await?.notifications.platform_secret().await?).await
}

/// The secret goes from the vault to a window of the toolkit, and is gone after ten seconds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_subscription_secret(
    state: InApp<'_>,
    window: WebviewWindow,
    id: String,
    words: RevealWords,
) -> Answer<()> {
    reveal::show(&window, words, state.console().await?.subscriptions.subscription_secret(&id).await?)
}
