//! Addresses that the sandbox sends to: loopback, over plain http, and nothing else.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use url::{Host, Url};

/// A checked address of a receiver. There is no other way to make one than [`Target::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    text: String,
    socket: SocketAddr,
    authority: String,
    path: String,
}

impl Target {
    /// `None` for anything that could leave this machine. `localhost` is not looked up but taken as 127.0.0.1.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok().filter(|it| it.scheme() == "http")?;
        let ip = match url.host()? {
            Host::Ipv4(ip) => IpAddr::V4(ip),
            Host::Ipv6(ip) => IpAddr::V6(ip),
            Host::Domain(name) => name.eq_ignore_ascii_case("localhost").then_some(IpAddr::V4(Ipv4Addr::LOCALHOST))?,
        };
        let port = url.port_or_known_default()?;
        ip.is_loopback().then(|| Self {
            text: text.to_owned(),
            socket: SocketAddr::new(ip, port),
            authority: format!("{}:{port}", url.host_str().unwrap_or_default()),
            path: url[url::Position::BeforePath..url::Position::AfterQuery].to_owned(),
        })
    }

    /// As it was registered.
    pub(crate) fn url(&self) -> &str {
        &self.text
    }

    pub(super) fn socket(&self) -> SocketAddr {
        self.socket
    }

    /// Value of the `Host` header.
    pub(super) fn authority(&self) -> &str {
        &self.authority
    }

    /// Path and query.
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn only_loopback_over_http() {
        let check = |text: &str, expected: Option<&str>| {
            let socket = Target::parse(text).map(|it| it.socket().to_string());
            assert_eq!(socket.as_deref(), expected, "{text}");
        };
        check("http://127.0.0.1:4180/hooks/a?b=c", Some("127.0.0.1:4180"));
        check("http://127.9.9.9/", Some("127.9.9.9:80"));
        check("http://[::1]:4180/hooks", Some("[::1]:4180"));
        check("http://LocalHost:4180/hooks", Some("127.0.0.1:4180"));
        check("https://127.0.0.1:4180/hooks", None);
        check("http://10.0.0.1/", None);
        check("http://0.0.0.0:4180/", None);
        check("http://localhost.example.com/", None);
        check("http://127.0.0.1.example.com/", None);
        check("http://user@example.com#@127.0.0.1/", None);
        check("ftp://127.0.0.1/", None);
        check("not a url", None);
        check("", None);
    }
}
