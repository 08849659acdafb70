//! Things that go wrong on purpose, for the next N calls or at a seeded rate.

mod apply;
pub(crate) mod calls;
mod kind;
mod spoil;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

pub(crate) use apply::{FaultRefusal, after, before, linger};
pub(crate) use kind::{Kind, Stage};

use crate::{faults::calls::Call, random::Seeded};

/// One fault as `POST /faults` takes it and `GET /faults` shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// Which calls it hits.
    #[serde(default)]
    pub(crate) call: Scope,
    /// How many calls pass at the door before it hits the first one.
    #[serde(default)]
    pub(crate) skip: u32,
    /// How many calls are left to hit.
    #[serde(default = "once")]
    pub(crate) next: u32,
    /// Instead of the next N: so many of a thousand calls, drawn from the sandbox's seed, until faults are cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) per_mille: Option<u16>,
    pub(crate) kind: Kind,
    /// HTTP status of the answer, or of a store's result for `fail_store`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// Value of `Retry-After`, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<u32>,
    /// How long a slow, hanging or late thing takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ms: Option<u64>,
    /// Stores of `reject_store` and `fail_store`; none means all of the batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stores: Vec<String>,
    /// `message` of an error answer, reason of a rejection, `errorMessage` of a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}

/// Calls that a fault hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Scope {
    /// Every call that a program makes; the pages that a person sees are left alone.
    #[default]
    Any,
    Provisioning,
    Deprovisioning,
    IntegrationStatus,
    Token,
    OauthToken,
    Webhooks,
    /// All four of Ratepay's management calls.
    Subscriptions,
    ListSubscriptions,
    CreateSubscription,
    UpdateSubscription,
    DeleteSubscription,
    /// All three of Rainforest's calls.
    Applications,
    ListApplications,
    OneApplication,
    Simulate,
    Event,
}

const fn once() -> u32 {
    1
}

impl Scope {
    fn covers(self, call: Call) -> bool {
        match self {
            Self::Any => !matches!(call, Call::Page | Call::Other),
            Self::Provisioning => call == Call::Provisioning,
            Self::Deprovisioning => call == Call::Deprovisioning,
            Self::IntegrationStatus => call == Call::IntegrationStatus,
            Self::Token => call == Call::Token,
            Self::OauthToken => call == Call::OauthToken,
            Self::Webhooks => call == Call::Webhooks,
            Self::Subscriptions => matches!(
                call,
                Call::ListSubscriptions
                    | Call::CreateSubscription
                    | Call::UpdateSubscription
                    | Call::DeleteSubscription
            ),
            Self::ListSubscriptions => call == Call::ListSubscriptions,
            Self::CreateSubscription => call == Call::CreateSubscription,
            Self::UpdateSubscription => call == Call::UpdateSubscription,
            Self::DeleteSubscription => call == Call::DeleteSubscription,
            Self::Applications => {
                matches!(call, Call::ListApplications | Call::OneApplication | Call::Simulate)
            }
            Self::ListApplications => call == Call::ListApplications,
            Self::OneApplication => call == Call::OneApplication,
            Self::Simulate => call == Call::Simulate,
            Self::Event => call == Call::Event,
        }
    }
}

/// Faults waiting for their calls, oldest first.
#[derive(Debug)]
pub(crate) struct Faults(Mutex<Waiting>);

#[derive(Debug)]
struct Waiting {
    list: Vec<Fault>,
    /// For the rates.
    random: Seeded,
}

impl Faults {
    /// `purpose` keeps the rates of one simulated provider apart from those of another.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        Self(Mutex::new(Waiting { list: Vec::new(), random: Seeded::new(seed, purpose) }))
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.waiting_now().list.push(fault);
    }

    pub(crate) fn clear(&self) -> usize {
        std::mem::take(&mut self.waiting_now().list).len()
    }

    pub(crate) fn waiting(&self) -> Vec<Fault> {
        self.waiting_now().list.clone()
    }

    /// The fault that hits a call at the door, one call used up.
    pub(crate) fn take_at_door(&self, call: Call) -> Option<Fault> {
        let taken = self.first(Stage::Answer, |it| it.skip == 0 && it.call.covers(call));
        for passed in self.waiting_now().list.iter_mut().filter(|it| it.call.covers(call)) {
            passed.skip = passed.skip.saturating_sub(1);
        }
        taken
    }

    /// The fault of a later stage that hits this call, one call used up. A fault that names stores waits for a batch with one
    /// of them.
    pub(crate) fn take(&self, call: Call, stage: Stage, stores: &[String]) -> Option<Fault> {
        self.first(stage, |it| {
            let named = it.stores.is_empty() || stores.is_empty() || it.stores.iter().any(|id| stores.contains(id));
            it.call.covers(call) && named
        })
    }

    fn first(&self, stage: Stage, meant: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut waiting = self.waiting_now();
        let Waiting { list, random } = &mut *waiting;
        let mut hits = |it: &Fault| {
            let meant = it.next > 0 && it.kind.stage() == stage && meant(it);
            meant && it.per_mille.is_none_or(|rate| random.per_mille(rate))
        };
        let at = list.iter().position(&mut hits)?;
        if list[at].per_mille.is_none() {
            list[at].next -= 1;
        }
        let fault = list[at].clone();
        list.retain(|it| it.next > 0);
        Some(fault)
    }

    fn waiting_now(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
