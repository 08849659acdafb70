//! Menu and tray: the same actions, and never the only way to any of them.

use crate::shell::{app_state, tray_library, window};
use gangway_core::view::{Change, Language};
use tauri::{
    App, AppHandle, Emitter,
    menu::{Menu, MenuBuilder, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};

/// Words of the shell itself; everything else is worded in the window.
pub(crate) struct Words {
    pub(crate) show: &'static str,
    pub(crate) authorize: &'static str,
    pub(crate) merchants: &'static str,
    pub(crate) deliveries: &'static str,
    pub(crate) activity: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) quit: &'static str,
    pub(crate) run_ended: &'static str,
    pub(crate) confirmed: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) application: &'static str,
    pub(crate) unread: &'static str,
    /// What became of an application.
    pub(crate) events: [(&'static str, &'static str); 7],
}

const ENGLISH: Words = Words {
    show: "Show Gangway",
    authorize: "Authorize a merchant…",
    merchants: "Merchants",
    deliveries: "Deliveries",
    activity: "Activity",
    settings: "Settings",
    quit: "Quit",
    run_ended: "A run has ended",
    confirmed: "confirmed",
    failed: "failed",
    application: "News of an application",
    unread: "unread",
    events: [
        ("created", "Created"),
        ("in_progress", "In progress"),
        ("processing", "Processing"),
        ("needs_information", "Needs information"),
        ("in_review", "In review"),
        ("completed", "Completed"),
        ("declined", "Declined"),
    ],
};

const SPANISH: Words = Words {
    show: "Mostrar Gangway",
    authorize: "Autorizar un comercio…",
    merchants: "Comercios",
    deliveries: "Entregas",
    activity: "Actividad",
    settings: "Ajustes",
    quit: "Salir",
    run_ended: "Terminó una operación",
    confirmed: "confirmadas",
    failed: "fallidas",
    application: "Novedades de una solicitud",
    unread: "sin leer",
    events: [
        ("created", "Creada"),
        ("in_progress", "En curso"),
        ("processing", "En proceso"),
        ("needs_information", "Falta información"),
        ("in_review", "En revisión"),
        ("completed", "Completada"),
        ("declined", "Rechazada"),
    ],
};

/// In the language that was chosen, or that of the desk.
pub(crate) fn words(app: &AppHandle) -> &'static Words {
    let of_the_desk = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let spoken = names.iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()))?;
        Language::ALL.into_iter().find(|language| spoken.starts_with(language.tag()))
    };
    let language = app_state::of(app).home.preferences().language.or_else(of_the_desk);
    language.unwrap_or(Language::En).of(&ENGLISH, &SPANISH)
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
    if let (Some(tray), Ok(menu)) = (app.tray_by_id("gangway"), menu(app)) {
        let _ = tray.set_menu(Some(menu));
    }
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<tauri::Wry>> {
    let words = words(app);
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    MenuBuilder::new(app)
        .item(&item("show", words.show)?)
        .item(&item("authorize", words.authorize)?)
        .item(&PredefinedMenuItem::separator(app)?)
        .item(&item("merchants", words.merchants)?)
        .item(&item("deliveries", words.deliveries)?)
        .item(&item("activity", words.activity)?)
        .item(&item("settings", words.settings)?)
        .item(&PredefinedMenuItem::separator(app)?)
        .item(&item("quit", words.quit)?)
        .build()
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        "quit" => app.exit(0),
        "show" => window::show(app),
        place => {
            window::show(app);
            let _ = app.emit_to("main", "change", Change::Goto { place: place.to_owned() });
        }
    }
}
