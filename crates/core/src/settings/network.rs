//! Which way calls take, in the profile's file and in the vault; and how they leave now.

use crate::{
    Code, Failure, FilePlace, Home, Reason,
    profiles::{
        network::{self, NetworkKeys, PROXY_PASSWORD, ProxyChoice},
        store::EditedProfile,
        tables::{put, table},
    },
    providers::provider_line::ProviderLine,
    settings::Settings,
    view::{
        Change, Finding, HostWay, NetworkEdit, NetworkFacts, NetworkSettings, ProfileKind, ProxyNamedBy, ProxyUse,
        SecretState, Step,
    },
};
use gangway_domain::ActKind;
use gangway_providers::net::{
    Network, Route,
    network::NoRoute,
    proxy::{Proxy, ProxySource},
};
use gangway_vault::State;
use secrecy::{ExposeSecret, SecretString};
use toml_edit::{Array, DocumentMut, value};
use url::Url;

impl Settings {
    /// For the settings.
    pub async fn network_settings(&self) -> Result<NetworkSettings, Failure> {
        let profile = self.environment.profile();
        let network = self.environment.network();
        let stored = self.environment.vault().get(PROXY_PASSWORD).await.unwrap_or_default().is_some();
        Ok(NetworkSettings {
            facts: facts(&profile.network),
            password: if stored { SecretState::Stored } else { SecretState::Missing },
            authorities: u32::try_from(network.authorities().len()).unwrap_or(u32::MAX),
            sandbox: profile.kind == ProfileKind::Sandbox,
            ways: ways(&network, self.hosts()).await,
        })
    }

    /// Writes new settings into the profile's file, and the password into the vault; calls go by them at once. What is wrong
    /// is refused with its key, and then nothing is changed.
    pub async fn save_network(&self, home: &Home, edit: NetworkEdit) -> Result<NetworkSettings, Failure> {
        let before = self.environment.profile();
        if before.kind == ProfileKind::Sandbox {
            let failure = Failure::new(Code::BadInput, "A sandbox calls nothing outside this computer.");
            return Err(failure.because(Reason::Outside));
        }
        let edited = home.edit_network(&before.name, &edit.facts)?;
        if !edit.password.0.is_empty() {
            self.put_proxy_password(edit.password.0.into()).await?;
        }
        let edited = self.environment.write_profile(&before.name, &before, edited).await?;
        self.environment.change_profile(|profile| profile.network = edited.network);
        self.lines.connect_again().await?;
        self.environment.tell(Change::Profile);
        self.network_settings().await
    }

    /// Keeps the proxy's password, by which calls go at once.
    pub async fn keep_proxy_password(&self, password: SecretString) -> Result<(), Failure> {
        self.put_proxy_password(password).await?;
        self.lines.connect_again().await?;
        self.environment.tell(Change::Profile);
        Ok(())
    }

    async fn put_proxy_password(&self, password: SecretString) -> Result<(), Failure> {
        if password.expose_secret().chars().any(char::is_control) {
            let failure = Failure::new(Code::BadInput, "The password has a line end or a control character in it.");
            return Err(failure.because(Reason::SecretControl).at(place("network.password")));
        }
        let act = self.environment.act(ActKind::ProxyPasswordReplaced, "proxy", None, None);
        self.environment.replace_secret(act, PROXY_PASSWORD, password).await
    }

    /// Removes the proxy's password; there may be none.
    pub async fn remove_proxy_password(&self) -> Result<NetworkSettings, Failure> {
        if self.environment.vault().get(PROXY_PASSWORD).await?.is_some() {
            let act = self.environment.act(ActKind::ProxyPasswordRemoved, "proxy", None, None);
            self.environment
                .audit_outside(act, async { Ok(self.environment.vault().remove(PROXY_PASSWORD).await?) })
                .await?;
            self.lines.connect_again().await?;
            self.environment.tell(Change::Profile);
        }
        self.network_settings().await
    }

    /// Refuses where a secret that is stored now would be gone when this program ends.
    pub fn vault_lasts(&self) -> Result<(), Failure> {
        let why = match self.environment.vault().state() {
            State::Keyring => return Ok(()),
            State::Locked(why) => {
                let failure = Failure::new(Code::VaultLocked, "The keyring is locked.");
                return Err(failure.because(Reason::VaultLocked).with(why));
            }
            State::Folder(folder) => {
                format!("Secrets are the files of the folder {}: this one is {PROXY_PASSWORD}.", folder.display())
            }
            State::Absent(_) => "There is no keyring: secrets are forgotten when the program ends.".to_owned(),
        };
        let failure = Failure::new(Code::VaultFailed, why);
        Err(failure.because(Reason::VaultForgets))
    }

    /// Every host that the profile calls, once: those of the providers, the platform, and the mail server as name and port.
    pub(crate) fn hosts(&self) -> Vec<(Step, String)> {
        let notifications = self.environment.profile().notifications;
        let platform = notifications.platform_url.and_then(|url| Url::parse(&url).ok());
        let mail = notifications.email.map(|email| format!("{}:{}", email.host, email.port));
        let mut hosts: Vec<(Step, String)> = Vec::new();
        let others = [
            (Step::PlatformHost, platform.map(|url| url.origin().ascii_serialization()).unwrap_or_default()),
            (Step::MailHost, mail.unwrap_or_default()),
        ];
        for (step, host) in self.lines.all().flat_map(ProviderLine::hosts).chain(others) {
            if !host.is_empty() && hosts.iter().all(|(_, known)| *known != host) {
                hosts.push((step, host));
            }
        }
        hosts
    }
}

/// Name and port of the mail server.
pub(crate) fn mail_host(step: Step, host: &str) -> Option<(&str, u16)> {
    let (name, port) = host.rsplit_once(':').filter(|_| step == Step::MailHost)?;
    Some((name, port.parse().ok()?))
}

/// Asked side by side: a desktop that does not answer is waited for once.
async fn ways(network: &Network, hosts: Vec<(Step, String)>) -> Vec<HostWay> {
    let ask = |(step, host): (Step, String)| tokio::spawn(way(network.clone(), step, host));
    let asked: Vec<_> = hosts.into_iter().map(ask).collect();
    let mut ways = Vec::with_capacity(asked.len());
    for way in asked {
        ways.extend(way.await);
    }
    ways
}

async fn way(network: Network, step: Step, host: String) -> HostWay {
    let route = match (mail_host(step, &host), Url::parse(&host)) {
        (Some((name, port)), _) => network.route_to(name, port).await,
        (None, Ok(url)) => network.route(&url).await,
        (None, Err(_)) => Ok(Route::Direct),
    };
    let (through, named_by, finding) = match route {
        Ok(Route::Direct) => (None, None, None),
        Ok(Route::Through(proxy)) => (Some(proxy.to_string()), Some(named_by(&proxy)), None),
        Err(NoRoute::Outside(_)) => (None, None, Some(Finding::Outside)),
        Err(NoRoute::Proxy(_)) => (None, None, Some(Finding::ProxyUnknown)),
    };
    HostWay { step, host, through, named_by, finding }
}

const fn named_by(proxy: &Proxy) -> ProxyNamedBy {
    match proxy.source {
        ProxySource::Profile => ProxyNamedBy::Profile,
        ProxySource::Environment => ProxyNamedBy::Environment,
        ProxySource::Desktop => ProxyNamedBy::Desktop,
    }
}

fn facts(keys: &NetworkKeys) -> NetworkFacts {
    let (using, proxy) = match &keys.proxy {
        ProxyChoice::System => (ProxyUse::System, String::new()),
        ProxyChoice::None => (ProxyUse::Direct, String::new()),
        ProxyChoice::At(proxy) => (ProxyUse::Proxy, proxy.clone()),
    };
    NetworkFacts {
        using,
        proxy,
        user: keys.proxy_user.clone().unwrap_or_default(),
        direct: keys.direct.clone(),
        authority: keys.authority.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
    }
}

impl Home {
    /// Changes which way calls take in a profile's file, keeping comments, order and all other keys. A file of authorities
    /// that cannot be used is refused before anything is written.
    pub(crate) fn edit_network(&self, name: &str, facts: &NetworkFacts) -> Result<EditedProfile, Failure> {
        let authority = facts.authority.trim();
        if !authority.is_empty() {
            network::authorities(&self.folder().join(name).join(authority))?;
        }
        self.change(name, |file| set(file, facts))
    }
}

fn set(file: &mut DocumentMut, facts: &NetworkFacts) {
    let network = table(file.as_table_mut(), "network");
    match facts.using {
        ProxyUse::System => put(network, "proxy", ""),
        ProxyUse::Direct => put(network, "proxy", "none"),
        // Kept even when blank, so that it is refused in its place; a bare `none` is a host here.
        ProxyUse::Proxy => network["proxy"] = value(with_scheme(facts.proxy.trim())),
    }
    let named = facts.using == ProxyUse::Proxy;
    put(network, "proxy_user", if named { &facts.user } else { "" });
    let direct: Array = facts.direct.iter().map(|host| host.trim()).filter(|host| !host.is_empty()).collect();
    if named && !direct.is_empty() {
        network["direct"] = value(direct);
    } else {
        network.remove("direct");
    }
    put(network, "authority", &facts.authority);
    if network.is_empty() {
        file.remove("network");
    }
}

fn with_scheme(proxy: &str) -> String {
    if proxy.is_empty() || proxy.contains("://") { proxy.to_owned() } else { format!("http://{proxy}") }
}

fn place(key: &str) -> FilePlace {
    FilePlace { file: None, line: None, key: key.to_owned() }
}

#[cfg(test)]
mod tests;
