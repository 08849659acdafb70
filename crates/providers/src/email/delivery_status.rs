//! Reports of mail servers that an email could not be delivered (RFC 3464), however they are encoded.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// `Message-ID` of the email that came back, without brackets.
    pub message_id: String,
    /// Who reports it; `None`: it does not say.
    pub by: Option<String>,
    /// Whom it could not be delivered to.
    pub to: Option<String>,
    /// Status and diagnostic words.
    pub words: String,
}

/// Longest text of a field that is kept, in characters.
const LONGEST: usize = 300;

/// Reads a report; `None` where it is none, reports a delay or a success, or quotes no email.
pub fn undelivered(email: &[u8]) -> Option<Undelivered> {
    let message = MessageParser::default().parse(email)?;
    let groups = groups(email, &message);
    let failed = groups
        .iter()
        .find(|group| field(group, "Action").is_some_and(|action| action.eq_ignore_ascii_case("failed")))?;
    let to = field(failed, "Final-Recipient").or_else(|| field(failed, "Original-Recipient"));
    let words = [field(failed, "Status"), field(failed, "Diagnostic-Code").as_deref().map(typed)];
    let words: Vec<String> = words.into_iter().flatten().map(|it| it.chars().take(LONGEST).collect()).collect();
    Some(Undelivered {
        message_id: quoted(&message).or_else(|| groups.iter().rev().find_map(id_of))?,
        by: groups.iter().find_map(|group| field(group, "Reporting-MTA")).as_deref().map(typed),
        to: to.as_deref().map(typed),
        words: words.join(" "),
    })
}

/// The fields of the report: of its own part, or of the whole text where a person copied no more than those.
fn groups(email: &[u8], message: &Message<'_>) -> Vec<Message<'static>> {
    let status = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|kind| {
                    kind.eq_ignore_ascii_case("delivery-status") || kind.eq_ignore_ascii_case("global-delivery-status")
                })
        })
    });
    let text = match status {
        Some(part) => String::from_utf8_lossy(part.contents()).into_owned(),
        None => String::from_utf8_lossy(email).into_owned(),
    };
    let unix = text.replace("\r\n", "\n");
    let parsed = |group: &str| {
        let head = format!("{}\n\n", group.trim_matches('\n'));
        Some(MessageParser::default().parse_headers(head.as_bytes())?.into_owned())
    };
    unix.split("\n\n").filter_map(parsed).collect()
}

/// The email that came back, or its head.
fn quoted(message: &Message<'_>) -> Option<String> {
    message.parts.iter().rev().find_map(|part| match &part.body {
        PartType::Message(quoted) => id_of(quoted),
        PartType::Text(_) | PartType::Binary(_) | PartType::InlineBinary(_) => {
            let kind = part.content_type()?.subtype()?;
            let head = kind.eq_ignore_ascii_case("rfc822-headers") || kind.eq_ignore_ascii_case("global-headers");
            id_of(&MessageParser::default().parse_headers(part.contents())?).filter(|_| head)
        }
        PartType::Html(_) | PartType::Multipart(_) => None,
    })
}

fn id_of(message: &Message<'_>) -> Option<String> {
    message.message_id().map(str::to_owned)
}

/// A field in one line.
fn field(group: &Message<'_>, name: &str) -> Option<String> {
    let text = group.header_raw(name.to_owned())?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// What stands after the type: `rfc822; ana@example.com`.
fn typed(value: &str) -> String {
    value.split_once(';').map_or(value, |(_, rest)| rest.trim()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Undelivered, undelivered};

    const STATUS: &str = "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ana@example.com\r\n\
        Action: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp;\r\n 552 mailbox\r\n\tis full\r\n";
    const QUOTED: &str = "Subject: x\r\nMessage-ID:\r\n <msg_1_2@platform.example>\r\n";

    fn report(status: &str, encoding: &str, kind: &str, quoted: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <other@mx.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry. Action: failed?\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n{encoding}\r\n{status}\r\n\
             --b\r\nContent-Type: {kind}\r\n\r\n{quoted}\r\n--b--\r\n"
        )
    }

    fn expected() -> Undelivered {
        Undelivered {
            message_id: "msg_1_2@platform.example".into(),
            by: Some("mx.example".into()),
            to: Some("ana@example.com".into()),
            words: "5.2.2 552 mailbox is full".into(),
        }
    }

    #[test]
    fn reports_as_servers_write_them() {
        let whole = format!("{QUOTED}\r\nHello\r\n");
        for kind in ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"] {
            let text = report(STATUS, "", kind, if kind == "message/rfc822" { &whole } else { QUOTED });
            assert_eq!(undelivered(text.as_bytes()), Some(expected()), "{kind}");
            assert_eq!(undelivered(text.replace("\r\n", "\n").as_bytes()), Some(expected()), "{kind}");
        }
        // Only what the person copied out of it.
        let bare = format!("{STATUS}\r\n{QUOTED}");
        assert_eq!(undelivered(bare.as_bytes()), Some(expected()));
        let forwarded = format!("From: x@y.example\r\n\r\n{bare}");
        assert_eq!(undelivered(forwarded.as_bytes()), Some(expected()));
    }

    #[test]
    fn an_encoded_report_is_read() {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let status = BASE64_STANDARD.encode(STATUS);
        let text = report(&status, "Content-Transfer-Encoding: base64\r\n", "text/rfc822-headers", QUOTED);
        assert_eq!(undelivered(text.as_bytes()), Some(expected()));
    }

    #[test]
    fn of_several_recipients_the_one_that_failed_is_told() {
        let two = STATUS.replacen(
            "Final-Recipient",
            "Final-Recipient: rfc822; bo@example.com\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nFinal-Recipient",
            1,
        );
        let text = report(&two, "", "text/rfc822-headers", QUOTED);
        assert_eq!(undelivered(text.as_bytes()), Some(expected()));
    }

    #[test]
    fn what_is_no_report() {
        let whole = report(STATUS, "", "text/rfc822-headers", QUOTED);
        for text in [
            "",
            "hello",
            &whole.replace("Action: failed\r\n", "Action: delayed\r\n"),
            &whole.replace("Message-ID:\r\n", "X:\r\n"),
        ] {
            assert_eq!(undelivered(text.as_bytes()), None, "{text}");
        }
    }
}
