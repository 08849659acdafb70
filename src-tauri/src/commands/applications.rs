//! What the window asks for about Rainforest: applications and credentials.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{
        ApplicationBoard, ApplicationFilter, ApplicationPage, ApplicationView, RainforestDraft, RainforestSettings,
        Reconciled, RefreshRequest, SavedView,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn application_board(desk: AtDesk<'_>) -> Answer<ApplicationBoard> {
    desk.console().await?.applications.application_board().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn applications(desk: AtDesk<'_>, filter: ApplicationFilter) -> Answer<ApplicationPage> {
    desk.console().await?.applications.applications(&filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn application(desk: AtDesk<'_>, id: String) -> Answer<ApplicationView> {
    desk.console().await?.applications.application(&id).await
}

/// With personal data; that it was asked for is in the activity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn application_personal(desk: AtDesk<'_>, id: String) -> Answer<ApplicationView> {
    desk.console().await?.applications.application_personal(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_applications(desk: AtDesk<'_>, request: RefreshRequest) -> Answer<Reconciled> {
    desk.console().await?.applications.refresh_applications(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn application_views(desk: AtDesk<'_>) -> Answer<Vec<SavedView>> {
    desk.console().await?.applications.application_views().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_application_view(
    desk: AtDesk<'_>,
    name: String,
    filter: ApplicationFilter,
) -> Answer<Vec<SavedView>> {
    desk.console().await?.applications.keep_application_view(&name, &filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_application_view(desk: AtDesk<'_>, name: String) -> Answer<Vec<SavedView>> {
    desk.console().await?.applications.remove_application_view(&name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rainforest_settings(desk: AtDesk<'_>) -> Answer<RainforestSettings> {
    desk.console().await?.applications.rainforest_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rainforest(desk: AtDesk<'_>, draft: RainforestDraft) -> Answer<RainforestSettings> {
    desk.console().await?.applications.save_rainforest(&desk.home, draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_rainforest(desk: AtDesk<'_>) -> Answer<RainforestSettings> {
    desk.console().await?.applications.check_rainforest().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remind_merchant(desk: AtDesk<'_>, id: String) -> Answer<u32> {
    desk.console().await?.applications.remind_merchant(&id).await
}
