//! The proxy that stands between this machine and the rest of the world, as the environment, the desktop or the profile
//! names it.

use super::desktop_proxy;
use base64::{Engine, prelude::BASE64_STANDARD};
use hyper_util::client::proxy::matcher::Matcher;
use secrecy::{ExposeSecret, SecretString};
use std::{fmt, sync::Arc};
use thiserror::Error;
use url::Url;

/// How a proxy is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProxyKind {
    /// `CONNECT` over plain TCP (RFC 9110 §9.3.6); what passes through is encrypted end to end.
    Http,
    /// `CONNECT` over TLS.
    Https,
    /// SOCKS 5 (RFC 1928); the proxy resolves names.
    Socks5,
}

impl ProxyKind {
    const fn scheme(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks5 => "socks5h",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Socks5 => 1080,
        }
    }
}

/// Who names a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProxySource {
    /// `[network] proxy` of the profile.
    Profile,
    /// `HTTPS_PROXY`, `ALL_PROXY` …; on Windows and macOS the system's settings too.
    Environment,
    /// The settings of the desktop (GNOME, KDE), by its portal.
    Desktop,
}

/// A proxy. `Display` has no credentials.
#[derive(Clone)]
pub struct Proxy {
    /// How it is spoken to.
    pub kind: ProxyKind,
    /// Name or address, an IPv6 one without brackets.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Who names it.
    pub source: ProxySource,
    credentials: Option<(String, SecretString)>,
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(f, "{}://{host}:{}", self.kind.scheme(), self.port)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self}, {:?})", self.source)
    }
}

/// Not the address of a proxy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadProxy {
    /// No address at all.
    #[error("it is not an address such as http://proxy.example.com:3128")]
    NotAnAddress,
    /// A scheme that is not spoken.
    #[error("{0} is not a kind of proxy that can be used; http, https and socks5 are")]
    Kind(String),
    /// User and password belong into the vault.
    #[error("user and password do not belong into the address")]
    Credentials,
}

impl Proxy {
    /// As the environment writes it: without a scheme it is `http`, credentials may stand in it.
    pub fn parse(text: &str, source: ProxySource) -> Result<Self, BadProxy> {
        let text = text.trim();
        let text = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&text).map_err(|_| BadProxy::NotAnAddress)?;
        let kind = match url.scheme() {
            "http" => ProxyKind::Http,
            "https" => ProxyKind::Https,
            "socks5" | "socks5h" | "socks" => ProxyKind::Socks5,
            other => return Err(BadProxy::Kind(other.to_owned())),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadProxy::NotAnAddress)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let user = decoded(url.username());
        let credentials = (!user.is_empty()).then(|| (user, decoded(url.password().unwrap_or_default()).into()));
        // A port that is the scheme's own is none to the parser.
        Ok(Self { kind, host, port: url.port().unwrap_or(kind.port()), source, credentials })
    }

    /// As a profile writes it: the password is in the vault.
    pub fn of_profile(text: &str) -> Result<Self, BadProxy> {
        let proxy = Self::parse(text, ProxySource::Profile)?;
        if proxy.credentials.is_some() { Err(BadProxy::Credentials) } else { Ok(proxy) }
    }

    /// With a user and the password of the vault.
    #[must_use]
    pub fn with_credentials(self, user: String, password: SecretString) -> Self {
        Self { credentials: Some((user, password)), ..self }
    }

    /// User and password.
    pub(super) fn credentials(&self) -> Option<(&str, &str)> {
        self.credentials.as_ref().map(|(user, password)| (user.as_str(), password.expose_secret()))
    }

    /// `Proxy-Authorization`, where it has credentials (RFC 7617).
    pub(super) fn authorization(&self) -> Option<String> {
        let (user, password) = self.credentials()?;
        Some(format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))))
    }

    /// With credentials, for the HTTP client alone.
    pub(super) fn url(&self) -> Option<Url> {
        let mut url = Url::parse(&self.to_string()).ok()?;
        if let Some((user, password)) = self.credentials() {
            url.set_username(user).ok()?;
            url.set_password(Some(password)).ok()?;
        }
        Some(url)
    }
}

fn decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The proxy that environment, system or desktop name for an address. `Err`: they name one that cannot be used.
pub(super) async fn of_system(url: &Url) -> Result<Option<Arc<Proxy>>, BadProxy> {
    let Ok(uri) = url.as_str().parse() else { return Ok(None) };
    // Read anew each time: on Windows and macOS a person changes them while the program runs.
    if let Some(found) = Matcher::from_system().intercept(&uri) {
        let mut proxy = Proxy::parse(&found.uri().to_string(), ProxySource::Environment)?;
        proxy.credentials =
            found.raw_auth().map(owned).or_else(|| found.basic_auth().and_then(|it| basic(it.as_bytes())));
        return Ok(Some(Arc::new(proxy)));
    }
    if is_set_in_environment() {
        // The environment has a say, and excepts this host.
        return Ok(None);
    }
    first_usable(&desktop_proxy::lookup(url).await)
}

/// The first of a list that can be used; `None`: straight. A list of which nothing can be used is no way at all: going straight
/// in its place is what nobody said.
fn first_usable(named: &[String]) -> Result<Option<Arc<Proxy>>, BadProxy> {
    let mut bad = None;
    for text in named {
        if text.starts_with("direct:") {
            return Ok(None);
        }
        match Proxy::parse(text, ProxySource::Desktop) {
            Ok(proxy) => return Ok(Some(Arc::new(proxy))),
            Err(error) => bad = bad.or(Some(error)),
        }
    }
    bad.map_or(Ok(None), Err)
}

fn owned((user, password): (&str, &str)) -> (String, SecretString) {
    (user.to_owned(), password.into())
}

fn basic(header: &[u8]) -> Option<(String, SecretString)> {
    let text = BASE64_STANDARD.decode(header.strip_prefix(b"Basic ")?).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(owned((user, password)))
}

fn is_set_in_environment() -> bool {
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{BadProxy, Proxy, ProxyKind, ProxySource};

    fn parse(text: &str) -> Result<Proxy, BadProxy> {
        Proxy::parse(text, ProxySource::Environment)
    }

    #[test]
    fn addresses_of_proxies() {
        let check = |text: &str, expected: &str, kind: ProxyKind| {
            let proxy = parse(text).unwrap();
            assert_eq!((proxy.to_string().as_str(), proxy.kind), (expected, kind), "{text}");
        };
        check("proxy.corp:3128", "http://proxy.corp:3128", ProxyKind::Http);
        check(" http://proxy.corp ", "http://proxy.corp:80", ProxyKind::Http);
        check("https://proxy.corp", "https://proxy.corp:443", ProxyKind::Https);
        check("socks5://10.0.0.1", "socks5h://10.0.0.1:1080", ProxyKind::Socks5);
        check("http://[::1]:8080", "http://[::1]:8080", ProxyKind::Http);
        assert_eq!(parse("").unwrap_err(), BadProxy::NotAnAddress);
        assert_eq!(parse("http://").unwrap_err(), BadProxy::NotAnAddress);
        assert_eq!(parse("socks4://a").unwrap_err(), BadProxy::Kind("socks4".into()));
    }

    #[test]
    fn credentials_are_used_and_never_shown() {
        let proxy = parse("http://ana:p%40ss@proxy.corp:3128").unwrap();
        assert_eq!(proxy.credentials(), Some(("ana", "p@ss")));
        assert_eq!(proxy.authorization().as_deref(), Some("Basic YW5hOnBAc3M="));
        assert_eq!(proxy.url().unwrap().as_str(), "http://ana:p%40ss@proxy.corp:3128/");
        let shown = format!("{proxy} {proxy:?}");
        assert!(!shown.contains("p@ss") && !shown.contains("p%40ss") && !shown.contains("ana"), "{shown}");
        assert_eq!(Proxy::of_profile("http://ana:p@proxy.corp").unwrap_err(), BadProxy::Credentials);
    }
}
