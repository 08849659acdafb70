//! Opening a profile, as every command but `sandbox` and `webhook verify` does.

use crate::{args::Common, out::Out};
use gangway_core::{
    Code, Console, Failure, Home, Options, now,
    view::{Deprecation, MerchantRow},
};
use std::{path::PathBuf, sync::Arc};

/// The desktop app's folder of application data (`identifier` in tauri.conf.json).
const APP: &str = "dev.gangway.console";

/// Opens the profile that the command line names, unless this process holds it for whoever typed the command.
pub(crate) async fn open(common: &Common, options: Options, out: Out<'_>) -> Result<Arc<Console>, Failure> {
    if let Some((held, _)) = out.caller.opened().get() {
        return Ok(Arc::clone(held));
    }
    let console = Console::open(&home(common)?, &common.profile, options).await?;
    if console.sandbox().is_some() {
        out.progress("The provider is simulated inside this command and ends with it. `gangway sandbox` lasts longer.");
    }
    if console.left_open() > 0 {
        out.progress(&format!("{} left open by an earlier command.", crate::out::count(console.left_open(), "store")));
    }
    let _ = out.caller.opened().set((Arc::clone(&console), now()));
    Ok(console)
}

/// The folder of all profiles.
pub(crate) fn home(common: &Common) -> Result<Home, Failure> {
    let folder = common.home.clone().or_else(platform_folder);
    folder.map(Home::at).ok_or_else(|| Failure::new(Code::BadInput, "There is no home folder; name one with --home."))
}

/// Says on stderr what the provider announced to go away while the command ran.
pub(crate) async fn say_deprecations(out: Out<'_>) {
    let Some((console, since)) = out.caller.opened().get() else { return };
    // The command has its own end; that announcements could not be read does not change it.
    let heard = console.deprecations.all().await.unwrap_or_default();
    for it in heard.iter().filter(|it| it.last_at >= *since) {
        out.progress(&announcement(it));
    }
}

/// Ends what runs for the profile, and lets the vault know the last act.
pub(crate) async fn close(out: Out<'_>) {
    if let Some((console, _)) = out.caller.opened().get()
        && !out.caller.is_held()
    {
        console.shut_down().await;
    }
}

/// A moment for a person: to the second, in UTC.
pub(crate) fn instant(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).map(|at| at.strftime("%F %TZ").to_string()).unwrap_or_default()
}

fn announcement(it: &Deprecation) -> String {
    let date = it.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let info = it.info.as_ref().map(|info| format!(": {info}")).unwrap_or_default();
    format!("gangway: {} announces a deprecation ({}{date}){info}", it.provider, it.of)
}

/// The merchant with this email or id.
pub(crate) async fn merchant(console: &Console, wanted: &str) -> Result<MerchantRow, Failure> {
    let email = wanted.trim().to_lowercase();
    let mut all = console.merchants.merchants().await?.into_iter();
    all.find(|row| row.id == wanted || row.email == email).ok_or_else(|| {
        Failure::new(
            Code::NotFound,
            format!("No merchant {wanted} has authorized here. `gangway authorize` does that."),
        )
    })
}

#[cfg(target_os = "macos")]
fn platform_folder() -> Option<PathBuf> {
    std::env::home_dir().map(|home| home.join("Library/Application Support").join(APP))
}

#[cfg(windows)]
fn platform_folder() -> Option<PathBuf> {
    std::env::var_os("APPDATA").map(|data| PathBuf::from(data).join(APP))
}

#[cfg(not(any(target_os = "macos", windows)))]
fn platform_folder() -> Option<PathBuf> {
    // A relative path is to be ignored (XDG Base Directory Specification).
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    data.or_else(|| std::env::home_dir().map(|home| home.join(".local/share"))).map(|data| data.join(APP))
}
