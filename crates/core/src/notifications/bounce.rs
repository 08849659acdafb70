//! Emails that came back: a mail server that took one may say later, in an email of its own, that it could not deliver it
//! (RFC 3464). Such an email is given to Gangway by hand or by a mail rule; Gangway reads no mailbox.

use super::rows::masked;
use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    notifications::Notifications,
    now,
    view::{BounceView, NotificationView},
};
use gangway_domain::ActKind;
use gangway_domain::notifications::{NotificationState, template::shown};
use gangway_providers::email::undelivered;
use gangway_record::notifications::{
    outbox::{self, Message},
    outbox_attempts,
};

/// Bytes of an email that are looked at.
const LONGEST: usize = 256 << 10;

/// What a returned email says.
#[derive(Debug, PartialEq, Eq)]
struct Bounce {
    /// Of our email, without the edition.
    id: String,
    /// Who reports it; nobody: it does not say.
    by: Option<String>,
    /// Whom it could not be delivered to.
    to: Option<String>,
    /// Status and words.
    words: String,
}

impl Notifications {
    /// What a returned email says about a message, before anything is kept. Refused if it is about another one.
    pub async fn read_bounce(&self, id: &str, email: &[u8]) -> Result<BounceView, Failure> {
        let bounce = understood(email)?;
        let about = self.message_of(&bounce).await?;
        if about.id != id {
            let message = format!("It is about another message: {}.", about.id);
            let failure = Failure::new(Code::BadInput, message).because(Reason::BounceOther);
            return Err(failure.about(shown(&about.change.merchant_name)));
        }
        if about.state != NotificationState::Sent {
            return Err(unsent());
        }
        Ok(BounceView {
            by: bounce.by.as_deref().map(shown),
            to: bounce.to.as_deref().map(masked),
            words: shown(&bounce.words),
        })
    }

    /// Marks the message that a returned email is about, whichever it is.
    pub async fn note_bounce(&self, email: &[u8]) -> Result<NotificationView, Failure> {
        let bounce = understood(email)?;
        let message = self.message_of(&bounce).await?;
        let Bounce { id, by, words, .. } = bounce;
        let by = by.unwrap_or_else(|| "a mail server".to_owned());
        let act = self.act_of(&message, ActKind::NotificationBounced);
        let noted = self
            .environment
            .commit_if(move |c| {
                let noted = outbox_attempts::bounced(c, &id, &by, &words, now())?;
                Ok(Acted::maybe(noted, noted.then_some(act)))
            })
            .await?;
        if !noted {
            return Err(unsent());
        }
        self.wake_senders();
        self.notification(&message.id).await
    }

    /// Marks a message with a returned email that has to be about it.
    pub async fn note_bounce_of(&self, id: &str, email: &[u8]) -> Result<NotificationView, Failure> {
        self.read_bounce(id, email).await?;
        self.note_bounce(email).await
    }

    async fn message_of(&self, bounce: &Bounce) -> Result<Message, Failure> {
        let id = bounce.id.clone();
        self.environment.record().read(move |c| outbox::by_id(c, &id)).await?.ok_or_else(no_bounce)
    }
}

fn understood(email: &[u8]) -> Result<Bounce, Failure> {
    // Saved by an editor, it may have a mark or be UTF-16; what a report says is ASCII.
    let text = gangway_domain::text_file::decode(&email[..email.len().min(LONGEST)]).text;
    let report = undelivered(text.as_bytes()).ok_or_else(no_bounce)?;
    let id = id_of(&report.message_id).ok_or_else(no_bounce)?;
    Ok(Bounce { id, by: report.by, to: report.to, words: report.words })
}

/// Of our message, without its edition: `msg_` and hexadecimal digits.
fn id_of(message_id: &str) -> Option<String> {
    let digits: String = message_id.strip_prefix("msg_")?.chars().take_while(char::is_ascii_hexdigit).collect();
    (!digits.is_empty()).then(|| format!("msg_{digits}"))
}

fn no_bounce() -> Failure {
    Failure::new(Code::BadInput, "This is no report that an email of ours could not be delivered.")
        .because(Reason::NoBounce)
}

fn unsent() -> Failure {
    Failure::new(Code::BadInput, "The message is not one that was sent, or its return is known.")
        .because(Reason::BounceUnsent)
}

#[cfg(test)]
mod tests {
    use super::{id_of, understood};

    #[test]
    fn whose_message_it_is() {
        assert_eq!(id_of("msg_0123abcd_2@platform.example").as_deref(), Some("msg_0123abcd"));
        for other in ["x_0123@platform.example", "msg_@platform.example", "", "other@mx.example"] {
            assert_eq!(id_of(other), None, "{other}");
        }
        assert!(understood(b"hello").is_err());
    }
}
