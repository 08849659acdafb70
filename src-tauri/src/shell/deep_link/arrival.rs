//! Where the window is to go, kept until it listens: a link may be what started the program.

use crate::shell::{lock, menu::Goto};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Emitter, Manager};

/// Managed by Tauri.
#[derive(Debug, Default)]
pub(crate) struct Arrival(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    listens: bool,
    waiting: Option<Goto>,
}

/// Sends the window somewhere, now or as soon as it listens.
pub(crate) fn send(app: &AppHandle, to: Goto) {
    let arrival = app.state::<Arrival>();
    let mut state = arrival.0.lock().unwrap_or_else(PoisonError::into_inner);
    // What is locked goes nowhere before it is open again.
    if state.listens && !lock::is_locked(app) {
        let _ = app.emit_to("main", "goto", to);
    } else {
        state.waiting = Some(to);
    }
}

/// The window listens from now on; what it was to go to before that.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn arrival(app: AppHandle) -> Option<Goto> {
    let arrival = app.state::<Arrival>();
    let mut state = arrival.0.lock().unwrap_or_else(PoisonError::into_inner);
    state.listens = true;
    state.waiting.take()
}
