//! What a change of the profile changed, for the audit.

use crate::{
    Failure,
    environment::Environment,
    profiles::{
        network::{NetworkKeys, ProxyChoice},
        notifications::NotificationKeys,
        profile::Profile,
        store::EditedProfile,
    },
};
use gangway_domain::{
    ActKind, IntegrationId,
    notifications::{Channel, Event},
};
use gangway_record::audit::Act;
use secrecy::SecretString;
use std::collections::BTreeSet;

impl Environment {
    /// Writes a profile's file, once what it changes is in the audit log.
    pub(crate) async fn write_profile(
        &self,
        subject: &str,
        before: &Profile,
        edited: EditedProfile,
    ) -> Result<Profile, Failure> {
        let act = changed(self.act(ActKind::ProfileChanged, subject, None, None), before, &edited.profile);
        self.audit_outside(act, async { edited.write() }).await
    }

    /// Puts a secret that somebody typed or asked for into the vault, once that is in the audit log.
    pub(crate) async fn replace_secret(&self, act: Act, name: &str, secret: SecretString) -> Result<(), Failure> {
        self.audit_outside(act, async { Ok(self.vault().put(name, secret).await?) }).await
    }
}

/// Adds every fact of the profile that differs, under the name of its key in the file.
pub(crate) fn changed(act: Act, before: &Profile, after: &Profile) -> Act {
    facts(before)
        .into_iter()
        .zip(facts(after))
        .fold(act, |act, ((key, before), (_, after))| act.changed(key, before, after))
}

/// No secret is among them: those are in the vault, never in the profile.
fn facts(profile: &Profile) -> Vec<(&'static str, Option<String>)> {
    let rappi = profile.rappi.as_ref();
    let integrations = profile.integrations.iter().map(IntegrationId::as_str).collect::<Vec<_>>().join(", ");
    let fields = profile.wire.token.fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut facts = vec![
        ("country", profile.country.clone()),
        ("integrations", text(integrations)),
        ("run.concurrency", Some(profile.concurrency.to_string())),
        ("run.overdue_after_s", Some(profile.overdue_after.as_secs().to_string())),
        ("receiver.address", Some(profile.receiver.to_string())),
        ("receiver.public_url", profile.public_url.clone()),
        ("rappi.login", rappi.map(|keys| keys.login.clone())),
        ("rappi.api", rappi.map(|keys| keys.api.clone())),
        ("rappi.client_id", rappi.map(|keys| keys.client_id.clone())),
        ("rappi.dialect", Some(format!("{:?}", profile.wire.dialect).to_lowercase())),
        ("rappi.token_url", profile.wire.token.url.clone()),
        ("rappi.token_fields", text(fields.join(", "))),
        ("ratepay.client_id", profile.ratepay.as_ref().map(|keys| keys.client_id.clone())),
        ("rainforest.api", profile.rainforest.as_ref().map(|keys| keys.api.clone())),
    ];
    facts.extend(network(&profile.network));
    facts.extend(notifications(&profile.notifications));
    facts
}

/// Of `[network]`.
fn network(keys: &NetworkKeys) -> Vec<(&'static str, Option<String>)> {
    let proxy = match &keys.proxy {
        ProxyChoice::System => "system".to_owned(),
        ProxyChoice::None => "none".to_owned(),
        ProxyChoice::At(proxy) => proxy.clone(),
    };
    vec![
        ("network.proxy", Some(proxy)),
        ("network.proxy_user", keys.proxy_user.clone()),
        ("network.direct", Some(keys.direct.join(", ")).filter(|hosts| !hosts.is_empty())),
        ("network.authority", keys.authority.as_ref().map(|path| path.display().to_string())),
    ]
}

/// Of `[notifications]`.
fn notifications(keys: &NotificationKeys) -> Vec<(&'static str, Option<String>)> {
    let quiet = keys.quiet.as_ref().map(|quiet| format!("{} to {}", quiet.from, quiet.until));
    let row = |(event, channels): (&Event, &BTreeSet<Channel>)| {
        let words: Vec<_> = channels.iter().map(|channel| channel.word()).collect();
        format!("{}: {}", event.word(), words.join(" "))
    };
    let server = keys.email.as_ref().map(|email| format!("{}:{} {:?}", email.host, email.port, email.security));
    vec![
        ("notifications.platform_name", Some(keys.platform_name.clone()).filter(|name| !name.is_empty())),
        ("notifications.language", Some(keys.language.word().to_owned())),
        ("notifications.desk_language", Some(keys.desk_language.word().to_owned())),
        ("notifications.zone", Some(keys.zone_name().to_owned())),
        ("notifications.application_link", keys.application_link.clone()),
        ("notifications.support", keys.support.clone()),
        ("notifications.quiet_hours", quiet),
        ("notifications.matrix", Some(keys.matrix.rows().map(row).collect::<Vec<_>>().join(", "))),
        ("notifications.email", server),
        ("notifications.email.user", keys.email.as_ref().and_then(|email| email.user.clone())),
        ("notifications.email.hello", keys.email.as_ref().and_then(|email| email.hello.clone())),
        ("notifications.email.from", keys.email.as_ref().map(|email| email.from.clone())),
        ("notifications.platform.url", keys.platform_url.clone()),
    ]
}
