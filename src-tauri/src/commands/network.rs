//! What the window asks for the way that calls take.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{Check, NetworkEdit, NetworkSettings},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn network_settings(state: InApp<'_>) -> Answer<NetworkSettings> {
    state.console().await?.settings.network_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_network(state: InApp<'_>, edit: NetworkEdit) -> Answer<NetworkSettings> {
    state.console().await?.settings.save_network(&state.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_proxy_password(state: InApp<'_>) -> Answer<NetworkSettings> {
    state.console().await?.settings.remove_proxy_password().await
}

/// Calls every provider's host on the way that calls take now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_network(state: InApp<'_>) -> Answer<Check> {
    state.console().await?.overview.check_network().await
}
