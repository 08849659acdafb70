//! Trying the ways out before anything is told on them.

use crate::{
    Code, Console, Failure,
    view::{WayTried, WayWord},
};
use gangway_domain::telling::Channel;
use gangway_providers::{
    mail::{self, MailError},
    probe::{NoAnswer, TEST_CALL},
};

/// What a call says that only tries: no event has such a type.
const TEST_BODY: &str = r#"{"type":"gangway.test","data":{}}"#;

impl Console {
    /// Goes the way of a channel as far as it leads without telling anybody anything: connects to the mail server and logs in,
    /// or makes one signed call of the type `gangway.test` to the platform.
    pub async fn try_way(&self, channel: Channel) -> Result<WayTried, Failure> {
        match channel {
            Channel::Internal => Ok(WayTried { what: WayWord::Works, words: String::new() }),
            Channel::Email | Channel::Support => self.try_mail_server().await,
            Channel::Platform => self.try_platform().await,
        }
    }

    async fn try_mail_server(&self) -> Result<WayTried, Failure> {
        let email = self.profile().telling.email.ok_or_else(not_set_up)?;
        let server = self.mail_server(&email).await?;
        let tried = mail::check(&server).await;
        self.audit(self.act("way_tried", &format!("{}:{}", email.host, email.port), None, None)).await?;
        let (what, words) = match tried {
            Ok(()) => (WayWord::Works, String::new()),
            Err(MailError::Login(words)) => (WayWord::Login, words),
            Err(MailError::Later(words)) => (WayWord::Later, words),
            Err(MailError::Refused(words)) => (WayWord::Refused, words),
            Err(MailError::Doubt(words)) => (WayWord::NoAnswer, words),
            Err(MailError::NotConnected(words)) => (WayWord::NotConnected, words),
            Err(MailError::Letter(error)) => (WayWord::Refused, error.to_string()),
        };
        Ok(WayTried { what, words })
    }

    async fn try_platform(&self) -> Result<WayTried, Failure> {
        let url = self.profile().telling.platform_url.ok_or_else(not_set_up)?;
        let id = format!("msg_test_{}", uuid::Uuid::new_v4().simple());
        let called = self.call_platform(&url, &id, TEST_BODY, TEST_CALL).await?;
        self.audit(self.act("way_tried", &url, None, None)).await?;
        let what = match &called.status {
            Ok(200..=299) => WayWord::Works,
            Ok(_) => WayWord::Refused,
            Err(NoAnswer::TimedOut | NoAnswer::Broken(_)) => WayWord::NoAnswer,
            Err(_) => WayWord::NotConnected,
        };
        let words = called.status.as_ref().map_or_else(ToString::to_string, ToString::to_string);
        Ok(WayTried { what, words })
    }
}

fn not_set_up() -> Failure {
    Failure::new(Code::BadInput, "The profile names no address for this; docs/telling.md explains it.")
}
