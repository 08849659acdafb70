use super::message::{Email, InvalidEmail};
use crate::{
    Unconnected,
    net::{
        Network,
        dial::{Dialled, NotDialled},
        redaction::Redaction,
    },
};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters},
    extension::ClientId,
};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use secrecy::{ExposeSecret, SecretString};
use std::{io, net::SocketAddr, time::Duration};
use thiserror::Error as ThisError;
use tokio_rustls::TlsConnector;

/// Time to connect, encrypt and log in.
const OPEN: Duration = Duration::from_secs(30);
/// Time for an email.
const SEND: Duration = Duration::from_secs(60);
/// Time to say good-bye.
const CLOSE: Duration = Duration::from_secs(2);

/// How the connection is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually at port 465.
    Tls,
    /// TLS after `STARTTLS`, usually at port 587. Without it nothing is said.
    StartTls,
    /// None at all: on this machine only.
    None,
}

/// Who takes letters.
#[derive(Debug, Clone)]
pub struct MailServer {
    /// Name, as its certificate has it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is kept from others.
    pub security: Security,
    /// Who logs in.
    pub login: Option<(String, SecretString)>,
    /// An authority that is trusted beside those of the system, as PEM.
    pub authority: Option<Vec<u8>>,
    /// The way there.
    pub network: Network,
    /// What this computer is called in `EHLO`.
    pub hello: String,
}

/// How an email was not taken, or not certainly.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum MailError {
    /// It is no valid email.
    #[error(transparent)]
    Invalid(#[from] InvalidEmail),
    /// No connection, or none that is safe; why, and in whose words. Certainly not taken.
    #[error("no safe connection could be made: {1}")]
    NotConnected(Unconnected, String),
    /// Nobody knows the server's name. Certainly not taken.
    #[error("{name} cannot be resolved: {words}")]
    NameUnknown {
        /// Which.
        name: String,
        /// In the system's words.
        words: String,
    },
    /// No answer came before the email left. Certainly not taken.
    #[error("no answer came in time")]
    Silent,
    /// The server refuses the connection itself, for good. Certainly not taken.
    #[error("the server refuses this computer: {0}")]
    Unwelcome(String),
    /// The server does not let us in. Certainly not taken.
    #[error("the login was refused: {0}")]
    Login(String),
    /// The server asks to come back later. Certainly not taken.
    #[error("the server asks to come back later: {0}")]
    Later(String),
    /// The server refuses the email. Certainly not taken.
    #[error("the server refuses the email: {0}")]
    Refused(String),
    /// The connection ended before the server had answered: it may have been taken.
    #[error("the connection ended before the server had answered: {0}")]
    OutcomeUnknown(String),
    /// The server has the email and did not answer in time: it may have been taken.
    #[error("no answer came in time after the email had left")]
    SilentAfter,
}

/// Sends an email. Answers what the server said as it took it.
pub async fn send(server: &MailServer, email: &Email<'_>) -> Result<String, MailError> {
    let message = email.message()?;
    let mut connection = open(server).await?;
    let bytes = message.formatted();
    let said = match tokio::time::timeout(SEND, connection.send(message.envelope(), &bytes)).await {
        Err(_) => Err(MailError::SilentAfter),
        Ok(Err(error)) => Err(refusal(server, &error)),
        Ok(Ok(response)) => Ok(response.message().collect::<Vec<_>>().join(" ")),
    };
    // It was taken or not; how they part does not change that.
    let _ = tokio::time::timeout(CLOSE, connection.quit()).await;
    said
}

/// Connects and logs in, and sends nothing.
pub async fn check(server: &MailServer) -> Result<(), MailError> {
    let mut connection = open(server).await?;
    let _ = tokio::time::timeout(CLOSE, connection.quit()).await;
    Ok(())
}

async fn open(server: &MailServer) -> Result<AsyncSmtpConnection, MailError> {
    let opened = tokio::time::timeout(OPEN, connect(server)).await;
    opened.map_err(|_| MailError::Silent)?
}

async fn connect(server: &MailServer) -> Result<AsyncSmtpConnection, MailError> {
    let failed = |error: Error| match refusal(server, &error) {
        MailError::Refused(words) if error.is_permanent() => MailError::Unwelcome(words),
        MailError::OutcomeUnknown(words) | MailError::Refused(words) => {
            MailError::NotConnected(obstacle(&error), words)
        }
        other => other,
    };
    // Not the library's own choice, which is `[127.0.0.1]`.
    let me = ClientId::Domain(server.hello.clone());
    let stream = server.network.dial(&server.host, server.port, OPEN).await.map_err(not_dialled)?;
    let stream = if server.security == Security::Tls { encrypted(server, stream).await? } else { stream };
    let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &me).await.map_err(failed)?;
    if server.security == Security::StartTls {
        connection.starttls(tls(server)?, &me).await.map_err(failed)?;
    }
    if let Some((user, password)) = &server.login {
        let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
        let login = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await;
        login.map_err(|error| match refusal(server, &error) {
            MailError::Refused(words) if error.is_permanent() => MailError::Login(words),
            MailError::Refused(words) | MailError::OutcomeUnknown(words) => {
                MailError::NotConnected(obstacle(&error), words)
            }
            other => other,
        })?;
    }
    Ok(connection)
}

impl AsyncTokioStream for Dialled {
    /// Nobody asks: the peer may be behind a proxy.
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// At which hop there is no connection.
fn not_dialled(error: NotDialled) -> MailError {
    let words = error.to_string();
    match error {
        NotDialled::NameUnknown { name, source } => MailError::NameUnknown { name, words: source.to_string() },
        NotDialled::Host(error) => MailError::NotConnected(Unconnected::of(&error), words),
        NotDialled::Proxy { why, .. } => MailError::NotConnected(why.unconnected(), words),
        NotDialled::NoRoute(_) => MailError::NotConnected(Unconnected::Other, words),
    }
}

/// TLS from the first byte.
async fn encrypted(server: &MailServer, stream: Dialled) -> Result<Dialled, MailError> {
    let not_safe = |words: String| MailError::NotConnected(Unconnected::Unsafe, words);
    let own = server.authority.as_deref().map(CertificateDer::from_pem_slice).transpose();
    let own = own.map_err(|error| not_safe(error.to_string()))?;
    let trust = server.network.trusting(own).trust().map_err(|error| not_safe(error.to_string()))?;
    let name = ServerName::try_from(server.host.clone()).map_err(|error| not_safe(error.to_string()))?;
    let stream = TlsConnector::from(trust).connect(name, stream).await;
    stream.map(Dialled::new).map_err(|error| MailError::NotConnected(Unconnected::of(&error), error.to_string()))
}

/// TLS after `STARTTLS`.
fn tls(server: &MailServer) -> Result<TlsParameters, MailError> {
    let failed = |error: Error| MailError::NotConnected(Unconnected::Unsafe, error.to_string());
    let mut builder = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.authority {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(failed)?);
    }
    for authority in server.network.authorities() {
        builder = builder.add_root_certificate(Certificate::from_der(authority.to_vec()).map_err(failed)?);
    }
    builder.build_rustls().map_err(failed)
}

/// Why there is no connection. A client that gives up by itself found no way to be safe: no `STARTTLS`, no way to log in.
fn obstacle(error: &Error) -> Unconnected {
    if error.is_client() || error.is_tls() { Unconnected::Unsafe } else { Unconnected::among(error) }
}

/// What the server said, or how the line ended.
fn refusal(server: &MailServer, error: &Error) -> MailError {
    let words = words(server, error);
    if error.is_transient() {
        MailError::Later(words)
    } else if error.is_permanent() || error.is_client() {
        MailError::Refused(words)
    } else {
        MailError::OutcomeUnknown(words)
    }
}

/// "550 No such user", without the password: whoever is at a mistyped address may send back what it got.
fn words(server: &MailServer, error: &Error) -> String {
    let said = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    let said = error.status().map_or_else(|| said.clone(), |code| format!("{code} {said}"));
    let password = server.login.as_ref().map(|(_, password)| password);
    Redaction::of(&password.into_iter().collect::<Vec<_>>()).words(&said).into()
}
