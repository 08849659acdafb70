//! The connection line: receiver, provider, vault, clock.

use crate::{
    Code, Console, Failure,
    view::{self, Change, Connection, LinkState, VaultState},
};
use gangway_providers::rappi::Rappi;
use gangway_vault::State;
use std::{
    sync::{PoisonError, Weak},
    time::Duration,
};
use url::Url;

impl Console {
    /// As far as known; makes no call.
    pub fn connection(&self) -> Connection {
        let rappi = self.rappi().ok();
        let host = rappi.as_ref().map(|rappi| rappi.hosts().api.clone());
        let last = self.last_call.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let state = match (&last.failure, last.at) {
            (Some(failure), _) if failure.code == Code::IntegratorCredentials => LinkState::Refused,
            (Some(_), _) => LinkState::Failing,
            (None, Some(_)) => LinkState::Ok,
            (None, None) if rappi.is_none() => LinkState::Refused,
            (None, None) => LinkState::Unknown,
        };
        let profile = self.profile();
        let host = host.or(profile.rappi.map(|keys| keys.api)).unwrap_or_default();
        let through = Url::parse(&host).ok().and_then(|url| self.network().known(&url));
        Connection {
            receiver: view::Receiver {
                listening: self.receiver.failure.is_none(),
                address: self.receiver.address.clone(),
                detail: self.receiver.failure.as_ref().map(|failure| failure.message.clone()),
            },
            rappi: view::Rappi {
                state,
                host,
                through: through.map(|proxy| proxy.to_string()),
                detail: last.failure.map(|failure| failure.message),
                checked_at: last.at,
            },
            vault: vault(self.vault.state()),
            clock_skew_ms: self.clock_skew_ms(rappi.as_deref()),
        }
    }

    /// The larger difference of both hosts: a clock that is off shows at either.
    fn clock_skew_ms(&self, rappi: Option<&Rappi>) -> Option<i64> {
        let skews = [rappi.and_then(Rappi::clock_skew_ms), self.login().clock_skew_ms()];
        skews.into_iter().flatten().max_by_key(|skew| skew.abs())
    }

    /// Logs in at the provider and looks again.
    pub async fn check_connection(&self) -> Result<Connection, Failure> {
        let outcome = match self.rappi() {
            Ok(rappi) => rappi.check_login().await.map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        self.note_call(outcome.as_ref().err());
        Ok(self.connection())
    }

    /// Tests the keyring again, after somebody unlocked it, and reads what could not be read before.
    pub async fn unlock_vault(&self) -> Result<Connection, Failure> {
        self.vault.test().await;
        self.connect_again().await?;
        self.open_endpoints().await?;
        self.tell(Change::Connection);
        Ok(self.connection())
    }
}

fn vault(state: State) -> view::Vault {
    let (state, detail) = match state {
        State::Keyring => (VaultState::Keyring, None),
        State::Folder(folder) => (VaultState::Folder, Some(folder.display().to_string())),
        State::Locked(why) => (VaultState::Locked, Some(why)),
        State::Absent(why) => (VaultState::Absent, Some(why)),
    };
    view::Vault { state, detail }
}

/// Tells the windows when the keyring is locked or unlocked under us.
pub(crate) async fn watch_vault(console: Weak<Console>) {
    let mut before = None;
    loop {
        let Some(console) = console.upgrade() else { return };
        let now = console.vault.state();
        if before.as_ref().is_some_and(|before| *before != now) {
            console.tell(Change::Connection);
        }
        before = Some(now);
        drop(console);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
