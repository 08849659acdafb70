//! Menu and tray: the same actions, and never the only way to any of them.

use crate::shell::{
    app_state, closing,
    deep_link::{LinkRefusal, arrival},
    tray_library,
    unread::Unread,
    window,
};
use gangway_core::view::Language;
use gangway_locales::menu as texts;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::sync::{Mutex, PoisonError};
use tauri::{
    App, AppHandle, Manager,
    menu::{Menu, MenuBuilder, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};

/// A place of the window: its address there, and what it is called in the window's language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub(crate) struct MenuPlace {
    path: String,
    label: String,
}

/// The places of the menu, as the window gave them last: its route table decides which they are.
#[derive(Debug, Default)]
pub(crate) struct Places(Mutex<Vec<MenuPlace>>);

impl Places {
    fn get(&self) -> Vec<MenuPlace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Where the menu, or a link, sends the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "to", rename_all = "camelCase")]
pub(crate) enum Goto {
    /// A place, by its address.
    Place {
        /// As the window gave it.
        path: String,
    },
    /// The sign-in of a merchant.
    Authorize,
    /// An invitation into a team, which was opened and waits for an answer.
    Join,
    /// A place of an environment that may not be the one that is shown.
    Link {
        /// The environment's name; there is one of it.
        environment: String,
        /// The place's address.
        path: String,
    },
    /// Nowhere: a link that leads nowhere is said to be one.
    Refused {
        /// Why.
        why: LinkRefusal,
        /// Which environment it named, if it is that.
        environment: Option<String>,
    },
    /// The question whether to quit while runs are going.
    Closing {
        /// How many.
        runs: u32,
    },
}

/// The window says which places the menu leads to, whenever their names change.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]
pub(crate) fn set_menu(app: AppHandle, places: Vec<MenuPlace>) {
    let state = app.state::<Places>();
    *state.0.lock().unwrap_or_else(PoisonError::into_inner) = places;
    reword(&app);
}

/// The language that was chosen, or that of the desk; a desk in another one reads English, as the window does.
pub(crate) fn language(app: &AppHandle) -> Language {
    let of_the_desk = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let spoken = names.iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()))?;
        Language::spoken(&spoken).filter(|language| language.is_of_window())
    };
    app_state::of(app).home.preferences().language.or_else(of_the_desk).unwrap_or(Language::En)
}

/// Builds the tray. A desk without one loses nothing: every action is in the window too.
pub(crate) fn build(app: &App) -> tauri::Result<()> {
    if let Err(error) = tray_library::check() {
        tracing::info!(%error, "there is no library for a tray: going on without one");
        return Ok(());
    }
    let menu = menu(app.handle())?;
    let mut tray = TrayIconBuilder::with_id("gangway")
        .tooltip("Gangway")
        .menu(&menu)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()));
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    if let Err(error) = tray.build(app) {
        tracing::info!(%error, "the desktop has no tray");
    }
    Ok(())
}

/// Words changed: the tray follows.
pub(crate) fn reword(app: &AppHandle) {
    let (Some(tray), Ok(menu)) = (app.tray_by_id("gangway"), menu(app)) else { return };
    let unread = app.state::<Unread>().get();
    let said = (unread > 0).then(|| texts::unread(language(app), unread as usize));
    let _ = tray.set_menu(Some(menu));
    let _ = tray.set_tooltip(Some(said.as_ref().map_or("Gangway".to_owned(), |said| format!("Gangway · {said}"))));
    // On Linux an icon has no tooltip that a program may set: the number stands beside it.
    #[cfg(target_os = "linux")]
    let _ = tray.set_title((unread > 0).then(|| unread.to_string()));
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<tauri::Wry>> {
    let language = language(app);
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let show = match app.state::<Unread>().get() {
        0 => texts::show(language).to_owned(),
        unread => format!("{} · {}", texts::show(language), texts::unread(language, unread as usize)),
    };
    let mut menu = MenuBuilder::new(app)
        .item(&item("show", &show)?)
        .item(&item("authorize", texts::authorize(language))?)
        .item(&PredefinedMenuItem::separator(app)?);
    for place in app.state::<Places>().get() {
        menu = menu.item(&item(&place.path, &place.label)?);
    }
    menu.item(&PredefinedMenuItem::separator(app)?).item(&item("quit", texts::quit(language))?).build()
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        "quit" => closing::quit_from_tray(app),
        "show" => window::show(app),
        chosen => {
            window::show(app);
            let to = match chosen {
                "authorize" => Goto::Authorize,
                path => Goto::Place { path: path.to_owned() },
            };
            arrival::send(app, to);
        }
    }
}
