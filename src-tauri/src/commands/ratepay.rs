//! What the window asks for about Ratepay beside its subscriptions: credentials, disputes, what a delivery says.

use crate::shell::app_state::AppState;
use gangway_core::{
    Code, Failure,
    view::{DeliveryFacts, DisputeRow, Document, ProviderCard, RatepayDraft, RatepaySettings},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn ratepay_settings(state: InApp<'_>) -> Answer<RatepaySettings> {
    state.console().await?.subscriptions.ratepay_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_ratepay(state: InApp<'_>, draft: RatepayDraft) -> Answer<RatepaySettings> {
    state.console().await?.subscriptions.save_ratepay(&state.home, draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_ratepay(state: InApp<'_>) -> Answer<ProviderCard> {
    state.console().await?.subscriptions.check_ratepay().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn disputes(state: InApp<'_>) -> Answer<Vec<DisputeRow>> {
    state.console().await?.subscriptions.disputes().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_dispute(state: InApp<'_>, id: String, answered: bool) -> Answer<DisputeRow> {
    state.console().await?.subscriptions.set_dispute_answered(&id, answered).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery_facts(state: InApp<'_>, id: i64) -> Answer<DeliveryFacts> {
    state.console().await?.subscriptions.delivery_facts(id).await
}

/// Opens a document in the system's browser. The page names the delivery, never the address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_document(state: InApp<'_>, delivery: i64, document: Document) -> Answer<()> {
    let url = state.console().await?.subscriptions.delivery_document(delivery, document).await?;
    tauri_plugin_opener::open_url(&url, None::<&str>)
        .map_err(|error| Failure::new(Code::BrowserFailed, "The browser could not be opened.").with(error.to_string()))
}
