//! `[ratepay]` of a profile: hosts and audience are known for real profiles, a sandbox names the one that it means.

use crate::{Failure, profiles::validation::Checker, view::ProfileKind};
use serde::Deserialize;
use toml::Spanned;

/// Token host of both environments, and API host of each (docs/wire.md 3.1 and 3.2).
const RATEPAY_OAUTH: &str = "https://oauth.ratepay.com";
const RATEPAY_API: [(ProfileKind, &str); 2] = [
    (ProfileKind::Development, "https://api-integration.ratepay.com"),
    (ProfileKind::Production, "https://api.ratepay.com"),
];

/// `[ratepay]` (docs/wire.md 3.1 and 3.2)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatepayKeys {
    /// Where tokens come from, without a trailing slash.
    pub oauth: String,
    /// Where calls go, without a trailing slash.
    pub api: String,
    /// What a token is asked for.
    pub audience: String,
    /// The client id.
    pub client_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatepayFile {
    oauth: Option<Spanned<String>>,
    api: Option<Spanned<String>>,
    audience: Option<Spanned<String>>,
    client_id: Option<Spanned<String>>,
}

impl Checker<'_> {
    /// Hosts and audience are known for real profiles; a sandbox names the one that it means.
    pub(crate) fn ratepay(&self, keys: &RatepayFile, kind: ProfileKind) -> Result<RatepayKeys, Failure> {
        let known = RATEPAY_API.iter().find(|(of, _)| *of == kind).map(|(_, host)| *host);
        let host = |key: &str, value: Option<&Spanned<String>>, usual: Option<&str>| match (value, usual) {
            (None, Some(usual)) => Ok(usual.to_owned()),
            (value, _) => self.host(key, value),
        };
        let api = host("ratepay.api", keys.api.as_ref(), known)?;
        let audience = match (&keys.audience, known) {
            (None, Some(known)) => format!("{known}/webhook/management"),
            (audience, _) => self.filled("ratepay.audience", audience.as_ref())?,
        };
        Ok(RatepayKeys {
            oauth: host("ratepay.oauth", keys.oauth.as_ref(), known.map(|_| RATEPAY_OAUTH))?,
            api,
            audience,
            client_id: self.filled("ratepay.client_id", keys.client_id.as_ref())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::profiles::profile::Profile;
    use std::path::Path;

    fn parse(text: &str) -> Result<Profile, String> {
        Profile::parse(text, Path::new("/h/p"), "p").map_err(|failure| failure.message)
    }

    #[test]
    fn ratepay_is_known_by_the_kind_of_the_profile() {
        let real =
            "[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n[ratepay]\nclient_id = \"r\"\n";
        let of = |kind: &str, more: &str| parse(&format!("kind = \"{kind}\"\n{real}{more}")).unwrap().ratepay.unwrap();
        let live = of("production", "");
        assert_eq!((live.oauth.as_str(), live.api.as_str()), ("https://oauth.ratepay.com", "https://api.ratepay.com"));
        assert_eq!(
            (live.audience.as_str(), live.client_id.as_str()),
            ("https://api.ratepay.com/webhook/management", "r")
        );
        let test = of("development", "oauth = \"https://o\"\n");
        assert_eq!((test.oauth.as_str(), test.api.as_str()), ("https://o", "https://api-integration.ratepay.com"));
        assert_eq!(test.audience, "https://api-integration.ratepay.com/webhook/management");
        assert_eq!(parse("kind = \"sandbox\"").unwrap().ratepay, None);
    }

    #[test]
    fn every_mistake_in_ratepay_names_key_and_line() {
        let check = |text: &str, expected: &str| {
            let text = format!("kind = \"sandbox\"\n[ratepay]\n{text}");
            assert_eq!(parse(&text).unwrap_err(), format!("/h/p/profile.toml{expected}"));
        };
        check("client_id = \"r\"", ": ratepay.api is missing.");
        check("api = \"https://a\"\nclient_id = \"r\"", ": ratepay.audience is missing.");
        check("api = \"https://a\"\naudience = \" \"", ", line 4: ratepay.audience: it is blank.");
        check("api = \"https://a\"\naudience = \"x\"\nclient_id = \"r\"", ": ratepay.oauth is missing.");
        check(
            "oauth = \"ftp://a\"\napi = \"https://a\"\naudience = \"x\"",
            ", line 3: ratepay.oauth: it must be an https address.",
        );
        check("api = \"http://a\"", ", line 3: ratepay.api: it must be an https address.");
        check(
            "oauth = \"https://o\"\napi = \"https://a\"\naudience = \"x\"\nclient_id = \"\"",
            ", line 6: ratepay.client_id: it is blank.",
        );
        check(
            "secret = \"geheim\"",
            ", line 3: secret: unknown field `secret`, expected one of `oauth`, `api`, `audience`, `client_id`.",
        );
    }
}
