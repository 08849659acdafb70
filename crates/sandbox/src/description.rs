//! What a person or a program needs to know to use a running sandbox.

use serde::Serialize;

/// Addresses, credentials and accounts of a running sandbox; those of Rappi on top, the others below their names. `gangway sandbox` prints it as one line of JSON.
#[derive(Serialize, Clone)]
pub struct Description {
    /// Always `rappi`.
    pub provider: &'static str,
    /// Base URL of the login host, for instance `http://127.0.0.1:40001`.
    pub login: String,
    /// Base URL of the API host.
    pub api: String,
    /// Base URL of the control endpoint, which no real provider has.
    pub control: String,
    /// Machine-to-machine client id (= `azp`).
    pub client_id: String,
    /// Machine-to-machine client secret.
    pub client_secret: String,
    /// Client id of the public client that `/authorize` expects.
    pub oauth_client_id: String,
    /// Registered redirect URIs.
    pub redirect_uris: Vec<String>,
    /// Integration ids: the first belongs to this client, the last to somebody else.
    pub integrations: Vec<String>,
    /// Accounts that can sign in.
    pub merchants: Vec<MerchantLogin>,
    /// The seed that made this world.
    pub seed: u64,
    /// The simulated Ratepay beside it.
    pub ratepay: RatepayDescription,
    /// The simulated Rainforest beside it.
    pub rainforest: RainforestDescription,
}

/// Addresses and credentials of the simulated Ratepay.
#[derive(Serialize, Clone, Default)]
pub struct RatepayDescription {
    /// Base URL of the token host.
    pub oauth: String,
    /// Base URL of the API host; the management API is at `/webhook/management/v1` there.
    pub api: String,
    /// Base URL of the control endpoint, which no real provider has.
    pub control: String,
    /// The audience that a token must be asked for.
    pub audience: String,
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: String,
    /// Client id of somebody else, who sees other subscriptions.
    pub other_client_id: String,
    /// Client secret of somebody else.
    pub other_client_secret: String,
}

/// Address and keys of the simulated Rainforest.
#[derive(Serialize, Clone, Default)]
pub struct RainforestDescription {
    /// Base URL of the API host.
    pub api: String,
    /// Base URL of the control endpoint, which no real provider has; its `/endpoints` stands for the portal.
    pub control: String,
    /// The platform's API key.
    pub api_key: String,
    /// A key that is known and may do nothing: it is answered 403.
    pub forbidden_api_key: String,
    /// How many applications there are from the beginning.
    pub applications: usize,
}

/// An account of a seeded merchant.
#[derive(Serialize, Clone)]
pub struct MerchantLogin {
    /// Trade name.
    pub name: String,
    /// What to sign in with.
    pub email: String,
    /// Its password.
    pub password: String,
    /// Number of stores, children included.
    pub stores: usize,
}
