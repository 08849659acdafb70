//! How a call under the public address comes to the relay: what is asked, and what the answer tells of the way.

use gangway_inbox::{ALIVE, Echo, SIGNED};
use thiserror::Error;

/// A body that whoever reads JSON and writes it anew would change: white space, escapes, digits, order, a line end.
pub const ASKED: &str = "{ \"z\":1.0,\"a\": \"Ca\\u00f1a \\/ ñ\"}\n";

/// Headers that signatures need, each with its own name as the value.
pub fn headers() -> Vec<(&'static str, &'static str)> {
    SIGNED.iter().map(|name| (*name, *name)).collect()
}

/// The first thing on the way that keeps webhooks from being taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// No provider follows a redirect.
    #[error("calls are redirected there, with {0}; give providers the final address")]
    Redirected(u16),
    /// Not this relay, or not with these credentials.
    #[error("something else answers there, with {0}; point the proxy at the relay, with its paths unchanged")]
    AnotherProgram(u16),
    /// A proxy puts a prefix there, or takes one off.
    #[error("calls arrive under another path, {0}; have the proxy pass on /hooks/… as it is")]
    Path(String),
    /// A redirect made another call of it, most likely.
    #[error("a POST arrives as {0}; look for a redirect on the way")]
    Method(String),
    /// They are taken away or doubled.
    #[error("headers with signatures do not arrive: {0}; have the proxy pass on all headers, once each")]
    Headers(String),
    /// What is signed is the text before it was compressed.
    #[error("bodies arrive compressed, by {0}; turn that off on the way")]
    Compressed(String),
    /// Read and written anew.
    #[error("bodies arrive changed; have the proxy pass them on byte for byte")]
    Body,
}

/// What came back. `None`: nothing is in the way.
pub fn obstacle(status: u16, body: &[u8]) -> Option<Obstacle> {
    if (300..400).contains(&status) {
        return Some(Obstacle::Redirected(status));
    }
    let echo = serde_json::from_slice(body).ok().filter(|echo: &Echo| status == 200 && echo.here == ALIVE);
    let Some(echo) = echo else { return Some(Obstacle::AnotherProgram(status)) };
    if echo.path != "/hooks/…" && echo.path != "/hooks/…/" {
        Some(Obstacle::Path(echo.path))
    } else if echo.method != "POST" {
        Some(Obstacle::Method(echo.method))
    } else if !echo.missing.is_empty() {
        Some(Obstacle::Headers(echo.missing.join(", ")))
    } else if let Some(coding) = echo.coding {
        Some(Obstacle::Compressed(coding))
    } else {
        (echo.body != Echo::digest(ASKED.as_bytes())).then_some(Obstacle::Body)
    }
}

#[cfg(test)]
mod tests {
    use super::{ASKED, Obstacle, obstacle};
    use gangway_inbox::{ALIVE, Echo};

    #[test]
    fn what_is_on_the_way_is_named() {
        let whole = Echo {
            here: ALIVE.into(),
            method: "POST".into(),
            path: "/hooks/…".into(),
            missing: Vec::new(),
            coding: None,
            body: Echo::digest(ASKED.as_bytes()),
        };
        let check = |echo: &Echo, expected| {
            assert_eq!(obstacle(200, &serde_json::to_vec(echo).unwrap()), expected, "{echo:?}");
        };
        check(&whole, None);
        check(&Echo { path: "/x/hooks/…".into(), ..whole.clone() }, Some(Obstacle::Path("/x/hooks/…".into())));
        check(&Echo { method: "GET".into(), ..whole.clone() }, Some(Obstacle::Method("GET".into())));
        let taken = Echo { missing: vec!["svix-id".into()], ..whole.clone() };
        check(&taken, Some(Obstacle::Headers("svix-id".into())));
        check(&Echo { coding: Some("gzip".into()), ..whole.clone() }, Some(Obstacle::Compressed("gzip".into())));
        check(&Echo { body: "00".into(), ..whole.clone() }, Some(Obstacle::Body));
        assert_eq!(obstacle(301, b""), Some(Obstacle::Redirected(301)));
        assert_eq!(obstacle(404, &serde_json::to_vec(&whole).unwrap()), Some(Obstacle::AnotherProgram(404)));
        assert_eq!(obstacle(200, ALIVE.as_bytes()), Some(Obstacle::AnotherProgram(200)));
    }
}
