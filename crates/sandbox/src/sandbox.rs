//! Starting and stopping.

use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use url::Url;

use crate::{
    ClientCredentials, Config, Description, StartError, control,
    failing::Failing,
    faults::{Faults, calls::Calls},
    net,
    rainforest::{self, Rainforest},
    random::Seeded,
    rappi::{
        Rappi, api,
        deprecation::Deprecation,
        login::{self, Logins},
        webhook::{Deliveries, Registrations},
        work::Batches,
        world::{OURS, THEIRS, World},
    },
    ratepay::{self, Ratepay},
    tasks::Tasks,
    tokens::{Parties, Tokens},
};

/// A running sandbox. Dropping it ends it.
pub struct Sandbox {
    description: Description,
    tasks: Arc<Tasks>,
}

/// Hosts as in reality: each token goes to its own host only.
struct Hosts {
    login: TcpListener,
    api: TcpListener,
    ratepay_oauth: TcpListener,
    ratepay_api: TcpListener,
    rainforest_api: TcpListener,
    control: TcpListener,
}

impl Sandbox {
    /// Builds the world and opens the hosts: login, API and control, Ratepay's token and API host, and Rainforest's API host.
    ///
    /// Must be called within a tokio runtime; the sandbox runs on it.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        for uri in &config.redirect_uris {
            Url::parse(uri).map_err(|_| StartError::RedirectUri(uri.clone()))?;
        }
        let hosts = Hosts {
            login: net::bind(config.listen, config.port).await?,
            api: net::bind(config.listen, 0).await?,
            ratepay_oauth: net::bind(config.listen, 0).await?,
            ratepay_api: net::bind(config.listen, 0).await?,
            rainforest_api: net::bind(config.listen, 0).await?,
            control: net::bind(config.listen, 0).await?,
        };
        let tasks = Arc::new(Tasks::default());
        let world = World::new(config.seed, config.stores);
        let description = describe(&config, &hosts, &world)?;
        let ratepay = Arc::new(Ratepay::new(&config, &description.ratepay, Arc::clone(&tasks)));
        let rainforest = Arc::new(Rainforest::new(&config, &description.rainforest, Arc::clone(&tasks)));
        let rappi = Arc::new(open(config, &description, world, Arc::clone(&tasks)));

        let login = login::routes(Arc::clone(&rappi));
        tasks.spawn(net::serve(hosts.login, login, Arc::clone(&tasks)));
        let api = api::routes(Arc::clone(&rappi));
        tasks.spawn(net::serve(hosts.api, api, Arc::clone(&tasks)));
        tasks.spawn(net::serve(hosts.ratepay_oauth, ratepay::oauth(Arc::clone(&ratepay)), Arc::clone(&tasks)));
        tasks.spawn(net::serve(hosts.ratepay_api, ratepay::api(Arc::clone(&ratepay)), Arc::clone(&tasks)));
        let rainforest_api = rainforest::api(Arc::clone(&rainforest));
        tasks.spawn(net::serve(hosts.rainforest_api, rainforest_api, Arc::clone(&tasks)));
        let control = control::routes(rappi)
            .nest("/ratepay", ratepay::control(ratepay))
            .nest("/rainforest", rainforest::control(rainforest))
            .fallback(control::nothing);
        tasks.spawn(net::serve(hosts.control, control, Arc::clone(&tasks)));
        Ok(Self { description, tasks })
    }

    /// Addresses, credentials and accounts.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Ends every connection and all work under way, and waits for it.
    pub async fn stop(self) {
        self.tasks.stop().await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.tasks.abort();
    }
}

fn describe(config: &Config, hosts: &Hosts, world: &World) -> Result<Description, StartError> {
    let mut random = Seeded::new(config.seed, "clients");
    let oauth_client_id = format!("partners{:016x}{:08x}", random.next(), random.next() as u32);
    let client = config.client.clone().unwrap_or_else(|| ClientCredentials {
        id: format!("m2m{:016x}{:08x}", random.next(), random.next() as u32),
        secret: format!("{:016x}{:016x}", random.next(), random.next()),
    });
    Ok(Description {
        provider: "rappi",
        login: net::base_url(&hosts.login)?,
        api: net::base_url(&hosts.api)?,
        control: net::base_url(&hosts.control)?,
        client_id: client.id,
        client_secret: client.secret,
        oauth_client_id,
        redirect_uris: config.redirect_uris.clone(),
        integrations: vec![OURS.into(), THEIRS.into()],
        merchants: world.logins(),
        seed: config.seed,
        rainforest: rainforest::describe(
            config,
            &net::base_url(&hosts.rainforest_api)?,
            &net::base_url(&hosts.control)?,
        ),
        ratepay: ratepay::describe(
            config,
            &net::base_url(&hosts.ratepay_oauth)?,
            &net::base_url(&hosts.ratepay_api)?,
            &net::base_url(&hosts.control)?,
        ),
    })
}

fn open(config: Config, description: &Description, world: World, tasks: Arc<Tasks>) -> Rappi {
    let parties = Parties {
        api_issuer: format!("{}/", description.api),
        login_issuer: format!("{}/", description.login),
        client_id: description.client_id.clone(),
        oauth_client_id: description.oauth_client_id.clone(),
    };
    Rappi {
        client: ClientCredentials { id: description.client_id.clone(), secret: description.client_secret.clone() },
        oauth_client_id: description.oauth_client_id.clone(),
        tokens: Tokens::new(parties, config.integrator_ttl, config.token_ttl),
        logins: Logins::new(config.code_ttl),
        registrations: Registrations::default(),
        deliveries: Deliveries::default(),
        batches: Batches::default(),
        failing: Failing::new(config.seed, &config.fail_stores),
        faults: Faults::new(config.seed, "rappi faults"),
        deprecation: Deprecation::default(),
        calls: Calls::default(),
        tasks,
        world: Mutex::new(world),
        config,
    }
}
