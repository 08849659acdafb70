//! The window and the desktop around it: the only code besides the commands that knows Tauri.

#[cfg(target_os = "linux")]
pub(crate) mod activation;
pub(crate) mod address_bar;
pub(crate) mod announced;
pub(crate) mod app_state;
pub(crate) mod autostart;
pub(crate) mod clipboard;
pub(crate) mod closing;
pub(crate) mod deep_link;
#[cfg(target_os = "linux")]
pub(crate) mod desktop_entry;
pub(crate) mod drawing;
pub(crate) mod files;
pub(crate) mod lock;
pub(crate) mod log;
pub(crate) mod login_window;
pub(crate) mod menu;
pub(crate) mod notify;
pub(crate) mod reveal;
#[cfg(target_os = "linux")]
pub(crate) mod scheme_handler;
pub(crate) mod tray_host;
pub(crate) mod tray_library;
pub(crate) mod unread;
pub(crate) mod window;
