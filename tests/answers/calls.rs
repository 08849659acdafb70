//! The eight calls, each made once at a provider in a given mood.

use gangway_core::Conclusion;
use gangway_providers::{
    net::{LastLook, Network},
    rappi::{A, Access, B, Call, Dialect, Flags, Hosts, Login, MerchantToken, NewStore, Rappi, Started, TokenCall},
};
use gangway_sandbox::{Config, Description, Sandbox};
use gangway_tests::{Provider, merchant};
use serde_json::Value;
use std::{sync::Arc, time::Duration};

const EVENT: &str = "STORE_PROVISIONING_STATUS";
const URL: &str = "http://127.0.0.1:9/hooks/x";
const REDIRECT: &str = "dev.gangway.console:/oauth/callback";
/// Shorter than the provider's silence in a row about time-outs.
const CALL: Duration = Duration::from_millis(800);

/// The columns of the table.
pub(crate) const CALLS: [(&str, Call); 8] = [
    ("token", Call::Token),
    ("exchange", Call::Exchange),
    ("status", Call::IntegrationStatus),
    ("provision", Call::Provisioning),
    ("deprovision", Call::Deprovisioning),
    ("webhook POST", Call::RegisterWebhook),
    ("webhook GET", Call::Webhooks),
    ("webhook DELETE", Call::RemoveWebhook),
];

/// A provider and a merchant who has signed in.
pub(crate) struct Stand {
    _sandbox: Sandbox,
    pub(crate) provider: Provider,
    dialect: Dialect,
    merchant: MerchantToken,
}

/// Everything that comes before one call is done.
pub(crate) struct Ready<'a> {
    stand: &'a Stand,
    call: Call,
    rappi: Rappi,
    login: Login,
    exchanging: Option<(String, Started)>,
}

impl Stand {
    pub(crate) async fn open(dialect: Dialect) -> Self {
        let config = Config { redirect_uris: vec![REDIRECT.to_owned()], ..Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let at = sandbox.description().clone();
        let merchant = sign_in(&at).await;
        Self { provider: Provider { at }, _sandbox: sandbox, dialect, merchant }
    }

    pub(crate) async fn ready(&self, call: Call) -> Ready<'_> {
        let at = &self.provider.at;
        let (rappi, login) = (rappi(at, self.dialect), login(at));
        let exchanging = match call {
            Call::Token => None,
            Call::Exchange => Some(begin(&login, at).await),
            _ => {
                rappi.check_login().await.unwrap();
                None
            }
        };
        if call == Call::RemoveWebhook {
            rappi.register_webhook(EVENT, URL, &"s".into()).await.unwrap();
        }
        Ready { stand: self, call, rappi, login, exchanging }
    }

    /// The merchant signs in again.
    pub(crate) async fn sign_in(&mut self) {
        self.merchant = sign_in(&self.provider.at).await;
    }

    /// A fault for this call only.
    pub(crate) async fn fault(&self, call: Call, mut fault: Value) {
        fault["call"] = call.word().into();
        // The document's 204 has no body that could be spoiled.
        if call == Call::RemoveWebhook && fault["status"].is_null() {
            fault["status"] = 200.into();
        }
        self.provider.fault(fault).await;
    }
}

impl Ready<'_> {
    /// The provider is gone: nobody listens where it was.
    pub(crate) fn unplugged(mut self) -> Self {
        let nowhere = format!("http://127.0.0.1:{}", gangway_tests::free_port());
        let mut at = self.stand.provider.at.clone();
        (at.api, at.login) = (nowhere.clone(), nowhere);
        (self.rappi, self.login) = (rappi(&at, self.stand.dialect), login(&at));
        self
    }

    /// Makes the call and says what is concluded.
    pub(crate) async fn make(mut self) -> Conclusion {
        let (call, merchant) = (self.call, &self.stand.merchant);
        let store = |id: &str| NewStore { id: id.into(), name: "A store".into(), integration: "pos-co-01".into() };
        let of = |error| Conclusion::of_error(call, &error);
        let done = |outcome: Result<(), _>| outcome.map_or_else(of, |()| Conclusion::Done);
        match call {
            Call::Token => done(self.rappi.check_login().await),
            Call::Exchange => {
                let (code, started) = self.exchanging.take().unwrap();
                let outcome = self.login.exchange(REDIRECT, code, &started.verifier).await;
                outcome.map_or_else(|error| Conclusion::of_exchange(&error), |_| Conclusion::Done)
            }
            Call::IntegrationStatus => done(self.rappi.integration_status(merchant).await.map(drop)),
            // 20 belongs to nobody, 22 is ours.
            Call::Provisioning => {
                let stores = [store("20"), store("21")];
                Conclusion::of_submission(
                    &self.rappi.provision(merchant, &stores, Flags::default(), &LastLook::none()).await,
                )
            }
            Call::Deprovisioning => {
                Conclusion::of_submission(&self.rappi.deprovision(merchant, &[store("22")], &LastLook::none()).await)
            }
            Call::RegisterWebhook => done(self.rappi.register_webhook(EVENT, URL, &"s".into()).await.map(drop)),
            Call::Webhooks => done(self.rappi.webhooks().await.map(drop)),
            Call::RemoveWebhook => done(self.rappi.remove_webhook(EVENT).await),
        }
    }
}

fn rappi(at: &Description, dialect: Dialect) -> Rappi {
    Rappi::new(Access {
        hosts: Hosts { login: at.login.clone(), api: at.api.clone() },
        dialect,
        token: TokenCall::default(),
        client_id: at.client_id.clone(),
        secret: at.client_secret.clone().into(),
        network: Network::loopback_only(),
        call: CALL,
        hear: Arc::new(drop),
    })
    .unwrap()
}

fn login(at: &Description) -> Login {
    Login::new(at.login.clone(), at.oauth_client_id.clone(), &Network::loopback_only(), CALL, &(Arc::new(drop) as _))
        .unwrap()
}

/// The merchant allows it; its code is there to be exchanged.
async fn begin(login: &Login, at: &Description) -> (String, Started) {
    let started = login.start(REDIRECT).unwrap();
    (code(&merchant::allow(&started.url, &at.merchants[0]).await), started)
}

async fn sign_in(at: &Description) -> MerchantToken {
    let login = login(at);
    let (code, started) = begin(&login, at).await;
    let token = login.exchange(REDIRECT, code, &started.verifier).await.unwrap();
    MerchantToken { bearer: token.token, ends_at: token.expires_at }
}

fn code(address: &str) -> String {
    let address = url::Url::parse(address).unwrap();
    address.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
}

/// Both dialects, by name.
pub(crate) const DIALECTS: [(&str, Dialect); 2] = [("A", A), ("B", B)];
