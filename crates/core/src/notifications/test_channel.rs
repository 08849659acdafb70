//! Trying the ways out before anything is told on them.

use super::failure_reason::{account, of_call, of_failure, of_mail, of_status};
use crate::{
    Code, Failure, Reason,
    notifications::Notifications,
    view::{ChannelTestOutcome, ChannelTestResult, NotificationWhy},
};
use gangway_domain::ActKind;
use gangway_domain::notifications::Channel;
use gangway_providers::{
    Unconnected,
    email::{self, MailError},
    net::dial::NotDialled,
    probe::{NoAnswer, TEST_CALL},
};

/// What a call says that only tries: no event has such a type.
const TEST_BODY: &str = r#"{"type":"gangway.test","data":{}}"#;

impl Notifications {
    /// Goes the way of a channel as far as it leads without telling anybody anything: connects to the mail server and logs in,
    /// or makes one signed call of the type `gangway.test` to the platform.
    pub async fn test_channel(&self, channel: Channel) -> Result<ChannelTestResult, Failure> {
        match channel {
            Channel::Internal => {
                Ok(ChannelTestResult { what: ChannelTestOutcome::Works, why: NotificationWhy::default() })
            }
            Channel::Email | Channel::Support => self.try_mail_server().await,
            Channel::Platform => self.try_platform().await,
        }
    }

    async fn try_mail_server(&self) -> Result<ChannelTestResult, Failure> {
        let email = self.environment.profile().notifications.email.ok_or_else(not_set_up)?;
        let server = self.mail_server(&email).await?;
        let act = self.environment.act(ActKind::WayTried, &format!("{}:{}", email.host, email.port), None, None);
        // However it ends, it was tried.
        let tried = self.environment.audit_outside(act, async { Ok(email::check(&server).await) }).await?;
        let Err(error) = tried else {
            return Ok(ChannelTestResult { what: ChannelTestOutcome::Works, why: NotificationWhy::default() });
        };
        Ok(ChannelTestResult { what: word_of_mail(&error), why: account(&of_mail(error)) })
    }

    async fn try_platform(&self) -> Result<ChannelTestResult, Failure> {
        let url = self.environment.profile().notifications.platform_url.ok_or_else(not_set_up)?;
        let id = format!("msg_test_{}", uuid::Uuid::new_v4().simple());
        let act = self.environment.act(ActKind::WayTried, &url, None, None);
        let called = self
            .environment
            .audit_outside(act, async { Ok(self.call_platform(&url, &id, TEST_BODY, TEST_CALL).await) });
        let called = called.await?;
        let called = match called {
            Err(failure) if failure.reason == Some(Reason::NameUnknown) => {
                return Ok(ChannelTestResult {
                    what: ChannelTestOutcome::NameUnknown,
                    why: account(&of_failure(failure)),
                });
            }
            called => called?,
        };
        let what = match &called.status {
            Ok(200..=299) => ChannelTestOutcome::Works,
            Ok(_) => ChannelTestOutcome::Refused,
            Err(NoAnswer::TimedOut) => ChannelTestOutcome::TimedOut,
            Err(NoAnswer::Broken(_)) => ChannelTestOutcome::NoAnswer,
            Err(NoAnswer::Certificate(_) | NoAnswer::Tls(_)) => ChannelTestOutcome::NotSafe,
            Err(NoAnswer::NotConnected(error)) => word(unconnected(error)),
            Err(NoAnswer::Request(_)) => ChannelTestOutcome::NotConnected,
        };
        let why = match &called.status {
            Ok(200..=299) => NotificationWhy::default(),
            Ok(status) => account(&of_status(*status)),
            Err(error) => account(&of_call(error)),
        };
        Ok(ChannelTestResult { what, why })
    }
}

const fn word_of_mail(error: &MailError) -> ChannelTestOutcome {
    match error {
        MailError::Login(_) => ChannelTestOutcome::Login,
        MailError::Later(_) => ChannelTestOutcome::Later,
        MailError::Refused(_) | MailError::Unwelcome(_) | MailError::Invalid(_) => ChannelTestOutcome::Refused,
        MailError::OutcomeUnknown(_) => ChannelTestOutcome::NoAnswer,
        MailError::Silent | MailError::SilentAfter => ChannelTestOutcome::TimedOut,
        MailError::NotConnected(why, _) => word(*why),
        MailError::NameUnknown { .. } => ChannelTestOutcome::NameUnknown,
    }
}

const fn word(why: Unconnected) -> ChannelTestOutcome {
    match why {
        Unconnected::Refused => ChannelTestOutcome::ConnectionRefused,
        Unconnected::TimedOut => ChannelTestOutcome::TimedOut,
        Unconnected::Unsafe => ChannelTestOutcome::NotSafe,
        Unconnected::Other => ChannelTestOutcome::NotConnected,
    }
}

fn unconnected(error: &NotDialled) -> Unconnected {
    match error {
        NotDialled::Host(error) | NotDialled::NameUnknown { source: error, .. } => Unconnected::of(error),
        NotDialled::Proxy { why, .. } => why.unconnected(),
        NotDialled::NoRoute(_) => Unconnected::Other,
    }
}

fn not_set_up() -> Failure {
    Failure::new(Code::BadInput, "The profile names no address for this; docs/notifications.md explains it.")
        .because(Reason::NoWayOut)
}

#[cfg(test)]
mod tests {
    use super::word_of_mail;
    use crate::view::ChannelTestOutcome;
    use gangway_providers::{Unconnected, email::MailError};

    /// The other kinds are tried over real sockets; a mail server has half a minute to say something.
    #[test]
    fn a_mail_server_that_says_nothing_is_no_refusal() {
        assert_eq!(word_of_mail(&MailError::Silent), ChannelTestOutcome::TimedOut);
        let by_the_system = MailError::NotConnected(Unconnected::TimedOut, String::new());
        assert_eq!(word_of_mail(&by_the_system), ChannelTestOutcome::TimedOut);
    }
}
