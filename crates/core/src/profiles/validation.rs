//! What is checked in a profile's file, value by value. Every complaint names key and line.

use crate::{
    Code, Failure, FilePlace, Reason,
    profiles::profile::{RappiFile, RappiKeys},
    view::ProfileKind,
};
use std::{net::SocketAddr, ops::Range, path::PathBuf, time::Duration};
use toml::Spanned;
use url::{Host, Url};

/// What a right value looks like.
const A_HOST: &str = "https://api.rappi.com.co";
const A_RECEIVER: &str = "127.0.0.1:4180";

/// Knows the text, so that every complaint can name its line.
pub(crate) struct Checker<'a> {
    pub(crate) text: &'a str,
    pub(crate) path: PathBuf,
}

impl Checker<'_> {
    pub(crate) fn at(&self, key: &str, span: &Range<usize>, problem: &str) -> Failure {
        let line = self.text[..span.start.min(self.text.len())].matches('\n').count() + 1;
        let message = format!("{}, line {line}: {key}: {problem}.", self.path.display());
        self.failure(key, u32::try_from(line).ok(), message)
    }

    pub(crate) fn missing(&self, key: &str) -> Failure {
        let message = format!("{}: {key} is missing.", self.path.display());
        self.failure(key, None, message).because(Reason::ValueMissing)
    }

    fn failure(&self, key: &str, line: Option<u32>, message: String) -> Failure {
        let place = FilePlace { file: Some(self.path.display().to_string()), line, key: key.to_owned() };
        Failure::new(Code::ProfileInvalid, message).at(place)
    }

    pub(crate) fn rappi(&self, keys: &RappiFile, kind: ProfileKind) -> Result<Option<RappiKeys>, Failure> {
        if kind == ProfileKind::Sandbox && keys.api.is_none() && keys.login.is_none() {
            return Ok(None);
        }
        let login = self.host("rappi.login", keys.login.as_ref())?;
        let api = self.host("rappi.api", keys.api.as_ref())?;
        let client_id = self.filled("rappi.client_id", keys.client_id.as_ref())?;
        let oauth =
            keys.oauth_client_id.as_ref().map_or_else(|| client_id.clone(), |id| id.get_ref().trim().to_owned());
        Ok(Some(RappiKeys { login, api, client_id, oauth_client_id: oauth }))
    }

    pub(crate) fn filled(&self, key: &str, value: Option<&Spanned<String>>) -> Result<String, Failure> {
        let value = value.ok_or_else(|| self.missing(key))?;
        let text = value.get_ref().trim();
        if text.is_empty() {
            return Err(self.at(key, &value.span(), "it is blank").because(Reason::ValueMissing));
        }
        Ok(text.to_owned())
    }

    /// HTTPS, or HTTP on loopback: tokens never cross a network in clear.
    pub(crate) fn host(&self, key: &str, value: Option<&Spanned<String>>) -> Result<String, Failure> {
        let value = value.ok_or_else(|| self.missing(key))?;
        let wrong = |problem: &str| self.at(key, &value.span(), problem);
        let url = Url::parse(value.get_ref()).map_err(|error| wrong(&error.to_string()).because(Reason::UrlSyntax))?;
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            _ => return Err(wrong("it must be an https address").because(Reason::UrlNotHttps)),
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            let failure = wrong(&format!("it must be a host only, such as {A_HOST}"));
            return Err(failure.because(Reason::HostOnly).about(A_HOST));
        }
        // What was checked, not what was typed: an address is read with its white space and missing slashes put right.
        Ok(url.origin().ascii_serialization())
    }

    pub(crate) fn receiver(&self, value: Option<&Spanned<String>>, in_sandbox: bool) -> Result<SocketAddr, Failure> {
        let Some(value) = value else {
            return Ok(SocketAddr::from(([127, 0, 0, 1], if in_sandbox { 0 } else { 4180 })));
        };
        let wrong = |problem: &str| self.at("receiver.address", &value.span(), problem);
        let address: SocketAddr = value.get_ref().parse().map_err(|_| {
            let failure = wrong(&format!("it must be an address and a port, such as {A_RECEIVER}"));
            failure.because(Reason::AddressAndPort).about(A_RECEIVER)
        })?;
        if address.ip().is_loopback() {
            return Ok(address);
        }
        Err(wrong("it must be a loopback address").because(Reason::NotLoopback).about(address.to_string()))
    }

    pub(crate) fn public_url(
        &self,
        value: Option<&Spanned<String>>,
        kind: ProfileKind,
    ) -> Result<Option<String>, Failure> {
        let Some(value) = value.filter(|value| !value.get_ref().trim().is_empty()) else { return Ok(None) };
        let wrong = |problem: &str| self.at("receiver.public_url", &value.span(), problem);
        let url =
            Url::parse(value.get_ref().trim()).map_err(|error| wrong(&error.to_string()).because(Reason::UrlSyntax))?;
        if url.scheme() != "https" && !(kind == ProfileKind::Sandbox && is_loopback(&url)) {
            return Err(wrong("it must be an https address").because(Reason::UrlNotHttps));
        }
        Ok(Some(value.get_ref().trim().trim_end_matches('/').to_owned()))
    }

    pub(crate) fn between(
        &self,
        key: &str,
        value: Option<&Spanned<u32>>,
        default: u32,
        from: u32,
        to: u32,
    ) -> Result<u32, Failure> {
        match value {
            None => Ok(default),
            Some(value) if (from..=to).contains(value.get_ref()) => Ok(*value.get_ref()),
            Some(value) => {
                let failure = self.at(key, &value.span(), &format!("it must be between {from} and {to}"));
                Err(failure.because(Reason::ValueRange).about(format!("{from}–{to}")))
            }
        }
    }

    pub(crate) fn seconds(&self, key: &str, value: Option<&Spanned<u32>>, default: u32) -> Result<Duration, Failure> {
        self.between(key, value, default, 1, 86_400).map(|seconds| Duration::from_secs(seconds.into()))
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    }
}
