//! Environments: opening and changing them, the person's choices, the way to the provider.

use crate::shell::{app_state::Desk, menu, window};
use gangway_core::{
    Failure,
    profiles::store,
    view::{
        Check, Connection, Deprecation, Preferences, ProfileDetail, ProfileDraft, ProfileEdit, ProfileSummary,
        RappiEdit, RappiSettings, Start,
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
    console.settings.keep_client_secret(draft.client_secret).await?;
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
    window::zoom(&app, preferences.zoom);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_detail(desk: AtDesk<'_>) -> Answer<ProfileDetail> {
    desk.console().await?.settings.profile_detail().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_profile(desk: AtDesk<'_>, edit: ProfileEdit) -> Answer<ProfileDetail> {
    desk.console().await?.settings.save_profile(&desk.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn connection(desk: AtDesk<'_>) -> Answer<Connection> {
    Ok(desk.console().await?.overview.connection())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_connection(desk: AtDesk<'_>) -> Answer<Connection> {
    desk.console().await?.overview.check_connection().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_vault(desk: AtDesk<'_>) -> Answer<Connection> {
    desk.console().await?.overview.unlock_vault().await
}

/// The way to the provider and back, step by step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: AtDesk<'_>) -> Answer<Check> {
    Ok(desk.console().await?.overview.check().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deprecations(desk: AtDesk<'_>) -> Answer<Vec<Deprecation>> {
    desk.console().await?.rappi.deprecations().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rappi_settings(desk: AtDesk<'_>) -> Answer<RappiSettings> {
    Ok(desk.console().await?.rappi.rappi_settings())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rappi_settings(desk: AtDesk<'_>, edit: RappiEdit) -> Answer<RappiSettings> {
    desk.console().await?.rappi.save_rappi_settings(&desk.home, &edit).await
}
