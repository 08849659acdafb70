//! Whether a person can see the tray: without it a hidden window would be gone.

use tauri::AppHandle;

/// Name on the session bus of whoever shows trays (the specification of `StatusNotifierItem`).
#[cfg(target_os = "linux")]
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// On Linux the icon is handed to a program of the desktop, and many desktops have none.
#[cfg(target_os = "linux")]
pub(crate) async fn shows(app: &AppHandle) -> bool {
    if app.tray_by_id("gangway").is_none() {
        return false;
    }
    let watched = async {
        let bus = zbus::Connection::session().await?;
        let proxy = zbus::fdo::DBusProxy::new(&bus).await?;
        Ok::<_, zbus::Error>(proxy.name_has_owner(zbus::names::BusName::try_from(WATCHER)?).await?)
    };
    watched.await.unwrap_or_else(|error| {
        tracing::info!(%error, "the session bus does not say whether there is a tray");
        false
    })
}

/// Windows and macOS always show it.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unused_async, reason = "on Linux somebody has to be asked")]
pub(crate) async fn shows(app: &AppHandle) -> bool {
    app.tray_by_id("gangway").is_some()
}
