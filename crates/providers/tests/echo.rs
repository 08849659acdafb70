//! Whoever is at an address, the right one or a mistyped one, may send back what it got. Nothing secret comes to a person
//! that way: of no call, of no provider, in no form.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use base64::{Engine, prelude::*};
use gangway_domain::{ApplicationId, RainforestMerchantId, SubscriptionId, application::Status};
use gangway_providers::{
    email::{self, MailServer, Security},
    net::{LastLook, Network},
    rainforest::{Filter, Rainforest},
    rappi::{A, Access, Flags, Hosts, Login, MerchantToken, NewStore, Rappi, TokenCall},
    ratepay::{self, Ratepay, Wanted},
};
use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// With everything that a writer might escape.
const SECRET: &str = "cs/live+\"9f8e7d6c5b4a39281706\"&x<y>";
/// What the token calls give out.
const BEARER: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhenAiOiJhYmMifQ.AbCdEf-GhIjKl_MnOpQrStUvWxYz0123456789";
const MERCHANT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJlbWFpbCI6ImEifQ.ZzYyXxWwVvUuTtSsRrQqPpOoNnMmLlKkJjIiHhGg";
const WEBHOOK: &str = "webhook-secret-0011223344556677889900112233445566778899001122334455";
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA-a-code-of-some-length";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const KEY: &str = "sbx_apikey_0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const PASSWORD: &str = "mail-password/with+signs-and-length";
const CALL: Duration = Duration::from_secs(5);

/// How an echo answers.
#[derive(Debug, Clone, Copy)]
struct Mood {
    status: &'static str,
    form: fn(&str) -> String,
    /// Token calls are answered as they should be.
    logs_in: bool,
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The forms in which a request comes back.
const FORMS: [fn(&str) -> String; 9] = [
    str::to_owned,
    |text| format!("{{\"message\":{}}}", quoted(text)),
    |text| format!("{{\"error\":{0},\"error_description\":{0}}}", quoted(text)),
    |text| {
        format!("{{\"status\":\"ERROR\",\"errors\":[{{\"field\":{0},\"code\":{0},\"message\":{0}}}]}}", quoted(text))
    },
    |text| format!("{{\"stores\":{0},\"data\":{0},\"batchId\":7,\"id\":{0}}}", quoted(text)),
    |text| {
        format!(
            "{{\"batchId\":\"b\",\"accepted\":[],\"rejected\":[{{\"storeId\":\"10\",\"reason\":{}}}]}}",
            quoted(text)
        )
    },
    |text| format!("[{{\"id\":{0},\"event\":{0},\"url\":{0},\"secret\":1}}]", quoted(text)),
    |text| BASE64_STANDARD.encode(text),
    |text| url::form_urlencoded::byte_serialize(text.as_bytes()).collect(),
];

const STATUSES: [&str; 9] = [
    "200 OK",
    "202 Accepted",
    "302 Found",
    "400 Bad Request",
    "401 Unauthorized",
    "403 Forbidden",
    "422 Unprocessable",
    "424 Failed Dependency",
    "500 Internal Server Error",
];

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}

/// Answers every request with its own text, also decoded, and with its `Authorization` in a header that is shown.
async fn echo(mood: Arc<Mutex<Mood>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mood = *mood.lock().unwrap();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !is_whole(&request) && stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
                let text = String::from_utf8_lossy(&request).into_owned();
                let is_login = text.lines().next().is_some_and(|line| line.contains("/token"));
                let (status, body) = if is_login && mood.logs_in {
                    ("200 OK", format!("{{\"access_token\":\"{BEARER}\",\"expires_in\":3600}}"))
                } else {
                    // The last header first, because what is long is cut.
                    let credentials: Vec<&str> =
                        text.lines().filter(|line| line.to_lowercase().contains("auth")).collect();
                    let body = text.split("\r\n\r\n").nth(1).unwrap_or_default();
                    let decoded: String =
                        url::form_urlencoded::parse(body.as_bytes()).map(|(_, value)| value).collect();
                    (mood.status, (mood.form)(&format!("{} {body} {decoded}", credentials.join(" "))))
                };
                let shown = text.lines().find(|line| line.to_lowercase().starts_with("authorization")).unwrap_or("a:b");
                let head = format!(
                    "HTTP/1.1 {status}\r\nx-rappi-api-deprecation-info: {}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                    &shown[2..],
                    body.len()
                );
                let _ = stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await;
            });
        }
    });
    url
}

/// No twelve letters of a secret in a row, in the text or in what it is the JSON of.
#[track_caller]
fn assert_silent(call: &str, mood: Mood, said: &str) {
    let unescaped = said.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\/", "/");
    for secret in [SECRET, BEARER, MERCHANT, WEBHOOK, CODE, VERIFIER, KEY, PASSWORD] {
        // What all tokens of a kind begin with is known to everybody.
        let own = secret.strip_prefix("eyJhbGciOiJSUzI1NiJ9.").unwrap_or(secret);
        let forms =
            [own.to_owned(), BASE64_STANDARD_NO_PAD.encode(own), BASE64_STANDARD_NO_PAD.encode(format!("x{own}"))];
        for form in forms {
            for piece in form.as_bytes().windows(12) {
                let piece = std::str::from_utf8(piece).unwrap();
                assert!(!said.contains(piece) && !unescaped.contains(piece), "{call} {mood:?}: {piece} in {said}");
            }
        }
    }
}

struct Desk {
    mood: Arc<Mutex<Mood>>,
    heard: Arc<Mutex<Vec<String>>>,
    rappi: Rappi,
    login: Login,
    ratepay: Ratepay,
    rainforest: Rainforest,
}

/// Clients anew for each mood: a token that was got once would be used again.
fn desk(host: &str, network: &Network, mood: Arc<Mutex<Mood>>) -> Desk {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let keeps = Arc::clone(&heard);
    let hear: gangway_providers::net::Hear = Arc::new(move |it| keeps.lock().unwrap().push(format!("{it:?}")));
    let rappi = Rappi::new(Access {
        hosts: Hosts { login: host.to_owned(), api: host.to_owned() },
        dialect: A,
        token: TokenCall::default(),
        client_id: "id".into(),
        secret: SECRET.into(),
        network: network.clone(),
        call: CALL,
        hear: Arc::clone(&hear),
    })
    .unwrap();
    let access = ratepay::Access { client_id: "id".into(), client_secret: SECRET.into(), audience: "a".into() };
    let hosts = ratepay::Hosts { oauth: host.to_owned(), api: host.to_owned() };
    Desk {
        mood,
        heard,
        rappi,
        login: Login::new(host.to_owned(), "id".into(), network, CALL, &hear).unwrap(),
        ratepay: Ratepay::new(&hosts, access, network, CALL, &hear).unwrap(),
        rainforest: Rainforest::new(host, KEY.into(), network, CALL, &hear).unwrap(),
    }
}

impl Desk {
    fn silent(&self, call: &str, outcome: &(impl Debug + ?Sized)) {
        assert_silent(call, *self.mood.lock().unwrap(), &format!("{outcome:?}"));
    }

    fn failed<T: Debug, E: Debug + std::fmt::Display>(&self, call: &str, outcome: Result<T, E>) {
        match outcome {
            Ok(done) => self.silent(call, &done),
            Err(error) => assert_silent(call, *self.mood.lock().unwrap(), &format!("{error:?} {error}")),
        }
    }

    async fn rappi(&self) {
        let merchant = MerchantToken { bearer: MERCHANT.into(), ends_at: i64::MAX };
        let stores = [NewStore { id: "10".into(), name: "Store".into(), integration: "pos".into() }];
        self.failed("login", self.rappi.check_login().await);
        self.failed("status", self.rappi.integration_status(&merchant).await);
        self.silent("provision", &self.rappi.provision(&merchant, &stores, Flags::default(), &LastLook::none()).await);
        self.silent("deprovision", &self.rappi.deprovision(&merchant, &stores, &LastLook::none()).await);
        self.failed("register", self.rappi.register_webhook("E", "https://x", &WEBHOOK.into()).await);
        self.failed("webhooks", self.rappi.webhooks().await);
        self.failed("remove", self.rappi.remove_webhook("E").await);
        let exchanged = self.login.exchange("dev.gangway.console:/oauth/callback", CODE.into(), &VERIFIER.into()).await;
        self.failed("exchange", exchanged.map(drop));
        self.silent("deprecations", &self.heard.lock().unwrap().join(" "));
    }

    async fn ratepay(&self) {
        let id = SubscriptionId("d8znR1k1_0Kw305BsoPT".into());
        let wanted = Wanted { url: "https://x".into(), event: "INVOICE".into(), secret: WEBHOOK.into() };
        self.failed("ratepay login", self.ratepay.check_login().await);
        self.failed("list", self.ratepay.list().await);
        self.failed("create", self.ratepay.create(&wanted).await);
        self.failed("update", self.ratepay.update(&id, &wanted).await);
        self.failed("delete", self.ratepay.delete(&id).await);
        self.silent("deprecations", &self.heard.lock().unwrap().join(" "));
    }

    async fn rainforest(&self) {
        let merchant = RainforestMerchantId("mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into());
        let application = ApplicationId("app_2sOuOghBfy4SGFS6b7Le8uW8zGo".into());
        self.failed("key", self.rainforest.check_key().await);
        self.failed("one", self.rainforest.one(&merchant, &application).await);
        self.failed("applications", self.rainforest.list(&merchant, &Filter::default()).await);
        self.failed("simulate", self.rainforest.simulate(&merchant, &application, &Status::Completed).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_of_any_provider_shows_what_it_sent() {
    let mood = Arc::new(Mutex::new(Mood { status: STATUSES[0], form: FORMS[0], logs_in: false }));
    let (host, network) = (echo(Arc::clone(&mood)).await, Network::loopback_only());
    for logs_in in [false, true] {
        for status in STATUSES {
            for form in FORMS {
                *mood.lock().unwrap() = Mood { status, form, logs_in };
                let desk = desk(&host, &network, Arc::clone(&mood));
                desk.rappi().await;
                desk.ratepay().await;
                desk.rainforest().await;
            }
        }
    }
}

/// A mail server that repeats what was said to it.
async fn parrot(refuse: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            let _ = stream.write_all(b"220 here\r\n").await;
            let mut line = String::new();
            while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                let said = std::mem::take(&mut line);
                let answer = if said.starts_with("EHLO") {
                    "250-here\r\n250 AUTH PLAIN LOGIN\r\n".to_owned()
                } else {
                    let plain = said.split_whitespace().last().and_then(|text| BASE64_STANDARD.decode(text).ok());
                    let plain = String::from_utf8_lossy(&plain.unwrap_or_default()).replace('\0', " ");
                    format!("{refuse} {} means {plain}\r\n", said.trim())
                };
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        }
    });
    port
}

#[tokio::test]
async fn a_mail_server_that_repeats_the_login_shows_no_password() {
    for refuse in ["535", "454", "501"] {
        let server = MailServer {
            host: "127.0.0.1".into(),
            port: parrot(refuse).await,
            security: Security::None,
            login: Some(("me@example.com".into(), PASSWORD.into())),
            authority: None,
            network: Network::loopback_only(),
            hello: "desk.example.com".into(),
        };
        let error = email::check(&server).await.unwrap_err();
        let said = format!("{error:?} {error}");
        assert!(said.contains("•••"), "{said}");
        assert_silent("mail", Mood { status: refuse, form: FORMS[0], logs_in: false }, &said);
    }
}
