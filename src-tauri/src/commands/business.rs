//! Commands about businesses. No rule lives here.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{AccountRow, BusinessDraft, BusinessRow, BusinessView, HappeningRow},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn businesses(desk: AtDesk<'_>) -> Answer<Vec<BusinessRow>> {
    desk.console().await?.accounts.businesses().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn business(desk: AtDesk<'_>, id: String) -> Answer<BusinessView> {
    desk.console().await?.accounts.business(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn business_timeline(
    desk: AtDesk<'_>,
    id: String,
    offset: u32,
    limit: u32,
) -> Answer<Vec<HappeningRow>> {
    desk.console().await?.accounts.business_timeline(&id, offset, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(desk: AtDesk<'_>, search: String) -> Answer<Vec<AccountRow>> {
    desk.console().await?.accounts.accounts(&search).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_business(desk: AtDesk<'_>, draft: BusinessDraft) -> Answer<BusinessRow> {
    desk.console().await?.accounts.save_business(draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_business(desk: AtDesk<'_>, id: String) -> Answer<()> {
    desk.console().await?.accounts.remove_business(&id).await
}
