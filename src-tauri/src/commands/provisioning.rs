//! Plans and runs.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{OperationRow, OperationStores, OperationView, PlanRequest, PlanView, StoreState},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn plan(desk: AtDesk<'_>, request: PlanRequest) -> Answer<PlanView> {
    desk.console().await?.provisioning.plan(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn provision(desk: AtDesk<'_>, request: PlanRequest, seen: String) -> Answer<String> {
    desk.console().await?.provisioning.provision(&request, Some(&seen)).await.map(|id| id.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.provisioning.stop_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.provisioning.undo_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.provisioning.begin_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.provisioning.pause_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.provisioning.resume_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operations(desk: AtDesk<'_>, merchant: Option<String>) -> Answer<Vec<OperationRow>> {
    desk.console().await?.provisioning.operations(merchant.as_deref()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation(desk: AtDesk<'_>, id: String) -> Answer<OperationView> {
    desk.console().await?.provisioning.operation(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation_stores(
    desk: AtDesk<'_>,
    id: String,
    outcome: Option<StoreState>,
    offset: u32,
    limit: u32,
) -> Answer<OperationStores> {
    desk.console().await?.provisioning.operation_stores(&id, outcome, offset, limit).await
}
