//! `[network]` of a profile: which way calls take, and whom they trust beside the system's authorities.

use crate::{
    Code, Failure, FilePlace, Reason,
    profiles::{profile::Profile, validation::Checker},
    view::ProfileKind,
};
use gangway_providers::net::{
    Network, Policy,
    proxy::{BadProxy, Proxy},
};
use gangway_vault::Vault;
use rustls_pki_types::{CertificateDer, pem::PemObject};
use serde::Deserialize;
use std::{path::PathBuf, sync::Arc};
use toml::Spanned;
use url::Host;

/// Vault name of the proxy's password.
pub(crate) const PROXY_PASSWORD: &str = "network-proxy-password";
/// What a right value looks like.
const A_PROXY: &str = "http://proxy.example.com:3128";
const A_HOST: &str = "intranet.example.com";

/// `[network]`, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkKeys {
    /// Which way calls take. Loopback is never proxied.
    pub proxy: ProxyChoice,
    /// Who logs in to the proxy; the password is in the vault.
    pub proxy_user: Option<String>,
    /// Hosts that are called straight; a name stands for everything below it too.
    pub direct: Vec<String>,
    /// File with authorities that are trusted beside the system's, as PEM.
    pub authority: Option<PathBuf>,
}

/// `network.proxy`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ProxyChoice {
    /// As environment, system and desktop say.
    #[default]
    System,
    /// None, whatever the system says.
    None,
    /// This one.
    At(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkFile {
    proxy: Option<Spanned<String>>,
    proxy_user: Option<Spanned<String>>,
    direct: Option<Vec<Spanned<String>>>,
    authority: Option<Spanned<String>>,
}

impl Checker<'_> {
    pub(crate) fn network(&self, file: &NetworkFile) -> Result<NetworkKeys, Failure> {
        let proxy = match file.proxy.as_ref().map(|value| (value, value.get_ref().trim())) {
            None | Some((_, "system")) => ProxyChoice::System,
            Some((_, "none")) => ProxyChoice::None,
            Some((value, text)) => ProxyChoice::At(self.proxy(value, text)?),
        };
        let authority = match &file.authority {
            None => None,
            // A name alone is in the profile's folder; where the program was started from means nothing.
            Some(value) => Some(self.path.with_file_name(self.filled("network.authority", Some(value))?)),
        };
        Ok(NetworkKeys {
            proxy,
            proxy_user: match &file.proxy_user {
                None => None,
                Some(value) => Some(self.proxy_user(value)?),
            },
            direct: file.direct.iter().flatten().map(|host| self.direct(host)).collect::<Result<_, _>>()?,
            authority,
        })
    }

    /// A colon ends the name in what is sent to the proxy (RFC 7617 §2).
    fn proxy_user(&self, value: &Spanned<String>) -> Result<String, Failure> {
        let key = "network.proxy_user";
        let user = self.filled(key, Some(value))?;
        if user.contains(|letter: char| letter == ':' || letter.is_control()) {
            return Err(self.at(key, &value.span(), "a user name has no colon").because(Reason::UserColon));
        }
        Ok(user)
    }

    /// A name, with or without a star before it, or an IP address.
    fn direct(&self, value: &Spanned<String>) -> Result<String, Failure> {
        let key = "network.direct";
        let host = self.filled(key, Some(value))?;
        let bare = host.trim_start_matches('*').trim_start_matches('.');
        if Host::parse(bare).is_err() && Host::parse(&format!("[{bare}]")).is_err() {
            let problem = format!("{host} is not a host, such as {A_HOST}");
            return Err(self.at(key, &value.span(), &problem).because(Reason::HostOnly).about(A_HOST));
        }
        Ok(host)
    }

    fn proxy(&self, value: &Spanned<String>, text: &str) -> Result<String, Failure> {
        let proxy = Proxy::of_profile(text).map_err(|bad| {
            let reason = match bad {
                BadProxy::NotAnAddress => Reason::UrlSyntax,
                BadProxy::Kind(_) => Reason::ProxyKind,
                BadProxy::Credentials => Reason::UrlCredentials,
            };
            self.at("network.proxy", &value.span(), &bad.to_string()).because(reason).about(A_PROXY)
        })?;
        Ok(proxy.to_string())
    }
}

/// The ways out of an open profile. A sandbox has none: it calls this machine alone.
pub(crate) async fn network(profile: &Profile, vault: &Vault) -> Result<Network, Failure> {
    if profile.kind == ProfileKind::Sandbox {
        return Ok(Network::loopback_only());
    }
    let keys = &profile.network;
    let policy = match &keys.proxy {
        ProxyChoice::System => Policy::System,
        ProxyChoice::None => Policy::Direct,
        ProxyChoice::At(text) => Policy::Through(Arc::new(proxy(text, keys, vault).await?), keys.direct.clone()),
    };
    let authorities = match &keys.authority {
        None => Vec::new(),
        Some(path) => authorities(path)?,
    };
    Ok(Network::new(policy, authorities))
}

async fn proxy(text: &str, keys: &NetworkKeys, vault: &Vault) -> Result<Proxy, Failure> {
    let proxy = Proxy::of_profile(text).map_err(|bad| {
        Failure::new(Code::ProfileInvalid, format!("network.proxy: {bad}.")).because(Reason::UrlSyntax)
    })?;
    let Some(user) = &keys.proxy_user else { return Ok(proxy) };
    // Without it, or while the vault is locked, the proxy asks for it, and the connection check says so.
    let password = vault.get(PROXY_PASSWORD).await.unwrap_or_default().unwrap_or_default();
    Ok(proxy.with_credentials(user.clone(), password))
}

/// What is in a file of authorities.
pub(crate) fn authorities(path: &std::path::Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let failed = |reason: Reason, why: String| {
        let shown = path.display().to_string();
        let message = format!("network.authority: {shown}: {why}.");
        let place = FilePlace { file: None, line: None, key: "network.authority".to_owned() };
        Failure::new(Code::ProfileInvalid, message).because(reason).about(shown).with(why).at(place)
    };
    let pem = std::fs::read(path).map_err(|error| failed(Reason::FileUnreadable, error.to_string()))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match found {
        Ok(found) if found.is_empty() => Err(failed(Reason::NoCertificate, "there is no certificate in it".to_owned())),
        Ok(found) => Ok(found),
        Err(error) => Err(failed(Reason::NoCertificate, error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{NetworkKeys, ProxyChoice};
    use crate::{Reason, profiles::profile::Profile};
    use std::path::Path;

    fn parse(more: &str) -> Result<NetworkKeys, crate::Failure> {
        let text = format!("kind = \"sandbox\"\n[network]\n{more}\n");
        Profile::parse(&text, Path::new("/h/p"), "p").map(|profile| profile.network)
    }

    #[test]
    fn the_system_decides_unless_the_profile_does() {
        let check = |more: &str, expected: ProxyChoice| assert_eq!(parse(more).unwrap().proxy, expected, "{more}");
        check("", ProxyChoice::System);
        check("proxy = \"system\"", ProxyChoice::System);
        check("proxy = \"none\"", ProxyChoice::None);
        check("proxy = \"proxy.corp:3128\"", ProxyChoice::At("http://proxy.corp:3128".into()));
        check("proxy = \" https://proxy.corp \"", ProxyChoice::At("https://proxy.corp:443".into()));
    }

    #[test]
    fn mistakes_name_key_line_and_what_is_right() {
        let check = |more: &str, key: &str, reason: Reason| {
            let failure = parse(more).unwrap_err();
            let place = failure.place.clone().unwrap();
            assert_eq!((place.key.as_str(), place.line, failure.reason), (key, Some(3), Some(reason)), "{failure}");
        };
        check("proxy = \"http://\"", "network.proxy", Reason::UrlSyntax);
        check("proxy = \"socks4://a\"", "network.proxy", Reason::ProxyKind);
        check("proxy = \"http://ana:geheim@proxy.corp\"", "network.proxy", Reason::UrlCredentials);
        check("proxy_user = \" \"", "network.proxy_user", Reason::ValueMissing);
        check("proxy_user = \"corp:ana\"", "network.proxy_user", Reason::UserColon);
        check("direct = [\"a.corp\", \"https://b.corp/\"]", "network.direct", Reason::HostOnly);
        check("direct = [\" \"]", "network.direct", Reason::ValueMissing);
        check("port = 3128", "network.port", Reason::KeyUnknown);
    }
}
