//! Whether there is a newer version of this program. A signed file at an address says so; nothing is installed from here.
//!
//! Where to read: `latest` is the file, `decision` what follows from it, `seen` what keeps an older file
//! from being offered again, `check` does all of it in turn, and `command` is what a person types.

mod check;
mod command;
mod decision;
mod latest;
mod seen;

pub(crate) use check::keep_checking;

use crate::{
    Failure,
    environment::Environment,
    provisioning::Provisioning,
    view::{OfferedUpdate, UpdateState, UpdateStatus},
};
use decision::Decision;
use semver::Version;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Mutex as Turn;

/// New versions, as far as this environment was told of them.
pub struct Updates {
    environment: Arc<Environment>,
    provisioning: Arc<Provisioning>,
    running: Version,
    found: Mutex<Found>,
    /// One check at a time.
    turn: Turn<()>,
}

/// What the last check found.
#[derive(Default)]
struct Found {
    checked_at: Option<i64>,
    decision: Option<Result<Decision, Failure>>,
}

impl Updates {
    pub(crate) fn new(environment: Arc<Environment>, provisioning: Arc<Provisioning>) -> Arc<Self> {
        Arc::new(Self { environment, provisioning, running: running(), found: Mutex::default(), turn: Turn::default() })
    }

    /// As far as known; makes no call. Nobody is asked to update while a run is going.
    pub async fn status(&self) -> Result<UpdateStatus, Failure> {
        let run_going = self.provisioning.going().await? > 0;
        let source = self.environment.profile().updates.source;
        let found = self.found();
        let (state, offered, failure) = match (&source, &found.decision) {
            (None, _) => (UpdateState::Off, None, None),
            (Some(_), None) => (UpdateState::Waiting, None, None),
            (Some(_), Some(Ok(Decision::UpToDate))) => (UpdateState::UpToDate, None, None),
            (Some(_), Some(Ok(Decision::Offered(release)))) => {
                let command = command::of(command::Installation::here(), release);
                let offered = OfferedUpdate {
                    version: release.version.to_string(),
                    notes: release.notes.clone(),
                    published_at: release.published_at,
                    address: command.address,
                    command: command.text,
                };
                (UpdateState::Offered, Some(offered), None)
            }
            (Some(_), Some(Ok(Decision::Refused(refusal)))) => (UpdateState::Refused, None, Some(refusal.failure())),
            (Some(_), Some(Err(failure))) => (UpdateState::Failed, None, Some(failure.clone())),
        };
        let address = source.map(|source| source.url);
        let running = self.running.to_string();
        Ok(UpdateStatus { state, running, address, offered, checked_at: found.checked_at, run_going, failure })
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// This program's own version; the build refuses one that is none.
fn running() -> Version {
    Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or_else(|_| Version::new(0, 0, 0))
}
