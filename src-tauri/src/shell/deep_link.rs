//! Deep links in. Hostile input: the core reads it, or drops it without repeating its query.

pub(crate) mod arrival;
pub(crate) mod place_link;

pub(crate) use place_link::LinkRefusal;

use crate::shell::{app_state, login_window, menu::Goto, window};
use gangway_core::team::is_invitation;
use std::sync::{Mutex, PoisonError};
use tauri::{App, AppHandle, Emitter, Manager, Url};
#[cfg(not(target_os = "linux"))]
use tauri_plugin_deep_link::DeepLinkExt;

/// Makes the desk send our scheme to this program, where that is done at run time.
#[cfg(target_os = "linux")]
pub(crate) fn register(app: &App) {
    use crate::shell::scheme_handler::Registered;
    match register_as(app) {
        Ok(Registered::ByPackage { removed_ours: true }) => {
            tracing::info!("an old entry for deep links stood before the one of the package, and was removed");
        }
        Ok(Registered::ByPackage { removed_ours: false } | Registered::ByUs) => {}
        Err(error) => {
            tracing::warn!(%error, "the deep link could not be registered; loopback and pasting still work");
        }
    }
}

#[cfg(target_os = "linux")]
fn register_as(app: &App) -> std::io::Result<crate::shell::scheme_handler::Registered> {
    let data = app.path().data_dir().map_err(std::io::Error::other)?;
    let config = app.path().config_dir().map_err(std::io::Error::other)?;
    // An image is opened anew each time; the program within it is somewhere else then.
    let program = app.env().appimage.map_or_else(tauri::utils::platform::current_exe, |image| Ok(image.into()))?;
    crate::shell::scheme_handler::Places::new(data, config).register(&app.config().identifier, &program)
}

/// Makes the desk send our scheme to this program. macOS registers by the bundle alone.
#[cfg(not(target_os = "linux"))]
pub(crate) fn register(app: &App) {
    if cfg!(windows)
        && let Err(error) = app.deep_link().register_all()
    {
        tracing::warn!(%error, "the deep link could not be registered; loopback and pasting still work");
    }
}

/// An invitation that was opened and not answered yet. It waits for a window that may not be there yet, and for a person: nobody
/// joins a team by opening an address.
#[derive(Debug, Default)]
pub(crate) struct Opened(Mutex<Option<String>>);

impl Opened {
    /// The invitation that waits.
    pub(crate) fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Another one waits, or none.
    pub(crate) fn set(&self, invitation: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = invitation;
    }
}

/// An address was opened. It ends an attempt, shows a place, is an invitation to be asked about, or nothing happens.
pub(crate) fn received(app: &AppHandle, urls: &[Url]) {
    let [url] = urls else {
        tracing::warn!(urls = urls.len(), "a deep link must come alone");
        return;
    };
    if is_invitation(url.as_str()) {
        invited(app, url.as_str());
    } else if url.path().starts_with("/open/") {
        arrival::send(app, goto(app, url.as_str()));
        window::show(app);
    } else {
        finish(app, url.as_str().to_owned());
    }
}

/// Where a link to a place sends the window: there, or to the reason why not. An environment that is not here is none to go to.
fn goto(app: &AppHandle, link: &str) -> Goto {
    let is_here = |name: &str| app_state::of(app).home.profiles().iter().any(|profile| profile.name == name);
    match place_link::parse(link) {
        Ok(link) if is_here(&link.environment) => Goto::Link { path: link.address(), environment: link.environment },
        Ok(link) => Goto::Refused { why: LinkRefusal::EnvironmentUnknown, environment: Some(link.environment) },
        Err(why) => Goto::Refused { why, environment: None },
    }
}

/// Leads the window to the question whether to join.
fn invited(app: &AppHandle, invitation: &str) {
    app.state::<Opened>().set(Some(invitation.to_owned()));
    window::show(app);
    let _ = app.emit_to("main", "goto", Goto::Join);
}

/// Ends the attempt that an address belongs to.
pub(crate) fn finish(app: &AppHandle, address: String) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // The profile that is shown may not be the one whose attempt it is. One that does not know it asks nobody.
        let mut refused = None;
        for console in waiting_for_profile(&app).await {
            match console.authorization.finish(&address).await {
                Ok(_) => {
                    login_window::close(&app);
                    window::show(&app);
                    return;
                }
                Err(failure) => refused = refused.or(Some(failure)),
            }
        }
        if let Some(failure) = refused {
            tracing::warn!(%failure, "a deep link was dropped");
        }
    });
}

/// A cold start by deep link is faster than opening the profile.
async fn waiting_for_profile(app: &AppHandle) -> Vec<std::sync::Arc<gangway_core::Console>> {
    for _ in 0..100 {
        let open = app_state::of(app).all().await;
        if !open.is_empty() {
            return open;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    tracing::warn!("a deep link came and no profile was open");
    Vec::new()
}
