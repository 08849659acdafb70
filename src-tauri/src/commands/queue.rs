//! Commands about the queue of a day's work. No rule lives here.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{AccountId, QueueEdit, QueueView},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn queue(state: InApp<'_>) -> Answer<QueueView> {
    state.console().await?.queue.queue().await
}

/// Changes what is kept about merchants; answers about how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_queue(state: InApp<'_>, accounts: Vec<AccountId>, edit: QueueEdit) -> Answer<u32> {
    state.console().await?.queue.keep(accounts, edit).await
}
