//! What the window asks for about Ratepay beside its subscriptions: credentials, disputes, what a delivery says.

use crate::shell::app_state::Desk;
use gangway_core::{
    Code, Failure,
    view::{DeliveryFacts, DisputeRow, Document, ProviderCard, RatepayDraft, RatepaySettings},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn ratepay_settings(desk: AtDesk<'_>) -> Answer<RatepaySettings> {
    desk.console().await?.subscriptions.ratepay_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_ratepay(desk: AtDesk<'_>, draft: RatepayDraft) -> Answer<RatepaySettings> {
    desk.console().await?.subscriptions.save_ratepay(&desk.home, draft).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_ratepay(desk: AtDesk<'_>) -> Answer<ProviderCard> {
    desk.console().await?.subscriptions.check_ratepay().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn disputes(desk: AtDesk<'_>) -> Answer<Vec<DisputeRow>> {
    desk.console().await?.subscriptions.disputes().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_dispute(desk: AtDesk<'_>, id: String, answered: bool) -> Answer<DisputeRow> {
    desk.console().await?.subscriptions.set_dispute_answered(&id, answered).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery_facts(desk: AtDesk<'_>, id: i64) -> Answer<DeliveryFacts> {
    desk.console().await?.subscriptions.delivery_facts(id).await
}

/// Opens a document in the system's browser. The page names the delivery, never the address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_document(desk: AtDesk<'_>, delivery: i64, document: Document) -> Answer<()> {
    let url = desk.console().await?.subscriptions.delivery_document(delivery, document).await?;
    tauri_plugin_opener::open_url(&url, None::<&str>)
        .map_err(|error| Failure::new(Code::BrowserFailed, "The browser could not be opened.").with(error.to_string()))
}
