//! The connection line: receiver, provider, vault, clock.

use crate::{
    Failure,
    environment::Environment,
    overview::Overview,
    providers::provider_line::ProviderLine,
    view::{self, Change, Connection, VaultState},
};
use gangway_vault::State;
use std::{sync::Weak, time::Duration};
use url::Url;

impl Overview {
    /// As far as known; makes no call.
    pub fn connection(&self) -> Connection {
        Connection {
            receiver: view::Receiver {
                listening: self.receiver.failure().is_none(),
                address: self.receiver.address().to_owned(),
                detail: self.receiver.failure().map(|failure| failure.message.clone()),
            },
            links: self.lines.named().map(|line| self.link(line)).collect(),
            vault: vault(self.environment.vault().state()),
            clock_skew_ms: self.line.clock_skew_ms(),
        }
    }

    fn link(&self, line: &dyn ProviderLine) -> view::ProviderLink {
        let (state, detail) = line.state();
        // Of several hosts the last is the one that the provider's own calls go to.
        let host = line.hosts().pop().map(|(_, host)| host).unwrap_or_default();
        let through = Url::parse(&host).ok().and_then(|url| self.environment.network().known(&url));
        let through = through.map(|proxy| proxy.to_string());
        view::ProviderLink { provider: line.provider(), state, host, through, detail }
    }

    /// Logs in at every provider that the environment has, and looks again.
    pub async fn check_connection(&self) -> Result<Connection, Failure> {
        for line in self.lines.named() {
            // How it ended is what the connection line says.
            let _ = line.check_login().await;
        }
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
