//! The home: the folder of all profiles, and a person's choices for all of them.

use crate::{
    Code, Failure,
    profile::{DEEP_LINK, FILE, Profile},
    view::{Preferences, ProfileDraft, ProfileEdit, ProfileKind, ProfileSummary},
};
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, value};

/// Overrides the platform's application data folder.
pub const HOME_VARIABLE: &str = "GANGWAY_HOME";
const PREFERENCES: &str = "preferences.json";
const LAST: &str = "last-profile";

/// API hosts by country and login hosts by kind (PROVIDERS.md 1.2).
const COUNTRIES: [(&str, &str); 9] = [
    ("ar", "https://api.rappi.com.ar"),
    ("br", "https://api.rappi.com.br"),
    ("cl", "https://api.rappi.cl"),
    ("co", "https://api.rappi.com.co"),
    ("cr", "https://api.rappi.co.cr"),
    ("ec", "https://api.rappi.com.ec"),
    ("mx", "https://api.rappi.com.mx"),
    ("pe", "https://api.rappi.pe"),
    ("uy", "https://api.rappi.com.uy"),
];

/// The folder of all profiles. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Home(PathBuf);

impl Home {
    /// At a given place.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// `GANGWAY_HOME`, or the folder the platform keeps application data in.
    pub fn from_environment(platform: Option<PathBuf>) -> Option<Self> {
        std::env::var_os(HOME_VARIABLE).map(PathBuf::from).or(platform).map(Self)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// All profiles.
    pub fn profiles(&self) -> Vec<ProfileSummary> {
        Profile::list(&self.0).iter().map(summary).collect()
    }

    /// The profile that was open last.
    pub fn last(&self) -> Option<String> {
        let name = std::fs::read_to_string(self.0.join(LAST)).ok()?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Remembers the profile for the next start.
    pub fn remember(&self, name: &str) -> Result<(), Failure> {
        self.write(LAST, name)
    }

    /// A person's choices; defaults where there are none or they cannot be read.
    pub fn preferences(&self) -> Preferences {
        let text = std::fs::read_to_string(self.0.join(PREFERENCES)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps a person's choices.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<(), Failure> {
        self.write(PREFERENCES, &serde_json::to_string(&preferences).unwrap_or_default())
    }

    /// Makes the sandbox profile's file, so that it is listed; nothing happens when it is there.
    pub fn ensure_sandbox(&self) -> Result<(), Failure> {
        if self.0.join("sandbox").join(FILE).exists() {
            return Ok(());
        }
        self.write(
            &format!("sandbox/{FILE}"),
            "# Simulated providers on this machine; docs/profile.md explains every key.\nkind = \"sandbox\"\n",
        )
    }

    /// Makes a profile from what was typed. The secret is the caller's to put into the vault.
    pub fn create(&self, draft: &ProfileDraft) -> Result<Profile, Failure> {
        let bad = |message: &str| Err(Failure::new(Code::BadInput, message));
        let name = draft.name.trim();
        if name.is_empty() || name == "sandbox" || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return bad("The profile's name may hold letters, digits and hyphens, and may not be \"sandbox\".");
        }
        if draft.kind == ProfileKind::Sandbox {
            return bad("There is one sandbox, and it is there already.");
        }
        if draft.client_id.trim().is_empty() || draft.client_secret.trim().is_empty() {
            return bad("The client id and the client secret are both needed.");
        }
        let Some((_, production)) = COUNTRIES.iter().find(|(code, _)| *code == draft.country) else {
            return bad("Choose one of the listed countries.");
        };
        if self.0.join(name).join(FILE).exists() {
            return Err(Failure::new(Code::BadInput, format!("There is a profile called {name} already.")));
        }
        let (kind, login, api) = match draft.kind {
            ProfileKind::Production => ("production", "https://login.partners.rappi.com", *production),
            _ => ("development", "https://login.partners.dev.rappi.com", "https://api.dev.rappi.com"),
        };
        let mut file = DocumentMut::new();
        file["kind"] = value(kind);
        file["country"] = value(&draft.country);
        file["rappi"] = toml_edit::table();
        file["rappi"]["login"] = value(login);
        file["rappi"]["api"] = value(api);
        file["rappi"]["client_id"] = value(draft.client_id.trim());
        file["rappi"]["integrations"] = value(draft.integrations.iter().map(|id| id.trim()).collect::<Array>());
        file["rappi"]["loopback_port"] = value(8976);
        if let Some(url) = draft.public_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
            file["receiver"] = toml_edit::table();
            file["receiver"]["public_url"] = value(url);
        }
        let text = format!("# Every key is explained in docs/profile.md.\n{file}");
        let profile = Profile::parse(&text, &self.0.join(name), name)?;
        self.write(&format!("{name}/{FILE}"), &text)?;
        Ok(profile)
    }

    /// Changes a profile's file, keeping comments and order, and checks it before it is written.
    pub fn edit(&self, name: &str, edit: &ProfileEdit) -> Result<Profile, Failure> {
        let path = self.0.join(name).join(FILE);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| "kind = \"sandbox\"\n".to_owned());
        let mut file: DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| Failure::new(Code::ProfileInvalid, error.to_string()))?;
        let mut set = |table: &str, key: &str, item: toml_edit::Item| {
            if file.get(table).is_none() {
                file[table] = toml_edit::table();
            }
            file[table][key] = item;
        };
        if let Some(url) = &edit.public_url {
            set("receiver", "public_url", value(url.trim()));
        }
        if let Some(address) = &edit.receiver_address {
            set("receiver", "address", value(address.trim()));
        }
        if let Some(integrations) = &edit.integrations {
            set("rappi", "integrations", value(integrations.iter().map(|id| id.trim()).collect::<Array>()));
        }
        if let Some(concurrency) = edit.concurrency {
            set("run", "concurrency", value(i64::from(concurrency)));
        }
        if let Some(seconds) = edit.overdue_after_s {
            set("run", "overdue_after_s", value(i64::from(seconds)));
        }
        let text = file.to_string();
        let profile = Profile::parse(&text, &self.0.join(name), name)?;
        self.write(&format!("{name}/{FILE}"), &text)?;
        Ok(profile)
    }

    /// Whole or not at all: written beside, synced, then renamed.
    fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(name);
        let put = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.0);
            std::fs::create_dir_all(folder)?;
            let beside = path.with_extension("new");
            let mut file = std::fs::File::create(&beside)?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&beside, &path)
        };
        put().map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull => Failure::new(Code::RecordFull, "The disk is full."),
            _ => Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", path.display())),
        })
    }
}

/// A profile's line in the list.
pub fn summary(profile: &Profile) -> ProfileSummary {
    ProfileSummary { name: profile.name.clone(), kind: profile.kind, country: profile.country.clone() }
}

/// The redirects a profile may be sent back to: the deep link, and loopback on a port.
pub fn redirects(loopback_port: u16) -> (String, String) {
    (DEEP_LINK.to_owned(), format!("http://127.0.0.1:{loopback_port}/oauth/callback"))
}

#[cfg(test)]
mod tests {
    use super::Home;
    use crate::view::{ProfileDraft, ProfileEdit, ProfileKind};

    fn draft() -> ProfileDraft {
        ProfileDraft {
            name: "co-live".into(),
            kind: ProfileKind::Production,
            country: "co".into(),
            client_id: "id".into(),
            client_secret: "geheim".into(),
            integrations: vec!["pos".into()],
            public_url: None,
        }
    }

    #[test]
    fn a_new_profile_is_listed_and_its_file_holds_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let profile = home.create(&draft()).unwrap();
        assert_eq!(profile.rappi.unwrap().api, "https://api.rappi.com.co");
        assert_eq!(home.profiles().len(), 1);
        let text = std::fs::read_to_string(folder.path().join("co-live/profile.toml")).unwrap();
        assert!(!text.contains("geheim"));
        assert!(home.create(&draft()).is_err(), "a second one of the same name");
    }

    #[test]
    fn an_edit_keeps_comments_and_a_wrong_one_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        home.create(&draft()).unwrap();
        let path = folder.path().join("co-live/profile.toml");
        let edit = ProfileEdit { concurrency: Some(2), ..Default::default() };
        assert_eq!(home.edit("co-live", &edit).unwrap().concurrency, 2);
        let before = std::fs::read_to_string(&path).unwrap();
        assert!(before.starts_with("# Every key"));
        let wrong = ProfileEdit { concurrency: Some(99), ..Default::default() };
        assert!(home.edit("co-live", &wrong).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    }
}
