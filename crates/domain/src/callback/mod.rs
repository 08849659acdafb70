//! The address that ends an authorization. Hostile input: any program or page can open a deep link.
//!
//! [`parse`] turns the text into a closed enum or says why not. It compares the address with the one registered
//! redirect, byte by byte, instead of normalising it: whatever needs normalising is not ours. `code`, `state`, `error` and
//! `iss` are read strictly; what is text for people is cut to what can be shown, and is never a reason to drop a refusal.

mod text;

pub use text::{pasted, shown};

use std::{borrow::Cow, fmt};
use thiserror::Error;
use url::form_urlencoded;

/// Longest address that is looked at, in bytes: a refusal may carry a whole page of words, each of three bytes.
const LONGEST: usize = 16 << 10;
/// Longest single value, in bytes after decoding.
const LONGEST_VALUE: usize = 2048;

/// A well-formed answer of the login host.
#[derive(Clone, PartialEq, Eq)]
pub enum Callback {
    /// The merchant allowed it.
    Code {
        /// Single-use code; worth as much as a password until it is exchanged.
        code: String,
        /// Binds the answer to one attempt.
        state: String,
        /// Who answers, where it says so (RFC 9207).
        issuer: Option<String>,
    },
    /// The merchant refused, or the login host did.
    Refused {
        /// The provider's code, such as `access_denied` (RFC 6749 §4.1.2.1).
        error: String,
        /// The provider's words, if any that can be shown.
        description: Option<String>,
        /// Binds the answer to one attempt.
        state: String,
        /// Who answers, where it says so (RFC 9207).
        issuer: Option<String>,
    },
}

impl Callback {
    /// The `state` that names the attempt.
    pub fn state(&self) -> &str {
        match self {
            Self::Code { state, .. } | Self::Refused { state, .. } => state,
        }
    }

    /// Who says that it answers.
    pub fn issuer(&self) -> Option<&str> {
        match self {
            Self::Code { issuer, .. } | Self::Refused { issuer, .. } => issuer.as_deref(),
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { .. } => f.write_str("Callback::Code(•••)"),
            Self::Refused { error, .. } => write!(f, "Callback::Refused({error})"),
        }
    }
}

/// Why an address was dropped. No variant carries any part of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotOurs {
    /// Longer than any real answer.
    #[error("the address is longer than {LONGEST} bytes")]
    TooLong,
    /// Not the registered redirect.
    #[error("the address does not begin with the registered redirect")]
    OtherAddress,
    /// Nothing after the redirect.
    #[error("the address carries no answer")]
    NoQuery,
    /// A fragment could hide a second answer.
    #[error("the address has a fragment")]
    Fragment,
    /// Spaces, control or non-ASCII characters, or a broken percent escape.
    #[error("the address has a character that does not belong there")]
    BadCharacter,
    /// A required value is missing or empty.
    #[error("the address has no {0}")]
    Missing(&'static str),
    /// Two values for one name: which one is meant?
    #[error("the address has more than one {0}")]
    Repeated(&'static str),
    /// Both `code` and `error`.
    #[error("the address has both a code and an error")]
    Contradiction,
    /// A value far longer than any real one.
    #[error("the {0} in the address is too long")]
    ValueTooLong(&'static str),
}

/// Reads the address a browser was sent to. `redirect` is the registered redirect of the attempt.
pub fn parse(address: &str, redirect: &str) -> Result<Callback, NotOurs> {
    if address.len() > LONGEST {
        return Err(NotOurs::TooLong);
    }
    let rest = address.strip_prefix(redirect).ok_or(NotOurs::OtherAddress)?;
    let query = match rest.as_bytes().first() {
        None => return Err(NotOurs::NoQuery),
        Some(b'?') => &rest[1..],
        Some(b'#') => return Err(NotOurs::Fragment),
        Some(_) => return Err(NotOurs::OtherAddress),
    };
    if query.contains('#') {
        return Err(NotOurs::Fragment);
    }
    let state = one(query, "state")?.ok_or(NotOurs::Missing("state"))?;
    let code = one(query, "code")?;
    let error = one(query, "error")?;
    let issuer = one(query, "iss")?;
    match (code, error) {
        (Some(_), Some(_)) => Err(NotOurs::Contradiction),
        (Some(code), None) => Ok(Callback::Code { code, state, issuer }),
        (None, Some(error)) => Ok(Callback::Refused { error, description: description(query), state, issuer }),
        (None, None) => Err(NotOurs::Missing("code")),
    }
}

/// Only visible ASCII, and every `%` begins a complete escape.
fn well_formed(pair: &str) -> bool {
    let bytes = pair.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => matches!(bytes.get(at + 1..at + 3), Some(hex) if hex.iter().all(u8::is_ascii_hexdigit)),
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
        _ => byte.is_ascii_graphic(),
    })
}

/// The pairs of a name as they stand in the query, and their values.
fn pairs<'a>(query: &'a str, name: &str) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    query.split('&').filter_map(move |pair| {
        let (key, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
        (key == name).then_some((pair, value))
    })
}

/// What the login host says to people: the first of such texts, as far as it can be shown.
fn description(query: &str) -> Option<String> {
    pairs(query, "error_description").find_map(|(_, value)| shown(&value))
}

/// The one value of a name; empty counts as missing.
fn one(query: &str, name: &'static str) -> Result<Option<String>, NotOurs> {
    let mut values = pairs(query, name);
    let Some((pair, value)) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(NotOurs::Repeated(name));
    }
    if value.len() > LONGEST_VALUE {
        return Err(NotOurs::ValueTooLong(name));
    }
    if !well_formed(pair) || value.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
        return Err(NotOurs::BadCharacter);
    }
    if value.is_empty() {
        return Err(NotOurs::Missing(name));
    }
    Ok(Some(value.into_owned()))
}

#[cfg(test)]
mod tests;
