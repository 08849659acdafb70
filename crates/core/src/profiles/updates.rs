//! `[updates]` of a profile: where new versions are looked for, and who is believed about them.

use crate::{
    Failure, Reason,
    profiles::{
        update_key::UpdateKey,
        validation::{Checker, is_loopback},
    },
    view::ProfileKind,
};
use serde::Deserialize;
use toml::Spanned;
use url::Url;

/// Built in by whoever makes packages: `GANGWAY_UPDATES_URL` and `GANGWAY_UPDATES_KEY` while building.
const BUILT_IN: (Option<&str>, Option<&str>) = (option_env!("GANGWAY_UPDATES_URL"), option_env!("GANGWAY_UPDATES_KEY"));

/// `[updates]`, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateKeys {
    /// `None`: nobody looks.
    pub source: Option<UpdateSource>,
}

/// Where, and whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateSource {
    /// Of `latest.json`; its signature is beside it, with `.minisig` after the name.
    pub url: String,
    /// Who signs it.
    pub key: UpdateKey,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateFile {
    check: Option<bool>,
    url: Option<Spanned<String>>,
    key: Option<Spanned<String>>,
}

impl Checker<'_> {
    /// A sandbox looks only where its own file says so, since it calls nothing outside this computer.
    pub(crate) fn updates(&self, file: &UpdateFile, kind: ProfileKind) -> Result<UpdateKeys, Failure> {
        self.updates_of(file, kind, BUILT_IN)
    }

    fn updates_of(
        &self,
        file: &UpdateFile,
        kind: ProfileKind,
        (built_url, built_key): (Option<&str>, Option<&str>),
    ) -> Result<UpdateKeys, Failure> {
        let own = file.url.as_ref().map(|value| self.update_url(value)).transpose()?;
        let own_key = file.key.as_ref().map(|value| self.update_key(value)).transpose()?;
        let built_url = built_url.filter(|_| kind != ProfileKind::Sandbox).map(str::to_owned);
        let Some(url) = own.or(built_url).filter(|_| file.check != Some(false)) else {
            return Ok(UpdateKeys::default());
        };
        let key = own_key.or_else(|| built_key.and_then(UpdateKey::parse));
        let key = key.ok_or_else(|| self.missing("updates.key"))?;
        Ok(UpdateKeys { source: Some(UpdateSource { url, key }) })
    }

    fn update_url(&self, value: &Spanned<String>) -> Result<String, Failure> {
        let wrong = |problem: &str| self.at("updates.url", &value.span(), problem);
        let url =
            Url::parse(value.get_ref().trim()).map_err(|error| wrong(&error.to_string()).because(Reason::UrlSyntax))?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            return Err(wrong("it must be an https address").because(Reason::UrlNotHttps));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("there is a user name or a password in it").because(Reason::UrlCredentials));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("it must end with the name of a file").because(Reason::UrlFragment));
        }
        Ok(url.to_string())
    }

    fn update_key(&self, value: &Spanned<String>) -> Result<UpdateKey, Failure> {
        UpdateKey::parse(value.get_ref()).ok_or_else(|| {
            let failure = self.at("updates.key", &value.span(), "it is no public key of minisign");
            failure.because(Reason::UpdateKeyMalformed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{UpdateFile, UpdateKeys};
    use crate::{
        Reason,
        profiles::{profile::Profile, validation::Checker},
        view::ProfileKind,
    };
    use std::path::Path;

    /// The example of minisign's own documentation.
    const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    const URL: &str = "https://updates.example/latest.json";

    fn parse(more: &str) -> Result<UpdateKeys, crate::Failure> {
        let text = format!("kind = \"sandbox\"\n[updates]\n{more}\n");
        Profile::parse(&text, Path::new("/h/p"), "p").map(|profile| profile.updates)
    }

    #[test]
    fn a_sandbox_looks_only_where_its_file_says_so() {
        let of = |kind, file: UpdateFile| {
            let check = Checker { text: "", path: "/h/p/profile.toml".into() };
            check.updates_of(&file, kind, (Some(URL), Some(KEY))).unwrap().source.map(|it| it.url)
        };
        assert_eq!(of(ProfileKind::Sandbox, UpdateFile::default()), None);
        assert_eq!(of(ProfileKind::Production, UpdateFile::default()).as_deref(), Some(URL));
        let off = UpdateFile { check: Some(false), ..UpdateFile::default() };
        assert_eq!(of(ProfileKind::Production, off), None, "a person may turn it off");
        let own = parse(&format!("url = \"http://127.0.0.1:9/latest.json\"\nkey = \"{KEY}\"")).unwrap();
        assert_eq!(own.source.unwrap().url, "http://127.0.0.1:9/latest.json");
    }

    #[test]
    fn mistakes_name_key_line_and_what_is_right() {
        let check = |more: &str, key: &str, line: Option<u32>, reason: Reason| {
            let failure = parse(more).unwrap_err();
            let place = failure.place.clone().unwrap();
            assert_eq!((place.key.as_str(), place.line, failure.reason), (key, line, Some(reason)), "{failure}");
        };
        check("url = \"http://updates.example/latest.json\"", "updates.url", Some(3), Reason::UrlNotHttps);
        check("url = \"nowhere\"", "updates.url", Some(3), Reason::UrlSyntax);
        check("url = \"https://a:b@u.example/latest.json\"", "updates.url", Some(3), Reason::UrlCredentials);
        check("url = \"https://u.example/latest.json?x=1\"", "updates.url", Some(3), Reason::UrlFragment);
        check(&format!("url = \"{URL}\""), "updates.key", None, Reason::ValueMissing);
        check("key = \"RWQ\"", "updates.key", Some(3), Reason::UpdateKeyMalformed);
        check("when = 1", "updates.when", Some(3), Reason::KeyUnknown);
    }
}
