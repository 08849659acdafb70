//! The main window: one, remembered, never lost.

#[cfg(target_os = "linux")]
use crate::shell::activation;
use crate::shell::{app_state, drawing, tray_host};
use gangway_core::view::Zoom;
use tauri::{
    AppHandle, Manager, UserAttentionType, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent, plugin::TauriPlugin,
};
use tauri_plugin_window_state::StateFlags;

/// Size and place of the main window are remembered; the login window always opens the same.
pub(crate) fn remember() -> TauriPlugin<tauri::Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_denylist(&["login"])
        .build()
}

/// Argument of a start at login: the window is there, and nobody sees it before it is asked for.
pub(crate) const HIDDEN: &str = "--hidden";

/// Opens the main window. It stays on its own pages: a link out is opened by the system browser, by a command. A preview of an
/// email is a frame of a page's own making (`about:srcdoc`), which may do nothing and go nowhere.
pub(crate) fn open(app: &AppHandle, hidden: bool) -> tauri::Result<()> {
    let own = |url: &tauri::Url| {
        url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || url.as_str() == "about:srcdoc"
    };
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Gangway")
        .visible(!hidden)
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 600.0)
        .on_navigation(own)
        // The page names the environment in its title; the desktop's list of windows shows it too.
        .on_document_title_changed(|window, title| drop(window.set_title(&title)))
        // The page takes dropped files itself, as it takes chosen ones: their bytes, and no path.
        .disable_drag_drop_handler()
        .build()
        .and_then(|window| drawing::fit(&window))?;
    zoom(app, app_state::of(app).home.preferences().zoom);
    if hidden {
        let app = app.clone();
        // Without a tray it would be out of reach.
        tauri::async_runtime::spawn(async move {
            if !tray_host::shows(&app).await {
                show(&app);
            }
        });
    }
    Ok(())
}

/// Draws the window larger or smaller; the page lays itself out for what room that leaves.
pub(crate) fn zoom(app: &AppHandle, zoom: Zoom) {
    if let Some(window) = app.get_webview_window("main")
        && let Err(error) = window.set_zoom(zoom.factor())
    {
        tracing::warn!(%error, "the window could not be drawn in another size");
    }
}

/// Brings the main window to the front, wherever it is.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else { return };
    let _ = window.show();
    let _ = window.unminimize();
    #[cfg(target_os = "linux")]
    if let Some(token) = activation::used() {
        let _ = activation::present(&window, token);
        return;
    }
    let _ = window.set_focus();
    // A desktop that keeps programs from coming to the front by themselves marks the window at least.
    if !window.is_focused().unwrap_or(true) {
        let _ = window.request_user_attention(Some(UserAttentionType::Informational));
    }
}

/// Somebody looks at the window: nothing has to point at it any more.
pub(crate) fn looked_at(window: &Window, event: &WindowEvent) {
    if matches!(event, WindowEvent::Focused(true)) {
        let _ = window.request_user_attention(None);
    }
}
