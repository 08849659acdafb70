//! How long it takes from a provider's call until every console of a team has it, and how long a console that was away takes to
//! have and prove everything.
//!
//! `cargo bench -p gangway-relay --bench feed`; `DEVICES`, `SECONDS` (at 20 deliveries a second) and `BEHIND` (entries) change
//! how long it takes. Consoles are tasks of this process, which takes time from the relay.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and ends at the first surprise")]

use futures_util::StreamExt as _;
use gangway_relay::{
    Clock, Credentials, Log as _, NewEntry, NewInvitation, Options, Relay, SqliteStore, Team as _, TeamName,
};
use gangway_wire::{
    BUNDLE, BodyDigest, Delivery, DeviceToken, Digest256, Entry, Envelope, Frame, InvitationSecret, Join, Joined, Key,
    Link, Role, TeamId, VERSION, Verification, frames_of,
};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _};

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

async fn call(address: SocketAddr, request: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head =
        format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    assert!(bytes.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&bytes));
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    bytes.split_off(end + 4)
}

/// Of the only console that joins.
const TOKEN: DeviceToken = DeviceToken::new([3; 32]);

/// A delivery of ~1.4 kB.
fn entry(number: u64) -> NewEntry {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&number.to_be_bytes());
    let body = format!("{number:010}{}", r#"{"storeId":"000000000042","status":"ACTIVE"},"#.repeat(30)).into_bytes();
    let delivery = Delivery {
        endpoint: "e".into(),
        provider: "rappi".into(),
        event: "E".into(),
        received_at: 1,
        headers: vec![("rappi-signature".into(), "t=1700000000000,sign=00".into())],
        body: BodyDigest::of(&body),
        verification: Verification { form: "raw".into(), signed_with: 0 },
    };
    let envelope = Envelope::seal(Key(key), 1, &Entry::Delivery(Box::new(delivery)));
    NewEntry { key: Key(key), at: 1, envelope, body: Some(body) }
}

async fn join(store: &SqliteStore, address: SocketAddr, team: &TeamId) -> Joined {
    let secret = InvitationSecret::new([1; 32]);
    let invitation = NewInvitation {
        id: "i".into(),
        team: team.clone(),
        proof_digest: secret.proof().digest(),
        role: Role::Admin,
        invited: None,
        sealed_team_key: None,
        expires_at: i64::MAX,
    };
    store.invite(invitation).await.unwrap();
    let person = "Ana".to_owned();
    let join = Join {
        wire: VERSION,
        invitation: "i".into(),
        proof: secret.proof(),
        token_digest: Digest256(TOKEN.digest()),
        device: person.clone(),
        person,
    };
    serde_json::from_slice(&call(address, "POST /v1/join", "", &serde_json::to_vec(&join).unwrap()).await).unwrap()
}

/// A console that says of every entry when it had it.
async fn listen(address: SocketAddr, by: Arc<Joined>, after: u64, had: mpsc::UnboundedSender<(u64, Instant)>) {
    let mut request = format!("ws://{address}/v1/feed?after={after}").into_client_request().unwrap();
    let value = format!("Bearer {}.{}", by.device, TOKEN.expose());
    request.headers_mut().insert("authorization", value.parse().unwrap());
    let (mut stream, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    while let Some(Ok(message)) = stream.next().await {
        let Message::Binary(bytes) = message else { continue };
        let (frame, now) = (Frame::unpack(&bytes).unwrap(), Instant::now());
        for item in frame.items.iter().filter(|it| it.seq > after) {
            let _ = had.send((item.seq, now));
        }
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let (devices, seconds, behind) = (number("DEVICES", 500), number("SECONDS", 10), number("BEHIND", 100_000) as u64);
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("relay.db")).unwrap();
    let team = TeamId("team".into());
    store.add_team(&TeamName { id: team.clone(), name: "Acme POS".into() }, 1).await.unwrap();
    let credentials = Credentials::open(&folder.path().join("credentials")).unwrap();
    let relay = Relay::start(store.clone(), credentials, Options::default(), Clock::system()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(relay.serve(listener, std::future::pending()));
    let joined = Arc::new(join(&store, address, &team).await);

    for n in 0..behind / BUNDLE {
        store.append(&team, (0..BUNDLE).map(|it| entry(n * BUNDLE + it)).collect()).await.unwrap();
    }
    catch_up(address, &joined, behind / BUNDLE).await;

    let after = store.head(&team).await.unwrap().seq;
    let (had, mut have) = mpsc::unbounded_channel();
    for _ in 0..devices {
        tokio::spawn(listen(address, Arc::clone(&joined), after, had.clone()));
    }
    // Everybody is there when everybody had the first one.
    store.append(&team, vec![entry(u64::MAX)]).await.unwrap();
    for _ in 0..devices {
        have.recv().await.unwrap();
    }
    let appended = tokio::spawn(append(store, team, seconds * 20));
    let mut seen = Vec::with_capacity(devices * seconds * 20);
    for _ in 0..devices * seconds * 20 {
        seen.push(have.recv().await.unwrap());
    }
    let appended = appended.await.unwrap();
    let mut took: Vec<Duration> = seen.iter().map(|(seq, at)| *at - appended[(seq - after - 2) as usize]).collect();
    took.sort_unstable();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!(
        "{devices} consoles, 20 deliveries a second: visible after {:.0} ms (p50), {:.0} ms (p99)",
        at(0.5),
        at(0.99)
    );
}

/// When each was handed to the log.
async fn append(store: SqliteStore, team: TeamId, count: usize) -> Vec<Instant> {
    let mut every = tokio::time::interval(Duration::from_millis(50));
    let mut begun = Vec::with_capacity(count);
    for n in 0..count as u64 {
        every.tick().await;
        begun.push(Instant::now());
        store.append(&team, vec![entry(1 << 40 | n)]).await.unwrap();
    }
    begun
}

async fn catch_up(address: SocketAddr, by: &Joined, bundles: u64) {
    let bearer = format!("Authorization: Bearer {}.{}\r\n", by.device, TOKEN.expose());
    for what in ["first, while the relay makes them", "again, from memory"] {
        let (begun, mut link, mut bytes) = (Instant::now(), Link::ORIGIN, 0);
        for number in 0..bundles {
            let body = call(address, &format!("GET /v1/bundles/{number}"), &bearer, b"").await;
            bytes += body.len();
            for packed in frames_of(&body).unwrap() {
                for item in Frame::unpack(packed).unwrap().items {
                    link = link.next(&item.envelope);
                }
            }
        }
        let (entries, took) = (bundles * BUNDLE, begun.elapsed().as_secs_f64());
        println!("{entries} entries behind: {took:.1} s and {} KiB to have and link them, {what}", bytes >> 10);
    }
}
