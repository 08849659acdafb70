//! Plans and runs.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{OperationRow, OperationStores, OperationView, PlanRequest, PlanView, StoreState},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn plan(state: InApp<'_>, request: PlanRequest) -> Answer<PlanView> {
    state.console().await?.provisioning.plan(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn provision(state: InApp<'_>, request: PlanRequest, seen: String) -> Answer<String> {
    state.console().await?.provisioning.provision(&request, Some(&seen)).await.map(|id| id.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_operation(state: InApp<'_>, operation: String) -> Answer<()> {
    state.console().await?.provisioning.stop_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_operation(state: InApp<'_>, operation: String) -> Answer<()> {
    state.console().await?.provisioning.undo_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_operation(state: InApp<'_>, operation: String) -> Answer<()> {
    state.console().await?.provisioning.begin_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_operation(state: InApp<'_>, operation: String) -> Answer<()> {
    state.console().await?.provisioning.pause_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_operation(state: InApp<'_>, operation: String) -> Answer<()> {
    state.console().await?.provisioning.resume_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operations(state: InApp<'_>, merchant: Option<String>) -> Answer<Vec<OperationRow>> {
    state.console().await?.provisioning.operations(merchant.as_deref()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation(state: InApp<'_>, id: String) -> Answer<OperationView> {
    state.console().await?.provisioning.operation(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation_stores(
    state: InApp<'_>,
    id: String,
    outcome: Option<StoreState>,
    offset: u32,
    limit: u32,
) -> Answer<OperationStores> {
    state.console().await?.provisioning.operation_stores(&id, outcome, offset, limit).await
}
