//! The way that calls take: straight, or through a proxy, and whom a TLS connection trusts. One for each open profile.

use super::proxy::{self, BadProxy, Proxy};
use rustls::{ClientConfig, RootCertStore, pki_types::CertificateDer};
use rustls_platform_verifier::Verifier;
use std::{
    collections::HashMap,
    fmt,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};
use thiserror::Error;
use url::{Host, Url};

/// So long what the system names counts: a laptop goes from one network to another.
const REMEMBERED: Duration = Duration::from_secs(60);

/// Which way calls take.
#[derive(Debug, Clone, Default)]
pub enum Policy {
    /// To this machine alone: what is simulated calls nobody else.
    LoopbackOnly,
    /// As environment, system and desktop say.
    #[default]
    System,
    /// Straight, whatever the system says.
    Direct,
    /// Through this proxy, but for the hosts of the list: names, which stand for everything below them too.
    Through(Arc<Proxy>, Vec<String>),
}

/// The way to one host.
#[derive(Debug, Clone)]
pub enum Route {
    /// Straight.
    Direct,
    /// Through a proxy.
    Through(Arc<Proxy>),
}

/// Why there is no way to a host. Certainly nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoRoute {
    /// It is not on this machine, and the profile is simulated.
    #[error("a sandbox calls nothing outside this computer, and {0} is outside")]
    Outside(String),
    /// The system names a proxy that cannot be used.
    #[error("the system's proxy cannot be used: {0}")]
    Proxy(#[from] BadProxy),
}

/// How calls leave this machine. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Network(Arc<Inner>);

#[derive(Default)]
struct Inner {
    policy: Policy,
    /// Trusted beside the authorities of the system.
    authorities: Vec<CertificateDer<'static>>,
    known: Mutex<HashMap<String, (Instant, Route)>>,
    /// Reading the system's authorities takes tens of milliseconds: once for all clients.
    trust: OnceLock<Arc<ClientConfig>>,
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Network({:?}, {} authorities)", self.0.policy, self.0.authorities.len())
    }
}

impl Network {
    /// By a policy, with authorities that are trusted beside the system's.
    pub fn new(policy: Policy, authorities: Vec<CertificateDer<'static>>) -> Self {
        Self(Arc::new(Inner { policy, authorities, known: Mutex::default(), trust: OnceLock::new() }))
    }

    /// To this machine alone.
    pub fn loopback_only() -> Self {
        Self::new(Policy::LoopbackOnly, Vec::new())
    }

    /// The way to a host. Loopback is never proxied, whatever anybody says: what is simulated and what a browser hands back
    /// stay on this machine.
    pub async fn route(&self, url: &Url) -> Result<Route, NoRoute> {
        if is_local(url) {
            return Ok(Route::Direct);
        }
        match &self.0.policy {
            Policy::LoopbackOnly => Err(NoRoute::Outside(url.host_str().unwrap_or_default().to_owned())),
            Policy::Direct => Ok(Route::Direct),
            Policy::Through(_, except) if is_excepted(url, except) => Ok(Route::Direct),
            Policy::Through(proxy, _) => Ok(Route::Through(Arc::clone(proxy))),
            Policy::System => self.of_system(url).await,
        }
    }

    /// To a host and port that speak something other than HTTP.
    pub async fn route_to(&self, host: &str, port: u16) -> Result<Route, NoRoute> {
        // The scheme decides which of the system's proxies it is; what is no HTTP goes the way of what is encrypted.
        match Url::parse(&format!("https://{}:{port}/", bracketed(host))) {
            Ok(url) => self.route(&url).await,
            Err(_) => Ok(Route::Direct),
        }
    }

    async fn of_system(&self, url: &Url) -> Result<Route, NoRoute> {
        let key = origin(url);
        if let Some(route) = self.remembered(&key) {
            return Ok(route);
        }
        let route = proxy::of_system(url).await?.map_or(Route::Direct, Route::Through);
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, (Instant::now(), route.clone()));
        Ok(route)
    }

    fn remembered(&self, key: &str) -> Option<Route> {
        let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(since, _)| since.elapsed() < REMEMBERED).map(|(_, route)| route.clone())
    }

    /// The proxy that is between here and a host, as far as that is known without asking anybody.
    pub fn known(&self, url: &Url) -> Option<Arc<Proxy>> {
        if is_local(url) {
            return None;
        }
        match &self.0.policy {
            Policy::LoopbackOnly | Policy::Direct => None,
            Policy::Through(_, except) if is_excepted(url, except) => None,
            Policy::Through(proxy, _) => Some(Arc::clone(proxy)),
            Policy::System => {
                let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
                match known.get(&origin(url)) {
                    Some((_, Route::Through(proxy))) => Some(Arc::clone(proxy)),
                    Some((_, Route::Direct)) | None => None,
                }
            }
        }
    }

    /// For the HTTP client, which asks while a call that [`Network::route`] was asked about is on its way.
    pub(super) fn proxy_of(&self, url: &Url) -> Option<Url> {
        self.known(url)?.url()
    }

    /// Trusts as this machine does, and the profile's authorities. A machine without any authority (a minimal system that lacks the
    /// package with them) is an error, but for what calls this machine alone.
    pub fn trust(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        if let Some(trust) = self.0.trust.get() {
            return Ok(Arc::clone(trust));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = Verifier::new_with_extra_roots(self.0.authorities.iter().cloned(), Arc::clone(&provider));
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = match (verifier, &self.0.policy) {
            (Ok(verifier), _) => {
                builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
            }
            (Err(_), Policy::LoopbackOnly) => {
                builder.with_root_certificates(self.own_authorities()).with_no_client_auth()
            }
            (Err(error), Policy::System | Policy::Direct | Policy::Through(..)) => return Err(error),
        };
        Ok(Arc::clone(self.0.trust.get_or_init(|| Arc::new(config))))
    }

    fn own_authorities(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(self.0.authorities.iter().cloned());
        roots
    }

    /// The same ways, and one more authority that is trusted.
    pub(crate) fn trusting(&self, authority: Option<CertificateDer<'static>>) -> Self {
        let Some(authority) = authority else { return self.clone() };
        let authorities = self.0.authorities.iter().cloned().chain([authority]).collect();
        Self::new(self.0.policy.clone(), authorities)
    }

    /// What is trusted beside the authorities of the system.
    pub fn authorities(&self) -> &[CertificateDer<'static>] {
        &self.0.authorities
    }
}

/// On this machine: a loopback address, the unspecified one, or a name that is reserved for it (RFC 6761 §6.3).
pub fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_local_ip(ip.into()),
        Some(Host::Ipv6(ip)) => is_local_ip(ip.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

fn is_local_ip(ip: IpAddr) -> bool {
    let ip = match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    };
    ip.is_loopback() || ip.is_unspecified()
}

fn is_excepted(url: &Url, except: &[String]) -> bool {
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    except.iter().any(|name| {
        let name = name.trim().trim_start_matches('*').trim_start_matches('.').to_ascii_lowercase();
        !name.is_empty() && (host == name || host.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.')))
    })
}

fn origin(url: &Url) -> String {
    url[..url::Position::AfterPort].to_owned()
}

fn bracketed(host: &str) -> String {
    if host.parse::<Ipv6Addr>().is_ok() { format!("[{host}]") } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Network, Policy, Proxy, Route, is_local};
    use std::sync::Arc;
    use url::Url;

    #[test]
    fn what_is_on_this_machine() {
        let check = |host: &str, expected: bool| {
            assert_eq!(is_local(&Url::parse(&format!("http://{host}:1/")).unwrap()), expected, "{host}");
        };
        for host in ["127.0.0.1", "127.9.9.9", "[::1]", "localhost", "LocalHost.", "a.localhost", "0.0.0.0", "[::]"] {
            check(host, true);
        }
        check("[::ffff:127.0.0.1]", true);
        for host in ["10.0.0.1", "api.rappi.com.co", "localhost.example.com", "notlocalhost", "[2001:db8::1]"] {
            check(host, false);
        }
    }

    /// As on a minimal Debian: nobody is trusted there. The same test binary, where the system's authorities are an empty file.
    #[cfg(target_os = "linux")]
    #[test]
    fn without_any_authority_only_this_machine_can_be_called() {
        const WITHOUT: &str = "GANGWAY_TEST_WITHOUT_AUTHORITIES";
        if std::env::var_os(WITHOUT).is_some() {
            assert!(Network::loopback_only().trust().is_ok());
            assert!(Network::new(Policy::Direct, vec![]).trust().is_err(), "real hosts cannot be trusted");
            return;
        }
        let folder = std::env::temp_dir().join(format!("gangway-no-authorities-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("none")).unwrap();
        std::fs::write(folder.join("empty.pem"), "").unwrap();
        let name = "net::network::tests::without_any_authority_only_this_machine_can_be_called";
        let again = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .env("SSL_CERT_FILE", folder.join("empty.pem"))
            .env("SSL_CERT_DIR", folder.join("none"))
            .env(WITHOUT, "1")
            .output()
            .unwrap();
        std::fs::remove_dir_all(folder).unwrap();
        let text = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && text.contains("1 passed"), "{text}");
    }

    #[tokio::test]
    async fn the_profiles_proxy_and_its_exceptions() {
        let proxy = Arc::new(Proxy::of_profile("proxy.corp:3128").unwrap());
        let network = Network::new(Policy::Through(proxy, vec!["*.corp".into(), "direct.example.com".into()]), vec![]);
        let check = async |url: &str, expected: bool| {
            let url = Url::parse(url).unwrap();
            let through = matches!(network.route(&url).await.unwrap(), Route::Through(_));
            assert_eq!((through, network.proxy_of(&url).is_some()), (expected, expected), "{url}");
        };
        check("https://api.rappi.com.co/x", true).await;
        check("https://mail.corp/", false).await;
        check("https://corp/", false).await;
        check("https://notcorp/", true).await;
        check("https://direct.example.com:8443/", false).await;
        check("https://other.example.com/", true).await;
        check("http://127.0.0.1:4180/", false).await;
    }

    #[tokio::test]
    async fn a_sandbox_calls_nobody_outside() {
        let network = Network::loopback_only();
        let outside = network.route(&Url::parse("https://api.rappi.com.co").unwrap()).await.unwrap_err();
        assert!(outside.to_string().contains("api.rappi.com.co"), "{outside}");
        assert!(matches!(network.route_to("127.0.0.1", 25).await, Ok(Route::Direct)));
        assert!(network.route_to("mail.example.com", 25).await.is_err());
    }
}
