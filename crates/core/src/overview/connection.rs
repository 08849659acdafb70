//! The connection line: receiver, provider, vault, clock.

use crate::{
    Failure,
    environment::Environment,
    overview::Overview,
    providers::line::Line,
    view::{self, Change, Connection, VaultState},
};
use gangway_vault::State;
use std::{sync::Weak, time::Duration};

impl Overview {
    /// As far as known; makes no call.
    pub fn connection(&self) -> Connection {
        Connection {
            receiver: view::Receiver {
                listening: self.receiver.failure().is_none(),
                address: self.receiver.address().to_owned(),
                detail: self.receiver.failure().map(|failure| failure.message.clone()),
            },
            rappi: self.line.standing(),
            vault: vault(self.environment.vault().state()),
            clock_skew_ms: self.line.clock_skew_ms(),
        }
    }

    /// Logs in at the provider and looks again.
    pub async fn check_connection(&self) -> Result<Connection, Failure> {
        // How it ended is what the connection line says.
        let _ = self.line.check_login().await;
        Ok(self.connection())
    }

    /// Tests the keyring again, after somebody unlocked it, and reads what could not be read before.
    pub async fn unlock_vault(&self) -> Result<Connection, Failure> {
        self.environment.vault().test().await;
        self.lines.connect_again().await?;
        self.endpoints.open_endpoints().await?;
        self.environment.tell(Change::Connection);
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
pub(crate) async fn watch_vault(environment: Weak<Environment>) {
    let mut before = None;
    loop {
        let Some(open) = environment.upgrade() else { return };
        let now = open.vault().state();
        if before.as_ref().is_some_and(|before| *before != now) {
            open.tell(Change::Connection);
        }
        before = Some(now);
        drop(open);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
