//! The address that ends an authorization. Hostile input: any program or page can open a deep link.
//!
//! [`parse`] turns the text into a closed enum or says why not. It compares the address with the one registered
//! redirect, byte by byte, instead of normalising it: whatever needs normalising is not ours.

use std::fmt;
use thiserror::Error;
use url::form_urlencoded;

/// Longest address that is looked at, in bytes.
const LONGEST: usize = 4096;
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
    },
    /// The merchant refused, or the login host did.
    Refused {
        /// The provider's code, such as `access_denied` (RFC 6749 §4.1.2.1).
        error: String,
        /// The provider's words, if any.
        description: Option<String>,
        /// Binds the answer to one attempt.
        state: String,
    },
}

impl Callback {
    /// The `state` that names the attempt.
    pub fn state(&self) -> &str {
        match self {
            Self::Code { state, .. } | Self::Refused { state, .. } => state,
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
    if !well_formed(query) {
        return Err(NotOurs::BadCharacter);
    }
    let state = one(query, "state")?.ok_or(NotOurs::Missing("state"))?;
    let code = one(query, "code")?;
    let error = one(query, "error")?;
    let description = one(query, "error_description")?;
    match (code, error) {
        (Some(_), Some(_)) => Err(NotOurs::Contradiction),
        (Some(code), None) => Ok(Callback::Code { code, state }),
        (None, Some(error)) => Ok(Callback::Refused { error, description, state }),
        (None, None) => Err(NotOurs::Missing("code")),
    }
}

/// Only visible ASCII, and every `%` begins a complete escape.
fn well_formed(query: &str) -> bool {
    let bytes = query.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => matches!(bytes.get(at + 1..at + 3), Some(hex) if hex.iter().all(u8::is_ascii_hexdigit)),
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
        _ => byte.is_ascii_graphic(),
    })
}

/// The one value of a name; empty counts as missing.
fn one(query: &str, name: &'static str) -> Result<Option<String>, NotOurs> {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name);
    let Some((_, value)) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(NotOurs::Repeated(name));
    }
    if value.len() > LONGEST_VALUE {
        return Err(NotOurs::ValueTooLong(name));
    }
    if value.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
        return Err(NotOurs::BadCharacter);
    }
    if value.is_empty() {
        return Err(NotOurs::Missing(name));
    }
    Ok(Some(value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Callback, NotOurs, parse};
    use proptest::prelude::*;

    const OURS: &str = "dev.gangway.console:/oauth/callback";

    #[test]
    fn a_code_and_a_refusal() {
        let code = parse(&format!("{OURS}?code=a%2Bb&state=s-1&extra=1"), OURS);
        assert_eq!(code, Ok(Callback::Code { code: "a+b".into(), state: "s-1".into() }));
        let refused = parse(&format!("{OURS}?error=access_denied&error_description=No+thanks&state=s"), OURS);
        let expected = Callback::Refused {
            error: "access_denied".into(),
            description: Some("No thanks".into()),
            state: "s".into(),
        };
        assert_eq!(refused, Ok(expected));
    }

    #[test]
    fn loopback_is_compared_with_its_port() {
        let ours = "http://127.0.0.1:8976/oauth/callback";
        assert!(parse("http://127.0.0.1:8976/oauth/callback?code=c&state=s", ours).is_ok());
        assert_eq!(parse("http://127.0.0.1:8977/oauth/callback?code=c&state=s", ours), Err(NotOurs::OtherAddress));
    }

    /// Each is dropped with its reason; none may ever reach the token endpoint.
    #[test]
    fn hostile_addresses() {
        use NotOurs as N;
        let long_code = format!("{OURS}?code={}&state=s", "c".repeat(2049));
        let too_long = format!("{OURS}?code=c&state=s&x={}", "x".repeat(5000));
        let list: &[(&str, N)] = &[
            ("", N::OtherAddress),
            (" ", N::OtherAddress),
            ("dev.gangway.console", N::OtherAddress),
            ("dev.gangway.console:", N::OtherAddress),
            ("dev.gangway.console:/oauth", N::OtherAddress),
            (OURS, N::NoQuery),
            ("dev.gangway.console:/oauth/callback#code=c&state=s", N::Fragment),
            ("dev.gangway.console:/oauth/callback?code=c&state=s#", N::Fragment),
            ("dev.gangway.console:/oauth/callback?code=c&state=s#code=d", N::Fragment),
            ("dev.gangway.console:/oauth/callback/?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/oauth/callbackx?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/oauth/callback/../other?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/oauth/./callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/oauth//callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/%6fauth/callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:///oauth/callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console://oauth/callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console://evil.example/oauth/callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console://user:pw@host/oauth/callback?code=c&state=s", N::OtherAddress),
            ("DEV.GANGWAY.CONSOLE:/oauth/callback?code=c&state=s", N::OtherAddress),
            (" dev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
            ("dev.gangway.console:/oauth/callback?code=c&state=s ", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=s\n", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c\0&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=s%00", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c%0d%0aSet-Cookie:x&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=%&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=%2&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=%zz&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=%ff%fe&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=é", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=\u{202e}s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=<script>&state=s", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=\"s\"", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?code=c&state=`id`", N::BadCharacter),
            ("dev.gangway.console:/oauth/callback?", N::Missing("state")),
            ("dev.gangway.console:/oauth/callback?code=c", N::Missing("state")),
            ("dev.gangway.console:/oauth/callback?code=c&state=", N::Missing("state")),
            ("dev.gangway.console:/oauth/callback?state=s", N::Missing("code")),
            ("dev.gangway.console:/oauth/callback?code=&state=s", N::Missing("code")),
            ("dev.gangway.console:/oauth/callback?error=&state=s", N::Missing("error")),
            ("dev.gangway.console:/oauth/callback?Code=c&State=s", N::Missing("state")),
            ("dev.gangway.console:/oauth/callback?code[]=c&state[]=s", N::Missing("state")),
            ("dev.gangway.console:/oauth/callback?code=c&state=s&state=t", N::Repeated("state")),
            ("dev.gangway.console:/oauth/callback?code=c&code=d&state=s", N::Repeated("code")),
            ("dev.gangway.console:/oauth/callback?code=c&%63ode=d&state=s", N::Repeated("code")),
            ("dev.gangway.console:/oauth/callback?code=c&error=e&state=s", N::Contradiction),
            ("dev.gangway.console.evil:/oauth/callback?code=c&state=s", N::OtherAddress),
            ("xdev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
            ("https://dev.gangway.console/oauth/callback?code=c&state=s", N::OtherAddress),
            ("javascript:dev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
            ("file:///oauth/callback?code=c&state=s", N::OtherAddress),
            ("--help", N::OtherAddress),
            (&long_code, N::ValueTooLong("code")),
            (&too_long, N::TooLong),
        ];
        assert!(list.len() >= 40);
        for (address, expected) in list {
            assert_eq!(parse(address, OURS), Err(*expected), "{address:?}");
        }
    }

    #[test]
    fn no_reason_repeats_what_was_sent() {
        let reason = parse(&format!("{OURS}?code=geheim&state=s#x"), OURS).unwrap_err();
        assert!(!format!("{reason} {reason:?}").contains("geheim"));
        let fine = parse(&format!("{OURS}?code=geheim&state=s"), OURS).unwrap();
        assert!(!format!("{fine:?}").contains("geheim"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,80}") {
            let _ = parse(&text, OURS);
            let _ = parse(&format!("{OURS}?{text}"), OURS);
        }

        #[test]
        fn what_is_encoded_reads_back(code in "[ -~]{1,40}", state in "[A-Za-z0-9_-]{1,43}") {
            let query: String =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("code", &code).append_pair("state", &state).finish();
            prop_assert_eq!(parse(&format!("{OURS}?{query}"), OURS), Ok(Callback::Code { code, state }));
        }
    }
}
