//! Opening a profile: check, lock, open the record, look for what was left open, start receiving.

use crate::{
    Code, Console, Failure, Home,
    audit::{AuditLog, audit_log},
    clock::now,
    endpoints::{Endpoints, ListenState, Receiver, rotation},
    environment::Environment,
    merchants::{
        Authorization, LinkedAccounts, Merchants, authorization::Redirects, settle::keep_settling,
        shared::SharedSignIns,
    },
    notifications::{self, Notifications},
    overview::{Overview, Seen, attention, connection, resume},
    profiles::{network, profile::Profile, store},
    providers::{
        deprecations::{self, Deprecations, Heard},
        provider_lines::ProviderLines,
        rainforest::{self, Applications, AtRainforest},
        rappi::{MerchantTokens, RappiLine, Registration, registration::secret_rotation},
        ratepay::{self, AtRatepay, Subscriptions},
    },
    provisioning::{Provisioning, engine::recover},
    queue::Queue,
    registry::descriptor_of,
    retention::{Retention, upkeep},
    reviews::Reviews,
    settings::Settings,
    team::{self, Invitations, Team},
    updates::{self, Updates},
    view::{ProfileKind, Worker},
    webhooks::{Deliveries, fold},
};
use gangway_domain::IntegrationId;
use gangway_inbox::Inbox;
use gangway_record::{Record, notifications::outbox_attempts};
use gangway_sandbox::{Config, Sandbox};
use gangway_vault::Vault;
pub(crate) use held::namespace;
use held::{Held, hold, refuse_bad_files};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::mpsc};

/// Where merchants come back to whom a relay on this computer sent to the simulated login; its port is any.
const RELAYS: &str = "http://127.0.0.1/callback";

/// How a profile is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Listen for webhooks.
    pub receiver: bool,
    /// Work that goes on by itself and speaks to others: messages, reconciling, the team's feed, upkeep.
    pub workers: bool,
}

impl Options {
    /// For commands that only read.
    pub const READING: Self = Self { receiver: false, workers: false };
}

impl Default for Options {
    fn default() -> Self {
        Self { receiver: true, workers: true }
    }
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
        let redirects = redirects(&profile).await?;
        let sandbox = simulated(&mut profile, &redirects).await?;
        let network = network::network(&profile, &vault).await?;
        let environment = Environment::new(profile, record, vault, network, sandbox);
        let parts = Parts::open(Arc::clone(&environment)).await?;
        let left_open = recover_left(&environment, &parts).await?;
        let profile = environment.profile();
        let (place, listening) =
            if options.receiver { ListenState::listen(&profile).await } else { (None, ListenState::without(&profile)) };
        let receiver = Receiver::new(Arc::clone(&environment), listening);
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let console = wired(parts, Arc::clone(&receiver), redirects, arrived.clone(), (left_open, lock));
        console.begin().await?;
        if let Some(place) = place {
            let known = console.endpoints.known().clone();
            let tester_form = profile.kind != ProfileKind::Production;
            let inbox = Inbox::new(environment.record().clone(), known, arrived, tester_form)
                .hearing(console.deprecations.hear())
                .alive_at(receiver.alive())
                .verifying_by(|provider| descriptor_of(provider).scheme);
            environment.spawn(place.serve(inbox));
        }
        if options.workers {
            console.team.awaits_lead().await?;
        }
        console.start_workers(arrivals, options.workers);
        console.provisioning.wake();
        Ok(console)
    }

    /// What has to be so before anything can come in.
    async fn begin(&self) -> Result<(), Failure> {
        self.endpoints.open_endpoints().await?;
        if let Err(failure) = self.applications.take_placed_secret().await {
            tracing::warn!(%failure, "the secret of Rainforest's portal could not be taken");
        }
        // A locked keyring must not keep the profile from opening; the next start tries again.
        if let Err(failure) = self.authorization.end_left_attempts().await {
            tracing::warn!(%failure, "attempts of an earlier start could not be ended");
        }
        Ok(())
    }

    /// What goes on by itself while the profile is open.
    fn start_workers(&self, arrivals: mpsc::UnboundedReceiver<()>, workers: bool) {
        let arrivals = Arc::new(tokio::sync::Mutex::new(arrivals));
        let all = &self.environment;
        all.keep_up(Worker::Deliveries, &self.deliveries, move |of| fold::keep_folding(of, Arc::clone(&arrivals)));
        all.keep_up(Worker::Outcomes, &self.merchants, keep_settling);
        all.keep_up(Worker::Deprecations, &self.deprecations, deprecations::keep_noting);
        all.keep_up(Worker::AuditHead, &self.audit, audit_log::keep_noting);
        all.keep_up(Worker::Vault, all, connection::watch_vault);
        all.keep_up(Worker::OldSecrets, &self.endpoints, rotation::keep_ending);
        all.keep_up(Worker::WebhookSecret, &self.registration, secret_rotation::keep_rotating);
        all.keep_up(Worker::Subscriptions, &self.subscriptions, ratepay::keep_settling);
        all.keep_up(Worker::Snoozes, &self.overview, attention::keep_waking);
        all.keep_up(Worker::DisputeDates, &self.subscriptions, ratepay::keep_dates);
        if workers {
            let effects = Arc::downgrade(&self.deliveries);
            all.keep_up(Worker::Team, &self.team, move |of| team::keep_following(of, effects.clone()));
            let provider = Arc::downgrade(&self.merchants);
            all.keep_up(Worker::Claims, &self.team, move |of| team::keep_claims(of, provider.clone()));
            all.keep_up(Worker::Resume, &self.overview, resume::keep_watch);
            all.keep_up(Worker::Updates, &self.updates, updates::keep_checking);
            all.keep_up(Worker::TeamFacts, &self.team, team::keep_telling);
            let senders = Arc::downgrade(&self.notifications);
            all.keep_up(Worker::TeamLead, &self.team, move |of| team::keep_leading(of, senders.clone()));
            let here = team::here(&self.authorization, &self.merchants);
            all.keep_up(Worker::SignIns, &self.team, move |of| team::keep_sign_ins(of, here.clone()));
            all.keep_up(Worker::Upkeep, &self.retention, upkeep::keep_up);
            all.keep_up(Worker::Applications, &self.applications, rainforest::keep_reconciling);
            let senders = [Worker::MessagesHere, Worker::MessagesByEmail, Worker::MessagesToPlatform];
            for (queue, sender) in senders.into_iter().enumerate() {
                let keep = move |of| notifications::keep_sending(of, queue);
                all.keep_up(sender, &self.notifications, keep);
            }
        }
    }
}

/// What is opened before it is known whether anything can come in.
struct Parts {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    ratepay: AtRatepay,
    rainforest: AtRainforest,
    deprecations: Arc<Deprecations>,
}

impl Parts {
    async fn open(environment: Arc<Environment>) -> Result<Self, Failure> {
        let heard = Heard::default();
        let line = RappiLine::open(Arc::clone(&environment), heard.clone()).await?;
        let ratepay = AtRatepay::open(&environment, heard.clone()).await?;
        let rainforest = AtRainforest::open(&environment, heard.clone()).await?;
        let deprecations = Deprecations::new(Arc::clone(&environment), heard);
        Ok(Self { environment, line, ratepay, rainforest, deprecations })
    }
}

/// What an earlier start left is marked; answers how many stores' outcome is open. A simulated provider knows nothing of what
/// an earlier one was told.
async fn recover_left(environment: &Environment, parts: &Parts) -> Result<u32, Failure> {
    let record = environment.record();
    let fresh_sandbox = environment.profile().kind == ProfileKind::Sandbox && environment.sandbox().is_some();
    let left_open = record.write(move |c| recover(c, fresh_sandbox, now())).await?;
    record.write(|c| outbox_attempts::recover(c, now())).await?;
    if parts.ratepay.is_simulated() {
        record.write(ratepay::forget).await?;
    }
    if parts.rainforest.is_simulated() {
        record.write(rainforest::forget).await?;
    }
    Ok(left_open)
}

/// Each capability gets what it names, and nothing else.
fn wired(
    parts: Parts,
    receiver: Arc<Receiver>,
    redirects: Redirects,
    arrived: mpsc::UnboundedSender<()>,
    (left_open, lock): (u32, std::fs::File),
) -> Arc<Console> {
    let Parts { environment, line, ratepay, rainforest, deprecations } = parts;
    let all = || Arc::clone(&environment);
    let line_to = || Arc::clone(&line);
    let endpoints = Endpoints::new(all());
    let calls = || (Arc::clone(&endpoints), Arc::clone(&receiver));
    let team = Team::new(all(), descriptor_of);
    let notifications = Notifications::new(all(), Arc::clone(&team) as _);
    let tokens = MerchantTokens::new(all());
    let registration = Registration::new(all(), line_to(), calls(), Arc::clone(&team) as _);
    let applications = Applications::new(all(), calls(), Arc::clone(&notifications), rainforest);
    let at_rappi = (line_to(), Arc::clone(&registration));
    let subscriptions = Subscriptions::new(all(), calls(), at_rappi, Arc::clone(&applications), ratepay);
    let lines =
        ProviderLines::new(all(), vec![line_to(), Arc::clone(&applications) as _, Arc::clone(&subscriptions) as _]);
    let provisioning =
        Provisioning::new(all(), line_to(), Arc::clone(&tokens), Arc::clone(&registration), Arc::clone(&team) as _);
    let shared = || Arc::clone(&team) as Arc<dyn SharedSignIns>;
    let merchants = Merchants::new(all(), line_to(), Arc::clone(&tokens), Arc::clone(&provisioning), shared());
    let settings = Settings::new(all(), Arc::clone(&receiver), Arc::clone(&lines), redirects.clone());
    let seen = Seen {
        endpoints: Arc::clone(&endpoints),
        receiver,
        line: line_to(),
        lines,
        subscriptions: Arc::clone(&subscriptions),
        settings: Arc::clone(&settings),
        team: Arc::clone(&team),
        registration: Arc::clone(&registration),
    };
    let folds = (Arc::clone(&notifications), Arc::clone(&subscriptions), Arc::clone(&provisioning));
    Arc::new(Console {
        authorization: Authorization::new(
            all(),
            line_to(),
            Arc::clone(&merchants),
            Arc::clone(&provisioning),
            shared(),
            redirects,
        ),
        invitations: Invitations::new(all(), line_to(), Arc::clone(&team)),
        accounts: LinkedAccounts::new(all(), Arc::clone(&merchants), Arc::clone(&subscriptions)),
        reviews: Reviews::new(all(), Arc::clone(&tokens), Arc::clone(&registration), Arc::clone(&provisioning)),
        deliveries: Deliveries::new(all(), Arc::clone(&endpoints), folds, descriptor_of, arrived),
        overview: Overview::new(all(), seen),
        queue: Queue::new(all(), Arc::clone(&subscriptions)),
        updates: Updates::new(all(), Arc::clone(&provisioning)),
        audit: AuditLog::new(all()),
        retention: Retention::new(all(), tokens),
        merchants,
        provisioning,
        rappi: line,
        deprecations,
        registration,
        applications,
        subscriptions,
        notifications,
        settings,
        team,
        endpoints,
        environment,
        left_open,
        _lock: lock,
    })
}

/// Where browsers are sent back to.
async fn redirects(profile: &Profile) -> Result<Redirects, Failure> {
    let loopback_port = match profile.loopback_port {
        Some(port) => port,
        None => free_port().await?,
    };
    let (deep_link, loopback) = store::redirects(loopback_port);
    Ok(Redirects { deep_link, loopback, loopback_port })
}

async fn free_port() -> Result<u16, Failure> {
    let taken = async { TcpListener::bind("127.0.0.1:0").await?.local_addr() };
    taken
        .await
        .map(|address| address.port())
        .map_err(|error| Failure::new(Code::PortBusy, format!("No port is free: {error}.")))
}

/// Starts the simulated provider in this process, where the profile wants it.
async fn simulated(profile: &mut Profile, redirects: &Redirects) -> Result<Option<Sandbox>, Failure> {
    if profile.kind != ProfileKind::Sandbox || profile.rappi.is_some() {
        return Ok(None);
    }
    let config = Config {
        seed: profile.sandbox.seed,
        stores: profile.sandbox.stores,
        latency: Duration::from_millis(profile.sandbox.latency_ms),
        redirect_uris: vec![redirects.deep_link.clone(), redirects.loopback.clone(), RELAYS.to_owned()],
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

mod held;
#[cfg(test)]
mod tests;
