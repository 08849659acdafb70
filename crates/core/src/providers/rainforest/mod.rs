//! Merchant applications at Rainforest (docs/wire.md §2).
//!
//! Where to read: `fold` takes what messages tell, `reconcile` what the API tells, and both go through `take`, which asks the
//! rules of `domain::application` and writes; `announce` is where a change of status is passed on; `read` is the view.

mod announce;
mod endpoint;
mod fields;
mod fold;
mod read;
mod reconcile;
mod remind;
mod settings;
mod take;
mod views;

pub(crate) use read::row as application_row;
pub(crate) use reconcile::keep_reconciling;

use crate::{
    Failure,
    endpoints::{Endpoints, Receiver},
    environment::{Answer, Environment},
    notifications::Notifications,
    profiles::profile::Profile,
    providers::{
        client_slot::ClientSlot,
        deprecations::Heard,
        descriptor::{Credential, Descriptor, Touched},
        provider_line::ProviderLine,
    },
    view::{Act, Change, LabStep, LinkState, Reconciled, Step},
};
use gangway_domain::Provider;
use gangway_domain::application::{MASK, mask};
use gangway_providers::{
    net::{ApiError, Network},
    rainforest::Rainforest,
};
use gangway_record::{Connection, Sql, applications, endpoints};
use gangway_vault::Vault;
use secrecy::SecretString;
use std::sync::{Arc, Mutex};

/// What is particular to Rainforest.
pub(crate) static DESCRIPTOR: Descriptor = Descriptor {
    scheme: &gangway_providers::rainforest::SCHEME,
    credentials: &[Credential { name: API_KEY, called: CALLED }],
    fold: |c, stored, with| {
        let applications = fold::fold(c, stored, with.at, with.rules)?;
        Ok(Touched { applications, ..Touched::default() })
    },
    shown: |body| serde_json::from_slice(body).map_or_else(|_| MASK.to_owned(), |body| format!("{:#}", mask(&body))),
    same_secret: LabStep::CopyTheSecret,
    account_name: |c, id| Ok(applications::of_merchant(c, id, 1)?.pop().map(|it| it.name)),
};

const CALLED: &str = "API key";
/// Vault name of the API key.
pub(crate) const API_KEY: &str = "rainforest-api-key";

/// What a profile holds for Rainforest while it is open.
pub(crate) struct AtRainforest {
    slot: ClientSlot<Rainforest>,
    simulated: Option<Simulated>,
    /// Announcements on their way from the wire to the record.
    heard: Heard,
    reconciled: Mutex<Option<Reconciled>>,
    /// One round at a time.
    turn: tokio::sync::Mutex<()>,
}

/// The provider that runs in this process.
#[derive(Clone)]
struct Simulated {
    api: String,
    control: String,
    key: SecretString,
}

impl AtRainforest {
    pub(crate) async fn open(environment: &Environment, heard: Heard) -> Result<Self, Failure> {
        let (profile, sandbox) = (environment.profile(), environment.sandbox());
        let simulated = sandbox.filter(|_| profile.rainforest.is_none()).map(|sandbox| {
            let at = &sandbox.description().rainforest;
            Simulated { api: at.api.clone(), control: at.control.clone(), key: at.api_key.clone().into() }
        });
        let this = Self {
            slot: ClientSlot::new(Provider::Rainforest, CALLED),
            simulated,
            heard,
            reconciled: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        };
        this.connect(&profile, &environment.network(), environment.vault()).await?;
        Ok(this)
    }

    /// The provider runs in this process and ends with it.
    pub(crate) fn is_simulated(&self) -> bool {
        self.simulated.is_some()
    }

    /// A client from what the profile says and the vault holds now.
    async fn connect(&self, profile: &Profile, network: &Network, vault: &Vault) -> Result<(), Failure> {
        let (api, key) = match (&self.simulated, &profile.rainforest) {
            (Some(it), _) => (it.api.clone(), it.key.clone()),
            (None, None) => return Ok(()),
            (None, Some(keys)) => {
                // Locked is no reason not to open: the window shows it and asks again.
                let Some(key) = vault.get(API_KEY).await.unwrap_or_default() else { return Ok(()) };
                (keys.api.clone(), key)
            }
        };
        self.slot.connect(Rainforest::new(&api, key, network, profile.call_timeout, &self.heard.hear())?);
        Ok(())
    }
}

/// Merchant applications at Rainforest.
pub struct Applications {
    environment: Arc<Environment>,
    endpoints: Arc<Endpoints>,
    receiver: Arc<Receiver>,
    notifications: Arc<Notifications>,
    rainforest: AtRainforest,
}

impl Applications {
    pub(crate) fn new(
        environment: Arc<Environment>,
        (endpoints, receiver): (Arc<Endpoints>, Arc<Receiver>),
        notifications: Arc<Notifications>,
        rainforest: AtRainforest,
    ) -> Arc<Self> {
        Arc::new(Self { environment, endpoints, receiver, notifications, rainforest })
    }

    pub(crate) fn rainforest(&self) -> Result<Arc<Rainforest>, Failure> {
        self.rainforest.slot.client(self.environment.profile().rainforest.is_some())
    }

    /// A new client from what the vault holds now.
    pub(crate) async fn connect_rainforest_again(&self) -> Result<(), Failure> {
        self.rainforest
            .connect(&self.environment.profile(), &self.environment.network(), self.environment.vault())
            .await?;
        self.environment.tell(Change::Applications);
        self.environment.tell(Change::Connection);
        Ok(())
    }

    fn note_rainforest(&self, error: Option<&ApiError>) {
        if self.rainforest.slot.note(error) {
            self.environment.tell(Change::Connection);
        }
    }
}

impl ProviderLine for Applications {
    fn provider(&self) -> Provider {
        Provider::Rainforest
    }

    fn is_named(&self) -> bool {
        self.rainforest.is_simulated() || self.environment.profile().rainforest.is_some()
    }

    fn state(&self) -> (LinkState, Option<String>) {
        self.rainforest.slot.state(self.environment.profile().rainforest.is_some())
    }

    fn hosts(&self) -> Vec<(Step, String)> {
        let simulated = self.rainforest.simulated.as_ref().map(|it| it.api.clone());
        let api = simulated.or_else(|| self.environment.profile().rainforest.map(|keys| keys.api));
        api.map(|api| (Step::RainforestHost, api)).into_iter().collect()
    }

    fn can(&self) -> &'static [Act] {
        &[]
    }

    /// Endpoints are made and removed in the provider's portal only (docs/wire.md 2.4).
    fn in_portal(&self) -> bool {
        true
    }

    fn connect_again(&self) -> Answer<'_, ()> {
        Box::pin(self.connect_rainforest_again())
    }

    fn check_login(&self) -> Answer<'_, ()> {
        Box::pin(async {
            let outcome = self.rainforest()?.check_key().await;
            self.note_rainforest(outcome.as_ref().err());
            Ok(outcome?)
        })
    }
}

/// A new simulated provider knows nothing of what an earlier one had.
pub(crate) fn forget(c: &Connection) -> Sql<()> {
    applications::forget(c)?;
    endpoints::remove_of(c, Provider::Rainforest)
}
