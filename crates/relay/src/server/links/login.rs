//! Where a link may lead. The page's button goes where the console that made the link says, so that this must be the login of a
//! provider and nothing else: a member's console, or whoever stole one, could send merchants anywhere under the relay's good name.

use crate::server::answer::Refused;
use gangway_wire::{CALLBACK, Digest256, state_digest};
use std::collections::HashMap;
use url::{Host, Url};

/// Bytes of an address at most.
const LONGEST: usize = 4096;
/// Hosts of Rappi's login (docs/wire.md 1.2).
const USUAL: [&str; 2] = ["login.partners.rappi.com", "login.partners.dev.rappi.com"];

/// Checks the login of a link. Answers its host, with its port where it has one.
pub(super) fn checked(login: &str, state: &Digest256, more: &[String]) -> Result<String, Refused> {
    let refused = |why: &str| Refused::bad_request(format!("login: {why}."));
    if login.len() > LONGEST {
        return Err(refused("too long"));
    }
    let url = Url::parse(login).map_err(|_| refused("no address"))?;
    // What a browser would read otherwise than this does, it must not get.
    if url.as_str() != login || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(refused("not as an address of a login is written"));
    }
    let is_here = is_here(&url);
    let host = url.host_str().unwrap_or_default();
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err(refused("it begins with https://"));
    }
    if !is_here && !USUAL.contains(&host) && !more.iter().any(|it| it == host) {
        return Err(refused("the relay's operator allows other hosts only (`gangway relay serve --login-host`)"));
    }
    is_request(&url, state).map_err(refused)?;
    Ok(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// The computer of whoever presses the button: a provider that is tried out.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// A request for a code, with a proof that only its maker has, and back to a relay.
fn is_request(url: &Url, state: &Digest256) -> Result<(), &'static str> {
    let mut values: HashMap<String, String> = HashMap::new();
    for (name, value) in url.query_pairs() {
        if values.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err("a parameter is there twice");
        }
    }
    let value = |name: &str| values.get(name).map(String::as_str);
    let back = value("redirect_uri").and_then(|it| Url::parse(it).ok());
    if value("response_type") != Some("code") || value("code_challenge_method") != Some("S256") {
        return Err("it asks for no code with a proof");
    }
    if value("code_challenge").is_none_or(str::is_empty) || value("client_id").is_none_or(str::is_empty) {
        return Err("it asks for no code with a proof");
    }
    if back.is_none_or(|it| !it.path().ends_with(CALLBACK) || it.query().is_some()) {
        return Err("merchants come back elsewhere than at a relay");
    }
    if value("state").map(state_digest) != Some(*state) {
        return Err("its state is another one");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Refused, checked};
    use gangway_wire::state_digest;

    const REST: &str = "response_type=code&client_id=c&state=s-1&code_challenge=x&code_challenge_method=S256&redirect_uri=https%3A%2F%2Frelay.example%2Fcallback";

    fn check(login: &str) -> Result<String, String> {
        checked(login, &state_digest("s-1"), &["login.acme.example".to_owned()]).map_err(Refused::message)
    }

    #[test]
    fn the_login_of_a_provider_is_allowed() {
        for (host, seen) in [
            ("https://login.partners.rappi.com", "login.partners.rappi.com"),
            ("https://login.acme.example", "login.acme.example"),
            ("http://127.0.0.1:4000", "127.0.0.1:4000"),
            ("http://localhost", "localhost"),
        ] {
            assert_eq!(check(&format!("{host}/authorize?{REST}")).as_deref(), Ok(seen));
        }
    }

    /// Each of them would take a merchant elsewhere, or bring back what nobody asked for.
    #[test]
    fn anything_else_is_refused() {
        let login = "https://login.partners.rappi.com/authorize";
        for address in [
            String::new(),
            "/authorize".to_owned(),
            "javascript:alert(1)".to_owned(),
            format!("https://evil.example/authorize?{REST}"),
            format!("https://login.partners.rappi.com.evil.example/authorize?{REST}"),
            format!("https://login.partners.rappi.com@evil.example/authorize?{REST}"),
            format!("https://evil.example\\@login.partners.rappi.com/authorize?{REST}"),
            format!("//login.partners.rappi.com/authorize?{REST}"),
            format!("http://login.partners.rappi.com/authorize?{REST}"),
            format!("https://LOGIN.partners.rappi.com/authorize?{REST}"),
            format!(" {login}?{REST}"),
            format!("{login}?{REST}#x"),
            format!("{login}?{REST}&state=s-1"),
            format!("{login}?{REST}&redirect_uri=https%3A%2F%2Fevil.example"),
            format!("{login}?{}", REST.replace("s-1", "s-2")),
            format!("{login}?{}", REST.replace("response_type=code", "response_type=token")),
            format!("{login}?{}", REST.replace("S256", "plain")),
            format!("{login}?{}", REST.replace("%2Fcallback", "%2Fcallback%3Fnext%3Devil")),
            format!("{login}?{}", REST.replace("%2Fcallback", "%2Felsewhere")),
            format!("{login}?{REST}&x={}", "x".repeat(5000)),
        ] {
            assert!(check(&address).is_err(), "{address}");
        }
    }
}
