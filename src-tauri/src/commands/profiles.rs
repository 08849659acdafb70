//! Environments: opening and changing them, the person's choices, the way to the provider.

use crate::shell::{app_state::AppState, log, menu, window};
use gangway_core::{
    Failure,
    profiles::store,
    view::{
        Check, Connection, Deprecation, Preferences, ProfileDetail, ProfileDraft, ProfileEdit, ProfileSummary,
        RappiEdit, RappiSettings, Start, UpdateStatus,
    },
};
use tauri::{AppHandle, State};

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

/// What the window asks first; opens the profile of last time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start(app: AppHandle, state: InApp<'_>) -> Answer<Start> {
    let (mut failure, mut console) = (None, state.opened().await);
    if console.is_none()
        && let Some(name) = state.home.last()
    {
        match state.open(&app, &name).await {
            Ok(opened) => console = Some(opened),
            Err(why) => failure = Some(why),
        }
    }
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        home: state.home.folder().display().to_string(),
        profile: console.as_ref().map(|console| store::summary(&console.profile())),
        profiles: state.home.profiles(),
        preferences: state.home.preferences(),
        left_open: console.map_or(0, |console| console.left_open()),
        failure,
    })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_profile(app: AppHandle, state: InApp<'_>, name: String) -> Answer<ProfileSummary> {
    state.open(&app, &name).await.map(|console| store::summary(&console.profile()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_profile(app: AppHandle, state: InApp<'_>, draft: ProfileDraft) -> Answer<ProfileSummary> {
    let profile = state.home.create(&draft)?;
    let console = state.open(&app, &profile.name).await?;
    console.settings.keep_client_secret(draft.client_secret).await?;
    Ok(store::summary(&profile))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preferences(state: InApp<'_>) -> Answer<Preferences> {
    Ok(state.home.preferences())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_preferences(app: AppHandle, state: InApp<'_>, preferences: Preferences) -> Answer<()> {
    state.home.set_preferences(preferences)?;
    menu::reword(&app);
    window::zoom(&app, preferences.zoom);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_detail(state: InApp<'_>) -> Answer<ProfileDetail> {
    state.console().await?.settings.profile_detail().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_profile(state: InApp<'_>, edit: ProfileEdit) -> Answer<ProfileDetail> {
    state.console().await?.settings.save_profile(&state.home, edit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn connection(state: InApp<'_>) -> Answer<Connection> {
    Ok(state.console().await?.overview.connection())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_connection(state: InApp<'_>) -> Answer<Connection> {
    state.console().await?.overview.check_connection().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_vault(state: InApp<'_>) -> Answer<Connection> {
    state.console().await?.overview.unlock_vault().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn update_status(state: InApp<'_>) -> Answer<UpdateStatus> {
    state.console().await?.updates.status().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_updates(state: InApp<'_>) -> Answer<UpdateStatus> {
    let console = state.console().await?;
    console.updates.check().await?;
    console.updates.status().await
}

/// What whoever helps wants to know, to be pasted somewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnostics_text(state: InApp<'_>) -> Answer<String> {
    let lines = log::newest(state.home.folder());
    let (_, text) = state.console().await?.diagnostics_file(lines).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The way to the provider and back, step by step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(state: InApp<'_>) -> Answer<Check> {
    Ok(state.console().await?.overview.check().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deprecations(state: InApp<'_>) -> Answer<Vec<Deprecation>> {
    state.console().await?.deprecations.all().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rappi_settings(state: InApp<'_>) -> Answer<RappiSettings> {
    Ok(state.console().await?.rappi.rappi_settings())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rappi_settings(state: InApp<'_>, edit: RappiEdit) -> Answer<RappiSettings> {
    state.console().await?.rappi.save_rappi_settings(&state.home, &edit).await
}
