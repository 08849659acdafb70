//! Commands about businesses. No rule lives here.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{AccountRow, BusinessDraft, BusinessRow, BusinessView, HappeningRow},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn businesses(state: InApp<'_>) -> Answer<Vec<BusinessRow>> {
    state.console().await?.accounts.businesses().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn business(state: InApp<'_>, id: String) -> Answer<BusinessView> {
    state.console().await?.accounts.business(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn business_timeline(
    state: InApp<'_>,
    id: String,
    offset: u32,
    limit: u32,
) -> Answer<Vec<HappeningRow>> {
    state.console().await?.accounts.business_timeline(&id, offset, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(state: InApp<'_>, search: String) -> Answer<Vec<AccountRow>> {
    state.console().await?.accounts.accounts(&search).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_business(state: InApp<'_>, draft: BusinessDraft) -> Answer<BusinessRow> {
    state.console().await?.accounts.save_business(draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_business(state: InApp<'_>, id: String) -> Answer<()> {
    state.console().await?.accounts.remove_business(&id).await
}
