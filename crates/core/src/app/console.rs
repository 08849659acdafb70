use crate::{
    Code, Failure, Reason,
    app::workers::Workers,
    merchants::refresh::Looks,
    notifications::Telling,
    now,
    profiles::profile::Profile,
    providers::{rainforest::AtRainforest, rappi::deprecations::Heard, ratepay::AtRatepay},
    provisioning::{control::Runs, store_file::Import},
    reviews::tree::Compared,
    team::Team,
    view::{Attempt, Change, WorkerRow},
};
use gangway_domain::{MerchantId, OperationId};
use gangway_inbox::Endpoints;
use gangway_providers::{
    net::Network,
    rappi::{Login, MerchantToken, Rappi, RappiError},
};
use gangway_record::{Record, merchants};
use gangway_sandbox::Sandbox;
use gangway_vault::Vault;
use secrecy::ExposeSecret;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};
use tokio::sync::{Notify, broadcast, mpsc};

/// Changes that a slow listener may fall behind; one that falls further drops everything it shows.
pub(crate) const CHANGES: usize = 16_384;

/// An open profile: everything a person can do with it. Shared as `Arc<Console>`.
pub struct Console {
    pub(crate) profile: RwLock<Profile>,
    pub(crate) record: Record,
    pub(crate) vault: Vault,
    /// `None` until the client secret is there.
    pub(crate) rappi: RwLock<Option<Arc<Rappi>>>,
    pub(crate) login: RwLock<Arc<Login>>,
    /// Which way calls take.
    pub(crate) network: Arc<RwLock<Network>>,
    pub(crate) team: Arc<Team>,
    /// Announcements on their way from the wire to the record.
    pub(crate) heard: Heard,
    pub(crate) ratepay: AtRatepay,
    pub(crate) rainforest: AtRainforest,
    pub(crate) telling: Telling,
    /// Registered redirects: deep link and loopback.
    pub(crate) redirects: (String, String),
    pub(crate) loopback_port: u16,
    pub(crate) endpoints: Endpoints,
    pub(crate) receiver: Receiving,
    pub(crate) sandbox: Option<Sandbox>,
    pub(crate) changes: broadcast::Sender<Change>,
    pub(crate) ended: broadcast::Sender<Ended>,
    /// Woken when something waits for the provider's result.
    pub(crate) outstanding: Notify,
    pub(crate) arrived: mpsc::UnboundedSender<()>,
    pub(crate) runs: Runs,
    pub(crate) links: Mutex<HashMap<String, Attempt>>,
    pub(crate) last_call: Mutex<LastCall>,
    pub(crate) looks: Looks,
    /// Woken when a rotation began or was confirmed.
    pub(crate) rotating: Arc<Notify>,
    /// Woken when it is not certain which secret the provider has for a webhook.
    pub(crate) rotating_webhook: Arc<Notify>,
    /// One registration at a time: two at once could leave the provider with another secret than the vault.
    pub(crate) registering: tokio::sync::Mutex<()>,
    /// The file that is being imported.
    pub(crate) open_import: Mutex<Option<Import>>,
    pub(crate) left_open: u32,
    pub(crate) actor: String,
    pub(crate) workers: Workers,
    /// The last two trees that were compared.
    pub(crate) compared: Mutex<Option<Arc<Compared>>>,
    /// Holds the profile for this process; released by the system whatever happens to us.
    pub(crate) _lock: std::fs::File,
}

/// Whether webhooks can come in.
#[derive(Debug, Clone)]
pub(crate) struct Receiving {
    pub(crate) address: String,
    /// Where the receiver says that it is ours, below `/hooks/`.
    pub(crate) alive: String,
    pub(crate) failure: Option<Failure>,
}

/// How the last call to the provider ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct LastCall {
    pub(crate) at: Option<i64>,
    pub(crate) failure: Option<Failure>,
}

/// An operation that ended, for a notification.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Which.
    pub operation: OperationId,
    /// Whose stores.
    pub merchant: String,
    /// By name.
    pub merchant_name: String,
    /// How many stores were confirmed.
    pub confirmed: u32,
    /// How many failed or were rejected.
    pub failed: u32,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
}

impl Console {
    /// The team that this environment is in, if it is in one.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// What becomes stale, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Operations as they end.
    pub fn ended(&self) -> broadcast::Receiver<Ended> {
        self.ended.subscribe()
    }

    /// Tells every window what is stale.
    pub fn tell(&self, change: Change) {
        // Nobody listening is fine: the command line often does not.
        let _ = self.changes.send(change);
    }

    pub(crate) fn tell_stores(&self, merchant: &MerchantId) {
        self.tell(Change::Stores { merchant: merchant.0.clone() });
    }

    pub(crate) fn tell_operation(&self, merchant: &MerchantId, operation: &OperationId) {
        self.tell(Change::Operation { merchant: merchant.0.clone(), operation: operation.0.clone() });
    }

    /// Stores whose outcome was open when the profile was opened.
    pub fn left_open(&self) -> u32 {
        self.left_open
    }

    /// A copy of the profile as it is now.
    pub fn profile(&self) -> Profile {
        self.profile.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The simulated provider's addresses, when it runs in this process.
    pub fn sandbox(&self) -> Option<&gangway_sandbox::Description> {
        self.sandbox.as_ref().map(Sandbox::description)
    }

    pub(crate) fn rappi(&self) -> Result<Arc<Rappi>, Failure> {
        let rappi = self.rappi.read().unwrap_or_else(PoisonError::into_inner).clone();
        rappi.ok_or_else(|| {
            Failure::new(Code::IntegratorCredentials, "The client secret is missing.").because(Reason::SecretMissing)
        })
    }

    /// Remembers how a call ended, for the connection line.
    pub(crate) fn noted<T>(&self, outcome: Result<T, RappiError>) -> Result<T, Failure> {
        let outcome = outcome.map_err(Failure::from);
        self.note_call(outcome.as_ref().err());
        outcome
    }

    pub(crate) fn note_call(&self, failure: Option<&Failure>) {
        // A refusal of one merchant or request is an answer: the line is up.
        let down = failure.filter(|failure| {
            matches!(failure.code, Code::ProviderUnavailable | Code::IntegratorCredentials | Code::AnswerUnreadable)
        });
        let mut last = self.last_call.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = last.at.is_none() || last.failure.as_ref() != down;
        *last = LastCall { at: Some(now()), failure: down.cloned() };
        drop(last);
        if changed {
            self.tell(Change::Connection);
        }
    }

    /// The merchant's row.
    pub(crate) async fn merchant_of(&self, id: &MerchantId) -> Result<merchants::Merchant, Failure> {
        let wanted = id.clone();
        let found = self.record.read(move |c| merchants::by_id(c, &wanted)).await?;
        found.ok_or_else(|| Failure::not_found("merchant"))
    }

    /// The merchant's token, unless it is over.
    pub(crate) async fn merchant_token(&self, merchant: &merchants::Merchant) -> Result<MerchantToken, Failure> {
        let over = || {
            Failure::new(Code::SignInAgain, format!("{} has to sign in again.", merchant.email))
                .because(Reason::TokenOver)
        };
        let Some(ends_at) = merchant.token_expires_at.filter(|end| *end > now()) else {
            // Kept until it ends, and not a moment of use longer.
            self.vault.remove(&token_name(&merchant.id)).await?;
            return Err(over());
        };
        let bearer = self.vault.get(&token_name(&merchant.id)).await?.ok_or_else(over)?;
        Ok(MerchantToken { bearer, ends_at })
    }

    /// The provider refused this token: it is of no use to anybody. One that came by a new sign-in meanwhile stays.
    pub(crate) async fn forget_refused(&self, merchant: &MerchantId, refused: &MerchantToken) -> Result<(), Failure> {
        let held = self.vault.get(&token_name(merchant)).await?;
        if held.is_some_and(|held| held.expose_secret() != refused.bearer.expose_secret()) {
            return Ok(());
        }
        self.forget_token(merchant).await
    }

    /// Nothing of the merchant's sign-in stays here. Nobody did it, so there is no entry: a person signs out by
    /// [`Console::sign_out`].
    pub(crate) async fn forget_token(&self, merchant: &MerchantId) -> Result<(), Failure> {
        self.vault.remove(&token_name(merchant)).await?;
        let id = merchant.clone();
        self.record.write(move |c| merchants::forget_token(c, &id)).await?;
        self.tell(Change::Merchants);
        Ok(())
    }

    /// Work that ends by itself. A use case that was under way when the profile was left begins nothing that nobody ends.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.workers.spawn(work);
    }

    /// What goes on by itself, and how it stands.
    pub fn workers(&self) -> Vec<WorkerRow> {
        self.workers.standing()
    }

    /// [`Console::close`], and waits until nothing runs any more: whoever drops the last handle after it has the
    /// profile's lock free.
    pub async fn shut_down(&self) {
        // The last acts may not have been noted yet. A vault that is locked has a note of before, which still holds.
        let _ = self.note_activity().await;
        self.workers.shut_down().await;
    }

    /// Ends everything that runs for this profile. What is under way is journalled and settled at the next start.
    pub fn close(&self) {
        self.workers.stop();
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.close();
    }
}

/// Where a merchant's token is in the vault.
pub(crate) fn token_name(merchant: &MerchantId) -> String {
    format!("merchant-token-{merchant}")
}
