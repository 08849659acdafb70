//! How calls to Rappi are spelled and how the integrator logs in: `dialect`, `token_url` and `token_fields` of a
//! profile's `[rappi]`.

use crate::{
    Failure, Reason,
    profiles::{profile::RappiFile, validation::Checker},
    view::Dialect,
};
use gangway_providers::rappi::{self, TokenCall};
use toml::Spanned;
use url::Url;

/// Never in a file: the one is a key of its own, the other is a secret.
const NOT_IN_A_FILE: [&str; 2] = ["client_id", "client_secret"];

/// What of the wire a profile decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wire {
    /// How calls are spelled.
    pub dialect: Dialect,
    /// How the integrator logs in.
    pub token: TokenCall,
}

impl Dialect {
    /// What differs.
    pub(crate) const fn spelled(self) -> rappi::Dialect {
        match self {
            Self::A => rappi::A,
            Self::B => rappi::B,
        }
    }
}

impl Checker<'_> {
    pub(crate) fn wire(&self, file: &RappiFile) -> Result<Wire, Failure> {
        let url = file.token_url.as_ref().map(|value| self.token_url(value)).transpose()?;
        let mut fields = Vec::new();
        if let Some(table) = &file.token_fields {
            for (name, value) in table.get_ref() {
                if NOT_IN_A_FILE.contains(&name.as_str()) || name.trim().is_empty() {
                    let problem = format!("\"{name}\" may not be one of them");
                    let failure = self.at("rappi.token_fields", &table.span(), &problem);
                    return Err(failure.because(Reason::FieldReserved).about(name.clone()));
                }
                fields.push((name.clone(), value.clone()));
            }
        }
        Ok(Wire { dialect: file.dialect.unwrap_or_default(), token: TokenCall { url, fields } })
    }

    /// An address with a path; the client secret goes there, so never over a network in clear.
    fn token_url(&self, value: &Spanned<String>) -> Result<String, Failure> {
        let wrong = |problem: &str| self.at("rappi.token_url", &value.span(), problem);
        let url =
            Url::parse(value.get_ref().trim()).map_err(|error| wrong(&error.to_string()).because(Reason::UrlSyntax))?;
        match url.scheme() {
            "https" => {}
            "http" if crate::profiles::validation::is_loopback(&url) => {}
            _ => return Err(wrong("it must be an https address").because(Reason::UrlNotHttps)),
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            let reason = if url.fragment().is_some() { Reason::UrlFragment } else { Reason::UrlCredentials };
            return Err(wrong("it must be an address only, without a user or a fragment").because(reason));
        }
        // What was checked, not what was typed.
        Ok(url.into())
    }
}

#[cfg(test)]
mod tests {
    use crate::{profiles::profile::Profile, view::Dialect};
    use proptest::prelude::*;
    use std::path::Path;

    fn parse(more: &str) -> Result<Profile, String> {
        let text = format!("kind = \"sandbox\"\n[rappi]\n{more}\n");
        Profile::parse(&text, Path::new("/h/p"), "p").map_err(|failure| failure.message)
    }

    #[test]
    fn the_seeds_dialect_and_the_current_login_unless_told_otherwise() {
        let wire = parse("").unwrap().wire;
        assert_eq!((wire.dialect, wire.token.url, wire.token.fields.len()), (Dialect::A, None, 0));
    }

    #[test]
    fn dialect_b_and_the_login_of_older_tenants() {
        let text = "dialect = \"b\"\ntoken_url = \"https://tenant.example.com/oauth/token\"\n\
                    token_fields = { audience = \"api\", grant_type = \"client_credentials\" }";
        let wire = parse(text).unwrap().wire;
        assert_eq!(wire.dialect, Dialect::B);
        assert_eq!(wire.token.url.as_deref(), Some("https://tenant.example.com/oauth/token"));
        let expected = [("audience", "api"), ("grant_type", "client_credentials")];
        assert_eq!(wire.token.fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn mistakes_name_key_and_line() {
        let check = |more: &str, expected: &str| {
            assert_eq!(parse(more).unwrap_err(), format!("/h/p/profile.toml, line 3: {expected}."));
        };
        check("dialect = \"c\"", "dialect: unknown variant `c`, expected `a` or `b`");
        check("token_url = \"http://a.example.com/t\"", "rappi.token_url: it must be an https address");
        check(
            "token_url = \"https://u:p@a.example.com/t\"",
            "rappi.token_url: it must be an address only, without a user or a fragment",
        );
        check("token_url = \"t\"", "rappi.token_url: relative URL without a base");
        check(
            "token_fields = { client_secret = \"geheim\" }",
            "rappi.token_fields: \"client_secret\" may not be one of them",
        );
    }

    const FULL: &str = include_str!("../../../../fuzz/seeds/profile_files/full");

    proptest! {
        /// Whatever a text editor leaves behind: accepted or refused with the file's name, never a panic.
        #[test]
        fn any_file(text in "\\PC{0,60}", at in 0usize..600, cut in 0usize..40) {
            let letters: Vec<char> = FULL.chars().collect();
            let at = at.min(letters.len());
            let rest = letters[(at + cut).min(letters.len())..].iter();
            let changed: String = letters[..at].iter().copied().chain(text.chars()).chain(rest.copied()).collect();
            for text in [text, changed] {
                if let Err(failure) = Profile::parse(&text, Path::new("/h/p"), "p") {
                    prop_assert!(failure.message.starts_with("/h/p/profile.toml"), "{}", failure.message);
                }
            }
        }
    }
}
