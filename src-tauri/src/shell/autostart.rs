//! Starting with the person's session. The system keeps whether it does, in a place of its own, and may change it at any time.

use gangway_core::{Code, Failure, Reason};
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt;

/// Whether the program starts with the person's session.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn starts_at_login(app: AppHandle) -> Result<bool, Failure> {
    app.autolaunch().is_enabled().map_err(|error| refused(&error))
}

/// Starts with the person's session from now on, hidden where there is a tray, or not any more.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn start_at_login(app: AppHandle, wanted: bool) -> Result<(), Failure> {
    let changed = if wanted { app.autolaunch().enable() } else { app.autolaunch().disable() };
    changed.map_err(|error| refused(&error))
}

fn refused(error: &tauri_plugin_autostart::Error) -> Failure {
    let failure = Failure::new(Code::FileFailed, "The system does not let the program start at login.");
    failure.because(Reason::NoAutostart).with(error.to_string())
}
