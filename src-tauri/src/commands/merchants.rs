//! Merchants and their trees.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{DriftRow, MerchantRow, PackedStores, Refreshed, SignedOut, StoreDelta, StoreLatest},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn merchants(desk: AtDesk<'_>) -> Answer<Vec<MerchantRow>> {
    desk.console().await?.merchants.merchants().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(desk: AtDesk<'_>, merchant: String) -> Answer<SignedOut> {
    desk.console().await?.merchants.sign_out(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_stores(desk: AtDesk<'_>, merchant: String) -> Answer<Refreshed> {
    desk.console().await?.merchants.ask(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stores(desk: AtDesk<'_>, merchant: String) -> Answer<Raw> {
    let columns = desk.console().await?.merchants.stores(&merchant).await?;
    Ok(Raw(columns.into()))
}

/// Columns that cross as bytes, not as JSON; the window gets an `ArrayBuffer`.
#[derive(specta::Type)]
#[specta(transparent)]
pub(crate) struct Raw(PackedStores);

impl tauri::ipc::IpcResponse for Raw {
    fn body(self) -> tauri::Result<tauri::ipc::InvokeResponseBody> {
        Ok(tauri::ipc::InvokeResponseBody::Raw(self.0.0))
    }
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn drift(desk: AtDesk<'_>, merchant: String) -> Answer<Vec<DriftRow>> {
    desk.console().await?.merchants.drift(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn see_drift(desk: AtDesk<'_>, merchant: String, up_to: i64) -> Answer<()> {
    desk.console().await?.merchants.see_drift(&merchant, up_to).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_delta(desk: AtDesk<'_>, merchant: String, since: i64) -> Answer<StoreDelta> {
    desk.console().await?.merchants.store_delta(&merchant, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_latest(desk: AtDesk<'_>, merchant: String, store: String) -> Answer<Option<StoreLatest>> {
    desk.console().await?.provisioning.store_latest(&merchant, &store).await
}
