//! Notifications on every way out: by email over a login, to the platform with a signature, and when both are refused.

use crate::{journey::Views, search::Secret};
use base64::{Engine, engine::general_purpose::STANDARD};
use gangway_core::{
    Console, Home,
    view::{
        Channel, Language, NotificationEvent, NotificationFilter, NotificationSettingsEdit, NotificationState,
        TemplateKey, Typed,
    },
};
use gangway_record::{Connection, Record, Sql};
use gangway_tests::{
    Desk,
    mail::{MailHost, PASSWORD, USER},
    platform::{Answer, Platform},
    until,
};
use secrecy::ExposeSecret;
use serde_json::json;

/// With which calls to the platform are signed.
const SECRET: &str = "whsec_c2VjcmV0IG9mIHRoZSBwbGF0Zm9ybSBpbiB0ZXN0cw==";
/// Typed where it is no secret.
const NO_SECRET: &str = "typed-and-no-secret-of-a-platform";
/// Whoever is written to there is refused, with the password in the refusal.
const QUOTING: &str = "quotes@shop.test";

/// A mail server and a platform.
pub(crate) struct Ways {
    mail: MailHost,
    platform: Platform,
}

impl Ways {
    pub(crate) async fn open() -> Self {
        let answers = [Answer::Status(204), Answer::Status(500), Answer::Cut, Answer::Status(204)];
        Self { mail: MailHost::start(), platform: Platform::start(&answers).await }
    }

    /// Lines of a profile.
    pub(crate) fn profile(&self) -> String {
        format!(
            "[notifications]\nplatform_name = \"PlatformPay\"\nsupport = \"support@platform.test\"\nretry_after_s = [0, 0, 0, 0]\n\
             {}[notifications.platform]\nurl = \"{}\"\n",
            self.mail.profile("tls"),
            self.platform.url(),
        )
    }

    /// Secrets are typed, ways are tried, people are told, and everything is looked at.
    pub(crate) async fn work(&self, desk: &Desk, views: &mut Views) -> Vec<Secret> {
        let console = &desk.console;
        let home = Home::at(desk.folder().parent().unwrap());
        let facts = console.notifications.notification_settings().await.unwrap().edit;
        let edit = |password: &str, secret: &str| NotificationSettingsEdit {
            facts: facts.clone(),
            password: Typed(password.to_owned()),
            platform_secret: Typed(secret.to_owned()),
        };
        views.add(
            "no secret",
            &console.notifications.save_notification_settings(&home, edit("", NO_SECRET)).await.unwrap_err(),
        );
        let typed = edit(PASSWORD, SECRET);
        tracing::debug!(?typed, "as the shell may log it");
        views.add("ways", &console.notifications.save_notification_settings(&home, typed).await.unwrap());
        for channel in [Channel::Email, Channel::Platform] {
            views.add("a way tried", &console.notifications.test_channel(channel).await.unwrap());
        }
        console.notifications.set_sending(true).await.unwrap();
        let truth = desk.provider.rainforest();
        for email in ["ana@shop.test", QUOTING, "cut@shop.test"] {
            let request =
                json!({ "through": ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"], "set": { "email": email } });
            truth.play(request).await;
        }
        until("everybody was told, or refused", async || self.came() && open(console).await == 0).await;
        // And with a secret that is made here.
        let made = console.notifications.make_platform_secret().await.unwrap();
        views.add(
            "a way tried with what was made",
            &console.notifications.test_channel(Channel::Platform).await.unwrap(),
        );
        console.notifications.platform_secret().await.unwrap();
        look(console, views).await;
        views.add_text("the outbox's rows", outbox(&desk.folder().join("record.db")).await);
        let mut used = self.used();
        used.push(Secret::new("a secret of the platform made here", made.expose_secret()));
        used
    }

    fn came(&self) -> bool {
        self.mail.received().iter().any(|letter| letter.to == ["cut@shop.test"]) && self.platform.calls().len() > 5
    }

    /// What must be found nowhere; each was used.
    fn used(&self) -> Vec<Secret> {
        assert!(self.mail.received().iter().all(|letter| letter.login && letter.tls), "every letter took a login");
        let signed = self.platform.calls().iter().all(|call| call.header("webhook-signature").starts_with("v1,"));
        assert!(signed, "every call is signed");
        let login = STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
        vec![
            Secret::new("the mail server's password", PASSWORD),
            Secret::new("the login at the mail server", &login),
            Secret::new("the platform's secret", SECRET),
            Secret::new("the platform's key", SECRET.trim_start_matches("whsec_")),
            Secret::new("what was typed for a secret", NO_SECRET),
        ]
    }
}

/// How many messages are still under way.
async fn open(console: &Console) -> u32 {
    let mut total = 0;
    for state in [NotificationState::Waiting, NotificationState::Sending] {
        let filter = NotificationFilter { state: Some(state), limit: 1, ..NotificationFilter::default() };
        total += console.notifications.notifications(&filter).await.unwrap().total;
    }
    total
}

async fn look(console: &Console, views: &mut Views) {
    let filter = NotificationFilter { limit: 1000, ..NotificationFilter::default() };
    let page = console.notifications.notifications(&filter).await.unwrap();
    let refused = page.rows.iter().filter(|row| row.why.words.as_deref().is_some_and(|words| words.contains("•••")));
    assert!(refused.count() > 0, "the mail server quoted the password");
    for row in &page.rows {
        views.add("a message", &console.notifications.notification(&row.id).await.unwrap());
    }
    views.add("messages", &page);
    views.add("settings of notifications", &console.notifications.notification_settings().await.unwrap());
    let key = TemplateKey { language: Language::En, channel: Channel::Email, event: NotificationEvent::Created };
    views.add("a template", &console.notifications.template(&key).await.unwrap());
}

/// Every column of what is on its way, as text.
async fn outbox(record: &std::path::Path) -> Vec<u8> {
    let all = |c: &Connection| -> Sql<String> {
        let mut text = String::new();
        for table in ["outbox", "outbox_attempts", "telling_templates", "telling_merchants"] {
            let mut rows = c.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = rows.column_count();
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    text.push_str(row.get_ref(column)?.as_str_or_null().ok().flatten().unwrap_or_default());
                    text.push('\n');
                }
            }
        }
        Ok(text)
    };
    let text = Record::open(record).unwrap().read(all).await.unwrap();
    assert!(text.contains("needs_information") && text.len() > 10_000, "the outbox was read");
    text.into_bytes()
}
