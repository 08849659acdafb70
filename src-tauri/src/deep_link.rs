//! Deep links in. Hostile input: the core reads it, or drops it without repeating its query.

use crate::{desk, login_window, window};
use tauri::{App, AppHandle, Url};
use tauri_plugin_deep_link::DeepLinkExt;

/// Makes the desk send our scheme to this program, where that is done at run time.
pub(crate) fn register(app: &App) {
    // An installed package brings its own desktop entry; a portable run has none. macOS registers by the bundle alone.
    if cfg!(any(windows, target_os = "linux"))
        && let Err(error) = app.deep_link().register_all()
    {
        tracing::warn!(%error, "the deep link could not be registered; loopback and pasting still work");
    }
}

/// An address was opened. It ends an attempt, or nothing happens.
pub(crate) fn received(app: &AppHandle, urls: &[Url]) {
    let [url] = urls else {
        tracing::warn!(urls = urls.len(), "a deep link must come alone");
        return;
    };
    finish(app, url.as_str().to_owned());
}

/// Ends the attempt that an address belongs to.
pub(crate) fn finish(app: &AppHandle, address: String) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(console) = waiting_for_profile(&app).await else { return };
        match console.finish(&address).await {
            Ok(_) => {
                login_window::close(&app);
                window::show(&app);
            }
            Err(failure) => tracing::warn!(%failure, "a deep link was dropped"),
        }
    });
}

/// A cold start by deep link is faster than opening the profile.
async fn waiting_for_profile(app: &AppHandle) -> Option<std::sync::Arc<gangway_console_core::Console>> {
    for _ in 0..100 {
        if let Some(console) = desk::of(app).opened().await {
            return Some(console);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    tracing::warn!("a deep link came and no profile was open");
    None
}
