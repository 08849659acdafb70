//! Hosts to begin with (docs/wire.md 1.2). A profile's file holds them in full, and a person may change every one.

use crate::view::{HostFamily, HostPreset, ProfileKind};

const LOGIN: &str = "https://login.partners.rappi.com";
const LOGIN_DEVELOPMENT: &str = "https://login.partners.dev.rappi.com";
const API_DEVELOPMENT: &str = "https://api.dev.rappi.com";

/// Country, API host, and the host of the older family. Of the older ones only Mexico's was reported by name; the others
/// follow the family's pattern.
const COUNTRIES: [(&str, &str, &str); 9] = [
    ("ar", "https://api.rappi.com.ar", "https://services.rappi.com.ar"),
    ("br", "https://api.rappi.com.br", "https://services.rappi.com.br"),
    ("cl", "https://api.rappi.cl", "https://services.rappi.cl"),
    ("co", "https://api.rappi.com.co", "https://services.rappi.com.co"),
    ("cr", "https://api.rappi.co.cr", "https://services.rappi.co.cr"),
    ("ec", "https://api.rappi.com.ec", "https://services.rappi.com.ec"),
    ("mx", "https://api.rappi.com.mx", "https://services.mxgrability.rappi.com"),
    ("pe", "https://api.rappi.pe", "https://services.rappi.pe"),
    ("uy", "https://api.rappi.com.uy", "https://services.rappi.com.uy"),
];

/// All presets of a kind; none for a sandbox, which brings its own hosts.
pub fn presets(kind: ProfileKind) -> Vec<HostPreset> {
    let preset = |country: Option<&str>, family, login: &str, api: &str| HostPreset {
        kind,
        country: country.map(str::to_owned),
        family,
        login: login.to_owned(),
        api: api.to_owned(),
    };
    match kind {
        ProfileKind::Sandbox => Vec::new(),
        ProfileKind::Development => vec![preset(None, HostFamily::Current, LOGIN_DEVELOPMENT, API_DEVELOPMENT)],
        ProfileKind::Production => {
            let of = |(country, api, older): (&str, &str, &str)| {
                [(HostFamily::Current, api), (HostFamily::Older, older)]
                    .map(|(family, api)| preset(Some(country), family, LOGIN, api))
            };
            COUNTRIES.into_iter().flat_map(of).collect()
        }
    }
}

/// What a new profile begins with; `None` for a country that Rappi is not known to be in.
pub(crate) fn preset(kind: ProfileKind, country: &str) -> Option<HostPreset> {
    COUNTRIES.iter().find(|(code, ..)| *code == country)?;
    let fits = |it: &HostPreset| it.family == HostFamily::Current && it.country.as_deref().is_none_or(|c| c == country);
    presets(kind).into_iter().find(fits)
}

#[cfg(test)]
mod tests {
    use super::{preset, presets};
    use crate::{
        profiles::profile::Profile,
        view::{HostFamily, ProfileKind},
    };
    use std::path::Path;

    /// Every preset makes a profile that is accepted, or choosing it would be a mistake of ours.
    #[test]
    fn every_preset_makes_a_profile() {
        for (kind, word) in [(ProfileKind::Production, "production"), (ProfileKind::Development, "development")] {
            for it in presets(kind) {
                let (login, api) = (it.login, it.api);
                let text =
                    format!("kind = \"{word}\"\n[rappi]\nlogin = \"{login}\"\napi = \"{api}\"\nclient_id = \"c\"\n");
                Profile::parse(&text, Path::new("/h/p"), "p").unwrap();
            }
        }
        assert_eq!(presets(ProfileKind::Production).len(), 18);
    }

    #[test]
    fn the_hosts_of_a_country() {
        let api = |kind, country| preset(kind, country).map(|it| it.api);
        assert_eq!(api(ProfileKind::Production, "co").as_deref(), Some("https://api.rappi.com.co"));
        assert_eq!(api(ProfileKind::Development, "co").as_deref(), Some("https://api.dev.rappi.com"));
        assert_eq!(api(ProfileKind::Production, "de"), None);
        let older = presets(ProfileKind::Production)
            .into_iter()
            .find(|it| it.family == HostFamily::Older && it.country.as_deref() == Some("mx"));
        assert_eq!(older.unwrap().api, "https://services.mxgrability.rappi.com");
    }
}
