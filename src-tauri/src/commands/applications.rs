//! What the window asks for about Rainforest: applications and credentials.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{
        ApplicationBoard, ApplicationFilter, ApplicationPage, ApplicationView, RainforestDraft, RainforestSettings,
        Reconciled, RefreshRequest, SavedView,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn application_board(state: InApp<'_>) -> Answer<ApplicationBoard> {
    state.console().await?.applications.application_board().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn applications(state: InApp<'_>, filter: ApplicationFilter) -> Answer<ApplicationPage> {
    state.console().await?.applications.applications(&filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn application(state: InApp<'_>, id: String) -> Answer<ApplicationView> {
    state.console().await?.applications.application(&id).await
}

/// With personal data; that it was asked for is in the activity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn application_personal(state: InApp<'_>, id: String) -> Answer<ApplicationView> {
    state.console().await?.applications.application_personal(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_applications(state: InApp<'_>, request: RefreshRequest) -> Answer<Reconciled> {
    state.console().await?.applications.refresh_applications(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn application_views(state: InApp<'_>) -> Answer<Vec<SavedView>> {
    state.console().await?.applications.application_views().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_application_view(
    state: InApp<'_>,
    name: String,
    filter: ApplicationFilter,
) -> Answer<Vec<SavedView>> {
    state.console().await?.applications.keep_application_view(&name, &filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_application_view(state: InApp<'_>, name: String) -> Answer<Vec<SavedView>> {
    state.console().await?.applications.remove_application_view(&name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rainforest_settings(state: InApp<'_>) -> Answer<RainforestSettings> {
    state.console().await?.applications.rainforest_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rainforest(state: InApp<'_>, draft: RainforestDraft) -> Answer<RainforestSettings> {
    state.console().await?.applications.save_rainforest(&state.home, draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_rainforest(state: InApp<'_>) -> Answer<RainforestSettings> {
    state.console().await?.applications.check_rainforest().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remind_merchant(state: InApp<'_>, id: String) -> Answer<u32> {
    state.console().await?.applications.remind_merchant(&id).await
}
