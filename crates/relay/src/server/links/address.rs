//! Who calls: by address, for those who guess.

use axum::http::{HeaderMap, Request};
use std::net::IpAddr;

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Peer {
    /// Notes it in a request.
    pub(crate) fn note<B>(self, request: &mut Request<B>) {
        request.extensions_mut().insert(self);
    }

    /// Who called. A proxy on this computer says it last in `X-Forwarded-For`; what anybody else says there is not believed.
    pub(super) fn caller(self, headers: &HeaderMap) -> IpAddr {
        if !self.0.is_loopback() {
            return self.0;
        }
        let said = headers.get_all("x-forwarded-for").iter().next_back().and_then(|it| it.to_str().ok());
        let last = said.and_then(|it| it.rsplit(',').next()).map(str::trim);
        last.and_then(|it| it.parse::<IpAddr>().ok()).map_or(self.0, |it| it.to_canonical())
    }
}

#[cfg(test)]
mod tests {
    use super::Peer;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn a_proxy_here_is_believed_and_nobody_else() {
        let check = |peer: &str, said: &[&str], expected: &str| {
            let mut headers = HeaderMap::new();
            for it in said {
                headers.append("x-forwarded-for", HeaderValue::from_str(it).unwrap());
            }
            let expected: std::net::IpAddr = expected.parse().unwrap();
            assert_eq!(Peer(peer.parse().unwrap()).caller(&headers), expected, "{peer} {said:?}");
        };
        check("203.0.113.7", &["198.51.100.1"], "203.0.113.7");
        check("127.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1");
        check("::1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &[], "127.0.0.1");
        check("127.0.0.1", &["nobody"], "127.0.0.1");
    }
}
