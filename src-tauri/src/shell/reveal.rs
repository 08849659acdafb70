//! A secret to look at, for a short while: drawn by the toolkit in a window of its own, so that it never reaches the page.

use gangway_core::Failure;
use secrecy::SecretString;
use serde::Deserialize;
use specta::Type;
use tauri::WebviewWindow;

/// What the window around a secret says, in the language of the person.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevealWords {
    /// Whose secret it is.
    title: String,
    /// That it goes by itself.
    hint: String,
    /// The button.
    close: String,
}

#[cfg(target_os = "linux")]
mod drawn {
    use super::RevealWords;
    use gtk::{glib::ControlFlow, prelude::*};
    use secrecy::{ExposeSecret, SecretString};
    use std::{
        rc::Rc,
        time::{Duration, Instant},
    };
    use tauri::WebviewWindow;

    /// How long a secret can be looked at.
    const STAYS: Duration = Duration::from_secs(10);
    const TICK: Duration = Duration::from_millis(100);

    pub(crate) fn show(above: &WebviewWindow, words: RevealWords, secret: SecretString) -> tauri::Result<()> {
        let of = above.clone();
        above.run_on_main_thread(move || draw(&of, &words, &secret))
    }

    fn draw(above: &WebviewWindow, words: &RevealWords, secret: &SecretString) {
        let label = |text: &str| gtk::Label::builder().label(text).xalign(0.0).wrap(true).build();
        // On one line: where the toolkit breaks a text between letters it draws a hyphen that is not there.
        let secret = secret.expose_secret();
        let width = secret.chars().count().clamp(24, 72) as i32;
        let shown = gtk::Entry::builder().text(secret).editable(false).width_chars(width).build();
        shown.style_context().add_class("monospace");
        let left = gtk::ProgressBar::builder().fraction(1.0).build();
        let close = gtk::Button::builder().label(&words.close).halign(gtk::Align::End).can_default(true).build();
        let room = gtk::Box::builder().orientation(gtk::Orientation::Vertical).spacing(14).margin(20).build();
        for part in
            [label(&words.hint).upcast_ref::<gtk::Widget>(), shown.upcast_ref(), left.upcast_ref(), close.upcast_ref()]
        {
            room.pack_start(part, false, false, 0);
        }
        let window = gtk::Dialog::builder().title(&words.title).resizable(false).modal(true).build();
        window.set_transient_for(above.gtk_window().ok().as_ref());
        window.set_position(gtk::WindowPosition::CenterOnParent);
        window.content_area().add(&room);
        let gone = Rc::new(std::cell::Cell::new(false));
        window.connect_destroy({
            let gone = Rc::clone(&gone);
            move |_| gone.set(true)
        });
        close.connect_clicked({
            let window = window.clone();
            move |_| window.close()
        });
        // Escape closes a dialog of the toolkit by itself.
        window.connect_response(|window, _| window.close());
        window.show_all();
        close.grab_focus();
        let since = Instant::now();
        gtk::glib::timeout_add_local(TICK, move || {
            if gone.get() {
                return ControlFlow::Break;
            }
            let rest = STAYS.saturating_sub(since.elapsed());
            left.set_fraction(rest.as_secs_f64() / STAYS.as_secs_f64());
            if rest.is_zero() {
                shown.set_text("");
                window.close();
                return ControlFlow::Break;
            }
            ControlFlow::Continue
        });
    }
}

/// Shows a secret above a window for ten seconds.
#[cfg(target_os = "linux")]
pub(crate) fn show(above: &WebviewWindow, words: RevealWords, secret: SecretString) -> Result<(), Failure> {
    drawn::show(above, words, secret).map_err(|error| {
        Failure::new(gangway_core::Code::Internal, "The secret could not be shown.").with(error.to_string())
    })
}

/// Where the toolkit offers no window of its own, a secret can only be copied.
#[cfg(not(target_os = "linux"))]
pub(crate) fn show(_: &WebviewWindow, _: RevealWords, _: SecretString) -> Result<(), Failure> {
    Err(Failure::new(gangway_core::Code::BadInput, "On this system a secret can only be copied."))
}
