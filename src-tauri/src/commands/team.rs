//! What the window asks about the team.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    team::Joining,
    view::{TeamInvitation, TeamMembers, TeamRole, TeamStatus},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn team_status(state: InApp<'_>) -> Answer<TeamStatus> {
    state.console().await?.team.status().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn team_members(state: InApp<'_>) -> Answer<TeamMembers> {
    state.console().await?.team.members().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn join_team(state: InApp<'_>, link: String, person: String, device: String) -> Answer<TeamStatus> {
    state.console().await?.team.join(&link, &Joining { person, device, days: None }).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn invite_to_team(state: InApp<'_>, email: String, role: TeamRole) -> Answer<TeamInvitation> {
    state.console().await?.team.invite(&email, role).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_team_device(state: InApp<'_>, device: String) -> Answer<()> {
    state.console().await?.team.remove_device(&device).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_team(state: InApp<'_>) -> Answer<()> {
    state.console().await?.team.leave().await
}
