//! Trying a way out: each kind of failure is called by its own name, over real sockets.

use gangway_core::{
    Console, Home, Options, Reason,
    view::{Channel, ChannelTestOutcome, ChannelTestResult},
};
use gangway_tests::{Desk, Setup, free_port, mail::MailHost};
use gangway_vault::Vault;
use tokio::{io::AsyncWriteExt, net::TcpListener};

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Tries a way of a sandbox, which reaches this machine only.
async fn tried(channel: Channel, way: String) -> ChannelTestResult {
    let desk = Desk::with(Setup { notifications: format!("[notifications]\n{way}"), ..Setup::default() }).await;
    desk.vault.put("telling-platform-secret", KEY.into()).await.unwrap();
    desk.console.notifications.test_channel(channel).await.unwrap()
}

async fn platform(url: String) -> (ChannelTestOutcome, Option<Reason>) {
    let tried = tried(Channel::Platform, format!("[notifications.platform]\nurl = \"{url}\"\n")).await;
    (tried.what, tried.why.because)
}

async fn email(port: u16, security: &str) -> (ChannelTestOutcome, Option<Reason>) {
    let way = format!(
        "[notifications.email]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"{security}\"\nfrom = \"a@platform.test\"\n"
    );
    let tried = tried(Channel::Email, way).await;
    (tried.what, tried.why.because)
}

/// Whoever connects gets these bytes, and then silence.
async fn says(bytes: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(bytes).await;
            kept.push(stream);
        }
    });
    port
}

#[tokio::test]
async fn a_platform_that_cannot_be_called_is_told_apart() {
    let mail = MailHost::start();
    // As a server says it that was spoken to in the wrong way.
    let clear = says(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let certificate = format!("https://localhost:{}/", mail.port("tls"));
    let (silent, other) = (says(b"").await, says(b"SSH-2.0-OpenSSH\r\n").await);
    let (refused, unknown, no_tls, silent, other) = tokio::join!(
        platform(format!("http://127.0.0.1:{}/", free_port())),
        platform(certificate),
        platform(format!("https://127.0.0.1:{clear}/")),
        platform(format!("http://127.0.0.1:{silent}/")),
        platform(format!("http://127.0.0.1:{other}/")),
    );
    assert_eq!(refused, (ChannelTestOutcome::ConnectionRefused, Some(Reason::ConnectionRefused)));
    assert_eq!(unknown, (ChannelTestOutcome::NotSafe, Some(Reason::CertificateUnknown)));
    assert_eq!(no_tls, (ChannelTestOutcome::NotSafe, Some(Reason::NoTls)));
    assert_eq!(silent, (ChannelTestOutcome::TimedOut, Some(Reason::TimedOut)));
    assert_eq!(other, (ChannelTestOutcome::NoAnswer, Some(Reason::AnswerBroken)));
}

#[tokio::test]
async fn a_mail_server_that_cannot_be_reached_is_told_apart() {
    let mail = MailHost::start();
    let (refused, certificate, no_tls) =
        tokio::join!(email(free_port(), "starttls"), email(mail.port("tls"), "tls"), email(mail.port("none"), "tls"));
    assert_eq!(refused, (ChannelTestOutcome::ConnectionRefused, Some(Reason::ConnectionRefused)));
    assert_eq!(certificate, (ChannelTestOutcome::NotSafe, Some(Reason::ConnectionUnsafe)));
    assert_eq!(no_tls, (ChannelTestOutcome::NotSafe, Some(Reason::ConnectionUnsafe)));
}

/// Names are asked of this machine's own name service. Under `.invalid` there are none (RFC 6761), and under `example.com` not this
/// one; a machine without a network knows neither.
#[tokio::test]
async fn a_name_that_nobody_knows_is_told_apart() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("real")).unwrap();
    let profile = "kind = \"development\"\n[rappi]\nlogin = \"https://login.example.com\"\napi = \"https://api.example.com\"\n\
         client_id = \"c\"\nintegrations = [\"i\"]\n[receiver]\naddress = \"127.0.0.1:0\"\n[notifications.email]\nhost = \"mail.gangway.invalid\"\n\
         from = \"a@platform.test\"\n[notifications.platform]\nurl = \"https://no-such-name.example.com/\"\n";
    std::fs::write(home.path().join("real/profile.toml"), profile).unwrap();
    let vault = Vault::in_memory().await;
    vault.put("telling-platform-secret", KEY.into()).await.unwrap();
    let options = Options::READING;
    let console = Console::open_with(&Home::at(home.path()), "real", options, vault).await.unwrap();
    for (channel, name) in [(Channel::Email, "mail.gangway.invalid"), (Channel::Platform, "no-such-name.example.com")] {
        let tried = console.notifications.test_channel(channel).await.unwrap();
        let (because, about) = (tried.why.because, tried.why.about);
        assert_eq!((tried.what, because), (ChannelTestOutcome::NameUnknown, Some(Reason::NameUnknown)), "{channel:?}");
        assert_eq!(about.as_deref(), Some(name));
    }
}
