//! A relay on a socket, with a team that has an endpoint of each provider, and what providers and consoles do there.

use crate::support::Database;
use gangway_relay::{
    Bounds, Clock, Credentials, LinkOptions, NewInvitation, Options, PostgresStore, Relay, SqliteStore, Store, TeamName,
};
use gangway_wire::{
    DeviceToken, Digest256, Endpoint, EndpointSecret, FeedMessage, Frame, InvitationSecret, Join, Joined, NewEndpoint,
    Role, TeamId, VERSION,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256, Sha512};
use std::{
    net::SocketAddr,
    time::{Duration, SystemTime},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

pub(crate) const SECRET: &str = "whsec_bmV3";

/// How long a console may take over a frame.
const TAKE: Duration = Duration::from_secs(1);

fn options(take: Duration) -> Options {
    Options { bounds: Bounds { take, ..Bounds::default() }, ..Options::default() }
}

/// A device that joined, with the token that it made.
#[derive(Debug, Clone)]
pub(crate) struct Admitted {
    pub(crate) joined: Joined,
    pub(crate) token: DeviceToken,
}

impl std::ops::Deref for Admitted {
    type Target = Joined;

    fn deref(&self) -> &Joined {
        &self.joined
    }
}

/// The token of a person's only device.
pub(crate) fn token_of(person: &str) -> DeviceToken {
    DeviceToken::new(Sha256::digest(person).into())
}

/// One node.
pub(crate) struct Node<S> {
    pub(crate) address: SocketAddr,
    pub(crate) store: S,
    pub(crate) end: Option<oneshot::Sender<()>>,
    pub(crate) serving: JoinHandle<()>,
}

impl<S: Store> Node<S> {
    pub(crate) async fn start(store: S, folder: &std::path::Path, options: Options) -> Self {
        let credentials = Credentials::open(&folder.join("credentials")).unwrap();
        let relay = Relay::start(store.clone(), credentials, options, Clock::system()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel::<()>();
        let serving = tokio::spawn(relay.serve(listener, async move { drop(ended.await) }));
        Self { address, store, end: Some(end), serving }
    }
}

/// A team with an admin's console.
pub(crate) struct Desk<S> {
    pub(crate) nodes: Vec<Node<S>>,
    pub(crate) team: TeamId,
    pub(crate) admin: Admitted,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) database: Option<Database>,
    _folder: tempfile::TempDir,
}

pub(crate) async fn sqlite() -> Desk<SqliteStore> {
    sqlite_with(TAKE).await
}

pub(crate) async fn sqlite_with(take: Duration) -> Desk<SqliteStore> {
    sqlite_of(options(take)).await
}

/// Where merchants who come back wait so long to read what became of it.
pub(crate) async fn sqlite_with_outcome(outcome: Duration) -> Desk<SqliteStore> {
    sqlite_of(Options { links: LinkOptions { outcome, ..LinkOptions::default() }, ..options(TAKE) }).await
}

async fn sqlite_of(options: Options) -> Desk<SqliteStore> {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("relay.db")).unwrap();
    let nodes = vec![Node::start(store, folder.path(), options).await];
    Desk::furnish(nodes, None, folder).await
}

/// Two nodes.
pub(crate) async fn postgres() -> Desk<PostgresStore> {
    let (folder, database) = (tempfile::tempdir().unwrap(), Database::new().await);
    let mut nodes = Vec::new();
    for _ in 0..2 {
        nodes.push(
            Node::start(PostgresStore::open(&database.address).await.unwrap(), folder.path(), options(TAKE)).await,
        );
    }
    Desk::furnish(nodes, Some(database), folder).await
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&self.body)))
    }
}

pub(crate) async fn call(address: SocketAddr, request: &str, headers: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head =
        format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").expect("an answer");
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: bytes[end + 4..].to_vec() }
}

pub(crate) fn bearer(joined: &Admitted) -> String {
    format!("Authorization: Bearer {}.{}\r\n", joined.device, joined.token.expose())
}

/// As a device of the team.
pub(crate) async fn ask(address: SocketAddr, request: &str, by: &Admitted, body: &impl Serialize) -> Answer {
    call(address, request, &bearer(by), &serde_json::to_vec(body).unwrap()).await
}

#[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
fn now_ms() -> u128 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis()
}

/// The headers of a delivery that a provider signed. Rainforest's has an id.
pub(crate) fn signed(provider: &str, body: &str, id: &str) -> String {
    let now = now_ms();
    let mac = |key: &[u8], text: String| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    match provider {
        "rappi" => format!(
            "Rappi-Signature: t={now},sign={}\r\n",
            hex::encode(mac(SECRET.as_bytes(), format!("{now}.{body}")))
        ),
        "rainforest" => {
            let seconds = now / 1000;
            let sign = base64(&mac(b"new", format!("{id}.{seconds}.{body}")));
            format!("svix-id: {id}\r\nsvix-timestamp: {seconds}\r\nsvix-signature: v1,{sign}\r\n")
        }
        _ => {
            let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.update(body.as_bytes());
            format!("x-signature: {}\r\n", hex::encode(mac.finalize().into_bytes()))
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().chain(&[0, 0]).take(3).fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        for place in 0..4 {
            let is_there = place <= three.len();
            text.push(if is_there { ALPHABET[number >> (18 - 6 * place) & 63] as char } else { '=' });
        }
    }
    text
}

impl<S: Store> Desk<S> {
    async fn furnish(nodes: Vec<Node<S>>, database: Option<Database>, folder: tempfile::TempDir) -> Self {
        let team = TeamId("team".into());
        let store = &nodes[0].store;
        store.add_team(&TeamName { id: team.clone(), name: "Acme POS".into() }, 1).await.unwrap();
        let admin = join(&nodes[0], &team, Role::Admin, "Ana").await;
        let mut endpoints = Vec::new();
        for provider in ["rappi", "rainforest", "ratepay"] {
            let secrets = vec![EndpointSecret::new(SECRET.into())];
            let new = NewEndpoint { provider: provider.into(), event: "E".into(), secrets };
            let added = ask(nodes[0].address, "POST /v1/endpoints", &admin, &new).await;
            assert_eq!(added.status, 201);
            endpoints.push(added.json());
        }
        let desk = Self { nodes, team, admin, endpoints, database, _folder: folder };
        desk.await_endpoints().await;
        desk
    }

    /// Other nodes hear of endpoints when they look again.
    async fn await_endpoints(&self) {
        for node in &self.nodes {
            let path = format!("POST /hooks/{}", self.endpoints[2].id);
            until(async || call(node.address, &path, "", b"").await.status == 401).await;
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.nodes[0].address
    }

    pub(crate) fn path(&self, provider: &str) -> String {
        let endpoint = self.endpoints.iter().find(|it| it.provider == provider).unwrap();
        format!("POST /hooks/{}", endpoint.id)
    }

    /// A delivery of Rappi's, as it is signed.
    pub(crate) async fn deliver(&self, node: usize, body: &str) -> u16 {
        let headers = signed("rappi", body, "");
        call(self.nodes[node].address, &self.path("rappi"), &headers, body.as_bytes()).await.status
    }
}

/// A new device, by an invitation of its own.
pub(crate) async fn join<S: Store>(node: &Node<S>, team: &TeamId, role: Role, person: &str) -> Admitted {
    let secret = InvitationSecret::new([person.len() as u8; 32]);
    let id = format!("invitation-of-{person}");
    let invitation = NewInvitation {
        id: id.as_str().into(),
        team: team.clone(),
        proof_digest: secret.proof().digest(),
        role,
        invited: None,
        sealed_team_key: None,
        expires_at: i64::MAX,
    };
    node.store.invite(invitation).await.unwrap();
    let answer =
        call(node.address, "POST /v1/join", "", &serde_json::to_vec(&asks(&id, &secret, person)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    Admitted { joined: answer.json(), token: token_of(person) }
}

pub(crate) fn asks(invitation: &str, secret: &InvitationSecret, person: &str) -> Join {
    let (invitation, proof) = (invitation.into(), secret.proof());
    let token_digest = Digest256(token_of(person).digest());
    Join { wire: VERSION, invitation, proof, token_digest, person: person.into(), device: format!("{person}'s laptop") }
}

/// Looks until it is so, for ten seconds.
pub(crate) async fn until(mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..1000 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came to be so");
}

/// What a stream brings.
#[derive(Debug)]
pub(crate) enum Heard {
    Frame(Frame),
    Said(FeedMessage),
    Ended,
}

pub(crate) struct Stream(pub(crate) tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<TcpStream>>);

impl Stream {
    pub(crate) async fn open(address: SocketAddr, by: &Admitted, after: u64) -> Self {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
        let mut request = format!("ws://{address}/v1/feed?after={after}").into_client_request().unwrap();
        let value = format!("Bearer {}.{}", by.device, by.token.expose());
        request.headers_mut().insert("authorization", value.parse().unwrap());
        Self(tokio_tungstenite::connect_async(request).await.unwrap().0)
    }

    pub(crate) async fn next(&mut self) -> Heard {
        use futures_util::StreamExt as _;
        use tokio_tungstenite::tungstenite::Message;
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Ping(_))) => {}
                    other => return other,
                }
            }
        };
        match tokio::time::timeout(Duration::from_secs(20), next).await.expect("something comes") {
            Some(Ok(Message::Binary(bytes))) => Heard::Frame(Frame::unpack(&bytes).unwrap()),
            Some(Ok(Message::Text(text))) => Heard::Said(serde_json::from_str(&text).unwrap()),
            Some(Ok(_) | Err(_)) | None => Heard::Ended,
        }
    }
}

impl Stream {
    /// The next thing that is no frame.
    pub(crate) async fn said(&mut self) -> Heard {
        let said = async {
            loop {
                match self.next().await {
                    Heard::Frame(_) => {}
                    other => return other,
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), said).await.expect("something is said")
    }
}

/// For a token that nobody has.
pub(crate) fn stranger(joined: &Admitted) -> Admitted {
    Admitted { token: DeviceToken::new([1; 32]), ..joined.clone() }
}
