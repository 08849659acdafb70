//! How people are told, in the profile's file and in the vault.

use super::{PASSWORD, PLATFORM_SECRET};
use crate::{
    Code, Failure, FilePlace, Home, Reason,
    environment::random::octets,
    notifications::Notifications,
    profiles::{
        notifications::{EmailKeys, NotificationKeys},
        store::EditedProfile,
        tables::{put, table},
    },
    view::{
        MailSecurity, MailSettings, MatrixRow, NotificationFacts, NotificationSettings, NotificationSettingsEdit,
        SecretState, TemplateKey,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use gangway_domain::ActKind;
use gangway_domain::notifications::Channel;
use gangway_providers::{email::Security, platform};
use gangway_record::notifications::{merchant_settings, sending_switch, templates};
use secrecy::SecretString;
use toml_edit::{Array, DocumentMut, Table, value};

/// Octets of the system's randomness in a secret (Standard Webhooks: 24 to 64).
const OCTETS: usize = 32;

impl Notifications {
    /// For the settings.
    pub async fn notification_settings(&self) -> Result<NotificationSettings, Failure> {
        let (sending, edited, muted) = self
            .environment
            .record()
            .read(|c| Ok((sending_switch::is_on(c)?, templates::edited(c)?, merchant_settings::muted(c)?)))
            .await?;
        let key = |it: templates::Key| TemplateKey { language: it.language, channel: it.channel, event: it.event };
        Ok(NotificationSettings {
            edit: facts(&self.environment.profile().notifications),
            sending,
            password: self.has(PASSWORD).await,
            platform_secret: self.has(PLATFORM_SECRET).await,
            edited: edited.into_iter().map(key).collect(),
            muted,
        })
    }

    async fn has(&self, name: &str) -> SecretState {
        let stored = self.environment.vault().get(name).await.unwrap_or_default().is_some();
        if stored { SecretState::Stored } else { SecretState::Missing }
    }

    /// Writes new settings into the profile's file, and secrets into the vault. What is wrong is refused with its key.
    pub async fn save_notification_settings(
        &self,
        home: &Home,
        edit: NotificationSettingsEdit,
    ) -> Result<NotificationSettings, Failure> {
        let secret: SecretString = edit.platform_secret.0.trim().into();
        let has_secret = !edit.platform_secret.0.trim().is_empty();
        if has_secret {
            let bad = |error: platform::BadSecret| {
                let failure = Failure::new(Code::BadInput, format!("It is no secret: {error}."));
                let place = FilePlace { file: None, line: None, key: "notifications.platform.secret".to_owned() };
                failure.because(Reason::PlatformSecretMalformed).at(place)
            };
            platform::check_secret(&secret).map_err(bad)?;
        }
        let before = self.environment.profile();
        let edited = home.edit_notification_settings(&before.name, &edit.facts)?;
        if !edit.password.0.is_empty() {
            let act = self.environment.act(ActKind::TellingSecretReplaced, "email", None, None);
            self.environment.replace_secret(act, PASSWORD, edit.password.0.clone().into()).await?;
        }
        if has_secret {
            let act = self.environment.act(ActKind::TellingSecretReplaced, "platform", None, None);
            self.environment.replace_secret(act, PLATFORM_SECRET, secret).await?;
        }
        let notifications = self.environment.write_profile(&before.name, &before, edited).await?.notifications;
        self.environment.change_profile(|profile| profile.notifications = notifications);
        self.wake_senders();
        self.notification_settings().await
    }

    /// Makes a new secret for calls to the platform and keeps it. It is handed out to the shell alone, for the clipboard.
    pub async fn make_platform_secret(&self) -> Result<SecretString, Failure> {
        let secret: SecretString = format!("{}{}", platform::PREFIX, STANDARD.encode(octets::<OCTETS>()?)).into();
        let act = self.environment.act(ActKind::TellingSecretReplaced, "platform", None, None);
        self.environment.replace_secret(act, PLATFORM_SECRET, secret.clone()).await?;
        self.wake_senders();
        Ok(secret)
    }

    /// The secret for calls to the platform, for the shell to copy. That it was asked for is in the audit before.
    pub async fn platform_secret(&self) -> Result<SecretString, Failure> {
        let secret = self.way_secret(PLATFORM_SECRET).await?.ok_or_else(|| Failure::not_found("secret"))?;
        self.environment
            .disclose(self.environment.act(ActKind::TellingSecretShown, "platform", None, None), secret)
            .await
    }
}

/// The settings as they are shown and edited.
pub(crate) fn facts(keys: &NotificationKeys) -> NotificationFacts {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let quiet = keys.quiet.as_ref();
    let row =
        |(event, channels): (&gangway_domain::notifications::Event, &std::collections::BTreeSet<Channel>)| MatrixRow {
            event: event.clone(),
            internal: channels.contains(&Channel::Internal),
            email: channels.contains(&Channel::Email),
            platform: channels.contains(&Channel::Platform),
        };
    NotificationFacts {
        platform_name: keys.platform_name.clone(),
        language: keys.language,
        desk_language: keys.desk_language,
        zone: keys.zone_name().to_owned(),
        application_link: text(&keys.application_link),
        support: text(&keys.support),
        quiet_from: quiet.map(|it| it.from.clone()).unwrap_or_default(),
        quiet_until: quiet.map(|it| it.until.clone()).unwrap_or_default(),
        matrix: keys.matrix.rows().map(row).collect(),
        email: mail(keys.email.as_ref()),
        platform_url: text(&keys.platform_url),
    }
}

fn mail(keys: Option<&EmailKeys>) -> MailSettings {
    let Some(keys) = keys else {
        let (host, user, from, reply_to, hello) = Default::default();
        return MailSettings { host, port: 587, security: MailSecurity::Starttls, user, from, reply_to, hello };
    };
    MailSettings {
        host: keys.host.clone(),
        port: keys.port,
        security: match keys.security {
            Security::StartTls => MailSecurity::Starttls,
            Security::Tls => MailSecurity::Tls,
            Security::None => MailSecurity::None,
        },
        user: keys.user.clone().unwrap_or_default(),
        from: keys.from.clone(),
        reply_to: keys.reply_to.clone().unwrap_or_default(),
        hello: keys.hello.clone().unwrap_or_default(),
    }
}

impl Home {
    /// Changes how people are told in a profile's file, keeping comments, order and the keys that are not edited here.
    pub(crate) fn edit_notification_settings(
        &self,
        name: &str,
        facts: &NotificationFacts,
    ) -> Result<EditedProfile, Failure> {
        self.change(name, |file| set(file, facts))
    }
}

fn set(file: &mut DocumentMut, facts: &NotificationFacts) {
    // Its name in files of before.
    if let Some(older) = file.remove("telling") {
        file.insert("notifications", older);
    }
    let notifications = table(file.as_table_mut(), "notifications");
    for (key, text) in [
        ("platform_name", &facts.platform_name),
        ("zone", &facts.zone),
        ("application_link", &facts.application_link),
        ("support", &facts.support),
    ] {
        put(notifications, key, text);
    }
    notifications["language"] = value(facts.language.word());
    notifications["desk_language"] = value(facts.desk_language.word());
    if facts.quiet_from.trim().is_empty() && facts.quiet_until.trim().is_empty() {
        notifications.remove("quiet_hours");
    } else {
        let quiet = table(notifications, "quiet_hours");
        quiet["from"] = value(facts.quiet_from.trim());
        quiet["until"] = value(facts.quiet_until.trim());
    }
    let matrix = table(notifications, "matrix");
    for row in &facts.matrix {
        let chosen = [("internal", row.internal), ("email", row.email), ("platform", row.platform)];
        let words: Array = chosen.into_iter().filter(|(_, told)| *told).map(|(word, _)| word).collect();
        matrix[row.event.word()] = value(words);
    }
    set_mail(notifications, &facts.email);
    if facts.platform_url.trim().is_empty() {
        notifications.remove("platform");
    } else {
        table(notifications, "platform")["url"] = value(facts.platform_url.trim());
    }
}

fn set_mail(notifications: &mut Table, mail: &MailSettings) {
    if mail.host.trim().is_empty() {
        notifications.remove("email");
        return;
    }
    let email = table(notifications, "email");
    for (key, text) in [
        ("host", &mail.host),
        ("user", &mail.user),
        ("from", &mail.from),
        ("reply_to", &mail.reply_to),
        ("hello", &mail.hello),
    ] {
        put(email, key, text);
    }
    email["port"] = value(i64::from(mail.port));
    email["security"] = value(match mail.security {
        MailSecurity::Starttls => "starttls",
        MailSecurity::Tls => "tls",
        MailSecurity::None => "none",
    });
}
