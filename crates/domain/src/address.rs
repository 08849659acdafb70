//! Addresses that a provider is to call. Ratepay checks none (Ratepay's guide), so they are checked here: syntax, HTTPS, a name that
//! the public can have, and no way into a private network.

use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use thiserror::Error;
use url::{Host, Url};

/// How far an address may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Anywhere in public: real profiles.
    Public,
    /// This machine too, over plain HTTP as well: the sandbox.
    Loopback,
}

/// A checked address. Whoever is behind it is not known yet: its name may resolve to anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As it is sent to the provider: what was typed, [`written`].
    pub text: String,
    /// Read.
    pub url: Url,
}

/// What is wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadAddress {
    /// Not an address at all.
    #[error("it is not an address: {0}")]
    Syntax(String),
    /// Something in it would be read differently by somebody else.
    #[error("it holds white space, a control character or a backslash")]
    Ambiguous,
    /// Calls would cross networks in clear.
    #[error("it must begin with https://")]
    NotHttps,
    /// User name or password in it.
    #[error("it holds a user name or a password")]
    Credentials,
    /// `#…` never reaches a server.
    #[error("it holds a part after #, which no server gets")]
    Fragment,
    /// The name's ending belongs to nobody in public.
    #[error("{0} is not a name under a public suffix such as .com")]
    NotPublic(String),
    /// The name is a public suffix, such as `co.uk`.
    #[error("{0} is a public suffix and no host")]
    Suffix(String),
    /// An address literal, or a DNS answer, that leads into a private network.
    #[error("{ip} is {kind}")]
    Private {
        /// Which.
        ip: IpAddr,
        /// What kind.
        kind: IpKind,
    },
}

impl BadAddress {
    /// The word in every output.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::Ambiguous => "ambiguous",
            Self::NotHttps => "not_https",
            Self::Credentials => "credentials",
            Self::Fragment => "fragment",
            Self::NotPublic(_) => "not_public",
            Self::Suffix(_) => "suffix",
            Self::Private { .. } => "private",
        }
    }
}

/// Addresses that are not somebody's in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IpKind {
    /// This machine.
    Loopback,
    /// A private network (RFC 1918, RFC 4193).
    Private,
    /// The same cable, or a cloud's own services (169.254.169.254).
    LinkLocal,
    /// A provider's own network (RFC 6598).
    Shared,
    /// Multicast or broadcast.
    Group,
    /// Documentation, benchmarks, "this network", future use.
    Reserved,
}

impl std::fmt::Display for IpKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Loopback => "a loopback address",
            Self::Private => "in a private network",
            Self::LinkLocal => "a link-local address",
            Self::Shared => "in a carrier's own network",
            Self::Group => "a multicast or broadcast address",
            Self::Reserved => "reserved",
        })
    }
}

/// Checks everything that can be known without asking anybody.
pub fn check(text: &str, reach: Reach) -> Result<Address, BadAddress> {
    let text = text.trim();
    // A browser's parser drops tabs and line ends and turns backslashes; the provider's may not.
    if text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '\\') {
        return Err(BadAddress::Ambiguous);
    }
    let url = Url::parse(text).map_err(|error| BadAddress::Syntax(error.to_string()))?;
    let here = reach == Reach::Loopback && is_here(&url);
    if url.scheme() != "https" && !(here && url.scheme() == "http") {
        return Err(BadAddress::NotHttps);
    }
    // A browser's parser takes `https:a.com` and `https:///a.com` for `https://a.com`; the provider's may see no host.
    let after = text.get(url.scheme().len()..).and_then(|rest| rest.strip_prefix("://")).ok_or(BadAddress::NotHttps)?;
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() {
        return Err(BadAddress::Syntax("it has no host".to_owned()));
    }
    // Even an empty name before the host is one to somebody.
    if authority.contains('@') {
        return Err(BadAddress::Credentials);
    }
    if url.port() == Some(0) {
        return Err(BadAddress::Syntax("nobody can be called at port 0".to_owned()));
    }
    if url.fragment().is_some() {
        return Err(BadAddress::Fragment);
    }
    match url.host() {
        None => return Err(BadAddress::Syntax("it has no host".to_owned())),
        Some(_) if here => {}
        Some(Host::Domain(name)) => public_name(name)?,
        Some(Host::Ipv4(ip)) => public_ip(ip.into(), Reach::Public)?,
        Some(Host::Ipv6(ip)) => public_ip(ip.into(), Reach::Public)?,
    }
    Ok(Address { text: written(text), url })
}

/// An address in the letters that every HTTP client takes: one with others, as in `bücher.de`, as it goes over the wire;
/// otherwise as it was typed, without white space around it. Text that is no address stays as it is.
pub fn written(text: &str) -> String {
    let text = text.trim();
    let wire = if text.is_ascii() { None } else { Url::parse(text).ok() };
    wire.map_or_else(|| text.to_owned(), Into::into)
}

/// Checks one address that a name resolved to.
pub fn public_ip(ip: IpAddr, reach: Reach) -> Result<(), BadAddress> {
    match kind(ip) {
        None => Ok(()),
        Some(IpKind::Loopback) if reach == Reach::Loopback => Ok(()),
        Some(kind) => Err(BadAddress::Private { ip, kind }),
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Under a suffix of the Public Suffix List, and not such a suffix itself.
fn public_name(name: &str) -> Result<(), BadAddress> {
    let name = name.strip_suffix('.').unwrap_or(name);
    match psl::suffix(name.as_bytes()) {
        Some(suffix) if suffix.is_known() && suffix.as_bytes().len() == name.len() => {
            Err(BadAddress::Suffix(name.to_owned()))
        }
        Some(suffix) if suffix.is_known() => Ok(()),
        _ => Err(BadAddress::NotPublic(name.to_owned())),
    }
}

/// What kind of address that is nobody's in public; `None`: it is somebody's.
pub fn kind(ip: IpAddr) -> Option<IpKind> {
    match ip {
        IpAddr::V4(ip) => kind_v4(ip),
        IpAddr::V6(ip) => kind_v6(ip),
    }
}

/// IANA IPv4 Special-Purpose Address Registry.
fn kind_v4(ip: Ipv4Addr) -> Option<IpKind> {
    let [a, b, c, _] = ip.octets();
    match (a, b, c) {
        (127, ..) => Some(IpKind::Loopback),
        (10, ..) | (172, 16..=31, _) | (192, 168, _) => Some(IpKind::Private),
        (169, 254, _) => Some(IpKind::LinkLocal),
        (100, 64..=127, _) => Some(IpKind::Shared),
        (224..=239, ..) => Some(IpKind::Group),
        _ if ip.is_broadcast() => Some(IpKind::Group),
        (0 | 240..=255, ..) | (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => {
            Some(IpKind::Reserved)
        }
        _ => None,
    }
}

/// IANA IPv6 Special-Purpose Address Registry. Addresses that wrap an IPv4 address are as public as that one.
fn kind_v6(ip: Ipv6Addr) -> Option<IpKind> {
    let at = ip.segments();
    let v4 = |from: usize| {
        let ([a, b], [c, d]) = (at[from].to_be_bytes(), at[from + 1].to_be_bytes());
        kind_v4(Ipv4Addr::new(a, b, c, d))
    };
    let zeros = |range: std::ops::Range<usize>| at[range].iter().all(|part| *part == 0);
    match (at[0], at[1]) {
        _ if ip.is_loopback() => Some(IpKind::Loopback),
        // Mapped, compatible and translated.
        (0, 0) if zeros(2..5) && (at[5] == 0xffff || at[5] == 0 && at[6] != 0) => v4(6),
        (0x0064, 0xff9b) if zeros(2..6) => v4(6),
        // 6to4
        (0x2002, _) => v4(1),
        (0x0064, 0xff9b) | (0xfc00..=0xfdff, _) => Some(IpKind::Private),
        (0xfe80..=0xfebf, _) => Some(IpKind::LinkLocal),
        (0xff00..=0xffff, _) => Some(IpKind::Group),
        // Of 2001::/23 (protocols, Teredo, benchmarks, ORCHID) and the two for documentation.
        (0x2001, 0..=0x01ff | 0x0db8) | (0x3fff, 0..=0x0fff) => Some(IpKind::Reserved),
        // Only 2000::/3 is given to anybody.
        (0x2000..=0x3fff, _) => None,
        _ => Some(IpKind::Reserved),
    }
}

#[cfg(test)]
mod tests;
