//! What the window asks about the team.

use crate::shell::{app_state::Desk, deep_link::Opened};
use gangway_cli::TriedTeam;
use gangway_core::{
    Failure,
    team::{Joining, seen_invitation},
    view::{InvitationSeen, TeamInvitation, TeamMembers, TeamRole, TeamStatus},
};
use std::time::Duration;
use tauri::State;

/// Between two runs of the simulated colleague.
const PACE: Duration = Duration::from_secs(20);

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
    let console = desk.console().await?;
    let mut tried = desk.tried.lock().await;
    match tried.take().filter(|_| console.sandbox().is_some()) {
        Some(tried) => tried.end(&console).await,
        None => console.team.leave().await,
    }
}

/// Opens a relay and a simulated colleague in this program, and joins them; leaving ends both.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_team(desk: AtDesk<'_>, person: String, device: String) -> Answer<TeamStatus> {
    let console = desk.console().await?;
    let mut tried = desk.tried.lock().await;
    if tried.is_none() {
        *tried = Some(TriedTeam::open(&console, &Joining { person, device, days: None }, PACE).await?);
    }
    console.team.status().await
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
