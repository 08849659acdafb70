//! Merchants and their trees.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{DriftRow, MerchantRow, PackedStores, Refreshed, SignedOut, StoreDelta, StoreLatest},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn merchants(state: InApp<'_>) -> Answer<Vec<MerchantRow>> {
    state.console().await?.merchants.merchants().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(state: InApp<'_>, merchant: String) -> Answer<SignedOut> {
    state.console().await?.merchants.sign_out(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_stores(state: InApp<'_>, merchant: String) -> Answer<Refreshed> {
    state.console().await?.merchants.ask(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stores(state: InApp<'_>, merchant: String) -> Answer<Raw> {
    let columns = state.console().await?.merchants.stores(&merchant).await?;
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
pub(crate) async fn drift(state: InApp<'_>, merchant: String) -> Answer<Vec<DriftRow>> {
    state.console().await?.merchants.drift(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn see_drift(state: InApp<'_>, merchant: String, up_to: i64) -> Answer<()> {
    state.console().await?.merchants.see_drift(&merchant, up_to).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_delta(state: InApp<'_>, merchant: String, since: i64) -> Answer<StoreDelta> {
    state.console().await?.merchants.store_delta(&merchant, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_latest(state: InApp<'_>, merchant: String, store: String) -> Answer<Option<StoreLatest>> {
    state.console().await?.provisioning.store_latest(&merchant, &store).await
}
