//! Letters that came back: a mail server that took one may say later, in a letter of its own, that it could not deliver it
//! (RFC 3464). Such a letter is given to Gangway by hand or by a mail rule; Gangway reads no mailbox.

use super::rows::masked;
use crate::{
    Code, Console, Failure, Reason, now,
    view::{BounceView, NotificationView},
};
use gangway_domain::telling::template::shown;
use gangway_record::{
    outbox::{self, Message, State},
    outbox_attempts,
};

/// Bytes of a letter that are looked at.
const LONGEST: usize = 256 << 10;

/// What a returned letter says.
#[derive(Debug, PartialEq, Eq)]
struct Bounce {
    /// Of our letter, without the edition.
    id: String,
    /// Who reports it; nobody: it does not say.
    by: Option<String>,
    /// Whom it could not be delivered to.
    to: Option<String>,
    /// Status and words.
    words: String,
}

impl Console {
    /// What a returned letter says about a message, before anything is kept. Refused if it is about another one.
    pub async fn read_bounce(&self, id: &str, letter: &[u8]) -> Result<BounceView, Failure> {
        let bounce = understood(letter)?;
        let about = self.message_of(&bounce).await?;
        if about.id != id {
            let message = format!("It is about another message: {}.", about.id);
            let failure = Failure::new(Code::BadInput, message).because(Reason::BounceOther);
            return Err(failure.about(shown(&about.change.merchant_name)));
        }
        if about.state != State::Sent {
            return Err(unsent());
        }
        Ok(BounceView {
            by: bounce.by.as_deref().map(shown),
            to: bounce.to.as_deref().map(masked),
            words: shown(&bounce.words),
        })
    }

    /// Marks the message that a returned letter is about, whichever it is.
    pub async fn note_bounce(&self, letter: &[u8]) -> Result<NotificationView, Failure> {
        let bounce = understood(letter)?;
        let message = self.message_of(&bounce).await?;
        let Bounce { id, by, words, .. } = bounce;
        let by = by.unwrap_or_else(|| "a mail server".to_owned());
        let noted = self.record.write(move |c| outbox_attempts::bounced(c, &id, &by, &words, now())).await?;
        if !noted {
            return Err(unsent());
        }
        self.audit_of(&message, "notification_bounced").await?;
        self.wake_telling();
        self.notification(&message.id).await
    }

    /// Marks a message with a returned letter that has to be about it.
    pub async fn note_bounce_of(&self, id: &str, letter: &[u8]) -> Result<NotificationView, Failure> {
        self.read_bounce(id, letter).await?;
        self.note_bounce(letter).await
    }

    async fn message_of(&self, bounce: &Bounce) -> Result<Message, Failure> {
        let id = bounce.id.clone();
        self.record.read(move |c| outbox::by_id(c, &id)).await?.ok_or_else(no_bounce)
    }
}

fn understood(letter: &[u8]) -> Result<Bounce, Failure> {
    let text = gangway_domain::text_file::decode(&letter[..letter.len().min(LONGEST)]).text;
    read(&unfolded(&text)).ok_or_else(no_bounce)
}

fn no_bounce() -> Failure {
    Failure::new(Code::BadInput, "This is no report that an email of ours could not be delivered.")
        .because(Reason::NoBounce)
}

fn unsent() -> Failure {
    Failure::new(Code::BadInput, "The message is not one that was sent, or its return is known.")
        .because(Reason::BounceUnsent)
}

/// A field may go on in the next line, which then begins with white space (RFC 5322 2.2.3).
fn unfolded(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        if !whole.is_empty() && line.starts_with([' ', '\t']) {
            whole.push(' ');
            whole.push_str(line.trim_start());
        } else {
            whole.push('\n');
            whole.push_str(line);
        }
    }
    whole
}

/// A report says `Action: failed` and quotes the head of the letter that it is about.
fn read(text: &str) -> Option<Bounce> {
    let field = |name: &str| {
        text.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    field("Action").filter(|action| action.eq_ignore_ascii_case("failed"))?;
    let mut quoted = text.lines().filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        let id = value.trim().strip_prefix("<msg_")?;
        key.trim().eq_ignore_ascii_case("message-id").then_some(id)
    });
    let id: String = quoted.next_back()?.chars().take_while(char::is_ascii_hexdigit).collect();
    let after_type = |value: String| value.split_once(';').map_or(value.clone(), |(_, rest)| rest.trim().to_owned());
    let words = [field("Status"), field("Diagnostic-Code").map(after_type)];
    let words: Vec<String> = words.into_iter().flatten().map(|it| it.chars().take(300).collect()).collect();
    let to = field("Final-Recipient").or_else(|| field("Original-Recipient"));
    Some(Bounce {
        id: format!("msg_{id}"),
        by: field("Reporting-MTA").map(after_type),
        to: to.map(after_type),
        words: words.join(" "),
    })
}

#[cfg(test)]
mod tests {
    use super::{Bounce, read, unfolded};

    const REPORT: &str = "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <other@mx.example>\r\nContent-Type: multipart/report\r\n\r\n\
        --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ana@example.com\r\n\
        Action: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp;\r\n 552 mailbox\r\n\tis full\r\n\r\n--b\r\nContent-Type: message/rfc822-headers\r\n\r\n\
        Message-ID:\r\n <msg_0123456789abcdef0123456789abcdef_2@platform.example>\r\nSubject: x\r\n";

    #[test]
    fn a_report_is_read() {
        let expected = Bounce {
            id: "msg_0123456789abcdef0123456789abcdef".into(),
            by: Some("mx.example".into()),
            to: Some("ana@example.com".into()),
            words: "5.2.2 552 mailbox is full".into(),
        };
        assert_eq!(read(&unfolded(REPORT)), Some(expected));
    }

    #[test]
    fn what_is_no_report_of_ours() {
        for text in ["", "hello", &REPORT.replace("failed", "delayed"), &REPORT.replace("msg_", "x_")] {
            assert_eq!(read(&unfolded(text)), None, "{text}");
        }
    }
}
