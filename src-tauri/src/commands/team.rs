//! What the window asks about the team.

use crate::shell::{app_state::Desk, deep_link::Opened};
use gangway_core::{
    Failure,
    team::{Joining, seen_invitation},
    view::{InvitationSeen, TeamInvitation, TeamMembers, TeamRole, TeamStatus},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn team_status(desk: AtDesk<'_>) -> Answer<TeamStatus> {
    desk.console().await?.team.status().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn team_members(desk: AtDesk<'_>) -> Answer<TeamMembers> {
    desk.console().await?.team.members().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn join_team(desk: AtDesk<'_>, link: String, person: String, device: String) -> Answer<TeamStatus> {
    desk.console().await?.team.join(&link, &Joining { person, device, days: None }).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn invite_to_team(desk: AtDesk<'_>, email: String, role: TeamRole) -> Answer<TeamInvitation> {
    desk.console().await?.team.invite(&email, role).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_team_device(desk: AtDesk<'_>, device: String) -> Answer<()> {
    desk.console().await?.team.remove_device(&device).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_team(desk: AtDesk<'_>) -> Answer<()> {
    desk.console().await?.team.leave().await
}

/// What an invitation says; nobody is called.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_invitation(link: String) -> Answer<InvitationSeen> {
    seen_invitation(&link)
}

/// The invitation that was opened from outside and waits for the person's answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn opened_invitation(opened: State<'_, Opened>) -> Answer<Option<InvitationSeen>> {
    opened.get().as_deref().map(seen_invitation).transpose()
}

/// The person answered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_invitation(opened: State<'_, Opened>) -> Answer<()> {
    opened.set(None);
    Ok(())
}
