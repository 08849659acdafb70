//! The name that this computer says to a mail server (RFC 5321 §4.1.1.1). Servers refuse one that cannot be a name in the
//! internet, and the address of the loopback is one of those.

/// The name to say: a name with a dot that this computer has, or the domain that the emails come from. Never an address of the
/// loopback, except to this computer itself.
pub fn hello(server: &str, from: &str) -> String {
    choose(&gethostname::gethostname().to_string_lossy(), server, from)
}

fn choose(own: &str, server: &str, from: &str) -> String {
    let own = own.trim().trim_end_matches('.');
    if is_public(own) {
        return own.to_owned();
    }
    if matches!(server, "127.0.0.1" | "::1" | "localhost") {
        return if is_hello(own) { own.to_owned() } else { "localhost".to_owned() };
    }
    let domain = from.trim().trim_end_matches('>').rsplit('@').next().unwrap_or_default().trim();
    // A profile without a domain in `from` is refused before.
    if is_hello(domain) { domain.to_owned() } else { "localhost.localdomain".to_owned() }
}

/// A name that others may know too.
fn is_public(name: &str) -> bool {
    let local = ["local", "localdomain", "localhost", "lan", "home", "internal", "invalid", "test"];
    is_hello(name)
        && name.parse::<std::net::IpAddr>().is_err()
        && name.rsplit_once('.').is_some_and(|(_, end)| !local.contains(&end.to_ascii_lowercase().as_str()))
}

/// Whether it can be said at all: a name of letters, digits and hyphens, or an address in brackets.
pub fn is_hello(text: &str) -> bool {
    let literal = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(address) = literal {
        return address.strip_prefix("IPv6:").unwrap_or(address).parse::<std::net::IpAddr>().is_ok();
    }
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::{choose, is_hello};

    #[test]
    fn no_server_elsewhere_hears_of_the_loopback() {
        let check = |own: &str, server: &str, expected: &str| {
            assert_eq!(choose(own, server, "Pay <no-reply@pay.example>"), expected, "{own} to {server}");
        };
        check("desk.pay.example", "mx.example", "desk.pay.example");
        check("desk.pay.example.", "mx.example", "desk.pay.example");
        check("laptop", "mx.example", "pay.example");
        check("laptop.local", "mx.example", "pay.example");
        check("localhost", "mx.example", "pay.example");
        check("localhost.localdomain", "mx.example", "pay.example");
        check("127.0.0.1", "mx.example", "pay.example");
        check("", "mx.example", "pay.example");
        check("büro", "mx.example", "pay.example");
        check("laptop", "127.0.0.1", "laptop");
        check("", "localhost", "localhost");
    }

    #[test]
    fn what_can_be_said() {
        for fine in ["mx.example", "a", "a-b.c1", "[192.0.2.1]", "[IPv6:2001:db8::1]"] {
            assert!(is_hello(fine), "{fine}");
        }
        for wrong in ["", " ", "a b", "a..b", "-a.b", "a_b", "[x]", "mx.example\r\nMAIL", "é.example"] {
            assert!(!is_hello(wrong), "{wrong}");
        }
    }
}
