//! What the window asks about the team.

use crate::shell::{app_state::AppState, deep_link::Opened};
use gangway_cli::{TriedTeam, leave};
use gangway_core::{
    Failure,
    team::{Joining, seen_invitation},
    view::{
        InvitationSeen, TeamClaimRow, TeamFactFilter, TeamFactPage, TeamInvitation, TeamMembers, TeamRole, TeamRunRow,
        TeamStatus,
    },
};
use std::time::Duration;
use tauri::State;

/// Between two runs of the simulated colleague.
const PACE: Duration = Duration::from_secs(20);

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

/// What members did, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn team_facts(
    state: InApp<'_>,
    filter: TeamFactFilter,
    limit: u32,
    offset: u32,
) -> Answer<TeamFactPage> {
    state.console().await?.team.facts(&filter, limit, offset).await
}

/// Runs of colleagues, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn team_runs(state: InApp<'_>) -> Answer<Vec<TeamRunRow>> {
    state.console().await?.team.runs().await
}

/// Stores that somebody of the team has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn team_claims(state: InApp<'_>) -> Answer<Vec<TeamClaimRow>> {
    state.console().await?.team.claims().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn ask_to_let_go(state: InApp<'_>, stores: Vec<String>) -> Answer<()> {
    state.console().await?.team.ask_to_let_go(&stores).await
}

/// Ends the runs of this console that have yet to send these stores.
#[tauri::command]
#[specta::specta]
pub(crate) async fn let_go_stores(state: InApp<'_>, stores: Vec<String>) -> Answer<()> {
    state.console().await?.provisioning.let_go(&stores).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn work_alone(state: InApp<'_>, reason: String) -> Answer<TeamStatus> {
    state.console().await?.team.work_alone(&reason).await
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
    let console = state.console().await?;
    let mut tried = state.tried.lock().await;
    match tried.take().filter(|_| console.sandbox().is_some()) {
        Some(tried) => tried.end(&console).await,
        // One that was tried before a kill, and could not be left at the start, needs its relay once more.
        None if console.sandbox().is_some() => leave(&console).await,
        None => console.team.leave().await,
    }
}

/// Opens a relay and a simulated colleague in this program, and joins them; leaving ends both.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_team(state: InApp<'_>, person: String, device: String) -> Answer<TeamStatus> {
    let console = state.console().await?;
    let mut tried = state.tried.lock().await;
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
