//! Starting and stopping.

use std::sync::Arc;

use axum::Router;

use crate::{Config, Description, StartError, net, tasks::Tasks};

/// A running sandbox. Dropping it ends it.
pub struct Sandbox {
    description: Description,
    tasks: Arc<Tasks>,
}

impl Sandbox {
    /// Builds the world and opens the three hosts: login, API and control.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let login = net::bind(config.listen, config.port).await?;
        let tasks = Arc::new(Tasks::default());
        let description = Description {
            provider: "rappi",
            login: net::base_url(&login).unwrap_or_default(),
            api: String::new(),
            control: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
            oauth_client_id: String::new(),
            redirect_uris: config.redirect_uris.clone(),
            integrations: Vec::new(),
            merchants: Vec::new(),
            seed: config.seed,
        };
        tasks.spawn(net::serve(login, Router::new(), Arc::clone(&tasks)));
        Ok(Self { description, tasks })
    }

    /// Addresses, credentials and accounts.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Ends every connection and all work under way.
    pub async fn stop(self) {
        self.tasks.abort();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.tasks.abort();
    }
}
