//! A connection to a host, straight or through a proxy, with an account of the hop at which it failed.

use super::{
    Unconnected,
    network::{Network, NoRoute, Route},
    proxy::{Proxy, ProxyKind},
};
use http_body_util::Empty;
use hyper::{Request, StatusCode, body::Bytes, client::conn::http1, header::HOST, upgrade::Upgraded};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tokio_socks::tcp::Socks5Stream;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection. What passes through a proxy looks no different. In a mutex that is never locked, because the mail library
/// asks for `Sync`, which an upgraded connection is not; nobody polls it from two sides.
pub struct Dialled(Mutex<Box<dyn Stream>>);

impl fmt::Debug for Dialled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dialled")
    }
}

impl Dialled {
    /// Of any stream.
    pub(crate) fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self(Mutex::new(Box::new(stream)))
    }

    fn inner(&mut self) -> Pin<&mut dyn Stream> {
        Pin::new(&mut **self.0.get_mut().unwrap_or_else(PoisonError::into_inner))
    }
}

impl AsyncRead for Dialled {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_read(cx, buf)
    }
}

impl AsyncWrite for Dialled {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.inner().poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_shutdown(cx)
    }
}

/// At which hop a connection failed. Certainly nothing of the call was sent.
#[derive(Debug, Error)]
pub enum NotDialled {
    /// There is no way.
    #[error(transparent)]
    NoRoute(#[from] NoRoute),
    /// Nobody knows the host's name.
    #[error("{name} cannot be resolved: {source}")]
    NameUnknown {
        /// Which.
        name: String,
        /// In the system's words.
        source: io::Error,
    },
    /// The host itself takes no connection.
    #[error("no connection could be made: {0}")]
    Host(io::Error),
    /// The proxy does not let us through.
    #[error("the proxy {proxy} does not let the call through: {why}")]
    Proxy {
        /// Which, without credentials.
        proxy: String,
        /// Why.
        why: ProxyRefusal,
    },
}

/// Why a proxy does not let a call through.
#[derive(Debug, Error)]
pub enum ProxyRefusal {
    /// Nobody knows its name.
    #[error("its name is not known")]
    NameUnknown,
    /// It takes no connection.
    #[error("it takes no connection ({0})")]
    Unreached(io::Error),
    /// It did not answer in time.
    #[error("it did not answer in time")]
    TimedOut,
    /// 407, or SOCKS credentials refused: user or password is missing or wrong.
    #[error("it asks for another user or password")]
    Credentials,
    /// Another status below 500: it does not allow this host.
    #[error("it does not allow it ({0})")]
    Forbidden(u16),
    /// 5xx, or SOCKS says so: it found no way on to the host.
    #[error("it finds no way to the host ({0})")]
    NoWayOn(String),
    /// It speaks something else.
    #[error("it does not answer as a proxy does")]
    NoProxy,
}

impl ProxyRefusal {
    /// By kind, as of any connection.
    pub fn unconnected(&self) -> Unconnected {
        match self {
            Self::Unreached(error) => Unconnected::of(error),
            Self::TimedOut => Unconnected::TimedOut,
            Self::Forbidden(_) | Self::Credentials => Unconnected::Refused,
            Self::NameUnknown | Self::NoWayOn(_) | Self::NoProxy => Unconnected::Other,
        }
    }
}

impl Network {
    /// Connects to a host by the way that leads there. Each step has `limit` to itself.
    pub async fn dial(&self, host: &str, port: u16, limit: Duration) -> Result<Dialled, NotDialled> {
        match self.route_to(host, port).await? {
            Route::Direct => {
                let addresses = resolve(host, port, limit).await;
                let addresses =
                    addresses.map_err(|source| NotDialled::NameUnknown { name: host.to_owned(), source })?;
                first_of(&addresses, limit).await.map(Dialled::new).map_err(NotDialled::Host)
            }
            Route::Through(proxy) => self.through(&proxy, host, port, limit).await,
        }
    }

    /// Connects to the first of these addresses that takes it, through a proxy where one is between.
    pub async fn dial_any(
        &self,
        route: &Route,
        addresses: &[SocketAddr],
        limit: Duration,
    ) -> Result<(SocketAddr, Dialled), (SocketAddr, NotDialled)> {
        let mut last = None;
        for address in addresses {
            let dialled = match route {
                Route::Direct => first_of(&[*address], limit).await.map(Dialled::new).map_err(NotDialled::Host),
                Route::Through(proxy) => self.through(proxy, &address.ip().to_string(), address.port(), limit).await,
            };
            match dialled {
                Ok(stream) => return Ok((*address, stream)),
                Err(error) => last = Some((*address, error)),
            }
        }
        let nowhere = || SocketAddr::from(([0, 0, 0, 0], 0));
        Err(last.unwrap_or_else(|| (nowhere(), NotDialled::Host(io::ErrorKind::NotFound.into()))))
    }

    async fn through(&self, proxy: &Proxy, host: &str, port: u16, limit: Duration) -> Result<Dialled, NotDialled> {
        let refused = |why| NotDialled::Proxy { proxy: proxy.to_string(), why };
        match timeout(limit, self.tunnel(proxy, host, port, limit)).await {
            Err(_) => Err(refused(ProxyRefusal::TimedOut)),
            Ok(tunnel) => tunnel.map_err(refused),
        }
    }

    async fn tunnel(&self, proxy: &Proxy, host: &str, port: u16, limit: Duration) -> Result<Dialled, ProxyRefusal> {
        let at = resolve(&proxy.host, proxy.port, limit).await.map_err(|_| ProxyRefusal::NameUnknown)?;
        let tcp = first_of(&at, limit).await.map_err(ProxyRefusal::Unreached)?;
        match proxy.kind {
            ProxyKind::Http => connect(Dialled::new(tcp), proxy, host, port).await,
            ProxyKind::Https => {
                let trust = self.trust().map_err(|error| ProxyRefusal::Unreached(io::Error::other(error)))?;
                let name = ServerName::try_from(proxy.host.clone()).map_err(|_| ProxyRefusal::NameUnknown)?;
                let tls = TlsConnector::from(trust).connect(name, tcp).await.map_err(ProxyRefusal::Unreached)?;
                connect(Dialled::new(tls), proxy, host, port).await
            }
            ProxyKind::Socks5 => socks(tcp, proxy, host, port).await,
        }
    }
}

async fn resolve(host: &str, port: u16, limit: Duration) -> io::Result<Vec<SocketAddr>> {
    let found: Vec<_> = timeout(limit, lookup_host((host, port))).await.map_err(io::Error::from)??.collect();
    if found.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(found) }
}

async fn first_of(addresses: &[SocketAddr], limit: Duration) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        match timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(last)
}

/// `CONNECT` (RFC 9110 §9.3.6).
async fn connect(stream: Dialled, proxy: &Proxy, host: &str, port: u16) -> Result<Dialled, ProxyRefusal> {
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let authority = format!("{host}:{port}");
    let mut request = Request::connect(&authority).header(HOST, &authority);
    if let Some(authorization) = proxy.authorization() {
        request = request.header("Proxy-Authorization", authorization);
    }
    let request = request.body(Empty::<Bytes>::new()).map_err(|_| ProxyRefusal::NoProxy)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| ProxyRefusal::NoProxy)?;
    // Ends with the tunnel, or with the refusal.
    let driver = tokio::spawn(connection.with_upgrades());
    let answer = sender.send_request(request).await;
    let refused = |why| {
        driver.abort();
        Err(why)
    };
    let Ok(answer) = answer else { return refused(ProxyRefusal::NoProxy) };
    match answer.status() {
        status if status.is_success() => {}
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => return refused(ProxyRefusal::Credentials),
        status if status.is_server_error() => return refused(ProxyRefusal::NoWayOn(status.as_u16().to_string())),
        status => return refused(ProxyRefusal::Forbidden(status.as_u16())),
    }
    let upgraded: Upgraded = hyper::upgrade::on(answer).await.map_err(|_| ProxyRefusal::NoProxy)?;
    Ok(Dialled::new(TokioIo::new(upgraded)))
}

async fn socks(stream: TcpStream, proxy: &Proxy, host: &str, port: u16) -> Result<Dialled, ProxyRefusal> {
    use tokio_socks::Error;
    let target = (host, port);
    let connected = match proxy.credentials() {
        None => Socks5Stream::connect_with_socket(stream, target).await,
        Some((user, password)) => Socks5Stream::connect_with_password_and_socket(stream, target, user, password).await,
    };
    match connected {
        Ok(stream) => Ok(Dialled::new(stream)),
        Err(Error::Io(error)) => Err(ProxyRefusal::Unreached(error)),
        Err(Error::PasswordAuthFailure(_) | Error::NoAcceptableAuthMethods | Error::AuthorizationRequired) => {
            Err(ProxyRefusal::Credentials)
        }
        Err(Error::ConnectionNotAllowedByRuleset) => Err(ProxyRefusal::Forbidden(0)),
        Err(
            error @ (Error::HostUnreachable | Error::NetworkUnreachable | Error::ConnectionRefused | Error::TtlExpired),
        ) => Err(ProxyRefusal::NoWayOn(error.to_string())),
        // The library's other errors say that what answers speaks something else.
        Err(_) => Err(ProxyRefusal::NoProxy),
    }
}
