//! Subscriptions at Ratepay, and their drift.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{AddressReport, DesiredSubscription, RequestPreview, SettleWord, Settled, SubscriptionRow, Subscriptions},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn subscriptions(desk: AtDesk<'_>) -> Answer<Subscriptions> {
    desk.console().await?.subscriptions.subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_subscriptions(desk: AtDesk<'_>) -> Answer<Subscriptions> {
    desk.console().await?.subscriptions.refresh_subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_create(desk: AtDesk<'_>, desired: DesiredSubscription) -> Answer<RequestPreview> {
    desk.console().await?.subscriptions.preview_create(&desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_subscription(desk: AtDesk<'_>, desired: DesiredSubscription) -> Answer<SubscriptionRow> {
    desk.console().await?.subscriptions.create_subscription(&desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_change(
    desk: AtDesk<'_>,
    id: String,
    desired: DesiredSubscription,
) -> Answer<RequestPreview> {
    desk.console().await?.subscriptions.preview_change(&id, &desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_subscription(
    desk: AtDesk<'_>,
    id: String,
    desired: DesiredSubscription,
) -> Answer<SubscriptionRow> {
    desk.console().await?.subscriptions.change_subscription(&id, &desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_settle(desk: AtDesk<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<RequestPreview>> {
    desk.console().await?.subscriptions.preview_settle(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn settle_drift(desk: AtDesk<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<Settled>> {
    desk.console().await?.subscriptions.settle_drift(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_rotate(desk: AtDesk<'_>, id: String) -> Answer<RequestPreview> {
    desk.console().await?.subscriptions.preview_rotate(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_subscription_secret(desk: AtDesk<'_>, id: String) -> Answer<SubscriptionRow> {
    desk.console().await?.subscriptions.rotate_subscription_secret(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_address(
    desk: AtDesk<'_>,
    url: String,
    call: bool,
    row: Option<String>,
) -> Answer<AddressReport> {
    desk.console().await?.subscriptions.check_address(&url, call, row.as_deref()).await
}
