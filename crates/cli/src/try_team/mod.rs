//! A team to try without an account: a relay on the loopback, and a simulated colleague who provisions a few stores now and then.
//! Both live in this process, in the folder of the sandbox, and end with it.

mod colleague;

use colleague::Colleague;
use gangway_core::{Code, Console, Failure, team::Joining, view::WebhookState};
use gangway_relay::{Clock, Credentials, Options, Relay, SqliteStore, found_team};
use gangway_sandbox::Description;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// As the window shows it.
const NAME: &str = "Demo team";

/// A team that is tried.
pub struct TriedTeam {
    relay: RunningRelay,
    colleague: Colleague,
    folder: PathBuf,
    /// Integrations whose webhook was registered here before.
    registered: Vec<String>,
}

impl TriedTeam {
    /// Opens a relay and a colleague, and joins. `pace`: between two runs of the colleague.
    pub async fn open(console: &Arc<Console>, as_whom: &Joining, pace: Duration) -> Result<Self, Failure> {
        let Some(provider) = console.sandbox().cloned() else {
            return Err(Failure::new(Code::BadInput, "A team is tried in the sandbox, where everything is simulated."));
        };
        put_back(console).await?;
        let folder = folder(console);
        let registered = registered(console).await?;
        let relay = RunningRelay::start(&folder, "127.0.0.1:0").await?;
        let colleague = match Self::colleague(&relay, &folder, &provider).await {
            Ok(colleague) => colleague,
            Err(failure) => {
                relay.end().await;
                return Err(failure);
            }
        };
        let mut tried = Self { relay, colleague, folder, registered };
        if let Err(failure) = tried.join(console, as_whom).await {
            // Nothing stays half done; what went wrong first is what is said.
            let _ = tried.end(console).await;
            return Err(failure);
        }
        tried.colleague.work(pace);
        Ok(tried)
    }

    /// The colleague comes first, as an admin, so that the person may leave without being the last one.
    async fn colleague(relay: &RunningRelay, folder: &Path, provider: &Description) -> Result<Colleague, Failure> {
        let first = found_team(&relay.store, NAME, &relay.url, &Clock::system()).await.map_err(|it| internal(&it))?;
        Colleague::start(&folder.join("colleague"), provider, &first.link.expose()).await
    }

    async fn join(&mut self, console: &Console, as_whom: &Joining) -> Result<(), Failure> {
        console.team.join(&self.colleague.invite().await?, as_whom).await?;
        for integration in console.profile().integrations {
            console.registration.register_webhook(integration.as_str()).await?;
        }
        Ok(())
    }

    /// Leaves the team, ends relay and colleague, and has results come here again if they did before.
    pub async fn end(self, console: &Console) -> Result<(), Failure> {
        let left = left(console).await;
        self.colleague.end().await;
        self.relay.end().await;
        left?;
        clear(&self.folder)?;
        for integration in &self.registered {
            console.registration.take_over_webhook(integration).await?;
        }
        Ok(())
    }
}

/// Leaves a team that was tried when the program was killed: its relay is started once more to hear of it.
pub async fn put_back(console: &Console) -> Result<(), Failure> {
    let folder = folder(console);
    if !folder.exists() {
        return Ok(());
    }
    if let Some(membership) = console.team.status().await?.membership {
        let address = membership.relay.trim_start_matches("http://");
        let relay = RunningRelay::start(&folder, address).await?;
        let left = console.team.leave().await;
        relay.end().await;
        left?;
    }
    clear(&folder)
}

/// Leaves the team of a sandbox, if it is in one: that which was tried, or another.
pub async fn leave(console: &Console) -> Result<(), Failure> {
    put_back(console).await?;
    left(console).await
}

async fn left(console: &Console) -> Result<(), Failure> {
    match console.team.status().await?.membership {
        Some(_) => console.team.leave().await,
        None => Ok(()),
    }
}

fn folder(console: &Console) -> PathBuf {
    console.profile().folder.join("team")
}

async fn registered(console: &Console) -> Result<Vec<String>, Failure> {
    let webhooks = console.registration.webhooks().await?.into_iter();
    Ok(webhooks.filter(|it| it.state == WebhookState::Registered).map(|it| it.integration).collect())
}

fn clear(folder: &Path) -> Result<(), Failure> {
    std::fs::remove_dir_all(folder).map_err(|error| {
        Failure::new(Code::FileFailed, format!("{} could not be removed.", folder.display())).with(error.to_string())
    })
}

fn internal(error: &impl std::fmt::Display) -> Failure {
    Failure::new(Code::Internal, "The relay of the team to try does not start.").with(error.to_string())
}

/// A relay in this process.
struct RunningRelay {
    url: String,
    store: SqliteStore,
    end: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl RunningRelay {
    async fn start(folder: &Path, address: &str) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|it| internal(&it))?;
        let store = SqliteStore::open(&folder.join("relay.db")).map_err(|it| internal(&it))?;
        let credentials = Credentials::open(&folder.join("credentials")).map_err(|it| internal(&it))?;
        let relay = Relay::start(store.clone(), credentials, Options::default(), Clock::system());
        let relay = relay.await.map_err(|it| internal(&it))?;
        let listener = TcpListener::bind(address).await.map_err(|it| internal(&it))?;
        let url = format!("http://{}", listener.local_addr().map_err(|it| internal(&it))?);
        let (end, ended) = oneshot::channel::<()>();
        let serving = tokio::spawn(relay.serve(listener, async move { drop(ended.await) }));
        Ok(Self { url, store, end, serving })
    }

    async fn end(self) {
        drop(self.end);
        // It ends by itself; that it did not end well concerns nobody any more.
        let _ = self.serving.await;
    }
}
