//! Commands: parse, call one use case, map the error. No rule lives here.

pub(crate) mod applications;
pub(crate) mod authorize;
pub(crate) mod business;
pub(crate) mod network;
pub(crate) mod notifications;
pub(crate) mod ratepay;
pub(crate) mod reviews;
pub(crate) mod secrets;

use crate::shell::{app_state::Desk, menu};
use gangway_core::{
    Failure,
    profiles::store,
    view::{
        AddressReport, Check, Connection, DeliveryFilter, DeliveryPage, DeliveryView, Deprecation, DriftRow, LabReport,
        LabRequest, MerchantRow, OperationRow, OperationStores, OperationView, PackedStores, PlanRequest, PlanView,
        Preferences, ProfileDetail, ProfileDraft, ProfileEdit, ProfileSummary, RappiEdit, RappiSettings, Refreshed,
        RequestPreview, ReverifyReport, ReverifyStep, RotationView, SettleWord, Settled, SignedOut, Start, StoreDelta,
        StoreLatest, SubscriptionRow, SubscriptionWish, Subscriptions, Webhook,
    },
};
use tauri::{AppHandle, State};

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

/// What the window asks first; opens the profile of last time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start(app: AppHandle, desk: AtDesk<'_>) -> Answer<Start> {
    let (mut failure, mut console) = (None, desk.opened().await);
    if console.is_none()
        && let Some(name) = desk.home.last()
    {
        match desk.open(&app, &name).await {
            Ok(opened) => console = Some(opened),
            Err(why) => failure = Some(why),
        }
    }
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        home: desk.home.folder().display().to_string(),
        profile: console.as_ref().map(|console| store::summary(&console.profile())),
        profiles: desk.home.profiles(),
        preferences: desk.home.preferences(),
        left_open: console.map_or(0, |console| console.left_open()),
        failure,
    })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_profile(app: AppHandle, desk: AtDesk<'_>, name: String) -> Answer<ProfileSummary> {
    desk.open(&app, &name).await.map(|console| store::summary(&console.profile()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_profile(app: AppHandle, desk: AtDesk<'_>, draft: ProfileDraft) -> Answer<ProfileSummary> {
    let profile = desk.home.create(&draft)?;
    let console = desk.open(&app, &profile.name).await?;
    console.keep_client_secret(draft.client_secret).await?;
    Ok(store::summary(&profile))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preferences(desk: AtDesk<'_>) -> Answer<Preferences> {
    Ok(desk.home.preferences())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_preferences(app: AppHandle, desk: AtDesk<'_>, preferences: Preferences) -> Answer<()> {
    desk.home.set_preferences(preferences)?;
    menu::reword(&app);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_detail(desk: AtDesk<'_>) -> Answer<ProfileDetail> {
    desk.console().await?.profile_detail().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_profile(desk: AtDesk<'_>, edit: ProfileEdit) -> Answer<ProfileDetail> {
    desk.console().await?.save_profile(&desk.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn connection(desk: AtDesk<'_>) -> Answer<Connection> {
    Ok(desk.console().await?.connection())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_connection(desk: AtDesk<'_>) -> Answer<Connection> {
    desk.console().await?.check_connection().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_vault(desk: AtDesk<'_>) -> Answer<Connection> {
    desk.console().await?.unlock_vault().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn merchants(desk: AtDesk<'_>) -> Answer<Vec<MerchantRow>> {
    desk.console().await?.merchants().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(desk: AtDesk<'_>, merchant: String) -> Answer<SignedOut> {
    desk.console().await?.sign_out(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_stores(desk: AtDesk<'_>, merchant: String) -> Answer<Refreshed> {
    desk.console().await?.ask(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stores(desk: AtDesk<'_>, merchant: String) -> Answer<Raw> {
    let columns = desk.console().await?.stores(&merchant).await?;
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
    desk.console().await?.drift(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn see_drift(desk: AtDesk<'_>, merchant: String, up_to: i64) -> Answer<()> {
    desk.console().await?.see_drift(&merchant, up_to).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_delta(desk: AtDesk<'_>, merchant: String, since: i64) -> Answer<StoreDelta> {
    desk.console().await?.store_delta(&merchant, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn plan(desk: AtDesk<'_>, request: PlanRequest) -> Answer<PlanView> {
    desk.console().await?.plan(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn provision(desk: AtDesk<'_>, request: PlanRequest, seen: String) -> Answer<String> {
    desk.console().await?.provision(&request, Some(&seen)).await.map(|id| id.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.stop_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.undo_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.begin_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.pause_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_operation(desk: AtDesk<'_>, operation: String) -> Answer<()> {
    desk.console().await?.resume_operation(&operation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operations(desk: AtDesk<'_>, merchant: Option<String>) -> Answer<Vec<OperationRow>> {
    desk.console().await?.operations(merchant.as_deref()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation(desk: AtDesk<'_>, id: String) -> Answer<OperationView> {
    desk.console().await?.operation(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn operation_stores(
    desk: AtDesk<'_>,
    id: String,
    outcome: Option<String>,
    offset: u32,
    limit: u32,
) -> Answer<OperationStores> {
    desk.console().await?.operation_stores(&id, outcome.as_deref(), offset, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn store_latest(desk: AtDesk<'_>, merchant: String, store: String) -> Answer<Option<StoreLatest>> {
    desk.console().await?.store_latest(&merchant, &store).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhooks(desk: AtDesk<'_>) -> Answer<Vec<Webhook>> {
    desk.console().await?.webhooks().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn register_webhook(desk: AtDesk<'_>, integration: String) -> Answer<Webhook> {
    desk.console().await?.register_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook(desk: AtDesk<'_>, integration: String) -> Answer<Webhook> {
    desk.console().await?.take_over_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deliveries(desk: AtDesk<'_>, filter: DeliveryFilter) -> Answer<DeliveryPage> {
    desk.console().await?.deliveries(filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery(desk: AtDesk<'_>, id: i64) -> Answer<DeliveryView> {
    desk.console().await?.delivery(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_dead_letters(desk: AtDesk<'_>, id: Option<i64>) -> Answer<u32> {
    desk.console().await?.retry_dead_letters(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_deliveries(
    desk: AtDesk<'_>,
    id: Option<i64>,
    since: Option<i64>,
) -> Answer<ReverifyReport> {
    desk.console().await?.reverify_deliveries(id, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_step(
    desk: AtDesk<'_>,
    since: Option<i64>,
    after: i64,
    limit: u32,
) -> Answer<ReverifyStep> {
    desk.console().await?.reverify_step(since, after, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn subscriptions(desk: AtDesk<'_>) -> Answer<Subscriptions> {
    desk.console().await?.subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_subscriptions(desk: AtDesk<'_>) -> Answer<Subscriptions> {
    desk.console().await?.refresh_subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_create(desk: AtDesk<'_>, wish: SubscriptionWish) -> Answer<RequestPreview> {
    desk.console().await?.preview_create(&wish).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_subscription(desk: AtDesk<'_>, wish: SubscriptionWish) -> Answer<SubscriptionRow> {
    desk.console().await?.create_subscription(&wish).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_change(desk: AtDesk<'_>, id: String, wish: SubscriptionWish) -> Answer<RequestPreview> {
    desk.console().await?.preview_change(&id, &wish).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_subscription(
    desk: AtDesk<'_>,
    id: String,
    wish: SubscriptionWish,
) -> Answer<SubscriptionRow> {
    desk.console().await?.change_subscription(&id, &wish).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_settle(desk: AtDesk<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<RequestPreview>> {
    desk.console().await?.preview_settle(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn settle_drift(desk: AtDesk<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<Settled>> {
    desk.console().await?.settle_drift(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_rotate(desk: AtDesk<'_>, id: String) -> Answer<RequestPreview> {
    desk.console().await?.preview_rotate(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_subscription_secret(desk: AtDesk<'_>, id: String) -> Answer<SubscriptionRow> {
    desk.console().await?.rotate_subscription_secret(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_address(
    desk: AtDesk<'_>,
    url: String,
    call: bool,
    row: Option<String>,
) -> Answer<AddressReport> {
    desk.console().await?.check_address(&url, call, row.as_deref()).await
}

/// The way to the provider and back, step by step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: AtDesk<'_>) -> Answer<Check> {
    Ok(desk.console().await?.check().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn examine(desk: AtDesk<'_>, request: LabRequest) -> Answer<LabReport> {
    desk.console().await?.examine(request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhook_rotation(desk: AtDesk<'_>, integration: String) -> Answer<Option<RotationView>> {
    desk.console().await?.webhook_rotation(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_webhook_secret(desk: AtDesk<'_>, integration: String) -> Answer<RotationView> {
    desk.console().await?.rotate_webhook_secret(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook_secret(desk: AtDesk<'_>, integration: String) -> Answer<RotationView> {
    desk.console().await?.take_over_webhook_secret(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deprecations(desk: AtDesk<'_>) -> Answer<Vec<Deprecation>> {
    desk.console().await?.deprecations().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rappi_settings(desk: AtDesk<'_>) -> Answer<RappiSettings> {
    Ok(desk.console().await?.rappi_settings())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rappi_settings(desk: AtDesk<'_>, edit: RappiEdit) -> Answer<RappiSettings> {
    desk.console().await?.save_rappi_settings(&desk.home, &edit).await
}
