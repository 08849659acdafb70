//! The proxy of the desktop's settings. A program that was started from a menu has no `HTTPS_PROXY` in its environment;
//! what GNOME, KDE and a proxy script say is asked of the desktop's portal (`org.freedesktop.portal.ProxyResolver`), which
//! knows all of them.

use url::Url;

/// Errors of a bus that has no portal, or none that knows proxies.
#[cfg(target_os = "linux")]
const NOBODY: [&str; 4] = [
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.UnknownMethod",
    "org.freedesktop.DBus.Error.UnknownInterface",
];

/// What the desktop names for an address, as `scheme://host:port` or `direct://`, in the order in which they are to be tried;
/// nothing: go straight there, or nobody to ask.
#[cfg(target_os = "linux")]
pub(super) async fn lookup(url: &Url) -> Vec<String> {
    // A portal answers from its settings at once; without one there is an error, at once as well.
    let answer = tokio::time::timeout(std::time::Duration::from_secs(2), ask(url.as_str())).await;
    match answer {
        Ok(Ok(found)) => found,
        // It is there and cannot tell, such as for a proxy script that does not run. Calls go straight then, as libproxy and
        // browsers do, and whoever looks for the reason finds it.
        Ok(Err(zbus::Error::MethodError(name, words, _))) if !NOBODY.contains(&name.as_str()) => {
            tracing::warn!(%name, words = words.as_deref().unwrap_or_default(), "the desktop cannot say whether there is a proxy");
            Vec::new()
        }
        Ok(Err(error)) => {
            tracing::debug!(%error, "there is no desktop that names a proxy");
            Vec::new()
        }
        Err(_) => {
            tracing::warn!("the desktop's portal does not say in time whether there is a proxy");
            Vec::new()
        }
    }
}

#[cfg(target_os = "linux")]
async fn ask(url: &str) -> zbus::Result<Vec<String>> {
    const PORTAL: &str = "org.freedesktop.portal.Desktop";
    const PATH: &str = "/org/freedesktop/portal/desktop";
    const RESOLVER: &str = "org.freedesktop.portal.ProxyResolver";
    let bus = zbus::Connection::session().await?;
    let answer = bus.call_method(Some(PORTAL), PATH, Some(RESOLVER), "Lookup", &(url,)).await?;
    answer.body().deserialize()
}

/// Windows and macOS keep one setting for the whole system, which the matcher of the environment reads there.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unused_async, reason = "the same shape as where somebody is asked")]
pub(super) async fn lookup(_: &Url) -> Vec<String> {
    Vec::new()
}
