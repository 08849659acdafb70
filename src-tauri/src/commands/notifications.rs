//! What the window asks for notifications.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{
        BounceView, Channel, ChannelTestResult, MutedEdit, NotificationFilter, NotificationPage, NotificationSettings,
        NotificationSettingsEdit, NotificationView, Template, TemplateKey, TemplateView,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn notifications(state: InApp<'_>, filter: NotificationFilter) -> Answer<NotificationPage> {
    state.console().await?.notifications.notifications(&filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn notification(state: InApp<'_>, id: String) -> Answer<NotificationView> {
    state.console().await?.notifications.notification(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn send_notification(state: InApp<'_>, id: String) -> Answer<NotificationView> {
    state.console().await?.notifications.send_notification(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn hold_notification(state: InApp<'_>, id: String) -> Answer<NotificationView> {
    state.console().await?.notifications.hold_notification(&id).await
}

/// What a returned letter says about a message; nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_bounce(state: InApp<'_>, id: String, letter: String) -> Answer<BounceView> {
    state.console().await?.notifications.read_bounce(&id, letter.as_bytes()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn note_bounce(state: InApp<'_>, id: String, letter: String) -> Answer<NotificationView> {
    state.console().await?.notifications.note_bounce_of(&id, letter.as_bytes()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn read_notifications(state: InApp<'_>, ids: Vec<String>) -> Answer<u32> {
    state.console().await?.notifications.read_notifications(ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn mute_merchant(state: InApp<'_>, edit: MutedEdit) -> Answer<()> {
    state.console().await?.notifications.mute_merchant(&edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn notification_settings(state: InApp<'_>) -> Answer<NotificationSettings> {
    state.console().await?.notifications.notification_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_notification_settings(
    state: InApp<'_>,
    edit: NotificationSettingsEdit,
) -> Answer<NotificationSettings> {
    state.console().await?.notifications.save_notification_settings(&state.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_sending(state: InApp<'_>, on: bool) -> Answer<()> {
    state.console().await?.notifications.set_sending(on).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn test_channel(state: InApp<'_>, channel: Channel) -> Answer<ChannelTestResult> {
    state.console().await?.notifications.test_channel(channel).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn template(state: InApp<'_>, key: TemplateKey) -> Answer<TemplateView> {
    state.console().await?.notifications.template(&key).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_template(state: InApp<'_>, key: TemplateKey, template: Template) -> Answer<TemplateView> {
    state.console().await?.notifications.check_template(&key, template)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_template(
    state: InApp<'_>,
    key: TemplateKey,
    template: Option<Template>,
) -> Answer<TemplateView> {
    state.console().await?.notifications.save_template(&key, template).await
}
