//! The home: the folder of all profiles, and a person's choices for all of them.

use crate::{
    Code, Failure, Reason,
    profiles::{
        presets::preset,
        private_folder::{private_folder, write_whole},
        profile::{DEEP_LINK, FILE, Profile},
    },
    view::{Preferences, ProfileDraft, ProfileEdit, ProfileKind, ProfileSummary, RappiEdit},
};
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, InlineTable, value};

/// Overrides the platform's application data folder.
pub const HOME_VARIABLE: &str = "GANGWAY_HOME";
const PREFERENCES: &str = "preferences.json";
const LAST: &str = "last-profile";
/// Where the first profile receives; the next ones at the ports after it.
const FIRST_RECEIVER: u16 = 4180;

/// The folder of all profiles. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Home(PathBuf);

/// A change of a profile's file that was checked and is not written yet, so that its audit entry can come first.
#[derive(Debug)]
pub(crate) struct EditedProfile {
    home: Home,
    file: String,
    text: String,
    /// What the file will say.
    pub(crate) profile: Profile,
}

impl EditedProfile {
    /// Writes the file.
    pub(crate) fn write(self) -> Result<Profile, Failure> {
        self.home.write(&self.file, &self.text)?;
        Ok(self.profile)
    }
}

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

    /// Keeps a person's choices. What was chosen before and is not said now stays chosen: whoever shows the choices may not know
    /// of it yet. A file of a newer program, or one that somebody broke, stays beside them.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<(), Failure> {
        let path = self.0.join(PREFERENCES);
        let is_unreadable = |text: String| serde_json::from_str::<Preferences>(&text).is_err();
        if std::fs::read_to_string(&path).is_ok_and(is_unreadable) {
            let beside = path.with_extension("unreadable");
            std::fs::rename(&path, &beside).map_err(|error| {
                Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", beside.display()))
            })?;
        }
        let keep_running = preferences.keep_running.or(self.preferences().keep_running);
        let preferences = Preferences { keep_running, ..preferences };
        self.write(PREFERENCES, &serde_json::to_string(&preferences).unwrap_or_default())
    }

    /// A receiver's address that no profile has yet: every opened profile goes on receiving while another one is shown.
    fn free_receiver(&self) -> String {
        let taken: Vec<u16> = Profile::list(&self.0).iter().map(|profile| profile.receiver.port()).collect();
        let port = (FIRST_RECEIVER..=u16::MAX).find(|port| !taken.contains(port)).unwrap_or(FIRST_RECEIVER);
        format!("127.0.0.1:{port}")
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
        let bad = |reason, message: &str| Err(Failure::new(Code::BadInput, message).because(reason));
        let name = draft.name.trim();
        if name.is_empty() || name == "sandbox" || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return bad(
                Reason::ProfileName,
                "The profile's name may hold letters, digits and hyphens, and may not be \"sandbox\".",
            );
        }
        if draft.kind == ProfileKind::Sandbox {
            return bad(Reason::ProfileName, "There is one sandbox, and it is there already.");
        }
        if draft.client_id.trim().is_empty() || draft.client_secret.trim().is_empty() {
            return bad(Reason::CredentialsNeeded, "The client id and the client secret are both needed.");
        }
        let Some(hosts) = preset(draft.kind, &draft.country) else {
            return bad(Reason::CountryUnlisted, "Choose one of the listed countries.");
        };
        if self.0.join(name).join(FILE).exists() {
            return Err(Failure::new(Code::BadInput, format!("There is a profile called {name} already."))
                .because(Reason::ProfileExists)
                .about(name));
        }
        let kind = if draft.kind == ProfileKind::Production { "production" } else { "development" };
        let mut file = DocumentMut::new();
        file["kind"] = value(kind);
        file["country"] = value(&draft.country);
        file["rappi"] = toml_edit::table();
        file["rappi"]["login"] = value(hosts.login);
        file["rappi"]["api"] = value(hosts.api);
        file["rappi"]["client_id"] = value(draft.client_id.trim());
        file["rappi"]["integrations"] = value(draft.integrations.iter().map(|id| id.trim()).collect::<Array>());
        file["rappi"]["loopback_port"] = value(8976);
        file["receiver"] = toml_edit::table();
        file["receiver"]["address"] = value(self.free_receiver());
        if let Some(url) = draft.public_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
            file["receiver"]["public_url"] = value(url);
        }
        if let Some(edit) = &draft.rappi {
            set_rappi(&mut file, edit);
        }
        let text = format!("# Every key is explained in docs/profile.md.\n{file}");
        let profile = Profile::parse(&text, &self.0.join(name), name)?;
        self.write(&format!("{name}/{FILE}"), &text)?;
        Ok(profile)
    }

    /// Changes a profile's file, keeping comments and order. It is checked, and not written yet.
    pub(crate) fn edit(&self, name: &str, edit: &ProfileEdit) -> Result<EditedProfile, Failure> {
        self.change(name, |file| set_profile(file, edit))
    }

    pub(crate) fn change(&self, name: &str, change: impl FnOnce(&mut DocumentMut)) -> Result<EditedProfile, Failure> {
        let path = self.0.join(name).join(FILE);
        let text = match std::fs::read(&path) {
            Ok(bytes) => Profile::text(&self.0.join(name), &bytes)?,
            Err(_) => "kind = \"sandbox\"\n".to_owned(),
        };
        let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            let said = Profile::parse(&text, &self.0.join(name), name).err();
            said.unwrap_or_else(|| Failure::new(Code::ProfileInvalid, error.to_string()))
        })?;
        change(&mut file);
        let text = file.to_string();
        let profile = Profile::parse(&text, &self.0.join(name), name)?;
        Ok(EditedProfile { home: self.clone(), file: format!("{name}/{FILE}"), text, profile })
    }

    /// Changes how a profile reaches Rappi, as [`Home::edit`] does the rest.
    pub(crate) fn edit_rappi(&self, name: &str, edit: &RappiEdit) -> Result<EditedProfile, Failure> {
        self.change(name, |file| set_rappi(file, edit))
    }

    /// Names Ratepay's client in a profile's file, keeping comments and order. The secret is the caller's to put into the
    /// vault.
    pub(crate) fn name_ratepay(&self, name: &str, client_id: &str) -> Result<EditedProfile, Failure> {
        self.change(name, |file| {
            if file.get("ratepay").is_none() {
                file["ratepay"] = toml_edit::table();
            }
            file["ratepay"]["client_id"] = value(client_id.trim());
        })
    }

    /// Names Rainforest in a profile's file, keeping comments and order. Key and secret are the caller's to put into the vault.
    pub(crate) fn name_rainforest(&self, name: &str) -> Result<EditedProfile, Failure> {
        self.change(name, |file| {
            if file.get("rainforest").is_none() {
                file["rainforest"] = toml_edit::table();
            }
        })
    }

    /// A file of the home itself, or none of that name.
    pub(crate) fn keep_file(&self, name: &str, text: Option<&str>) -> Result<(), Failure> {
        let Some(text) = text else {
            return match std::fs::remove_file(self.0.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    let message = format!("{} cannot be removed: {error}.", self.0.join(name).display());
                    Err(Failure::new(Code::RecordReadOnly, message))
                }
                Ok(()) | Err(_) => Ok(()),
            };
        };
        self.write(name, text)
    }

    /// Whole or not at all: written beside, synced, then renamed.
    fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(name);
        let put = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.0);
            // The home itself may be a folder of anybody's choice; what is in it is ours.
            if folder == self.0 {
                std::fs::create_dir_all(folder)?;
            } else {
                private_folder(folder)?;
            }
            write_whole(&path, text.as_bytes())
        };
        put().map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull => Failure::new(Code::RecordFull, "The disk is full."),
            _ => Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", path.display())),
        })
    }
}

fn set_profile(file: &mut DocumentMut, edit: &ProfileEdit) {
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
}

fn set_rappi(file: &mut DocumentMut, edit: &RappiEdit) {
    if file.get("rappi").is_none() {
        file["rappi"] = toml_edit::table();
    }
    let rappi = &mut file["rappi"];
    let mut set = |key: &str, text: Option<&String>| match text.map(|text| text.trim()) {
        Some("") => {
            rappi.as_table_like_mut().and_then(|table| table.remove(key));
        }
        Some(text) => rappi[key] = value(text),
        None => {}
    };
    set("login", edit.login.as_ref());
    set("api", edit.api.as_ref());
    set("token_url", edit.token_url.as_ref());
    set("dialect", edit.dialect.map(|dialect| dialect.word().to_owned()).as_ref());
    match edit.token_fields.as_deref() {
        Some([]) => {
            rappi.as_table_like_mut().and_then(|table| table.remove("token_fields"));
        }
        Some(fields) => {
            let pairs = fields.iter().map(|field| (field.name.trim(), field.value.trim()));
            rappi["token_fields"] = value(pairs.collect::<InlineTable>());
        }
        None => {}
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
mod tests;
