//! A relay that runs in this process, with one team, and colleagues of a desk: consoles of their own on the same provider.

use gangway_core::{Console, Failure, Home, Options, team::Joining, view::*};
use gangway_relay::{
    ClaimLimits, Clock, Credentials, Log as _, NewEntry, Options as RelayOptions, Relay, SqliteStore, found_team,
};
use gangway_tests::{CLIENT_SECRET, Desk, PROFILE, free_port, merchant, until, until_some};
use gangway_vault::Vault;
use gangway_wire::{BodyDigest, Delivery, Entry, Envelope, Key, TeamId, Verification};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// Where the first console of each test sits.
pub(crate) const EVENT: &str = "STORE_PROVISIONING_STATUS";

pub(crate) struct House {
    pub(crate) url: String,
    pub(crate) team: TeamId,
    pub(crate) store: SqliteStore,
    /// The invitation of the first admin.
    pub(crate) invitation: String,
    limits: ClaimLimits,
    folder: TempDir,
    end: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(ClaimLimits::default()).await
    }

    /// Where claims last so long.
    pub(crate) async fn with(limits: ClaimLimits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("relay.db")).unwrap();
        let url = format!("http://127.0.0.1:{}", free_port());
        let first = found_team(&store, "Acme POS", &url, &Clock::system()).await.unwrap();
        let invitation = first.link.expose();
        let mut house = Self { url, team: first.team, store, invitation, limits, folder, end: None, serving: None };
        house.serve().await;
        house
    }

    pub(crate) async fn serve(&mut self) {
        let credentials = Credentials::open(&self.folder.path().join("credentials")).unwrap();
        let options = RelayOptions { accept_tester_form: true, claims: self.limits, ..RelayOptions::default() };
        let relay = Relay::start(self.store.clone(), credentials, options, Clock::system()).await.unwrap();
        let listener = TcpListener::bind(self.url.trim_start_matches("http://")).await.unwrap();
        let (end, ended) = oneshot::channel::<()>();
        self.serving = Some(tokio::spawn(relay.serve(listener, async move { drop(ended.await) })));
        self.end = Some(end);
    }

    pub(crate) async fn stop(&mut self) {
        drop(self.end.take());
        self.serving.take().unwrap().await.unwrap();
    }

    /// How far its log goes.
    pub(crate) async fn head(&self) -> u64 {
        self.store.head(&self.team).await.unwrap().seq
    }

    /// Results of batches that no console here sent, as the relay would have received them.
    pub(crate) async fn results(&self, first: u64, count: u64, stores: &[String]) {
        for begin in (first..first + count).step_by(1024) {
            let end = (begin + 1024).min(first + count);
            let entries = (begin..end).map(|n| result(n, &stores[n as usize % stores.len()])).collect();
            self.store.append(&self.team, entries).await.unwrap();
        }
    }
}

/// A successful result of one store.
pub(crate) fn result(n: u64, store: &str) -> NewEntry {
    let body = body(n, store);
    let envelope = envelope(n, &body);
    NewEntry { key: key(n), at: 1, envelope, body: Some(body) }
}

pub(crate) fn body(n: u64, store: &str) -> Vec<u8> {
    serde_json::json!({
        "batchId": format!("batch-{n}"), "integrationId": "somebody", "operation": "PROVISION",
        "timestamp": "2026-11-28T17:15:52Z", "results": [{ "storeId": store, "status": "FAILED", "code": 409, "message": format!("no. {n}") }],
    })
    .to_string()
    .into_bytes()
}

fn key(n: u64) -> Key {
    let mut key = [7; 16];
    key[..8].copy_from_slice(&n.to_be_bytes());
    Key(key)
}

pub(crate) fn envelope(n: u64, body: &[u8]) -> Envelope {
    let delivery = Delivery {
        endpoint: "the-relay's".into(),
        provider: "rappi".into(),
        event: EVENT.into(),
        received_at: 1_795_886_000_000 + n as i64,
        headers: vec![("rappi-signature".into(), "t=1,sign=00".into())],
        body: BodyDigest::of(body),
        verification: Verification { form: "raw".into(), signed_with: 0 },
    };
    Envelope::seal(key(n), 1, &Entry::Delivery(Box::new(delivery)))
}

pub(crate) fn as_whom(person: &str) -> Joining {
    Joining { person: person.into(), device: format!("{person}'s laptop"), days: None }
}

/// Somebody else with the same provider.
pub(crate) struct Colleague {
    pub(crate) console: Arc<Console>,
    vault: Vault,
    home: TempDir,
}

impl Colleague {
    /// With a home of its own, and a receiver that nobody calls.
    pub(crate) async fn beside(desk: &Desk) -> Self {
        Self::with(desk, |_| true).await
    }

    /// The same, without the providers that are not the relay's yet.
    pub(crate) async fn at_rappi_alone(desk: &Desk) -> Self {
        Self::with(desk, |table| !["[ratepay]", "[rainforest]"].contains(&table)).await
    }

    /// With the tables of the desk's profile that are wanted.
    async fn with(desk: &Desk, wanted: impl Fn(&str) -> bool) -> Self {
        let home = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(desk.folder().join("profile.toml")).unwrap();
        let mut table = String::new();
        let of_wanted = |line: &&str| {
            if line.starts_with('[') {
                (*line).clone_into(&mut table);
            }
            wanted(&table)
        };
        let mut lines: Vec<String> = text.lines().filter(of_wanted).map(str::to_owned).collect();
        for line in lines.iter_mut().filter(|line| line.starts_with("address = ")) {
            *line = format!("address = \"127.0.0.1:{}\"", free_port());
        }
        let folder = home.path().join(PROFILE);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("profile.toml"), lines.join("\n")).unwrap();
        let vault = Vault::in_memory().await;
        let secret = desk.vault.get(CLIENT_SECRET).await.unwrap().unwrap();
        vault.put(CLIENT_SECRET, secret).await.unwrap();
        let console = Self::opened(&home, &vault).await.unwrap();
        Self { console, vault, home }
    }

    async fn opened(home: &TempDir, vault: &Vault) -> Result<Arc<Console>, Failure> {
        Console::open_with(&Home::at(home.path()), PROFILE, Options::default(), vault.clone()).await
    }

    /// Ends the program, as a kill does, and starts it again.
    pub(crate) async fn restart(self) -> Self {
        let Self { console, vault, home } = self;
        console.close();
        drop(console);
        let console = until_some("the profile opens again", async || Self::opened(&home, &vault).await.ok()).await;
        Self { console, vault, home }
    }

    /// Secrets that the desk has.
    pub(crate) async fn put(&self, names: &[&str], desk: &Desk) {
        for name in names {
            let secret = desk.vault.get(name).await.unwrap().unwrap();
            self.vault.put(name, secret).await.unwrap();
        }
    }

    /// How many stores a run is about.
    pub(crate) async fn total(&self, run: &str) -> u32 {
        self.console.provisioning.operation(run).await.unwrap().row.counts.total
    }

    /// How many stores of a run have no end yet; all of them while it runs.
    pub(crate) async fn total_open(&self, run: &str) -> u32 {
        let row = self.console.provisioning.operation(run).await.unwrap().row;
        if row.ended_at.is_none() { row.counts.total } else { 0 }
    }

    pub(crate) fn record(&self) -> std::path::PathBuf {
        self.home.path().join(PROFILE).join("record.db")
    }

    /// The same merchant signs in here too.
    pub(crate) async fn authorize(&self, desk: &Desk) -> MerchantRow {
        let attempt = self.console.authorization.authorize_start(Way::Link, None).await.unwrap();
        let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
        self.console.authorization.authorize_paste(&attempt.id, &address).await.unwrap();
        until_some("the stores are read", async || {
            self.console.merchants.merchants().await.unwrap().pop().filter(|row| row.refreshed_at.is_some())
        })
        .await
    }
}

/// Waits until a console is proven to have everything up to a place.
pub(crate) async fn complete(console: &Console, to: u64) -> TeamStatus {
    until_some("the console is complete", async || {
        let status = console.team.status().await.unwrap();
        assert_ne!(status.state, TeamState::Fork, "{status:?}");
        (status.complete_to >= to && status.state == TeamState::Live).then_some(status)
    })
    .await
}

pub(crate) async fn in_state(console: &Console, state: TeamState) -> TeamStatus {
    let mut last = None;
    let found = async || {
        let status = console.team.status().await.unwrap();
        let found = status.state == state;
        last = Some(status);
        found
    };
    until("the state is another one", found).await;
    last.unwrap()
}
