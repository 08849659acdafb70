//! Handing a message over to whoever is next, and what their answer means.

use super::{
    PASSWORD, PLATFORM_SECRET,
    failure_reason::{of_call, of_failure, of_mail, of_status, theirs},
};
use crate::{
    Failure, Reason, clock::instant, error::because::unresolved, notifications::Notifications, now,
    profiles::notifications::EmailKeys, view::ProfileKind,
};
use gangway_domain::{
    Language,
    address::{self, Reach},
    notifications::{
        Channel, NotificationReason, retry,
        template::{Rendered, link_of},
    },
};
use gangway_providers::{
    email::{self, Email, MailError, MailServer},
    platform,
    probe::{self, IN_EARNEST, NoAnswer, SystemNames, TestCall},
};
use gangway_record::notifications::{
    outbox::{Message, Why},
    outbox_attempts::Ended,
};

/// How an attempt ended, with what accounts for it.
pub(super) type Delivered = (Ended, Why);

/// Who refuses what cannot even be tried.
const OURSELVES: &str = "gangway";

impl Notifications {
    pub(super) async fn deliver(&self, message: &Message) -> Delivered {
        match message.channel {
            Channel::Internal => (Ended::Sent, Why::default()),
            Channel::Email => self.deliver_email(message, message.change.email.clone()).await,
            Channel::Support => self.deliver_email(message, self.environment.profile().notifications.support).await,
            Channel::Platform => self.deliver_to_platform(message).await,
        }
    }

    async fn deliver_email(&self, message: &Message, to: Option<String>) -> Delivered {
        let keys = self.environment.profile().notifications;
        let (Some(email), Some(to), Some((_, said))) = (keys.email, to, &message.rendered) else {
            return (
                Ended::Refused { reason: NotificationReason::NoAddress, by: OURSELVES.to_owned() },
                Why::default(),
            );
        };
        let server = match self.mail_server(&email).await {
            Ok(server) => server,
            Err(failure) => return self.later(message, OURSELVES, None, of_failure(failure)),
        };
        let outgoing = Email {
            from: &email.from,
            reply_to: email.reply_to.as_deref(),
            to: &to,
            subject: &said.subject,
            text: &said.text,
            html: said.html.as_deref(),
            id: &message.wire_id(),
            repeated: message.unknowns > 0,
        };
        let refused = |by: &str| Ended::Refused { reason: NotificationReason::Refused, by: by.to_owned() };
        match email::send(&server, &outgoing).await {
            Ok(words) => (Ended::Sent, theirs(words)),
            Err(error @ MailError::Invalid(_)) => (refused(OURSELVES), of_mail(error)),
            // What is refused for good stays refused: the same again would be answered the same (RFC 5321 §4.2.1).
            Err(error @ (MailError::Refused(_) | MailError::Unwelcome(_) | MailError::Login(_))) => {
                (refused(&email.host), of_mail(error))
            }
            Err(error @ (MailError::OutcomeUnknown(_) | MailError::SilentAfter)) => {
                self.unsure(message, &email.host, of_mail(error))
            }
            Err(
                error @ (MailError::NotConnected(..)
                | MailError::NameUnknown { .. }
                | MailError::Silent
                | MailError::Later(_)),
            ) => self.later(message, &email.host, None, of_mail(error)),
        }
    }

    /// The mail server of the settings, with what the vault holds for it.
    pub(super) async fn mail_server(&self, email: &EmailKeys) -> Result<MailServer, Failure> {
        let login = match &email.user {
            None => None,
            Some(user) => {
                let missing = || {
                    let message = "The password of the mail server is missing.";
                    Failure::new(crate::Code::BadInput, message).because(Reason::PasswordMissing)
                };
                Some((user.clone(), self.way_secret(PASSWORD).await?.ok_or_else(missing)?))
            }
        };
        let authority = match &email.authority {
            None => None,
            // Small, and read once an email.
            Some(path) => Some(std::fs::read(path).map(pem).map_err(|error| {
                let path = path.display().to_string();
                let failure = Failure::new(crate::Code::BadInput, format!("{path} cannot be read: {error}."));
                failure.because(Reason::FileUnreadable).about(path).with(error.to_string())
            })?),
        };
        let hello = email.hello.clone().unwrap_or_else(|| email::hello(&email.host, &email.from));
        let (host, port, security) = (email.host.clone(), email.port, email.security);
        Ok(MailServer { host, port, security, login, authority, network: self.environment.network(), hello })
    }

    async fn deliver_to_platform(&self, message: &Message) -> Delivered {
        let profile = self.environment.profile();
        let (Some(url), Some((language, said))) = (&profile.notifications.platform_url, &message.rendered) else {
            return (
                Ended::Refused { reason: NotificationReason::NoAddress, by: OURSELVES.to_owned() },
                Why::default(),
            );
        };
        let link = link_of(&message.change, profile.notifications.application_link.as_deref());
        let body = body(message, *language, said, link.as_deref());
        match self.call_platform(url, &message.wire_id(), &body, IN_EARNEST).await {
            Err(failure) => self.later(message, OURSELVES, None, of_failure(failure)),
            Ok(called) => match called.status {
                Ok(status @ 200..=299) => (Ended::Sent, theirs(status.to_string())),
                // Gone for good (Standard Webhooks, "Response").
                Ok(410) => {
                    let by = called.connected_to.to_string();
                    (Ended::Refused { reason: NotificationReason::Refused, by }, of_status(410))
                }
                Ok(status) => {
                    let asked = called.retry_after.map(|pause| pause.as_millis() as i64);
                    self.later(message, &called.connected_to.to_string(), asked, of_status(status))
                }
                Err(error @ (NoAnswer::TimedOut | NoAnswer::Broken(_))) => {
                    self.unsure(message, &called.connected_to.to_string(), of_call(&error))
                }
                Err(error) => self.later(message, &called.connected_to.to_string(), None, of_call(&error)),
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
        let sandbox = self.environment.profile().kind == ProfileKind::Sandbox;
        let reach = if sandbox { Reach::Loopback } else { Reach::Public };
        let bad = |error: String| {
            Failure::new(crate::Code::BadInput, format!("The platform's address cannot be used: {error}."))
        };
        let address = address::check(url, reach)?;
        let resolved = probe::resolve(&address, reach, &SystemNames)
            .await
            .map_err(|error| bad(error.to_string()).caused(unresolved(&error)))?;
        let secret = self.way_secret(PLATFORM_SECRET).await?.ok_or_else(|| {
            let message = "The secret of the platform's address is missing.";
            Failure::new(crate::Code::BadInput, message).because(Reason::PlatformSecretMissing)
        })?;
        let headers = platform::headers(&secret, id, now() / 1000, body).map_err(|error| {
            let message = format!("The platform's secret cannot be used: {error}.");
            Failure::new(crate::Code::BadInput, message).because(Reason::PlatformSecretMalformed)
        })?;
        let network = self.environment.network();
        let trust = network
            .trust()
            .map_err(|error| bad(error.to_string()).because(Reason::CertificateRefused).about(error.to_string()))?;
        Ok(probe::call(&network, &address, &resolved, trust, &TestCall { headers: &headers, body, agent }).await)
    }

    fn later(&self, message: &Message, by: &str, asked: Option<i64>, why: Why) -> Delivered {
        let due = retry::due(
            self.environment.profile().notifications.schedule(message.channel),
            message.attempts,
            asked,
            now(),
        );
        let gave_up = || Ended::Refused { reason: NotificationReason::GaveUp, by: by.to_owned() };
        (due.map_or_else(gave_up, |due_at| Ended::Later { due_at }), why)
    }

    fn unsure(&self, message: &Message, by: &str, why: Why) -> Delivered {
        match self.later(message, by, None, why) {
            (Ended::Later { due_at }, why) => (Ended::OutcomeUnknown { due_at }, why),
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
/// A certificate that an editor saved with a mark, or as UTF-16, is still one.
fn pem(bytes: Vec<u8>) -> Vec<u8> {
    let text = gangway_domain::text_file::decode(&bytes).text;
    if text.contains("-----BEGIN") { text.into_bytes() } else { bytes }
}
