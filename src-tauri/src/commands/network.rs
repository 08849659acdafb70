//! What the window asks for the way that calls take.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{Check, NetworkEdit, NetworkSettings},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn network_settings(desk: AtDesk<'_>) -> Answer<NetworkSettings> {
    desk.console().await?.settings.network_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_network(desk: AtDesk<'_>, edit: NetworkEdit) -> Answer<NetworkSettings> {
    desk.console().await?.settings.save_network(&desk.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_proxy_password(desk: AtDesk<'_>) -> Answer<NetworkSettings> {
    desk.console().await?.settings.remove_proxy_password().await
}

/// Calls every provider's host on the way that calls take now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_network(desk: AtDesk<'_>) -> Answer<Check> {
    desk.console().await?.overview.check_network().await
}
