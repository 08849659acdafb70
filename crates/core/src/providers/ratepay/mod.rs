//! Ratepay's subscriptions (docs/wire.md §3): what is meant is in the record, what is there is the provider's list, and
//! every act ends by comparing the two.
//!
//! Where to read: `list` reads the provider's side and settles what was open by it; `create`, `change`, `remove` and `drift`
//! are the acts; `apply` does many by a file; `rows` is the view.

mod address;
mod apply;
mod change;
mod compared;
mod create;
mod disputes;
mod drift;
mod file;
mod list;
mod listed;
mod preview;
mod remove;
mod rotate;
mod rows;
mod secrets;
mod settings;

pub(crate) use compared::compared;
pub(crate) use disputes::keep_dates;
pub use file::SubscriptionsFile;
pub(crate) use list::keep_settling;

use crate::{
    Failure,
    endpoints::{Endpoints, Receiver},
    environment::{Answer, Environment},
    profiles::profile::Profile,
    providers::{
        client_slot::ClientSlot,
        deprecations::Heard,
        descriptor::{Credential, Descriptor, Touched},
        provider_line::ProviderLine,
        rainforest::Applications,
        rappi::{RappiLine, Registration},
    },
    view::{Act, Change, LabStep, LinkState, Step},
};
use gangway_domain::{Fingerprint, Provider};
use gangway_providers::{
    net::{ApiError, Network},
    ratepay::{Access, Hosts, Ratepay},
};
use gangway_record::{
    Connection, Sql, endpoints,
    subscriptions::{self, remote_subscriptions},
};
use gangway_vault::Vault;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::Notify;

/// What is particular to Ratepay.
pub(crate) static DESCRIPTOR: Descriptor = Descriptor {
    scheme: &gangway_providers::ratepay::SCHEME,
    credentials: &[Credential { name: CLIENT_SECRET, called: CALLED }],
    fold: |c, stored, _| Ok(Touched { disputes: disputes::fold(c, stored)?, ..Touched::default() }),
    shown: |body| String::from_utf8_lossy(body).into_owned(),
    same_secret: LabStep::RotateTheSecret,
    // The account is the client, which has no other name.
    account_name: |_, _| Ok(None),
};

const CALLED: &str = "client secret";
/// Vault name of the client secret.
pub(crate) const CLIENT_SECRET: &str = "ratepay-client-secret";

/// What a profile holds for Ratepay while it is open.
pub(crate) struct AtRatepay {
    slot: ClientSlot<Ratepay>,
    simulated: Option<(Hosts, Access)>,
    /// Announcements on their way from the wire to the record.
    heard: Heard,
    /// One change at a time: each begins and ends with the list.
    turn: tokio::sync::Mutex<()>,
    /// Secrets of the provider's list that are in the vault; `None` while that is not known.
    kept: Mutex<Option<listed::Kept>>,
    /// Rows whose secret this process saw in the vault, with what it was.
    seen: Mutex<HashSet<(String, Fingerprint)>>,
    /// Woken when a create or a rotation has an unknown outcome.
    open: Arc<Notify>,
    /// Woken when a dispute came or was answered.
    dates: Arc<Notify>,
}

impl AtRatepay {
    pub(crate) async fn open(environment: &Environment, heard: Heard) -> Result<Self, Failure> {
        let (profile, sandbox) = (environment.profile(), environment.sandbox());
        let simulated = sandbox.filter(|_| profile.ratepay.is_none()).map(|sandbox| {
            let at = &sandbox.description().ratepay;
            let hosts = Hosts { oauth: at.oauth.clone(), api: at.api.clone() };
            let (client_id, client_secret) = (at.client_id.clone(), at.client_secret.clone().into());
            (hosts, Access { client_id, client_secret, audience: at.audience.clone() })
        });
        let this = Self {
            slot: ClientSlot::new(Provider::Ratepay, CALLED),
            simulated,
            heard,
            turn: tokio::sync::Mutex::default(),
            kept: Mutex::default(),
            seen: Mutex::default(),
            open: Arc::default(),
            dates: Arc::default(),
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
        let (hosts, access) = match (&self.simulated, &profile.ratepay) {
            (Some(simulated), _) => simulated.clone(),
            (None, None) => return Ok(()),
            (None, Some(keys)) => {
                // Locked is no reason not to open: the window shows it and asks again.
                let Some(client_secret) = vault.get(CLIENT_SECRET).await.unwrap_or_default() else { return Ok(()) };
                let hosts = Hosts { oauth: keys.oauth.clone(), api: keys.api.clone() };
                let (client_id, audience) = (keys.client_id.clone(), keys.audience.clone());
                (hosts, Access { client_id, client_secret, audience })
            }
        };
        self.slot.connect(Ratepay::new(&hosts, access, network, profile.call_timeout, &self.heard.hear())?);
        Ok(())
    }
}

/// Webhook subscriptions at Ratepay, and what is seen of those of the others.
pub struct Subscriptions {
    environment: Arc<Environment>,
    endpoints: Arc<Endpoints>,
    receiver: Arc<Receiver>,
    line: Arc<RappiLine>,
    registration: Arc<Registration>,
    applications: Arc<Applications>,
    ratepay: AtRatepay,
}

impl Subscriptions {
    pub(crate) fn new(
        environment: Arc<Environment>,
        (endpoints, receiver): (Arc<Endpoints>, Arc<Receiver>),
        (line, registration): (Arc<RappiLine>, Arc<Registration>),
        applications: Arc<Applications>,
        ratepay: AtRatepay,
    ) -> Arc<Self> {
        Arc::new(Self { environment, endpoints, receiver, line, registration, applications, ratepay })
    }

    pub(crate) fn ratepay(&self) -> Result<Arc<Ratepay>, Failure> {
        self.ratepay.slot.client(self.environment.profile().ratepay.is_some())
    }

    /// A new client from what the vault holds now.
    pub(crate) async fn connect_ratepay_again(&self) -> Result<(), Failure> {
        self.ratepay
            .connect(&self.environment.profile(), &self.environment.network(), self.environment.vault())
            .await?;
        self.environment.tell(Change::Subscriptions);
        self.environment.tell(Change::Connection);
        Ok(())
    }

    fn note_ratepay(&self, error: Option<&ApiError>) {
        if self.ratepay.slot.note(error) {
            self.environment.tell(Change::Connection);
        }
    }

    /// How long "not there" in the list leaves a lost answer open.
    fn unknown_for(&self) -> Duration {
        self.environment.profile().unknown_for
    }
}

impl ProviderLine for Subscriptions {
    fn provider(&self) -> Provider {
        Provider::Ratepay
    }

    fn is_named(&self) -> bool {
        self.ratepay.is_simulated() || self.environment.profile().ratepay.is_some()
    }

    fn state(&self) -> (LinkState, Option<String>) {
        self.ratepay.slot.state(self.environment.profile().ratepay.is_some())
    }

    fn hosts(&self) -> Vec<(Step, String)> {
        let simulated = self.ratepay.simulated.as_ref().map(|(hosts, _)| (hosts.oauth.clone(), hosts.api.clone()));
        let named = || self.environment.profile().ratepay.map(|keys| (keys.oauth, keys.api));
        let hosts = simulated.or_else(named).map(|(oauth, api)| [oauth, api]);
        hosts.into_iter().flatten().map(|host| (Step::RatepayHost, host)).collect()
    }

    fn can(&self) -> &'static [Act] {
        &[Act::Read, Act::Create, Act::Change, Act::Remove, Act::Rotate, Act::Reveal, Act::Check]
    }

    fn in_portal(&self) -> bool {
        false
    }

    fn connect_again(&self) -> Answer<'_, ()> {
        Box::pin(self.connect_ratepay_again())
    }

    fn check_login(&self) -> Answer<'_, ()> {
        Box::pin(async {
            let outcome = self.ratepay()?.check_login().await;
            self.note_ratepay(outcome.as_ref().err());
            Ok(outcome?)
        })
    }
}

/// A new simulated provider knows nothing of what an earlier one was told.
pub(crate) fn forget(c: &Connection) -> Sql<()> {
    subscriptions::forget(c)?;
    remote_subscriptions::forget(c)?;
    endpoints::remove_of(c, Provider::Ratepay)
}
