//! How the pages are drawn.
//!
//! WebKit puts a page together on the graphics card. On a machine without one, such as a virtual desktop, a program plays the
//! card: each frame of a list that scrolls then costs several times what it takes to draw the page at once.

use tauri::WebviewWindow;

/// Draws a window's page without the card's help where there is no card.
#[cfg(target_os = "linux")]
pub(crate) fn fit(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};
    if has_card() {
        return Ok(());
    }
    tracing::info!("there is no graphics card that may be used: pages are drawn without it");
    window.with_webview(|page| {
        if let Some(settings) = page.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn fit(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether there is a node for drawing that this person may open.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let Ok(nodes) = std::fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| {
        node.file_name().to_string_lossy().starts_with("renderD")
            && std::fs::File::options().read(true).write(true).open(node.path()).is_ok()
    })
}
