//! `[rainforest]` of a profile: the host is known for real profiles, a sandbox names the one that it means.

use crate::{Failure, profiles::validation::Checker, view::ProfileKind};
use serde::Deserialize;
use toml::Spanned;

/// API hosts (docs/wire.md 2.1). Development is Rainforest's own sandbox.
const API: [(ProfileKind, &str); 2] = [
    (ProfileKind::Development, "https://api.sandbox.rainforestpay.com"),
    (ProfileKind::Production, "https://api.rainforestpay.com"),
];

/// `[rainforest]` (docs/wire.md 2.1). The API key is in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RainforestKeys {
    /// Where calls go, without a trailing slash.
    pub api: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RainforestFile {
    api: Option<Spanned<String>>,
}

/// The host of a kind of profile, where it is known.
pub(crate) fn usual_api(kind: ProfileKind) -> Option<&'static str> {
    API.iter().find(|(of, _)| *of == kind).map(|(_, host)| *host)
}

impl Checker<'_> {
    pub(crate) fn rainforest(&self, keys: &RainforestFile, kind: ProfileKind) -> Result<RainforestKeys, Failure> {
        let api = match (&keys.api, usual_api(kind)) {
            (None, Some(usual)) => usual.to_owned(),
            (api, _) => self.host("rainforest.api", api.as_ref())?,
        };
        Ok(RainforestKeys { api })
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
    fn the_host_is_known_by_the_kind_of_the_profile() {
        let real = "[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n[rainforest]\n";
        let of = |kind: &str, more: &str| {
            parse(&format!("kind = \"{kind}\"\n{real}{more}")).unwrap().rainforest.unwrap().api
        };
        assert_eq!(of("production", ""), "https://api.rainforestpay.com");
        assert_eq!(of("development", ""), "https://api.sandbox.rainforestpay.com");
        assert_eq!(of("development", "api = \"https://other.example\""), "https://other.example");
        assert_eq!(parse("kind = \"sandbox\"").unwrap().rainforest, None);
    }

    #[test]
    fn every_mistake_names_key_and_line() {
        let check = |text: &str, expected: &str| {
            let text = format!("kind = \"sandbox\"\n[rainforest]\n{text}");
            assert_eq!(parse(&text).unwrap_err(), format!("/h/p/profile.toml{expected}"));
        };
        check("", ": rainforest.api is missing.");
        check("api = \"http://a\"", ", line 3: rainforest.api: it must be an https address.");
        check("api_key = \"geheim\"", ", line 3: api_key: unknown field `api_key`, expected `api`.");
    }
}
