//! The desktop shell: the only code that knows Tauri. It opens the window, hands commands to the core and tells the window
//! what is stale. Rules, state and secrets are elsewhere.

pub mod bindings;
mod commands;
mod shell;

#[cfg(target_os = "linux")]
use shell::activation;
use shell::app_state::AppState;
use shell::{announced, closing, deep_link, files, lock, log, menu, unread, window};
use tauri::Manager;
use tauri_plugin_deep_link::DeepLinkExt;

/// Runs the program until the last window is closed.
pub fn run() {
    let log = log::start();
    #[cfg(target_os = "linux")]
    activation::pass_on();
    let builder = tauri::Builder::default()
        // First, and before deep links: Linux starts a second process for every deep link (docs/wire.md §5).
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            #[cfg(target_os = "linux")]
            activation::take();
            window::show(app);
        }))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(window::remember())
        .plugin(tauri_plugin_autostart::Builder::new().arg(window::HIDDEN).build())
        .on_window_event(|window, event| {
            closing::heard(window, event);
            window::looked_at(window, event);
        })
        .invoke_handler(lock::guarded(bindings::builder().invoke_handler()))
        .setup(move |app| {
            let state =
                AppState::new(app.path().app_data_dir().ok()).ok_or("there is no folder for application data")?;
            log.keep_in(state.home.folder());
            app.manage(state);
            app.manage(files::Written::default());
            app.manage(menu::Places::default());
            app.manage(unread::Unread::default());
            app.manage(deep_link::Opened::default());
            app.manage(deep_link::arrival::Arrival::default());
            app.manage(announced::Announced::default());
            announced::lead(app.handle())?;
            #[cfg(target_os = "linux")]
            activation::forget();
            lock::start(app.handle());
            menu::build(app)?;
            window::open(app.handle(), std::env::args().any(|argument| argument == window::HIDDEN))?;
            let handle = app.handle().clone();
            app.deep_link().on_open_url(move |event| deep_link::received(&handle, &event.urls()));
            deep_link::register(app);
            // The URL that started this process is not an event.
            if let Ok(Some(urls)) = app.deep_link().get_current() {
                deep_link::received(app.handle(), &urls);
            }
            Ok(())
        });
    if let Err(error) = builder.run(tauri::generate_context!()) {
        tracing::error!(%error, "the window could not be opened");
        std::process::exit(1);
    }
}
