//! Secrets leave the vault past the page: to the clipboard, or to a window that the toolkit draws.

use crate::shell::{
    app_state::Desk,
    clipboard,
    reveal::{self, RevealWords},
};
use gangway_core::Failure;
use tauri::{State, WebviewWindow};

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

/// The secret goes from the vault to the clipboard; the window hears only that it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_subscription_secret(desk: AtDesk<'_>, id: String) -> Answer<()> {
    clipboard::lend(desk.console().await?.subscriptions.subscription_secret(&id).await?).await
}

/// A new secret for calls to the platform goes to the vault and to the clipboard; the window hears only that it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_platform_secret(desk: AtDesk<'_>) -> Answer<()> {
    clipboard::lend(desk.console().await?.notifications.make_platform_secret().await?).await
}

/// The secret for calls to the platform goes from the vault to the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_platform_secret(desk: AtDesk<'_>) -> Answer<()> {
    clipboard::lend(desk.console().await?.notifications.platform_secret().await?).await
}

/// The secret goes from the vault to a window of the toolkit, and is gone after ten seconds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_subscription_secret(
    desk: AtDesk<'_>,
    window: WebviewWindow,
    id: String,
    words: RevealWords,
) -> Answer<()> {
    reveal::show(&window, words, desk.console().await?.subscriptions.subscription_secret(&id).await?)
}
