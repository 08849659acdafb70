//! A desk: a home in a temporary folder, an open console, and a simulated provider beside it that outlives the console.

use crate::{
    CLIENT_SECRET, PROFILE, Places, Provider, RAINFOREST_KEY, RATEPAY_SECRET, Setup, free_port, merchant, until,
    until_some,
};
use gangway_core::{
    Code, Console, Failure, Home, Options,
    view::{
        AttemptState, Flags, Kind, MerchantRow, OperationState, OperationView, PlanRequest, PlanSource,
        RainforestDraft, StoreColumns, Typed, Way,
    },
};
use gangway_sandbox::{Config, Sandbox};
use gangway_vault::Vault;
use std::{path::PathBuf, sync::Arc};
use tempfile::TempDir;

/// A desk with its provider.
pub struct Desk {
    /// Open.
    pub console: Arc<Console>,
    /// The provider, behind the scenes.
    pub provider: Provider,
    /// Outlives the console, as a keyring does.
    pub vault: Vault,
    home: TempDir,
    /// Runs as long as the desk is there.
    sandbox: Sandbox,
}

/// A desk whose program has ended: home, keyring and provider are still there.
pub struct Away {
    /// The provider, behind the scenes.
    pub provider: Provider,
    /// As the program left it.
    pub vault: Vault,
    home: TempDir,
    sandbox: Sandbox,
}

impl Away {
    /// The program starts again.
    pub async fn come_back(self) -> Desk {
        let Self { provider, vault, home, sandbox } = self;
        // The last handle may be dropped on another thread, and the lock is free only at the end of that.
        let console = until_some("the profile opens again", async || match reopen(&home, &vault).await {
            Err(failure) if failure.code == Code::AlreadyRunning => None,
            opened => Some(opened.expect("the profile opens again")),
        })
        .await;
        Desk { console, provider, vault, home, sandbox }
    }

    /// The folder of all profiles.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// The record of the desk's profile.
    pub fn record(&self) -> PathBuf {
        self.home.path().join(PROFILE).join("record.db")
    }
}

impl Desk {
    /// Quick, with 200 stores.
    pub async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    /// As set up.
    pub async fn with(setup: Setup) -> Self {
        let (loopback, redirect) = loopback();
        let sandbox = start(setup.provider.clone(), redirect).await;
        let places = Places::of(sandbox.description());
        Self::at(&setup, sandbox, loopback, &places).await
    }

    /// As set up, with the provider's hosts heard through taps: `tap` gets the true hosts and gives what to call.
    pub async fn tapped(setup: Setup, tap: impl AsyncFnOnce(Places) -> Places) -> Self {
        let (loopback, redirect) = loopback();
        let sandbox = start(setup.provider.clone(), redirect).await;
        let places = tap(Places::of(sandbox.description())).await;
        Self::at(&setup, sandbox, loopback, &places).await
    }

    async fn at(setup: &Setup, sandbox: Sandbox, loopback: u16, places: &Places) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let at = sandbox.description().clone();
        let folder = home.path().join(PROFILE);
        std::fs::create_dir_all(&folder).expect("a folder");
        let profile = format!(
            "kind = \"sandbox\"\n[rappi]\nlogin = \"{}\"\napi = \"{}\"\nclient_id = \"{}\"\noauth_client_id = \"{}\"\n\
             integrations = [\"{}\"]\nloopback_port = {loopback}\n{}\n[ratepay]\noauth = \"{}\"\napi = \"{}\"\n\
             audience = \"{}\"\nclient_id = \"{}\"\n[rainforest]\napi = \"{}\"\n[receiver]\naddress = \"127.0.0.1:{}\"\n\
             old_secret_for_s = {}\n[run]\n\
             concurrency = {}\noverdue_after_s = {}\nunknown_for_s = {}\nno_result_after_s = {}\ncall_timeout_s = {}\n{}",
            places.login,
            places.api,
            at.client_id,
            at.oauth_client_id,
            at.integrations[0],
            setup.rappi,
            places.ratepay_oauth,
            places.ratepay_api,
            at.ratepay.audience,
            at.ratepay.client_id,
            places.rainforest_api,
            free_port(),
            setup.old_secret_for_s,
            setup.concurrency,
            setup.overdue_after_s,
            setup.unknown_for_s,
            setup.no_result_after_s,
            setup.call_timeout_s,
            setup.notifications,
        );
        std::fs::write(folder.join("profile.toml"), profile).expect("a file");
        let vault = Vault::in_memory().await;
        vault.put(CLIENT_SECRET, at.client_secret.clone().into()).await.expect("memory takes it");
        vault.put(RATEPAY_SECRET, at.ratepay.client_secret.clone().into()).await.expect("memory takes it");
        vault.put(RAINFOREST_KEY, at.rainforest.api_key.clone().into()).await.expect("memory takes it");
        let console = reopen(&home, &vault).await.expect("the profile opens");
        Self { console, provider: Provider { at }, vault, home, sandbox }
    }

    /// Ends the program, as a kill does, and starts it again: same home, same keyring, same provider.
    pub async fn restart(self) -> Self {
        self.leave().await.come_back().await
    }

    /// Ends the program.
    pub async fn leave(self) -> Away {
        let Self { console, provider, vault, home, sandbox } = self;
        console.close();
        let gone = Arc::downgrade(&console);
        drop(console);
        until("the console is gone", async || gone.strong_count() == 0).await;
        Away { provider, vault, home, sandbox }
    }

    /// Somebody enters our endpoint in Rainforest's portal, and its secret here.
    pub async fn listen_to_rainforest(&self) {
        let settings = self.console.applications.rainforest_settings().await.expect("the record can be read");
        let secret = self.provider.rainforest().enter(&settings.webhook_url).await;
        self.keep_rainforest_secret(&secret).await;
    }

    /// Somebody enters the secret that Rainforest's portal shows.
    pub async fn keep_rainforest_secret(&self, secret: &str) {
        let draft = RainforestDraft { api_key: Typed(String::new()), webhook_secret: Typed(secret.to_owned()) };
        self.console
            .applications
            .save_rainforest(&Home::at(self.home.path()), draft)
            .await
            .expect("the secret is kept");
    }

    /// The integration that is ours.
    pub fn integration(&self) -> &str {
        &self.provider.at.integrations[0]
    }

    /// The profile's folder.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join(PROFILE)
    }

    /// The first merchant authorizes by link; its stores are read.
    pub async fn authorize(&self) -> MerchantRow {
        let attempt = self.console.authorization.authorize_start(Way::Link, None).await.expect("an attempt starts");
        let address = merchant::allow(&attempt.url, &self.provider.at.merchants[0]).await;
        let state =
            self.console.authorization.authorize_paste(&attempt.id, &address).await.expect("the address is ours");
        assert!(matches!(state, AttemptState::Done { .. }), "{state:?}");
        self.with_stores().await
    }

    /// The only merchant, once its stores are read.
    pub async fn with_stores(&self) -> MerchantRow {
        until_some("the stores are read", async || {
            let row = self.console.merchants.merchants().await.expect("the record can be read").pop();
            row.filter(|row| row.refreshed_at.is_some())
        })
        .await
    }

    /// The tree.
    pub async fn columns(&self, merchant: &MerchantRow) -> StoreColumns {
        self.console.merchants.stores(&merchant.id).await.expect("the record can be read")
    }

    /// The first `count` stores that can be provisioned.
    pub async fn free_stores(&self, merchant: &MerchantRow, count: usize) -> Vec<String> {
        let columns = self.columns(merchant).await;
        let free = columns.ids.iter().zip(&columns.state).filter(|(_, state)| **state == 0).map(|(id, _)| id.clone());
        let free: Vec<String> = free.take(count).collect();
        assert_eq!(free.len(), count, "the world is too small");
        free
    }

    /// A request to provision these stores to our integration.
    pub fn plan_request(&self, merchant: &MerchantRow, stores: &[String]) -> PlanRequest {
        self.desired_from(merchant, PlanSource::Stores { stores: stores.to_vec() })
    }

    /// A request to provision what a source names.
    pub fn desired_from(&self, merchant: &MerchantRow, source: PlanSource) -> PlanRequest {
        PlanRequest {
            merchant: merchant.id.clone(),
            source,
            integration: self.integration().to_owned(),
            flags: Flags::default(),
            kind: Kind::Provision,
            hold_s: 0,
            repeat: true,
        }
    }

    /// A request to release these stores from our integration.
    pub fn release(&self, merchant: &MerchantRow, stores: &[String]) -> PlanRequest {
        PlanRequest { kind: Kind::Deprovision, ..self.plan_request(merchant, stores) }
    }

    /// Starts a run.
    pub async fn start(&self, request: &PlanRequest) -> Result<String, Failure> {
        self.console.provisioning.provision(request, None).await.map(|id| id.0)
    }

    /// Starts a run and waits until nothing of it is outstanding.
    pub async fn run(&self, request: &PlanRequest) -> OperationView {
        let id = self.start(request).await.expect("the run starts");
        self.settled(&id).await
    }

    /// The operation as it is.
    pub async fn operation(&self, id: &str) -> OperationView {
        self.console.provisioning.operation(id).await.expect("the operation is in the record")
    }

    /// The operation, once nothing leaves any more and nothing is outstanding.
    pub async fn settled(&self, id: &str) -> OperationView {
        until_some("the operation is settled", async || {
            let view = self.operation(id).await;
            let sending = matches!(
                view.row.state,
                OperationState::Holding | OperationState::Running | OperationState::Stopping | OperationState::Pausing
            );
            (!sending && view.row.counts.open() == 0 && !view.row.repeats()).then_some(view)
        })
        .await
    }
}

async fn reopen(home: &TempDir, vault: &Vault) -> Result<Arc<Console>, Failure> {
    Console::open_with(&Home::at(home.path()), PROFILE, Options::default(), vault.clone()).await
}

async fn start(config: Config, redirect: String) -> Sandbox {
    let relays = "http://127.0.0.1/callback".to_owned();
    let redirect_uris = vec!["dev.gangway.console:/oauth/callback".to_owned(), redirect, relays];
    Sandbox::start(Config { redirect_uris, ..config }).await.expect("the sandbox starts")
}

fn loopback() -> (u16, String) {
    let port = free_port();
    (port, format!("http://127.0.0.1:{port}/oauth/callback"))
}
