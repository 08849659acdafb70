//! An invitation as it is pasted or opened: the link itself, or the deep link that the relay's page offers.

use crate::{Code, Failure, Reason, view::InvitationSeen};
use gangway_wire::InvitationLink;
use std::str::FromStr;
use url::{Host, Url};

/// What the relay's page opens, with `#relay=…&invitation=…` after it: the relay's address, and what follows `#` in the link.
pub const DEEP_LINK: &str = "dev.gangway.console:/join";

/// Whether an address that was opened is an invitation, which the person is asked about.
pub fn is_invitation(address: &str) -> bool {
    address.strip_prefix(DEEP_LINK).is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '?', '/']))
}

/// What an invitation says, for the person who is asked whether to join. Nobody is called.
pub fn seen_invitation(text: &str) -> Result<InvitationSeen, Failure> {
    let link = parse_invitation(text)?;
    Ok(InvitationSeen { link: link.expose(), relay: link.relay })
}

/// Reads an invitation. The relay is spoken to by TLS; without it on this machine alone.
pub fn parse_invitation(text: &str) -> Result<InvitationLink, Failure> {
    let cleaned = text.trim_matches(is_around);
    let link = match cleaned.strip_prefix(DEEP_LINK) {
        Some(_) => of_deep_link(cleaned)?,
        None => InvitationLink::from_str(cleaned).map_err(|_| malformed())?,
    };
    let url = Url::parse(&link.relay).map_err(|_| malformed())?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(malformed());
    }
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err(malformed()),
    };
    match url.scheme() {
        "https" => Ok(link),
        "http" if is_here => Ok(link),
        _ => {
            let message = "The invitation's address must begin with https://.";
            Err(Failure::new(Code::BadInput, message).because(Reason::UrlNotHttps))
        }
    }
}

/// What mail programs and chats put around an address.
fn is_around(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "\"'<>\u{200b}\u{feff}".contains(letter)
}

fn of_deep_link(text: &str) -> Result<InvitationLink, Failure> {
    let facts = text.strip_prefix(DEEP_LINK).and_then(|rest| rest.strip_prefix('#')).ok_or_else(malformed)?;
    let (mut relay, mut invitation) = (None, None);
    for (name, value) in url::form_urlencoded::parse(facts.as_bytes()) {
        let place = match &*name {
            "relay" => &mut relay,
            "invitation" => &mut invitation,
            _ => return Err(malformed()),
        };
        if place.replace(value.into_owned()).is_some() {
            return Err(malformed());
        }
    }
    let (Some(relay), Some(invitation)) = (relay, invitation) else { return Err(malformed()) };
    InvitationLink::from_str(&format!("{}/join#{invitation}", relay.trim_end_matches('/'))).map_err(|_| malformed())
}

fn malformed() -> Failure {
    let message = "This is no invitation into a team: https://relay.example.com/join#….";
    Failure::new(Code::BadInput, message).because(Reason::InvitationMalformed)
}

#[cfg(test)]
mod tests {
    use super::parse_invitation;
    use crate::Reason;

    const SECRET: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";

    #[test]
    fn links_are_read_as_they_are_pasted_and_opened() {
        let check = |text: &str, relay: &str| {
            let link = parse_invitation(text).unwrap();
            assert_eq!((link.relay.as_str(), link.invitation.as_str()), (relay, "abc-1"), "{text}");
        };
        let (https, local) = ("https://relay.example.com", "http://127.0.0.1:8480");
        check(&format!("{https}/join#abc-1.{SECRET}"), https);
        check(&format!(" <{https}/join#abc-1.{SECRET}>\n"), https);
        check(&format!("\"{local}/join#abc-1.{SECRET}\""), local);
        let opened =
            format!("dev.gangway.console:/join#relay=https%3A%2F%2Frelay.example.com%2F&invitation=abc-1.{SECRET}");
        check(&opened, https);
    }

    #[test]
    fn what_is_no_invitation_is_named() {
        let check = |text: &str, reason: Reason| {
            let failure = parse_invitation(text).unwrap_err();
            assert_eq!(failure.reason, Some(reason), "{text}");
            assert!(!failure.message.contains(SECRET), "{failure}");
        };
        for text in [
            "",
            "https://relay.example.com/join",
            "https://relay.example.com/join#abc",
            "https://relay.example.com/join#abc.short",
            "dev.gangway.console:/join#relay=https%3A%2F%2Fr",
            &format!("dev.gangway.console:/join?relay=https%3A%2F%2Fr.example&invitation=a.{SECRET}"),
            &format!("dev.gangway.console:/joined#relay=https%3A%2F%2Fr.example&invitation=a.{SECRET}"),
            &format!(
                "dev.gangway.console:/join#relay=https%3A%2F%2Fr.example&invitation=a.{SECRET}&invitation=a.{SECRET}"
            ),
            &format!("dev.gangway.console:/join#relay=https%3A%2F%2Fr.example&invitation=a.{SECRET}&now=1"),
            "mailto:x/join#a.b",
        ] {
            check(text, Reason::InvitationMalformed);
        }
        check(&format!("https://ana:x@relay.example.com/join#a.{SECRET}"), Reason::InvitationMalformed);
        check(&format!("http://relay.example.com/join#a.{SECRET}"), Reason::UrlNotHttps);
    }
}
