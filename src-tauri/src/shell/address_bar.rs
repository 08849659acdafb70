//! The address above a page that is not ours: drawn by the toolkit, out of the page's reach, so that a merchant sees whose
//! page asks for the password. Where the toolkit offers no room for it (macOS, Windows), the title of the window shows it.

use tauri::{Url, WebviewWindow};

/// Scheme, host, port and path; never the query, which may hold a code.
pub(crate) fn shown(url: &Url) -> String {
    format!("{}{}", url.origin().ascii_serialization(), url.path())
}

#[cfg(target_os = "linux")]
pub(crate) fn show(window: &WebviewWindow, url: &Url) {
    use gtk::prelude::*;
    const NAME: &str = "gangway-address";
    let (of, text) = (window.clone(), shown(url));
    let drawn = window.run_on_main_thread(move || {
        let Ok(room) = of.default_vbox() else { return };
        let known = room.children().into_iter().find(|child| child.widget_name() == NAME);
        let label = known.and_then(|child| child.downcast::<gtk::Label>().ok()).unwrap_or_else(|| {
            let label = gtk::Label::builder()
                .name(NAME)
                .selectable(true)
                .can_focus(false)
                .xalign(0.0)
                .ellipsize(gtk::pango::EllipsizeMode::Middle)
                .margin_start(14)
                .margin_end(14)
                .margin_top(9)
                .margin_bottom(9)
                .build();
            room.pack_start(&label, false, false, 0);
            room.reorder_child(&label, 0);
            label.show();
            label
        });
        label.set_text(&text);
        label.set_tooltip_text(Some(&text));
    });
    if let Err(error) = drawn {
        tracing::warn!(%error, "the address bar could not be drawn");
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn show(_: &WebviewWindow, _: &Url) {}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn the_query_is_not_shown() {
        let url = "https://login.example:8443/authorize?state=s&code=c#f".parse().unwrap();
        assert_eq!(shown(&url), "https://login.example:8443/authorize");
    }
}
