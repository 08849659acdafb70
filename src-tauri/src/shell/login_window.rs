//! The in-app login window, for a merchant sitting at the desk: incognito, without any permission,
//! its address always visible, held to the login host.

use crate::shell::{address_bar, deep_link};
use gangway_core::{Code, Failure, view::Attempt};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

const LABEL: &str = "login";

/// Opens the login page of an attempt; an earlier login window is closed.
pub(crate) fn open(app: &AppHandle, attempt: &Attempt) -> Result<(), Failure> {
    close(app);
    let url: Url =
        attempt.url.parse().map_err(|_| Failure::new(Code::ProfileInvalid, "The login address is not an address."))?;
    let (host, redirect, handle) = (url.origin(), attempt.redirect.clone(), app.clone());
    let first = url.clone();
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::External(url))
        .title(title(&first))
        .inner_size(480.0, 720.0)
        .center()
        .incognito(true)
        .on_navigation(move |url| {
            if url.as_str().starts_with(&redirect) {
                deep_link::finish(&handle, url.to_string());
                return false;
            }
            url.origin() == host
        })
        .on_page_load(|window, load| {
            let _ = window.set_title(&title(load.url()));
            address_bar::show(&window, load.url());
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()
        .map(|window| address_bar::show(&window, &first))
        .map_err(|error| Failure::new(Code::BrowserFailed, format!("The login window could not be opened: {error}.")))
}

/// Closes it, if it is open.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.destroy();
    }
}

/// Scheme, host and port: enough to see whose page it is, and nothing of the query.
fn title(url: &Url) -> String {
    format!("{} · Gangway", url.origin().ascii_serialization())
}
