//! What a sandbox is started with.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

/// How a sandbox behaves. Every field has a default, so callers name only what they care about.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address to listen on. Anything but a loopback address is refused.
    pub listen: IpAddr,
    /// Port of the login host; 0 takes a free one. The API and the control endpoint always take free ports.
    pub port: u16,
    /// The same seed gives the same merchants, stores, passwords and client ids.
    pub seed: u64,
    /// Stores of the first merchant, children included.
    pub stores: usize,
    /// Added before every answer of the API host.
    pub latency: Duration,
    /// Time between the 202 and the moment the work is done and reported.
    pub webhook_delay: Duration,
    /// Pauses between the tries of one webhook. Its length is the number of retries after the first try.
    pub retry_schedule: Vec<Duration>,
    /// Registered redirect URIs; `/authorize` wants an exact match.
    pub redirect_uris: Vec<String>,
    /// Life of a merchant's `id_token`, whole seconds.
    pub token_ttl: Duration,
    /// Life of an integrator token, whole seconds.
    pub integrator_ttl: Duration,
    /// Life of an authorization code.
    pub code_ttl: Duration,
    /// Fixed machine-to-machine credentials, so that a restart keeps them; `None` derives them from the seed.
    pub client: Option<ClientCredentials>,
    /// Stores whose provisioning ends FAILED with 409.
    pub fail_stores: FailStores,
    /// The simulated Ratepay.
    pub ratepay: RatepayConfig,
    /// The simulated Rainforest.
    pub rainforest: RainforestConfig,
}

/// How the simulated Ratepay behaves.
#[derive(Debug, Clone)]
pub struct RatepayConfig {
    /// Life of a token, whole seconds (docs/wire.md 3.1).
    pub token_ttl: Duration,
    /// Pauses between the tries of one call. Its length is the number of retries after the first try; then the alarm.
    pub retry_schedule: Vec<Duration>,
    /// How much faster than ours its time runs: pauses and lives are divided by it. 0 counts as 1.
    pub speed: u32,
    /// Fixed credentials, so that a restart keeps them; `None` derives them from the seed.
    pub client: Option<ClientCredentials>,
}

impl Default for RatepayConfig {
    fn default() -> Self {
        Self {
            token_ttl: Duration::from_secs(30 * 60),
            retry_schedule: [5, 30, 120, 600, 3600].map(Duration::from_secs).to_vec(),
            speed: 1,
            client: None,
        }
    }
}

/// How the simulated Rainforest behaves.
#[derive(Clone)]
pub struct RainforestConfig {
    /// Applications that there are from the beginning, made in the weeks before.
    pub applications: usize,
    /// Pauses between the tries of one message. Its length is the number of retries after the first try.
    pub retry_schedule: Vec<Duration>,
    /// How much faster than ours its time runs: pauses are divided by it. 0 counts as 1.
    pub speed: u32,
    /// A fixed API key, so that a restart keeps it; `None` derives it from the seed.
    pub api_key: Option<String>,
}

impl fmt::Debug for RainforestConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { applications, speed, .. } = self;
        f.debug_struct("RainforestConfig")
            .field("applications", applications)
            .field("speed", speed)
            .finish_non_exhaustive()
    }
}

impl Default for RainforestConfig {
    fn default() -> Self {
        Self {
            applications: 24,
            // docs/wire.md 2.4
            retry_schedule: [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map(Duration::from_secs).to_vec(),
            speed: 1,
            api_key: None,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            seed: 7,
            stores: 200,
            latency: Duration::ZERO,
            webhook_delay: Duration::from_millis(150),
            retry_schedule: [1, 5, 30, 120].map(Duration::from_secs).to_vec(),
            redirect_uris: vec![
                "dev.gangway.console:/oauth/callback".into(),
                "http://127.0.0.1:8976/oauth/callback".into(),
            ],
            token_ttl: Duration::from_secs(60 * 60),
            integrator_ttl: Duration::from_secs(24 * 60 * 60),
            code_ttl: Duration::from_secs(60),
            client: None,
            fail_stores: FailStores::None,
            ratepay: RatepayConfig::default(),
            rainforest: RainforestConfig::default(),
        }
    }
}

/// Machine-to-machine credentials of the integrator.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCredentials {
    /// `client_id`, which is also the `azp` claim and the `{clientId}` of the webhook path (docs/wire.md 1.3).
    pub id: String,
    /// `client_secret`.
    pub secret: String,
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &self.id).field("secret", &"•••").finish()
    }
}

/// Which stores end FAILED with 409 when they are provisioned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FailStores {
    /// None, apart from those that are integrated already.
    #[default]
    None,
    /// Exactly these store ids.
    Ids(Vec<String>),
    /// So many of a thousand, chosen by the seed.
    PerMille(u16),
}
