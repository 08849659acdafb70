//! `[notifications]` of a profile: who is told what, when and on which way. Every key is documented in `docs/notifications.md`.

use crate::{
    Failure, Reason,
    error::because::bad_address,
    profiles::validation::{Checker, is_loopback},
    view::ProfileKind,
};
use gangway_domain::{
    Language, address,
    notifications::{Channel, Event, Matrix, QuietHours, retry},
};
use gangway_providers::email::{Security, is_address, is_hello, is_mailbox};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf};
use toml::Spanned;
use url::Url;

/// What the platform is called in a sandbox (Rainforest's guide), and where its merchants go on.
const SANDBOX_NAME: &str = "PlatformPay";
const SANDBOX_LINK: &str = "https://platform.example/apply/{application_id}";

/// What is wrong with a value, for the window and in the profile's own words.
const ADDRESS: (Reason, &str) = (Reason::EmailMalformed, "it must be an email address");
const MAILBOX: (Reason, &str) = (Reason::MailboxMalformed, "it must be an address, or Name <address>");

/// `[notifications]`, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationKeys {
    /// What the platform is called.
    pub platform_name: String,
    /// In which language merchants are told.
    pub language: Language,
    /// In which language this desk and the support team are told.
    pub desk_language: Language,
    /// Of times in messages, and of the quiet hours.
    pub zone: TimeZone,
    /// Where a merchant goes on with an application, with `{application_id}` in it.
    pub application_link: Option<String>,
    /// Where the support team reads emails.
    pub support: Option<String>,
    /// When nobody is told anything.
    pub quiet: Option<QuietKeys>,
    /// Which event goes where.
    pub matrix: Matrix,
    /// The mail server.
    pub email: Option<EmailKeys>,
    /// The platform's own address.
    pub platform_url: Option<String>,
    /// Pauses between tries that replace those of every channel; milliseconds.
    pub retry_after: Option<Vec<i64>>,
}

/// `[notifications.quiet_hours]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietKeys {
    /// `HH:MM`
    pub from: String,
    /// `HH:MM`
    pub until: String,
    /// Both, as hours.
    pub hours: QuietHours,
}

/// `[notifications.email]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailKeys {
    /// The mail server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept from others.
    pub security: Security,
    /// Who logs in; its password is in the vault.
    pub user: Option<String>,
    /// Who writes: an address, or `Name <address>`.
    pub from: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// File with an authority that is trusted beside the system's, as PEM.
    pub authority: Option<PathBuf>,
    /// What this computer is called towards the mail server, where it is not to be found out.
    pub hello: Option<String>,
}

impl Default for NotificationKeys {
    fn default() -> Self {
        Self {
            platform_name: String::new(),
            language: Language::En,
            desk_language: Language::En,
            zone: TimeZone::UTC,
            application_link: None,
            support: None,
            quiet: None,
            matrix: Matrix::default(),
            email: None,
            platform_url: None,
            retry_after: None,
        }
    }
}

impl NotificationKeys {
    /// The zone's name.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// Pauses between the tries of a channel.
    pub fn schedule(&self, channel: Channel) -> &[i64] {
        match &self.retry_after {
            Some(pauses) => pauses,
            None if channel == Channel::Platform => retry::PLATFORM,
            None => retry::EMAIL,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotificationFile {
    platform_name: Option<Spanned<String>>,
    language: Option<Language>,
    desk_language: Option<Language>,
    zone: Option<Spanned<String>>,
    application_link: Option<Spanned<String>>,
    support: Option<Spanned<String>>,
    retry_after_s: Option<Spanned<Vec<u32>>>,
    quiet_hours: Option<QuietFile>,
    matrix: Option<BTreeMap<Spanned<String>, Spanned<Vec<String>>>>,
    email: Option<EmailFile>,
    platform: Option<PlatformFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuietFile {
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmailFile {
    host: Option<Spanned<String>>,
    port: Option<Spanned<u16>>,
    security: Option<Spanned<String>>,
    user: Option<String>,
    from: Option<Spanned<String>>,
    reply_to: Option<Spanned<String>>,
    authority: Option<PathBuf>,
    hello: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlatformFile {
    url: Option<Spanned<String>>,
}

/// A key that is there and says something.
fn said(value: Option<&Spanned<String>>) -> Option<&Spanned<String>> {
    value.filter(|value| !value.get_ref().trim().is_empty())
}

impl Checker<'_> {
    pub(crate) fn notifications(
        &self,
        file: &NotificationFile,
        kind: ProfileKind,
    ) -> Result<NotificationKeys, Failure> {
        let zone = match said(file.zone.as_ref()) {
            None => TimeZone::UTC,
            Some(name) => TimeZone::get(name.get_ref().trim()).map_err(|_| {
                let problem = "it must be a time zone such as America/Bogota";
                self.at("notifications.zone", &name.span(), problem).because(Reason::ZoneUnknown)
            })?,
        };
        let language = file.language.unwrap_or(Language::En);
        // A sandbox has messages to look at without anything set up.
        let of_sandbox = |text: &str| (kind == ProfileKind::Sandbox).then(|| text.to_owned());
        let named = said(file.platform_name.as_ref()).map(|it| it.get_ref().trim().to_owned());
        let link = said(file.application_link.as_ref()).map(|it| self.link(it)).transpose()?;
        Ok(NotificationKeys {
            platform_name: named.or_else(|| of_sandbox(SANDBOX_NAME)).unwrap_or_default(),
            language,
            desk_language: file.desk_language.unwrap_or(language),
            quiet: file.quiet_hours.as_ref().map(|it| self.quiet(it, &zone)).transpose()?,
            zone,
            application_link: link.or_else(|| of_sandbox(SANDBOX_LINK)),
            support: self.fits("notifications.support", file.support.as_ref(), is_address, ADDRESS)?,
            matrix: self.matrix(file.matrix.as_ref())?,
            email: file.email.as_ref().map(|it| self.email(it, kind)).transpose()?,
            platform_url: self.platform(file.platform.as_ref(), kind)?,
            retry_after: file.retry_after_s.as_ref().map(|it| self.retries(it)).transpose()?,
        })
    }

    fn fits(
        &self,
        key: &str,
        value: Option<&Spanned<String>>,
        fits: impl Fn(&str) -> bool,
        (reason, problem): (Reason, &str),
    ) -> Result<Option<String>, Failure> {
        match said(value) {
            None => Ok(None),
            Some(value) if fits(value.get_ref()) => Ok(Some(value.get_ref().trim().to_owned())),
            Some(value) => Err(self.at(key, &value.span(), problem).because(reason)),
        }
    }

    fn quiet(&self, file: &QuietFile, zone: &TimeZone) -> Result<QuietKeys, Failure> {
        let from = self.filled("notifications.quiet_hours.from", file.from.as_ref())?;
        let until = self.filled("notifications.quiet_hours.until", file.until.as_ref())?;
        let hours = QuietHours::new(&from, &until, zone.clone()).map_err(|problem| {
            let of_from = QuietHours::new(&from, "00:00", zone.clone()).is_err() && from != "00:00";
            let (key, value) = if of_from { ("from", &file.from) } else { ("until", &file.until) };
            let span = value.as_ref().map_or(0..0, Spanned::span);
            let reason = if from == until { Reason::HoursEmpty } else { Reason::TimeOfDay };
            self.at(&format!("notifications.quiet_hours.{key}"), &span, &problem.to_string()).because(reason)
        })?;
        Ok(QuietKeys { from, until, hours })
    }

    fn link(&self, value: &Spanned<String>) -> Result<String, Failure> {
        let text = value.get_ref().trim();
        let wrong = |problem: &str| self.at("notifications.application_link", &value.span(), problem);
        let url = Url::parse(text).map_err(|error| wrong(&error.to_string()).because(Reason::UrlSyntax))?;
        if url.scheme() != "https" && !is_loopback(&url) {
            return Err(wrong("it must be an https address").because(Reason::UrlNotHttps));
        }
        if !text.contains("{application_id}") {
            return Err(wrong("it must hold {application_id}").because(Reason::LinkWithout).about("{application_id}"));
        }
        Ok(text.to_owned())
    }

    fn matrix(&self, file: Option<&BTreeMap<Spanned<String>, Spanned<Vec<String>>>>) -> Result<Matrix, Failure> {
        let mut matrix = Matrix::default();
        for (name, channels) in file.into_iter().flatten() {
            let event = Event::read(name.get_ref());
            if matches!(event, Event::Unknown(_)) {
                let key = format!("notifications.matrix.{}", name.get_ref());
                return Err(self.at(&key, &name.span(), "there is no such event").because(Reason::EventUnknown));
            }
            let read = |word: &String| Channel::read(word).filter(|channel| Channel::CHOSEN.contains(channel));
            let Some(read) = channels.get_ref().iter().map(read).collect::<Option<Vec<_>>>() else {
                let key = format!("notifications.matrix.{}", event.word());
                let failure = self.at(&key, &channels.span(), "it may hold internal, email and platform");
                return Err(failure.because(Reason::ValueUnknown).about("internal, email, platform"));
            };
            matrix.set(&event, read);
        }
        Ok(matrix)
    }

    fn email(&self, file: &EmailFile, kind: ProfileKind) -> Result<EmailKeys, Failure> {
        let host = self.filled("notifications.email.host", file.host.as_ref())?;
        let span = |value: &Option<Spanned<String>>| value.as_ref().map_or(0..0, Spanned::span);
        let here = matches!(host.as_str(), "127.0.0.1" | "::1" | "localhost");
        if kind == ProfileKind::Sandbox && !here {
            let problem = "a sandbox has no network: it must be this machine";
            return Err(self.at("notifications.email.host", &span(&file.host), problem).because(Reason::SandboxHere));
        }
        let security = match file.security.as_ref().map(|it| it.get_ref().as_str()) {
            None | Some("starttls") => Security::StartTls,
            Some("tls") => Security::Tls,
            Some("none") if here => Security::None,
            Some("none") => {
                let problem = "only this machine is spoken to in clear";
                let failure = self.at("notifications.email.security", &span(&file.security), problem);
                return Err(failure.because(Reason::ClearElsewhere));
            }
            Some(_) => {
                let problem = "it must be starttls, tls or none";
                let failure = self.at("notifications.email.security", &span(&file.security), problem);
                return Err(failure.because(Reason::ValueUnknown).about("starttls, tls, none"));
            }
        };
        let from = self.filled("notifications.email.from", file.from.as_ref())?;
        if !is_mailbox(&from) {
            let (reason, problem) = MAILBOX;
            return Err(self.at("notifications.email.from", &span(&file.from), problem).because(reason));
        }
        let port = match &file.port {
            None if security == Security::Tls => 465,
            None => 587,
            Some(port) if *port.get_ref() > 0 => *port.get_ref(),
            Some(port) => {
                let failure = self.at("notifications.email.port", &port.span(), "it must be 1 to 65535");
                return Err(failure.because(Reason::PortMalformed));
            }
        };
        Ok(EmailKeys {
            host,
            port,
            security,
            user: file.user.as_ref().map(|user| user.trim().to_owned()).filter(|user| !user.is_empty()),
            from,
            reply_to: self.fits("notifications.email.reply_to", file.reply_to.as_ref(), is_mailbox, MAILBOX)?,
            authority: file.authority.clone(),
            hello: self.hello(file.hello.as_ref())?,
        })
    }

    fn hello(&self, value: Option<&Spanned<String>>) -> Result<Option<String>, Failure> {
        let problem = (Reason::HelloMalformed, "it must be a name such as desk.example.com");
        let fits = self.fits("notifications.email.hello", value, |text| is_hello(text.trim()), problem);
        fits.map_err(|failure| failure.about("desk.example.com"))
    }

    fn platform(&self, file: Option<&PlatformFile>, kind: ProfileKind) -> Result<Option<String>, Failure> {
        let Some(value) = file.and_then(|file| said(file.url.as_ref())) else { return Ok(None) };
        let reach = if kind == ProfileKind::Sandbox { address::Reach::Loopback } else { address::Reach::Public };
        let checked = address::check(value.get_ref(), reach);
        let wrong = |problem: &str| self.at("notifications.platform.url", &value.span(), problem);
        let checked = checked.map_err(|bad| wrong(&bad.to_string()).caused(bad_address(&bad)))?;
        let here = is_loopback(&checked.url) || checked.url.host_str() == Some("localhost");
        if kind == ProfileKind::Sandbox && !here {
            let problem = "a sandbox has no network: it must be this machine";
            return Err(wrong(problem).because(Reason::SandboxHere));
        }
        Ok(Some(checked.text))
    }

    fn retries(&self, value: &Spanned<Vec<u32>>) -> Result<Vec<i64>, Failure> {
        let pauses = value.get_ref();
        if pauses.len() > 20 || pauses.iter().any(|pause| *pause > 86_400) {
            let problem = "it may hold 20 pauses of at most 86400 seconds";
            return Err(self
                .at("notifications.retry_after_s", &value.span(), problem)
                .because(Reason::PausesMalformed));
        }
        Ok(pauses.iter().map(|pause| i64::from(*pause) * 1000).collect())
    }
}

#[cfg(test)]
mod tests;
