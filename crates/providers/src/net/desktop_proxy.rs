//! The proxy of the desktop's settings. A program that was started from a menu has no `HTTPS_PROXY` in its environment;
//! what GNOME, KDE and a proxy script say is asked of the desktop's portal (`org.freedesktop.portal.ProxyResolver`), which
//! knows all of them.

use url::Url;

/// What the desktop names for an address, as `scheme://host:port`; `None`: go straight there, or nobody to ask.
#[cfg(target_os = "linux")]
pub(super) async fn lookup(url: &Url) -> Option<String> {
    // A portal answers from its settings at once; without one there is an error, at once as well.
    let answer = tokio::time::timeout(std::time::Duration::from_secs(2), ask(url.as_str())).await;
    let found = match answer {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::debug!(%error, "the desktop names no proxy");
            return None;
        }
        Err(_) => {
            tracing::warn!("the desktop's portal does not say in time whether there is a proxy");
            return None;
        }
    };
    found.into_iter().next().filter(|first| !first.starts_with("direct"))
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
pub(super) async fn lookup(_: &Url) -> Option<String> {
    None
}
