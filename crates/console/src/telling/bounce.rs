//! Letters that came back: a mail server that took one may say later, in a letter of its own, that it could not deliver it
//! (RFC 3464). Such a letter is given to Gangway by hand or by a mail rule; Gangway reads no mailbox.

use crate::{Code, Console, Failure, now, view::NotificationView};
use gangway_record::outbox_attempts;

/// Bytes of a letter that are looked at.
const LONGEST: usize = 256 << 10;

/// What a returned letter says.
#[derive(Debug, PartialEq, Eq)]
struct Bounce {
    /// Of our letter, without the edition.
    id: String,
    /// Who reports it.
    by: String,
    /// Status and words.
    words: String,
}

impl Console {
    /// Marks the message that a returned letter is about.
    pub async fn note_bounce(&self, letter: &[u8]) -> Result<NotificationView, Failure> {
        let unread =
            || Failure::new(Code::BadInput, "This is no report of a letter of ours that could not be delivered.");
        let text = String::from_utf8_lossy(&letter[..letter.len().min(LONGEST)]);
        let bounce = read(&text).ok_or_else(unread)?;
        let id = bounce.id.clone();
        let noted = self
            .record
            .write(move |c| outbox_attempts::bounced(c, &bounce.id, &bounce.by, &bounce.words, now()))
            .await?;
        if !noted {
            return Err(unread());
        }
        self.wake_telling();
        self.notification(&id).await
    }
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
    Some(Bounce {
        id: format!("msg_{id}"),
        by: field("Reporting-MTA").map_or_else(|| "a mail server".to_owned(), after_type),
        words: words.join(" "),
    })
}

#[cfg(test)]
mod tests {
    use super::{Bounce, read};

    const REPORT: &str = "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <other@mx.example>\r\nContent-Type: multipart/report\r\n\r\n\
        --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ana@example.com\r\n\
        Action: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 mailbox is full\r\n\r\n--b\r\nContent-Type: message/rfc822-headers\r\n\r\n\
        Message-ID: <msg_0123456789abcdef0123456789abcdef_2@platform.example>\r\nSubject: x\r\n";

    #[test]
    fn a_report_is_read() {
        let expected = Bounce {
            id: "msg_0123456789abcdef0123456789abcdef".into(),
            by: "mx.example".into(),
            words: "5.2.2 552 mailbox is full".into(),
        };
        assert_eq!(read(REPORT), Some(expected));
    }

    #[test]
    fn what_is_no_report_of_ours() {
        for text in ["", "hello", &REPORT.replace("failed", "delayed"), &REPORT.replace("msg_", "x_")] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
