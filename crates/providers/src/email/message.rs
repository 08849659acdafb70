use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use thiserror::Error;

/// An email to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Email<'a> {
    /// Who writes: an address, or `Name <address>`.
    pub from: &'a str,
    /// Where answers go, if not there.
    pub reply_to: Option<&'a str>,
    /// Who reads: an address.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// A page that says the same.
    pub html: Option<&'a str>,
    /// What tells a repetition from another email; before the `@`.
    pub id: &'a str,
    /// May it have been delivered already?
    pub repeated: bool,
}

/// Why an email cannot be sent to anybody.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidEmail {
    /// No address.
    #[error("{0} is not an email address")]
    Address(String),
    /// Anything else, in the library's words.
    #[error("the email cannot be made: {0}")]
    Other(String),
}

/// Can letters be sent there?
pub fn is_address(text: &str) -> bool {
    text.trim().parse::<Address>().is_ok()
}

/// Can letters come from there: an address, or `Name <address>`?
pub fn is_mailbox(text: &str) -> bool {
    text.trim().parse::<Mailbox>().is_ok()
}

fn mailbox(text: &str) -> Result<Mailbox, InvalidEmail> {
    text.trim().parse().map_err(|_| InvalidEmail::Address(text.to_owned()))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

impl Email<'_> {
    pub(super) fn message(&self) -> Result<Message, InvalidEmail> {
        let from = mailbox(self.from)?;
        // An address only: what a merchant calls itself stays out of the header.
        let to = self.to.trim().parse::<Address>().map_err(|_| InvalidEmail::Address(self.to.to_owned()))?;
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}@{}>", self.id, from.email.domain())))
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(self.subject)
            // No vacation note is wanted in answer (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(reply_to) = self.reply_to {
            builder = builder.reply_to(mailbox(reply_to)?);
        }
        if self.repeated {
            builder = builder.raw_header(header("X-Gangway-Repeated", "yes, under the same Message-ID"));
        }
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(self.text.to_owned());
        let made = match self.html {
            None => builder.singlepart(text),
            Some(html) => {
                let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(html.to_owned());
                builder.multipart(MultiPart::alternative().singlepart(text).singlepart(html))
            }
        };
        made.map_err(|error| InvalidEmail::Other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Email, InvalidEmail, is_address, is_mailbox};

    const EMAIL: Email<'_> = Email {
        from: "PlatformPay <no-reply@platform.example>",
        reply_to: None,
        to: "ana@example.com",
        subject: "Hello",
        text: "Hello Ana",
        html: Some("<p>Hello Ana</p>"),
        id: "msg_1",
        repeated: false,
    };

    fn written(email: &Email<'_>) -> String {
        String::from_utf8(email.message().unwrap().formatted()).unwrap()
    }

    #[test]
    fn an_email_and_its_repetition() {
        let first = written(&EMAIL);
        assert!(first.contains("Message-ID: <msg_1@platform.example>\r\n"), "{first}");
        assert!(first.contains("Content-Type: multipart/alternative"), "{first}");
        assert!(
            first.contains("Auto-Submitted: auto-generated\r\n") && !first.contains("X-Gangway-Repeated"),
            "{first}"
        );
        let second = written(&Email { repeated: true, ..EMAIL });
        assert!(second.contains("Message-ID: <msg_1@platform.example>\r\n"), "{second}");
        assert!(second.contains("X-Gangway-Repeated: yes"), "{second}");
    }

    #[test]
    fn no_header_is_begun_by_what_others_wrote() {
        let evil = "Hello\r\nBcc: eve@example.com\r\n\r\nbody \u{2028} \u{85}";
        let text = written(&Email { subject: evil, ..EMAIL });
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        for to in [
            "ana@example.com\r\nBcc: eve@example.com",
            "ana@example.com, eve@example.com",
            "Ana <ana@example.com>",
            "ana",
        ] {
            assert!(matches!(Email { to, ..EMAIL }.message(), Err(InvalidEmail::Address(_))), "{to}");
        }
    }

    #[test]
    fn what_is_an_address() {
        assert!(is_address("ana@example.com") && !is_address("Ana <ana@example.com>") && !is_address("ana@"));
        assert!(is_mailbox("Ana <ana@example.com>") && is_mailbox("ana@example.com") && !is_mailbox("Ana"));
    }
}
