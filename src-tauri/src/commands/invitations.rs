//! What the window asks about invitations of merchants.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    team::Invitations,
    view::{InvitationChannel, InvitationRow, InviteeRow, Language, NewInvitation},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn invitations(state: InApp<'_>) -> Answer<Vec<InvitationRow>> {
    state.console().await?.invitations.list().await
}

/// Whom a pasted list names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_invitees(text: String) -> Answer<Vec<InviteeRow>> {
    Invitations::read(text.as_bytes())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn make_invitations(state: InApp<'_>, wanted: Vec<NewInvitation>) -> Answer<Vec<InvitationRow>> {
    state.console().await?.invitations.make(&wanted).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_invitation(state: InApp<'_>, id: String) -> Answer<()> {
    state.console().await?.invitations.cancel(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn invitation_sent(state: InApp<'_>, id: String, by: InvitationChannel) -> Answer<()> {
    state.console().await?.invitations.sent(&id, by).await
}

/// What the merchant is sent, in the merchant's language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invitation_message(state: InApp<'_>, id: String, language: Language) -> Answer<String> {
    state.console().await?.invitations.message(&id, language).await
}
