//! How a desk is set up, and where things are.

use gangway_sandbox::{Config, Description, RainforestConfig, RatepayConfig};
use std::{
    net::TcpListener,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// Name of the integrator's secret in the vault.
pub const CLIENT_SECRET: &str = "rappi-client-secret";

/// Name of Ratepay's client secret in the vault.
pub const RATEPAY_SECRET: &str = "ratepay-client-secret";

/// Name of Rainforest's API key in the vault.
pub const RAINFOREST_KEY: &str = "rainforest-api-key";

/// The profile's name.
pub const PROFILE: &str = "desk";

/// How a desk is set up. Every field has a default that makes tests quick.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The simulated provider. Its redirects are set by the desk.
    pub provider: Config,
    /// Requests at the same time.
    pub concurrency: u32,
    /// Seconds after which a result counts as late.
    pub overdue_after_s: u32,
    /// Seconds for which "not done" settles nothing.
    pub unknown_for_s: u32,
    /// Seconds after which a store whose result is overdue, and which is not done, counts as without one.
    pub no_result_after_s: u32,
    /// Seconds that a call may take.
    pub call_timeout_s: u32,
    /// Seconds for which an old secret is kept after the last call signed with it.
    pub old_secret_for_s: u32,
    /// More lines of the profile's `[rappi]`.
    pub rappi: String,
    /// The profile's `[notifications]`, with its tables.
    pub notifications: String,
}

impl Setup {
    /// Quick, and spelled as the newer portal has it.
    pub fn dialect_b() -> Self {
        Self { rappi: "dialect = \"b\"".to_owned(), ..Self::default() }
    }
}

impl Default for Setup {
    fn default() -> Self {
        let provider = Config {
            webhook_delay: Duration::from_millis(20),
            retry_schedule: [50, 100, 200, 400, 800, 1600].map(Duration::from_millis).to_vec(),
            ratepay: RatepayConfig {
                retry_schedule: [50, 100, 200, 400].map(Duration::from_millis).to_vec(),
                ..RatepayConfig::default()
            },
            rainforest: RainforestConfig {
                retry_schedule: [50, 100, 200, 400].map(Duration::from_millis).to_vec(),
                ..RainforestConfig::default()
            },
            ..Config::default()
        };
        Self {
            provider,
            concurrency: 4,
            overdue_after_s: 60,
            unknown_for_s: 1,
            no_result_after_s: 600,
            call_timeout_s: 20,
            old_secret_for_s: 60,
            rappi: String::new(),
            notifications: String::new(),
        }
    }
}

/// Hosts of the provider as the console sees them.
#[derive(Clone)]
pub struct Places {
    /// Login host.
    pub login: String,
    /// API host.
    pub api: String,
    /// Ratepay's token host.
    pub ratepay_oauth: String,
    /// Ratepay's API host.
    pub ratepay_api: String,
    /// Rainforest's API host.
    pub rainforest_api: String,
}

impl Places {
    pub(crate) fn of(at: &Description) -> Self {
        Self {
            login: at.login.clone(),
            api: at.api.clone(),
            ratepay_oauth: at.ratepay.oauth.clone(),
            ratepay_api: at.ratepay.api.clone(),
            rainforest_api: at.rainforest.api.clone(),
        }
    }
}

/// A port of loopback that nothing listens on, and that no other caller in this process gets. It is below those that the
/// system hands out by itself, so that no connection takes it while a desk is between two lives.
pub fn free_port() -> u16 {
    const FIRST: u32 = 10_000;
    const PORTS: u32 = 20_000;
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let mut ports = (0..PORTS).map(|_| {
        let turn = ASKED.fetch_add(1, Ordering::Relaxed);
        (FIRST + std::process::id().wrapping_mul(211).wrapping_add(turn) % PORTS) as u16
    });
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a port is free")
}
