//! Handing a message over to whoever is next, and what their answer means.

use super::{PASSWORD, PLATFORM_SECRET};
use crate::{Console, Failure, clock::instant, now, profile_telling::EmailKeys, view::ProfileKind};
use gangway_domain::{
    address::{self, Reach},
    telling::{
        Channel, retry,
        template::{Language, Rendered, link_of},
    },
};
use gangway_providers::{
    mail::{self, Letter, MailError, MailServer},
    platform,
    probe::{self, IN_EARNEST, NoAnswer, SystemNames, TestCall},
};
use gangway_record::{
    outbox::{Message, reason},
    outbox_attempts::Ended,
};

/// How an attempt ended, with what the other side said.
pub(super) type Delivered = (Ended, Option<String>);

/// Who refuses what cannot even be tried.
const OURSELVES: &str = "gangway";

impl Console {
    pub(super) async fn deliver(&self, message: &Message) -> Delivered {
        match message.channel {
            Channel::Internal => (Ended::Sent, None),
            Channel::Email => self.deliver_email(message, message.change.email.clone()).await,
            Channel::Support => self.deliver_email(message, self.profile().telling.support).await,
            Channel::Platform => self.deliver_to_platform(message).await,
        }
    }

    async fn deliver_email(&self, message: &Message, to: Option<String>) -> Delivered {
        let keys = self.profile().telling;
        let (Some(email), Some(to), Some((_, said))) = (keys.email, to, &message.rendered) else {
            return (Ended::Refused { reason: reason::NO_ADDRESS, by: OURSELVES.to_owned() }, None);
        };
        let server = match self.mail_server(&email).await {
            Ok(server) => server,
            Err(failure) => return self.later(message, OURSELVES, None, failure.to_string()),
        };
        let letter = Letter {
            from: &email.from,
            reply_to: email.reply_to.as_deref(),
            to: &to,
            subject: &said.subject,
            text: &said.text,
            html: said.html.as_deref(),
            id: &message.wire_id(),
            repeated: message.doubts > 0,
        };
        let refused = |by: &str| Ended::Refused { reason: reason::REFUSED, by: by.to_owned() };
        match mail::send(&server, &letter).await {
            Ok(words) => (Ended::Sent, Some(words)),
            Err(MailError::Letter(bad)) => (refused(OURSELVES), Some(bad.to_string())),
            Err(MailError::Refused(words)) => (refused(&email.host), Some(words)),
            Err(MailError::Doubt(words)) => self.unsure(message, &email.host, words),
            // A wrong password is mended in the settings; the letter waits for that.
            Err(MailError::NotConnected(words) | MailError::Login(words) | MailError::Later(words)) => {
                self.later(message, &email.host, None, words)
            }
        }
    }

    /// The mail server of the settings, with what the vault holds for it.
    pub(super) async fn mail_server(&self, email: &EmailKeys) -> Result<MailServer, Failure> {
        let login = match &email.user {
            None => None,
            Some(user) => {
                let missing = || {
                    let message = "The password of the mail server is missing.";
                    Failure::new(crate::Code::BadInput, message).because(crate::Reason::SecretMissing)
                };
                Some((user.clone(), self.way_secret(PASSWORD).await?.ok_or_else(missing)?))
            }
        };
        let authority = match &email.authority {
            None => None,
            // Small, and read once a letter.
            Some(path) => Some(std::fs::read(path).map_err(|error| {
                Failure::new(crate::Code::BadInput, format!("{} cannot be read: {error}.", path.display()))
            })?),
        };
        Ok(MailServer { host: email.host.clone(), port: email.port, security: email.security, login, authority })
    }

    async fn deliver_to_platform(&self, message: &Message) -> Delivered {
        let profile = self.profile();
        let (Some(url), Some((language, said))) = (&profile.telling.platform_url, &message.rendered) else {
            return (Ended::Refused { reason: reason::NO_ADDRESS, by: OURSELVES.to_owned() }, None);
        };
        let link = link_of(&message.change, profile.telling.application_link.as_deref());
        let body = body(message, *language, said, link.as_deref());
        match self.call_platform(url, &message.wire_id(), &body, IN_EARNEST).await {
            Err(failure) => self.later(message, OURSELVES, None, failure.to_string()),
            Ok(called) => match called.status {
                Ok(status @ 200..=299) => (Ended::Sent, Some(status.to_string())),
                // Gone for good (Standard Webhooks, "Response").
                Ok(410) => {
                    let by = called.connected_to.to_string();
                    (Ended::Refused { reason: reason::REFUSED, by }, Some("410".to_owned()))
                }
                Ok(status) => {
                    let asked = called.retry_after.map(|pause| pause.as_millis() as i64);
                    self.later(message, &called.connected_to.to_string(), asked, status.to_string())
                }
                Err(error @ (NoAnswer::TimedOut | NoAnswer::Broken(_))) => {
                    self.unsure(message, &called.connected_to.to_string(), error.to_string())
                }
                Err(error) => self.later(message, &called.connected_to.to_string(), None, error.to_string()),
            },
        }
    }

    /// One signed call. The address is checked anew: what its name leads to may have changed.
    pub(super) async fn call_platform(
        &self,
        url: &str,
        id: &str,
        body: &str,
        agent: &str,
    ) -> Result<probe::Called, Failure> {
        let sandbox = self.profile().kind == ProfileKind::Sandbox;
        let reach = if sandbox { Reach::Loopback } else { Reach::Public };
        let bad = |error: String| {
            Failure::new(crate::Code::BadInput, format!("The platform's address cannot be used: {error}."))
        };
        let address = address::check(url, reach)?;
        let resolved = probe::resolve(&address, reach, &SystemNames).await.map_err(|error| bad(error.to_string()))?;
        let secret = self.way_secret(PLATFORM_SECRET).await?.ok_or_else(|| {
            let message = "The secret of the platform's address is missing.";
            Failure::new(crate::Code::BadInput, message).because(crate::Reason::SecretMissing)
        })?;
        let headers = platform::headers(&secret, id, now() / 1000, body).map_err(|error| {
            Failure::new(crate::Code::BadInput, format!("The platform's secret cannot be used: {error}."))
        })?;
        let trust = probe::trust().map_err(|error| bad(error.to_string()))?;
        Ok(probe::call(&address, &resolved, trust, &TestCall { headers: &headers, body, agent }).await)
    }

    fn later(&self, message: &Message, by: &str, asked: Option<i64>, words: String) -> Delivered {
        let due = retry::due(self.profile().telling.schedule(message.channel), message.attempts, asked, now());
        let gave_up = || Ended::Refused { reason: reason::GAVE_UP, by: by.to_owned() };
        (due.map_or_else(gave_up, |due_at| Ended::Later { due_at }), Some(words))
    }

    fn unsure(&self, message: &Message, by: &str, words: String) -> Delivered {
        match self.later(message, by, None, words) {
            (Ended::Later { due_at }, words) => (Ended::Doubt { due_at }, words),
            gave_up => gave_up,
        }
    }
}

/// The same bytes at every attempt.
fn body(message: &Message, language: Language, said: &Rendered, link: Option<&str>) -> String {
    let change = &message.change;
    serde_json::json!({
        "type": format!("merchant_application.{}", change.event.word()),
        "timestamp": instant(Some(change.at)),
        "data": {
            "merchant_id": change.merchant, "merchant_application_id": change.application,
            "language": language.word(), "title": said.subject, "text": said.text.trim(), "application_link": link,
        },
    })
    .to_string()
}
