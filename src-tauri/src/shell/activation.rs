//! The desktop gives a program that a person starts a token, by which a window of it may come to the front (`XDG_ACTIVATION_TOKEN` on
//! Wayland, `DESKTOP_STARTUP_ID` on X11). A second process gets one and has no window: it leaves the token to the first, in the folder
//! of the session that only this person can enter.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Below `XDG_RUNTIME_DIR`.
const FILE: &str = "dev.gangway.console.activation";
/// The longest that is one: desktops make them of a few words and a time.
const LONGEST: usize = 512;
/// The newest that was taken and not used yet.
static TAKEN: Mutex<Option<String>> = Mutex::new(None);

/// Leaves the token of this process, if it got one, to whoever has the window. To be called before the toolkit, which takes the
/// variables away.
pub(crate) fn pass_on() {
    let token = ["XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"].iter().find_map(|name| std::env::var(name).ok());
    if let (Some(folder), Some(token)) = (folder(), token.filter(|token| is_token(token)))
        && let Err(error) = write(&folder, &token)
    {
        tracing::info!(%error, "the desktop's token could not be handed on: the window may stay behind");
    }
}

/// Takes what a second process left, for the next time that the window is shown.
pub(crate) fn take() {
    let token = folder().and_then(|folder| read(&folder));
    *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = token;
}

/// Drops what this process left itself: it has the window, and the toolkit has used the token.
pub(crate) fn forget() {
    take();
    used();
}

/// The token that was taken, once.
pub(crate) fn used() -> Option<String> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Brings a window to the front by the token, on the thread of the toolkit.
pub(crate) fn present(window: &tauri::WebviewWindow, token: String) -> tauri::Result<()> {
    let of = window.clone();
    window.run_on_main_thread(move || {
        use gtk::prelude::*;
        let Ok(window) = of.gtk_window() else { return };
        let display = WidgetExt::display(&window);
        if display.type_().name() == "GdkWaylandDisplay" {
            wayland(&display, &token);
            window.present();
        } else {
            window.set_startup_id(&token);
            window.present_with_time(time_of(&token).unwrap_or(0));
        }
    })
}

#[expect(unsafe_code, reason = "the toolkit has the call, and its crate only the declaration")]
fn wayland(display: &gtk::gdk::Display, token: &str) {
    use gtk::glib::translate::ToGlibPtr;
    unsafe {
        gdk_wayland_sys::gdk_wayland_display_set_startup_notification_id(
            ToGlibPtr::<*mut gtk::gdk::ffi::GdkDisplay>::to_glib_none(display).0.cast(),
            token.to_glib_none().0,
        );
    }
}

/// The time of the press that a token of X11 names (Startup Notification Protocol: `…_TIME<milliseconds>`).
fn time_of(token: &str) -> Option<u32> {
    token.rsplit_once("_TIME")?.1.parse().ok()
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute())
}

fn is_token(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn write(folder: &Path, token: &str) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let beside = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut file = std::fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(token.as_bytes())?;
    std::fs::rename(beside, folder.join(FILE))
}

fn read(folder: &Path) -> Option<String> {
    let path = folder.join(FILE);
    let text = std::fs::read_to_string(&path).ok()?;
    let _ = std::fs::remove_file(path);
    Some(text).filter(|text| is_token(text))
}

#[cfg(test)]
mod tests {
    use super::{is_token, read, time_of, write};

    #[test]
    fn a_token_is_handed_on_once() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()), None);
        write(folder.path(), "browser-1-desk_TIME4711").expect("a file");
        assert_eq!(read(folder.path()).as_deref(), Some("browser-1-desk_TIME4711"));
        assert_eq!(read(folder.path()), None);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing stays");
    }

    #[test]
    fn only_what_can_be_a_token_is_one() {
        assert!(is_token("b2f1-44_TIME0"));
        assert!(!is_token("") && !is_token("a b") && !is_token("a\n") && !is_token(&"a".repeat(513)));
        assert_eq!((time_of("gnome-1_TIME4711"), time_of("gnome-1"), time_of("x_TIMEx")), (Some(4711), None, None));
    }
}
