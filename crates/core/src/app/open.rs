//! Opening a profile: check, lock, open the record, look for what was left open, start receiving.

use crate::{
    Code, Console, Failure, Home,
    app::{
        clock::now,
        console::{CHANGES, LastCall, Receiving},
        upkeep,
        workers::Workers,
    },
    audit::audit_log,
    merchants::refresh::Looks,
    notifications::{self, Telling},
    overview::connection,
    profiles::{network, profile::Profile, store},
    providers::{
        rainforest::{self, AtRainforest},
        rappi::{
            client,
            deprecations::{self, Heard},
        },
        ratepay::{self, AtRatepay},
    },
    provisioning::{control::Runs, engine::recover, settle},
    team::{self, Team},
    view::{Change, ProfileKind, Worker},
    webhooks::{fold, rotation, secret_rotation},
};
use gangway_domain::{EndpointId, IntegrationId};
use gangway_inbox::{Endpoints, Inbox, Known, Place};
use gangway_record::{Record, endpoints, notifications::outbox_attempts};
use gangway_sandbox::{Config, Sandbox};
use gangway_vault::{StoreError, Vault, VaultError, folder_from_environment};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use std::{
    sync::{Arc, Mutex, RwLock, Weak},
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::{Notify, broadcast, mpsc},
};

/// Vault name of the integrator's secret.
pub(crate) const CLIENT_SECRET: &str = "rappi-client-secret";
const LOCK: &str = "lock";

/// How a profile is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Do not listen for webhooks, and send no messages by itself: for commands that only read.
    pub deaf: bool,
}

impl Console {
    /// Opens a profile and starts everything that runs for it.
    pub async fn open(home: &Home, name: &str, options: Options) -> Result<Arc<Self>, Failure> {
        let held = hold(home, name)?;
        let vault = Vault::open(&namespace(home, name)).await;
        refuse_bad_files(&vault).await?;
        Self::start(held, options, vault).await
    }

    /// With a vault that is open already: tests keep away from the desk's keyring, and a vault outlives a console there.
    pub async fn open_with(home: &Home, name: &str, options: Options, vault: Vault) -> Result<Arc<Self>, Failure> {
        Self::start(hold(home, name)?, options, vault).await
    }

    async fn start((mut profile, lock): Held, options: Options, vault: Vault) -> Result<Arc<Self>, Failure> {
        let path = profile.folder.join("record.db");
        let record = tokio::task::spawn_blocking(move || Record::open(&path))
            .await
            .map_err(|_| Failure::new(Code::Internal, "The record could not be opened."))??;
        let loopback_port = match profile.loopback_port {
            Some(port) => port,
            None => free_port().await?,
        };
        let redirects = store::redirects(loopback_port);
        let sandbox = simulated(&mut profile, &redirects).await?;
        let at = client::whereabouts(&profile, sandbox.as_ref())
            .ok_or_else(|| Failure::new(Code::ProfileInvalid, "The profile names no hosts."))?;
        let heard = Heard::default();
        let network = network::network(&profile, &vault).await?;
        let login = client::login(&profile, &at, &network, &heard)?;
        let rappi = match client_secret(sandbox.as_ref(), &vault).await {
            Some(secret) => Some(client::rappi(&profile, at, secret, &network, &heard)?),
            None => None,
        };
        let ratepay = AtRatepay::open(&profile, sandbox.as_ref(), &network, &vault).await?;
        let rainforest = AtRainforest::open(&profile, sandbox.as_ref(), &network, &vault).await?;
        let endpoints = Endpoints::default();
        let fresh_sandbox = profile.kind == ProfileKind::Sandbox && sandbox.is_some();
        let left_open = record.write(move |c| recover(c, fresh_sandbox, now())).await?;
        record.write(|c| outbox_attempts::recover(c, now())).await?;
        if ratepay.is_simulated() {
            record.write(ratepay::forget).await?;
        }
        if rainforest.is_simulated() {
            record.write(rainforest::forget).await?;
        }
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let (place, receiver) = if options.deaf { (None, deaf(&profile)) } else { listen(&profile).await };
        let inbox =
            Inbox::new(record.clone(), endpoints.clone(), arrived.clone(), profile.kind != ProfileKind::Production)
                .hearing(heard.hear())
                .alive_at(&receiver.alive);
        let (network, changes, actor) = (Arc::new(RwLock::new(network)), broadcast::channel(CHANGES).0, actor());
        let team = Team::new(record.clone(), vault.clone(), Arc::clone(&network), changes.clone(), actor.clone());
        let console = Arc::new(Self {
            profile: RwLock::new(profile),
            record,
            vault,
            rappi: RwLock::new(rappi),
            login: RwLock::new(login),
            network,
            team: Arc::new(team),
            heard,
            ratepay,
            rainforest,
            telling: Telling::default(),
            redirects,
            loopback_port,
            endpoints,
            receiver,
            sandbox,
            changes,
            ended: broadcast::channel(16).0,
            outstanding: Notify::new(),
            arrived,
            runs: Runs::default(),
            links: Mutex::default(),
            last_call: Mutex::new(LastCall::default()),
            looks: Looks::default(),
            rotating: Arc::default(),
            rotating_webhook: Arc::default(),
            registering: tokio::sync::Mutex::default(),
            open_import: Mutex::default(),
            left_open,
            actor,
            workers: Workers::default(),
            compared: Mutex::default(),
            _lock: lock,
        });
        console.open_endpoints().await?;
        // Before anything can come in that is signed with it.
        if let Err(failure) = console.take_placed_secret().await {
            tracing::warn!(%failure, "the secret of Rainforest's portal could not be taken");
        }
        // A locked keyring must not keep the profile from opening; the next start tries again.
        if let Err(failure) = console.end_left_attempts().await {
            tracing::warn!(%failure, "attempts of an earlier start could not be ended");
        }
        if let Some(place) = place {
            console.spawn(place.serve(inbox));
        }
        console.start_workers(arrivals, options.deaf);
        console.outstanding.notify_one();
        Ok(console)
    }

    /// What goes on by itself while the profile is open.
    fn start_workers(self: &Arc<Self>, arrivals: mpsc::UnboundedReceiver<()>, deaf: bool) {
        let arrivals = Arc::new(tokio::sync::Mutex::new(arrivals));
        self.keep_up(Worker::Deliveries, move |console| fold::keep_folding(console, Arc::clone(&arrivals)));
        self.keep_up(Worker::Outcomes, settle::keep_settling);
        let heard = self.heard.clone();
        self.keep_up(Worker::Deprecations, move |console| deprecations::keep_noting(console, heard.clone()));
        self.keep_up(Worker::AuditHead, audit_log::keep_noting);
        self.keep_up(Worker::Vault, connection::watch_vault);
        self.keep_up(Worker::OldSecrets, rotation::keep_ending);
        self.keep_up(Worker::WebhookSecret, secret_rotation::keep_rotating);
        self.keep_up(Worker::Subscriptions, ratepay::keep_settling);
        self.keep_up(Worker::DisputeDates, ratepay::keep_dates);
        if !deaf {
            let team = Arc::downgrade(&self.team);
            self.keep_up(Worker::Team, move |console| team::keep_following(team.clone(), console));
            self.keep_up(Worker::Upkeep, upkeep::keep_up);
            self.keep_up(Worker::Applications, rainforest::keep_reconciling);
            let senders = [Worker::MessagesHere, Worker::MessagesByEmail, Worker::MessagesToPlatform];
            for (queue, sender) in senders.into_iter().enumerate() {
                self.keep_up(sender, move |console| notifications::keep_sending(console, queue));
            }
        }
    }

    fn keep_up<W>(self: &Arc<Self>, worker: Worker, work: impl Fn(Weak<Self>) -> W + Send + 'static)
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let (console, told) = (Arc::downgrade(self), self.changes.clone());
        // Nobody listening is fine: the command line often does not.
        let changed = move || drop(told.send(Change::Connection));
        self.workers.keep(worker, move || work(console.clone()), changed);
    }

    /// Opens the endpoints of the record whose secrets are in the vault.
    pub(crate) async fn open_endpoints(&self) -> Result<(), Failure> {
        for endpoint in self.record.read(endpoints::all).await? {
            self.open_endpoint(&endpoint).await;
        }
        Ok(())
    }

    /// Opens an endpoint with every secret that a call to it may be signed with now.
    pub(crate) async fn open_endpoint(&self, endpoint: &endpoints::Endpoint) {
        // A locked keyring must not keep the profile from opening; deliveries are rejected with their reason.
        let secrets = self.endpoint_secrets(&endpoint.id).await.unwrap_or_default();
        let known = Known { provider: endpoint.provider, event: endpoint.event.clone(), secrets };
        self.endpoints.open(endpoint.id.clone(), known);
    }
}

/// Where an endpoint's secret is in the vault.
pub(crate) fn secret_name(endpoint: &EndpointId) -> String {
    format!("endpoint-secret-{endpoint}")
}

/// A checked profile, and the lock that keeps others out of it.
type Held = (Profile, std::fs::File);

fn hold(home: &Home, name: &str) -> Result<Held, Failure> {
    let profile = Profile::load(home.folder(), name)?;
    let lock = lock(&profile)?;
    Ok((profile, lock))
}

/// One process a profile: two would each take the other's requests for left over from a crash.
fn lock(profile: &Profile) -> Result<std::fs::File, Failure> {
    let unwritable = |error: std::io::Error| {
        Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", profile.folder.display()))
    };
    std::fs::create_dir_all(&profile.folder).map_err(unwritable)?;
    let path = profile.folder.join(LOCK);
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Failure::new(Code::AlreadyRunning, format!("Another Gangway has the profile {} open.", profile.name)))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

/// Keyring namespace: profiles of two homes never share a secret.
fn namespace(home: &Home, name: &str) -> String {
    let folder = std::fs::canonicalize(home.folder()).unwrap_or_else(|_| home.folder().to_owned());
    let digest = hex::encode(Sha256::digest(folder.as_os_str().as_encoded_bytes()));
    format!("{name}-{}", &digest[..8])
}

async fn free_port() -> Result<u16, Failure> {
    let taken = async { TcpListener::bind("127.0.0.1:0").await?.local_addr() };
    taken
        .await
        .map(|address| address.port())
        .map_err(|error| Failure::new(Code::PortBusy, format!("No port is free: {error}.")))
}

/// Starts the simulated provider in this process, where the profile wants it.
async fn simulated(profile: &mut Profile, redirects: &(String, String)) -> Result<Option<Sandbox>, Failure> {
    if profile.kind != ProfileKind::Sandbox || profile.rappi.is_some() {
        return Ok(None);
    }
    let config = Config {
        seed: profile.sandbox.seed,
        stores: profile.sandbox.stores,
        latency: Duration::from_millis(profile.sandbox.latency_ms),
        redirect_uris: vec![redirects.0.clone(), redirects.1.clone()],
        ..Config::default()
    };
    let sandbox = Sandbox::start(config)
        .await
        .map_err(|error| Failure::new(Code::PortBusy, format!("The sandbox could not be started: {error}.")))?;
    let description = sandbox.description();
    if profile.integrations.is_empty() {
        profile.integrations = description.integrations.iter().take(1).map(|id| IntegrationId(id.clone())).collect();
    }
    let addresses = serde_json::json!({
        "login": description.login, "api": description.api, "control": description.control,
        "merchants": description.merchants,
        "ratepay": {
            "oauth": description.ratepay.oauth, "api": description.ratepay.api, "control": description.ratepay.control,
        },
        "rainforest": { "api": description.rainforest.api, "control": description.rainforest.control },
    });
    // For tests and for people who want to inject faults by hand; without client secret.
    let _ = std::fs::write(profile.folder.join("sandbox.json"), addresses.to_string());
    Ok(Some(sandbox))
}

/// A secret's file with something else in it is a mistake that only the person can mend: said now, and not as a refused
/// sign-in later.
async fn refuse_bad_files(vault: &Vault) -> Result<(), Failure> {
    if folder_from_environment().is_none() {
        return Ok(());
    }
    for name in [CLIENT_SECRET, crate::providers::ratepay::CLIENT_SECRET, crate::providers::rainforest::API_KEY] {
        if let Err(error @ VaultError::Store(StoreError::File { .. })) = vault.get(name).await {
            return Err(error.into());
        }
    }
    Ok(())
}

/// The integrator's secret. A locked vault is no reason not to open: the window shows it and asks again.
pub(crate) async fn client_secret(sandbox: Option<&Sandbox>, vault: &Vault) -> Option<SecretString> {
    match sandbox {
        Some(sandbox) => Some(sandbox.description().client_secret.clone().into()),
        None => vault.get(CLIENT_SECRET).await.unwrap_or_default(),
    }
}

async fn listen(profile: &Profile) -> (Option<Place>, Receiving) {
    match gangway_inbox::listen(profile.receiver).await {
        Ok(place) => {
            let address = place.address().to_string();
            (Some(place), Receiving { address, alive: alive(), failure: None })
        }
        Err(error) => {
            (None, Receiving { address: profile.receiver.to_string(), alive: alive(), failure: Some(error.into()) })
        }
    }
}

fn alive() -> String {
    format!("alive-{}", uuid::Uuid::new_v4().simple())
}

fn deaf(profile: &Profile) -> Receiving {
    let failure = Failure::new(Code::PortBusy, "This command does not receive webhooks.");
    Receiving { address: profile.receiver.to_string(), alive: alive(), failure: Some(failure) }
}

fn actor() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "desk".to_owned())
}

#[cfg(test)]
mod tests;
