//! Trying the ways out before anything is told on them.

use super::why::{account, of_call, of_mail, of_status};
use crate::{
    Code, Console, Failure, Reason,
    view::{NotificationWhy, WayTried, WayWord},
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
            Channel::Internal => Ok(WayTried { what: WayWord::Works, why: NotificationWhy::default() }),
            Channel::Email | Channel::Support => self.try_mail_server().await,
            Channel::Platform => self.try_platform().await,
        }
    }

    async fn try_mail_server(&self) -> Result<WayTried, Failure> {
        let email = self.profile().telling.email.ok_or_else(not_set_up)?;
        let server = self.mail_server(&email).await?;
        let tried = mail::check(&server).await;
        self.audit(self.act("way_tried", &format!("{}:{}", email.host, email.port), None, None)).await?;
        let Err(error) = tried else { return Ok(WayTried { what: WayWord::Works, why: NotificationWhy::default() }) };
        let what = match &error {
            MailError::Login(_) => WayWord::Login,
            MailError::Later(_) => WayWord::Later,
            MailError::Refused(_) | MailError::Letter(_) => WayWord::Refused,
            MailError::Doubt(_) | MailError::Silent | MailError::SilentAfter => WayWord::NoAnswer,
            MailError::NotConnected(_) => WayWord::NotConnected,
        };
        Ok(WayTried { what, why: account(&of_mail(error)) })
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
        let why = match &called.status {
            Ok(200..=299) => NotificationWhy::default(),
            Ok(status) => account(&of_status(*status)),
            Err(error) => account(&of_call(error)),
        };
        Ok(WayTried { what, why })
    }
}

fn not_set_up() -> Failure {
    Failure::new(Code::BadInput, "The profile names no address for this; docs/telling.md explains it.")
        .because(Reason::NoWayOut)
}
