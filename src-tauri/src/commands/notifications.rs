//! What the window asks for notifications.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{
        BounceView, Channel, ChannelTestResult, MutedEdit, NotificationFilter, NotificationPage, NotificationSettings,
        NotificationSettingsEdit, NotificationView, Template, TemplateKey, TemplateView,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn notifications(desk: AtDesk<'_>, filter: NotificationFilter) -> Answer<NotificationPage> {
    desk.console().await?.notifications.notifications(&filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn notification(desk: AtDesk<'_>, id: String) -> Answer<NotificationView> {
    desk.console().await?.notifications.notification(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn send_notification(desk: AtDesk<'_>, id: String) -> Answer<NotificationView> {
    desk.console().await?.notifications.send_notification(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn hold_notification(desk: AtDesk<'_>, id: String) -> Answer<NotificationView> {
    desk.console().await?.notifications.hold_notification(&id).await
}

/// What a returned letter says about a message; nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_bounce(desk: AtDesk<'_>, id: String, letter: String) -> Answer<BounceView> {
    desk.console().await?.notifications.read_bounce(&id, letter.as_bytes()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn note_bounce(desk: AtDesk<'_>, id: String, letter: String) -> Answer<NotificationView> {
    desk.console().await?.notifications.note_bounce_of(&id, letter.as_bytes()).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn read_notifications(desk: AtDesk<'_>, ids: Vec<String>) -> Answer<u32> {
    desk.console().await?.notifications.read_notifications(ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn mute_merchant(desk: AtDesk<'_>, edit: MutedEdit) -> Answer<()> {
    desk.console().await?.notifications.mute_merchant(&edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn notification_settings(desk: AtDesk<'_>) -> Answer<NotificationSettings> {
    desk.console().await?.notifications.notification_settings().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_notification_settings(
    desk: AtDesk<'_>,
    edit: NotificationSettingsEdit,
) -> Answer<NotificationSettings> {
    desk.console().await?.notifications.save_notification_settings(&desk.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_sending(desk: AtDesk<'_>, on: bool) -> Answer<()> {
    desk.console().await?.notifications.set_sending(on).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn test_channel(desk: AtDesk<'_>, channel: Channel) -> Answer<ChannelTestResult> {
    desk.console().await?.notifications.test_channel(channel).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn template(desk: AtDesk<'_>, key: TemplateKey) -> Answer<TemplateView> {
    desk.console().await?.notifications.template(&key).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_template(desk: AtDesk<'_>, key: TemplateKey, template: Template) -> Answer<TemplateView> {
    desk.console().await?.notifications.check_template(&key, template)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_template(
    desk: AtDesk<'_>,
    key: TemplateKey,
    template: Option<Template>,
) -> Answer<TemplateView> {
    desk.console().await?.notifications.save_template(&key, template).await
}
