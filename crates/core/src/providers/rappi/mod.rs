//! Rappi: its clients and how the line to it stands, merchants' tokens, the registration of the webhook
//! (docs/wire.md §1).

pub(crate) mod client;
pub(crate) mod conclusion;
pub(crate) mod registration;
pub(crate) mod settings;
mod tokens;

pub use registration::Registration;
pub(crate) use tokens::{MerchantTokens, token_name};

use crate::{
    Code, Failure, Reason,
    environment::{Answer, Environment},
    now,
    providers::{
        client_slot::LastCall,
        deprecations::Heard,
        descriptor::{Credential, Descriptor, Fold},
        provider_line::ProviderLine,
    },
    view::{Act, Change, LabStep, LinkState, Step},
};
use client::{client_secret, login, rappi, whereabouts};
use gangway_domain::Provider;
use gangway_providers::{
    net::ApiError,
    rappi::{Login, Rappi},
};
use gangway_record::merchants;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Rappi, with what its results do.
pub(crate) const fn descriptor(fold: Fold) -> Descriptor {
    Descriptor {
        scheme: &gangway_providers::rappi::SCHEME,
        credentials: &[Credential { name: CLIENT_SECRET, called: "client secret" }],
        fold,
        shown: |body| String::from_utf8_lossy(body).into_owned(),
        same_secret: LabStep::RegisterAgain,
        account_name: |c, id| Ok(merchants::by_id(c, &id.into())?.map(|it| it.name)),
    }
}

/// Vault name of the integrator's secret.
pub(crate) const CLIENT_SECRET: &str = "rappi-client-secret";

/// The line to Rappi: a client for the merchant's side, one for the integrator's, and how the last call ended.
pub struct RappiLine {
    environment: Arc<Environment>,
    /// `None` until the client secret is there.
    rappi: RwLock<Option<Arc<Rappi>>>,
    login: RwLock<Arc<Login>>,
    /// Announcements on their way from the wire to the record.
    heard: Heard,
    last_call: Mutex<LastCall>,
}

impl RappiLine {
    /// Clients from what profile and vault hold now.
    pub(crate) async fn open(environment: Arc<Environment>, heard: Heard) -> Result<Arc<Self>, Failure> {
        let (profile, network) = (environment.profile(), environment.network());
        let sandbox = environment.sandbox();
        let at = whereabouts(&profile, sandbox)
            .ok_or_else(|| Failure::new(Code::ProfileInvalid, "The profile names no hosts."))?;
        let login = login(&profile, &at, &network, &heard)?;
        let rappi = match client_secret(sandbox, environment.vault()).await {
            Some(secret) => Some(rappi(&profile, at, secret, &network, &heard)?),
            None => None,
        };
        let (rappi, login) = (RwLock::new(rappi), RwLock::new(login));
        Ok(Arc::new(Self { environment, rappi, login, heard, last_call: Mutex::default() }))
    }

    /// New clients from what profile and vault hold now.
    pub(crate) async fn connect_again(&self) -> Result<(), Failure> {
        let (profile, network) = (self.environment.profile(), self.environment.network());
        let sandbox = self.environment.sandbox();
        let Some(at) = whereabouts(&profile, sandbox) else { return Ok(()) };
        let login = login(&profile, &at, &network, &self.heard)?;
        let rappi = match client_secret(sandbox, self.environment.vault()).await {
            Some(secret) => Some(rappi(&profile, at, secret, &network, &self.heard)?),
            None => None,
        };
        *self.login.write().unwrap_or_else(PoisonError::into_inner) = login;
        *self.rappi.write().unwrap_or_else(PoisonError::into_inner) = rappi;
        self.environment.tell(Change::Connection);
        Ok(())
    }

    /// The integrator's side, or what it needs.
    pub(crate) fn rappi(&self) -> Result<Arc<Rappi>, Failure> {
        let rappi = self.rappi.read().unwrap_or_else(PoisonError::into_inner).clone();
        rappi.ok_or_else(|| {
            Failure::new(Code::IntegratorCredentials, "The client secret is missing.").because(Reason::SecretMissing)
        })
    }

    /// The merchant's side.
    pub(crate) fn login(&self) -> Arc<Login> {
        Arc::clone(&self.login.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers how a call ended, for the connection line.
    pub(crate) fn noted<T>(&self, outcome: Result<T, ApiError>) -> Result<T, Failure> {
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
            self.environment.tell(Change::Connection);
        }
    }

    /// The larger difference of both hosts' clocks, in milliseconds: a clock that is off shows at either.
    pub(crate) fn clock_skew_ms(&self) -> Option<i64> {
        let skews = [self.rappi().ok().and_then(|rappi| rappi.clock_skew_ms()), self.login().clock_skew_ms()];
        skews.into_iter().flatten().max_by_key(|skew| skew.abs())
    }
}

impl ProviderLine for RappiLine {
    fn provider(&self) -> Provider {
        Provider::Rappi
    }

    /// A profile without Rappi is not opened.
    fn is_named(&self) -> bool {
        true
    }

    fn state(&self) -> (LinkState, Option<String>) {
        let last = self.last_call.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let state = match (&last.failure, last.at) {
            (Some(failure), _) if failure.code == Code::IntegratorCredentials => LinkState::Refused,
            (Some(_), _) => LinkState::Failing,
            (None, Some(_)) => LinkState::Ok,
            (None, None) if self.rappi().is_err() => LinkState::Refused,
            (None, None) => LinkState::Unknown,
        };
        (state, last.failure.map(|failure| failure.message))
    }

    fn hosts(&self) -> Vec<(Step, String)> {
        let it = self.rappi_settings();
        vec![(Step::LoginHost, it.login), (Step::ApiHost, it.api)]
    }

    /// One registration an integration, for one event: made and changed by registering it (docs/wire.md 1.5). It could be
    /// removed too; runs wait for its calls, so that is not offered.
    fn can(&self) -> &'static [Act] {
        &[Act::Register]
    }

    fn in_portal(&self) -> bool {
        false
    }

    fn connect_again(&self) -> Answer<'_, ()> {
        Box::pin(Self::connect_again(self))
    }

    fn check_login(&self) -> Answer<'_, ()> {
        Box::pin(async {
            let outcome = match self.rappi() {
                Ok(rappi) => rappi.check_login().await.map_err(Failure::from),
                Err(failure) => Err(failure),
            };
            self.note_call(outcome.as_ref().err());
            outcome
        })
    }
}
