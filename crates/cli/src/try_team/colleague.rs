//! A simulated colleague: a console of its own, without a window, at the same simulated provider.

use gangway_core::{
    Code, Console, Failure, Home, Options,
    team::Joining,
    view::{Flags, Kind, MerchantRow, PlanRequest, PlanSource, Status, TeamRole, Way},
};
use gangway_providers::{
    http::{Answer, Http},
    net::network::Network,
};
use gangway_sandbox::{Description, MerchantLogin};
use gangway_vault::Vault;
use std::{path::Path, sync::Arc, time::Duration};
use tokio::task::JoinHandle;

/// The name of the colleague's environment.
const PROFILE: &str = "colleague";
/// Where the vault has Rappi's secret.
const CLIENT_SECRET: &str = "rappi-client-secret";
/// Stores of a run.
const STORES: usize = 3;
/// Runs after which the colleague releases what the last one provisioned, so that there is always something left.
const ROUND: u32 = 4;
/// For a page of the simulated login, in bytes and time.
const PAGE: usize = 1 << 20;
const CALL: Duration = Duration::from_secs(10);

/// A colleague, at work or about to be.
pub(super) struct Colleague {
    console: Arc<Console>,
    merchant: MerchantRow,
    integration: String,
    working: Option<JoinHandle<()>>,
}

impl Colleague {
    /// Joins by an invitation, and signs the first merchant in.
    pub(super) async fn start(home: &Path, provider: &Description, invitation: &str) -> Result<Self, Failure> {
        let console = open(home, provider).await?;
        let as_whom = Joining { person: "Carla (simulated)".to_owned(), device: "Demo".to_owned(), days: None };
        console.team.join(invitation, &as_whom).await?;
        let merchant = sign_in(&console, &provider.merchants[0]).await?;
        Ok(Self { console, merchant, integration: provider.integrations[0].clone(), working: None })
    }

    /// Invites the person at the window.
    pub(super) async fn invite(&self) -> Result<String, Failure> {
        Ok(self.console.team.invite("you@example.com", TeamRole::Admin).await?.link)
    }

    /// Begins to work. `pace`: between two runs.
    pub(super) fn work(&mut self, pace: Duration) {
        let (console, merchant) = (Arc::clone(&self.console), self.merchant.clone());
        self.working = Some(tokio::spawn(work(console, merchant, self.integration.clone(), pace)));
    }

    pub(super) async fn end(mut self) {
        if let Some(working) = self.working.take() {
            working.abort();
            let _ = working.await;
        }
        self.console.shut_down().await;
    }
}

impl Drop for Colleague {
    fn drop(&mut self) {
        if let Some(working) = &self.working {
            working.abort();
        }
    }
}

async fn open(home: &Path, provider: &Description) -> Result<Arc<Console>, Failure> {
    let folder = home.join(PROFILE);
    let profile = serde_json::json!({
        "login": provider.login, "api": provider.api, "client_id": provider.client_id,
        "oauth_client_id": provider.oauth_client_id, "integration": provider.integrations[0],
    });
    // Each of them is text that JSON and TOML spell alike.
    let rappi = format!(
        "kind = \"sandbox\"\n[rappi]\nlogin = {}\napi = {}\nclient_id = {}\noauth_client_id = {}\nintegrations = [{}]\n",
        profile["login"], profile["api"], profile["client_id"], profile["oauth_client_id"], profile["integration"],
    );
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("profile.toml"), rappi));
    written.map_err(|error| Failure::new(Code::FileFailed, format!("{}: {error}.", folder.display())))?;
    let vault = Vault::in_memory().await;
    vault.put(CLIENT_SECRET, provider.client_secret.clone().into()).await?;
    Console::open_with(&Home::at(home.to_owned()), PROFILE, Options::default(), vault).await
}

/// What a merchant does in the browser: opens the link, types email and password, allows it.
async fn sign_in(console: &Arc<Console>, account: &MerchantLogin) -> Result<MerchantRow, Failure> {
    let attempt = console.authorization.authorize_start(Way::Link, None).await?;
    let http = Http::new(&Network::loopback_only(), CALL)?;
    let send = async |request| http.call(request, PAGE, &[]).await.map_err(|error| unlike(&error));
    let host = attempt.url.split("/authorize").next().unwrap_or_default().to_owned();
    let login = send(http.requests().get(&attempt.url)).await?;
    let fields = [
        ("transaction", transaction(&login)?),
        ("email", account.email.clone()),
        ("password", account.password.clone()),
    ];
    let consent = send(http.requests().post(format!("{host}/authorize/login")).form(&fields)).await?;
    let fields = [("transaction", transaction(&consent)?), ("decision", "allow".to_owned())];
    let answer = send(http.requests().post(format!("{host}/authorize/consent")).form(&fields)).await?;
    let back = answer.headers.get("location").and_then(|value| value.to_str().ok());
    let back = back.ok_or_else(|| unlike(&"the login leads nowhere"))?;
    console.authorization.authorize_paste(&attempt.id, back).await?;
    let merchant = console.merchants.merchants().await?.pop().ok_or_else(|| unlike(&"nobody signed in"))?;
    console.merchants.first_look(&merchant.id).await?;
    Ok(merchant)
}

/// The hidden field of the page's form.
fn transaction(page: &Answer) -> Result<String, Failure> {
    let text = String::from_utf8_lossy(&page.body);
    let field = text.split_once(r#"name="transaction" value=""#).and_then(|(_, rest)| rest.split_once('"'));
    field.map(|(value, _)| value.to_owned()).ok_or_else(|| unlike(&"the login page has no form"))
}

fn unlike(what: &impl std::fmt::Display) -> Failure {
    Failure::new(Code::Internal, "The simulated colleague cannot sign in.").with(what.to_string())
}

/// Provisions a few stores now and then, from the end of the tree, where a person begins last.
async fn work(console: Arc<Console>, merchant: MerchantRow, integration: String, pace: Duration) {
    let mut last = Vec::new();
    for run in 1_u32.. {
        tokio::time::sleep(pace).await;
        let (kind, stores) = if run.is_multiple_of(ROUND) {
            (Kind::Deprovision, std::mem::take(&mut last))
        } else {
            let free = match console.merchants.stores(&merchant.id).await {
                Ok(columns) => (0..columns.ids.len())
                    .filter(|row| columns.integration[*row] < 0)
                    .map(|row| columns.ids[row].clone())
                    .collect::<Vec<_>>(),
                Err(_) => continue,
            };
            last = free.into_iter().rev().take(STORES).collect();
            (Kind::Provision, last.clone())
        };
        if stores.is_empty() {
            continue;
        }
        let request = PlanRequest {
            merchant: merchant.id.clone(),
            source: PlanSource::Stores { stores },
            integration: integration.clone(),
            flags: Flags {
                ping_active: false,
                get_menu_active: false,
                cancellation_events: false,
                status: Status::Inactive,
            },
            kind,
            hold_s: 0,
            repeat: true,
        };
        if let Err(failure) = console.provisioning.provision(&request, None).await {
            tracing::info!(%failure, "the simulated colleague did not begin a run");
        }
    }
}
