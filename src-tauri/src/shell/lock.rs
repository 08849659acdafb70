//! The window's lock: while it is locked every command is refused here, whatever the page asks. Runs, receiver and messages go on.

use crate::shell::{app_state, login_window};
use gangway_core::{
    Failure, WindowLock, disk_encryption,
    view::{DiskEncryption, LockStatus, Typed},
};
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager, State, Wry, ipc::Invoke};

type Answer<T> = Result<T, Failure>;
type OfApp<'a> = State<'a, WindowLock>;

/// Between two looks whether nobody is there any more.
const TICK: Duration = Duration::from_secs(5);
/// What a locked window may ask: for the lock itself, for language and theme, and to end the program.
const ALLOWED: [&str; 4] = ["lock_status", "unlock_window", "preferences", "quit"];

/// Whether a command runs.
fn may(command: &str, locked: bool) -> bool {
    !locked || ALLOWED.contains(&command)
}

/// Every command passes here, so that none can forget to ask.
pub(crate) fn guarded(
    handler: impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let lock = invoke.message.webview_ref().try_state::<WindowLock>();
        let refused = lock.and_then(|lock| lock.pass().err());
        match refused {
            Some(failure) if !may(invoke.message.command(), true) => {
                invoke.resolver.reject(failure);
                true
            }
            Some(_) | None => handler(invoke),
        }
    }
}

/// As it was left. A program that starts locked opens the environment of last time all the same: what comes in is taken.
pub(crate) fn start(app: &AppHandle) {
    let home = app_state::of(app).home.clone();
    let lock = WindowLock::open(&home);
    let (app, starts_locked) = (app.clone(), lock.is_locked());
    app.manage(lock);
    tauri::async_runtime::spawn(async move {
        if app.state::<WindowLock>().ask_vault().await {
            locked(&app);
        }
        if let Some(name) = home.last().filter(|_| starts_locked)
            && let Err(failure) = app_state::of(&app).open(&app, &name).await
        {
            tracing::warn!(%failure, "the environment of last time could not be opened behind the lock");
        }
        keep_looking(app).await;
    });
}

/// Locks once nobody was there for long enough.
async fn keep_looking(app: AppHandle) {
    loop {
        tokio::time::sleep(TICK).await;
        if app.state::<WindowLock>().look() {
            locked(&app);
        }
    }
}

/// Whether the window is locked.
pub(crate) fn is_locked(app: &AppHandle) -> bool {
    app.try_state::<WindowLock>().is_some_and(|lock| lock.is_locked())
}

/// What else shows something goes too.
fn locked(app: &AppHandle) {
    login_window::close(app);
    let _ = app.emit_to("main", "lock", ());
}

#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn lock_status(lock: OfApp<'_>) -> LockStatus {
    lock.status()
}

#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn lock_now(app: AppHandle, lock: OfApp<'_>) -> Answer<()> {
    lock.lock()?;
    locked(&app);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_window(lock: OfApp<'_>, pin: Typed) -> Answer<()> {
    lock.unlock(pin).await
}

/// A person did something in the window.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn window_used(lock: OfApp<'_>) {
    lock.used();
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_pin(lock: OfApp<'_>, pin: Typed, before: Typed) -> Answer<LockStatus> {
    lock.set_pin(pin, before).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_pin(lock: OfApp<'_>, pin: Typed) -> Answer<LockStatus> {
    lock.remove_pin(pin).await
}

#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn lock_after(lock: OfApp<'_>, minutes: Option<u32>) -> Answer<LockStatus> {
    lock.lock_after(minutes)
}

/// Whether the disk below the environments is encrypted.
#[tauri::command(async)]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn disk_state(app: AppHandle) -> DiskEncryption {
    disk_encryption(app_state::of(&app).home.folder())
}

#[cfg(test)]
mod tests {
    use super::{ALLOWED, may};

    #[test]
    fn a_locked_window_may_ask_for_the_lock_and_nothing_else() {
        macro_rules! commands {
            ($($file:ident { $($command:ident,)+ })+) => { [$($(stringify!($command),)+)+] };
        }
        let all = include!("../../commands.in");
        assert!(all.len() > 100, "the list could not be read");
        let passing: Vec<&str> = all.into_iter().filter(|command| may(command, true)).collect();
        assert_eq!(passing, ["preferences", "quit", "lock_status", "unlock_window"]);
        assert_eq!(passing.len(), ALLOWED.len(), "each of the allowed ones exists");
        assert!(all.iter().all(|command| may(command, false)));
    }
}
