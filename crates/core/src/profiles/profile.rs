//! A profile: one environment, kept as `<home>/<name>/profile.toml`. Every key is documented in `docs/profile.md`.

use crate::{
    Code, Failure, Reason,
    profiles::{
        dialect::Wire,
        network::{NetworkFile, NetworkKeys},
        notifications::{NotificationFile, NotificationKeys},
        rainforest::{RainforestFile, RainforestKeys},
        ratepay::{RatepayFile, RatepayKeys},
        retention::{RetentionFile, RetentionKeys},
        updates::{UpdateFile, UpdateKeys},
        validation::Checker,
    },
    view::{Dialect, ProfileKind},
};
use gangway_domain::IntegrationId;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use toml::Spanned;

/// File name within a profile's folder.
pub const FILE: &str = "profile.toml";
/// The deep link of the program (RFC 8252 §7.1: a reversed domain).
pub const DEEP_LINK: &str = "dev.gangway.console:/oauth/callback";

/// Seconds; a day is longer than providers go on repeating a call, as far as they say.
const OLD_SECRET_FOR: u32 = 86_400;
/// A checked profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Folder name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Sandbox, development or production.
    pub kind: ProfileKind,
    /// Country code.
    pub country: Option<String>,
    /// Hosts and ids at Rappi; `None` in a sandbox profile that runs the simulated provider itself.
    pub rappi: Option<RappiKeys>,
    /// How Rappi's calls are spelled and how the integrator logs in.
    pub wire: Wire,
    /// Hosts and ids at Ratepay; `None`: this profile has nothing to do with it, or a sandbox profile runs the simulated
    /// provider itself.
    pub ratepay: Option<RatepayKeys>,
    /// Host of Rainforest; `None` likewise.
    pub rainforest: Option<RainforestKeys>,
    /// Integrations that are ours.
    pub integrations: Vec<IntegrationId>,
    /// Port of the loopback redirect; `None`: a free one.
    pub loopback_port: Option<u16>,
    /// Where the receiver listens.
    pub receiver: SocketAddr,
    /// Where the provider reaches it.
    pub public_url: Option<String>,
    /// How long an old secret is kept after the last call that was signed with it.
    pub old_secret_for: Duration,
    /// Requests at the same time.
    pub concurrency: u32,
    /// How long a result may take before it counts as overdue.
    pub overdue_after: Duration,
    /// How long after its request left an accepted store without a result, which the status call shows as not done, counts as
    /// one that will have none.
    pub no_result_after: Duration,
    /// How long "not integrated" from the status call leaves an unknown outcome open: the provider may still be working.
    pub unknown_for: Duration,
    /// Limit of every call.
    pub call_timeout: Duration,
    /// The simulated provider's world.
    pub sandbox: SandboxKeys,
    /// Who is told what becomes of an application.
    pub notifications: NotificationKeys,
    /// Which way calls take.
    pub network: NetworkKeys,
    /// How long content is kept.
    pub retention: RetentionKeys,
    /// Where new versions are looked for.
    pub updates: UpdateKeys,
}

/// `[rappi]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RappiKeys {
    /// Where merchants sign in, without a trailing slash.
    pub login: String,
    /// Where calls go, without a trailing slash.
    pub api: String,
    /// The integrator's client id.
    pub client_id: String,
    /// The public client of the login page, where it is another one.
    pub oauth_client_id: String,
}

/// `[sandbox]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SandboxKeys {
    /// Makes the world.
    pub seed: u64,
    /// Stores of the first merchant.
    pub stores: usize,
    /// Of every call.
    pub latency_ms: u64,
}

impl Default for SandboxKeys {
    fn default() -> Self {
        Self { seed: 7, stores: 200, latency_ms: 40 }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: ProfileKind,
    country: Option<String>,
    #[serde(default)]
    rappi: RappiFile,
    ratepay: Option<RatepayFile>,
    rainforest: Option<RainforestFile>,
    #[serde(default)]
    receiver: ReceiverFile,
    #[serde(default)]
    run: RunFile,
    #[serde(default)]
    sandbox: SandboxKeys,
    // Called `telling` in files of before.
    #[serde(default, alias = "telling")]
    notifications: NotificationFile,
    #[serde(default)]
    network: NetworkFile,
    #[serde(default)]
    retention: RetentionFile,
    #[serde(default)]
    updates: UpdateFile,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct RappiFile {
    pub(crate) login: Option<Spanned<String>>,
    pub(crate) api: Option<Spanned<String>>,
    pub(crate) dialect: Option<Dialect>,
    pub(crate) token_url: Option<Spanned<String>>,
    pub(crate) token_fields: Option<Spanned<BTreeMap<String, String>>>,
    pub(crate) client_id: Option<Spanned<String>>,
    pub(crate) oauth_client_id: Option<Spanned<String>>,
    integrations: Option<Spanned<Vec<String>>>,
    loopback_port: Option<u16>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ReceiverFile {
    address: Option<Spanned<String>>,
    public_url: Option<Spanned<String>>,
    old_secret_for_s: Option<Spanned<u32>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RunFile {
    concurrency: Option<Spanned<u32>>,
    overdue_after_s: Option<Spanned<u32>>,
    no_result_after_s: Option<Spanned<u32>>,
    // Called `doubt_for_s` in files of before.
    #[serde(alias = "doubt_for_s")]
    unknown_for_s: Option<u32>,
    call_timeout_s: Option<Spanned<u32>>,
}

impl Profile {
    /// Reads and checks `<home>/<name>/profile.toml`. The sandbox profile needs no file.
    pub fn load(home: &Path, name: &str) -> Result<Self, Failure> {
        let folder = home.join(name);
        match std::fs::read(folder.join(FILE)) {
            Ok(bytes) => Self::parse(&Self::text(&folder, &bytes)?, &folder, name),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && name == "sandbox" => {
                Self::parse("kind = \"sandbox\"\n", &folder, name)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Failure::not_found("profile").with(name)),
            Err(error) => {
                let failure =
                    Failure::new(Code::ProfileInvalid, format!("{} cannot be read: {error}.", folder.display()));
                Err(failure.because(Reason::FileUnreadable).about(folder.join(FILE).display().to_string()))
            }
        }
    }

    /// The text of a profile's file, whatever editor wrote it.
    pub(crate) fn text(folder: &Path, bytes: &[u8]) -> Result<String, Failure> {
        let read = crate::files::text::text(&folder.join(FILE), bytes);
        read.map(|read| read.text).map_err(|failure| Failure { code: Code::ProfileInvalid, ..failure })
    }

    /// Checks the text of a profile; errors name key and line.
    pub fn parse(text: &str, folder: &Path, name: &str) -> Result<Self, Failure> {
        let check = Checker { text, path: folder.join(FILE) };
        let file: File = toml::from_str(text).map_err(|error| check.unread(&error))?;
        let rappi = check.rappi(&file.rappi, file.kind)?;
        let wire = check.wire(&file.rappi)?;
        let ratepay = file.ratepay.as_ref().map(|keys| check.ratepay(keys, file.kind)).transpose()?;
        let rainforest = file.rainforest.as_ref().map(|keys| check.rainforest(keys, file.kind)).transpose()?;
        let integrations = match &file.rappi.integrations {
            Some(list) if list.get_ref().iter().any(|id| id.trim().is_empty()) => {
                let failure = check.at("rappi.integrations", &list.span(), "an integration id is blank");
                return Err(failure.because(Reason::EntryBlank));
            }
            Some(list) => list.get_ref().iter().map(|id| IntegrationId(id.trim().to_owned())).collect(),
            None => Vec::new(),
        };
        let in_sandbox = file.kind == ProfileKind::Sandbox;
        Ok(Self {
            name: name.to_owned(),
            folder: folder.to_owned(),
            kind: file.kind,
            country: file.country,
            rappi,
            wire,
            ratepay,
            rainforest,
            integrations,
            loopback_port: file.rappi.loopback_port,
            receiver: check.receiver(file.receiver.address.as_ref(), in_sandbox)?,
            public_url: check.public_url(file.receiver.public_url.as_ref(), file.kind)?,
            old_secret_for: check.seconds(
                "receiver.old_secret_for_s",
                file.receiver.old_secret_for_s.as_ref(),
                OLD_SECRET_FOR,
            )?,
            concurrency: check.between("run.concurrency", file.run.concurrency.as_ref(), 4, 1, 16)?,
            overdue_after: check.seconds(
                "run.overdue_after_s",
                file.run.overdue_after_s.as_ref(),
                if in_sandbox { 15 } else { 120 },
            )?,
            no_result_after: check.seconds(
                "run.no_result_after_s",
                file.run.no_result_after_s.as_ref(),
                if in_sandbox { 60 } else { 3600 },
            )?,
            unknown_for: Duration::from_secs(file.run.unknown_for_s.unwrap_or(if in_sandbox { 2 } else { 60 }).into()),
            call_timeout: check.seconds("run.call_timeout_s", file.run.call_timeout_s.as_ref(), 30)?,
            notifications: check.notifications(&file.notifications, file.kind)?,
            network: check.network(&file.network)?,
            retention: check.retention(&file.retention)?,
            updates: check.updates(&file.updates, file.kind)?,
            sandbox: file.sandbox,
        })
    }

    /// All profiles of a home, by name; folders without a profile file are something else.
    pub fn list(home: &Path) -> Vec<Self> {
        let Ok(entries) = std::fs::read_dir(home) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.path().join(FILE).is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        names.into_iter().filter_map(|name| Self::load(home, &name).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, ProfileKind};
    use std::path::Path;

    fn parse(text: &str) -> Result<Profile, String> {
        Profile::parse(text, Path::new("/h/p"), "p").map_err(|failure| failure.message)
    }

    #[test]
    fn a_sandbox_needs_nothing_else() {
        let profile = parse("kind = \"sandbox\"").unwrap();
        assert_eq!((profile.kind, profile.rappi, profile.receiver.port()), (ProfileKind::Sandbox, None, 0));
    }

    #[test]
    fn a_real_one_is_read_in_full() {
        let text = "kind = \"production\"\ncountry = \"co\"\n[rappi]\nlogin = \"https://login.partners.rappi.com/\"\napi = \"https://api.rappi.com.co\"\nclient_id = \" abc \"\nintegrations = [\"pos-co-01\"]\n[receiver]\npublic_url = \"https://hooks.example.com/\"\n[run]\nconcurrency = 2\n";
        let profile = parse(text).unwrap();
        let rappi = profile.rappi.unwrap();
        assert_eq!((rappi.login.as_str(), rappi.client_id.as_str()), ("https://login.partners.rappi.com", "abc"));
        assert_eq!(rappi.oauth_client_id, "abc");
        assert_eq!(profile.public_url.as_deref(), Some("https://hooks.example.com"));
        assert_eq!(profile.receiver.to_string(), "127.0.0.1:4180");
    }

    /// Found by fuzzing: the address that is called is the one that was checked, and carries no password and no fragment.
    #[test]
    fn a_host_is_called_as_it_was_understood() {
        let api = |api: &str| {
            let text =
                "kind = \"production\"\n[rappi]\nlogin = \"https://l\"\nclient_id = \"c\"\nintegrations = [\"i\"]\n";
            parse(&format!("{text}api = '{api}'")).map(|profile| profile.rappi.unwrap().api)
        };
        assert_eq!(api("  https:/API.rappi.com.co ").unwrap(), "https://api.rappi.com.co");
        assert_eq!(api(r"https:\\api.rappi.com.co:8443\").unwrap(), "https://api.rappi.com.co:8443");
        assert!(api("https://:secret@api.rappi.com.co").is_err());
        assert!(api("https://api.rappi.com.co/#").is_err());
    }

    #[test]
    fn every_mistake_names_key_and_line() {
        let real = "kind = \"production\"\n[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n";
        let check = |text: String, expected: &str| {
            assert_eq!(parse(&text).unwrap_err(), format!("/h/p/profile.toml{expected}"));
        };
        check(
            "kind = \"prod\"".into(),
            ", line 1: kind: unknown variant `prod`, expected one of `sandbox`, `development`, `production`.",
        );
        check(
            "kind = \"sandbox\"\n\ncolour = 1".into(),
            ", line 3: colour: unknown field `colour`, expected one of `kind`, `country`, `rappi`, `ratepay`, `rainforest`, `receiver`, `run`, `sandbox`, `notifications`, `telling`, `network`, `retention`, `updates`.",
        );
        check(real.replace("https://a", "http://a"), ", line 4: rappi.api: it must be an https address.");
        check(
            real.replace("https://a", "https://a/v2"),
            ", line 4: rappi.api: it must be a host only, such as https://api.rappi.com.co.",
        );
        check(real.replace("\"c\"", "\" \""), ", line 5: rappi.client_id: it is blank.");
        check(real.replace("client_id = \"c\"\n", ""), ": rappi.client_id is missing.");
        check(format!("{real}[run]\nconcurrency = 0"), ", line 7: run.concurrency: it must be between 1 and 16.");
        check(
            format!("{real}[receiver]\naddress = \"0.0.0.0:1\""),
            ", line 7: receiver.address: it must be a loopback address.",
        );
        check(
            format!("{real}[receiver]\npublic_url = \"http://x\""),
            ", line 7: receiver.public_url: it must be an https address.",
        );
    }
}
