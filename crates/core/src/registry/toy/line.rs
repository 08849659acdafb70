//! A host that takes one key.

use super::KEY;
use crate::{
    Code, Failure,
    environment::{Answer, Environment},
    providers::provider_line::ProviderLine,
    view::{Act, LinkState, Step},
};
use axum::{Router, http::StatusCode, routing::get};
use gangway_domain::Provider;
use gangway_providers::{http::Http, net::Network};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;

pub(super) struct ToyLine {
    environment: Arc<Environment>,
    host: String,
    key: Mutex<Option<SecretString>>,
}

impl ToyLine {
    /// The line, and a host on this machine that takes `key`.
    pub(super) async fn serve(environment: Arc<Environment>, key: &'static str) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = format!("http://{}", listener.local_addr().unwrap());
        let login = get(async move |headers: axum::http::HeaderMap| {
            let is_right = headers.get("authorization").is_some_and(|given| given == key);
            if is_right { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
        });
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/login", login)).await });
        Arc::new(Self { environment, host, key: Mutex::default() })
    }
}

impl ProviderLine for ToyLine {
    fn provider(&self) -> Provider {
        Provider::Ratepay
    }

    fn is_named(&self) -> bool {
        true
    }

    fn state(&self) -> (LinkState, Option<String>) {
        (LinkState::Unknown, None)
    }

    fn hosts(&self) -> Vec<(Step, String)> {
        vec![(Step::ApiHost, self.host.clone())]
    }

    fn can(&self) -> &'static [Act] {
        &[]
    }

    fn in_portal(&self) -> bool {
        true
    }

    fn connect_again(&self) -> Answer<'_, ()> {
        Box::pin(async {
            let key = self.environment.vault().get(KEY.name).await?;
            *self.key.lock().unwrap() = key;
            Ok(())
        })
    }

    fn check_login(&self) -> Answer<'_, ()> {
        Box::pin(async {
            let refused = |why: String| Failure::new(Code::IntegratorCredentials, why);
            let key = self.key.lock().unwrap().clone();
            let key = key.ok_or_else(|| refused(format!("The {} is missing.", KEY.called)))?;
            let http = Http::new(&Network::loopback_only(), Duration::from_secs(5))?;
            let request = http.requests().get(format!("{}/login", self.host));
            let request = request.header("authorization", key.expose_secret());
            let answer = http.call(request, 1024, &[]).await;
            let status = answer.map(|answer| answer.status).map_err(|_| refused("It does not answer.".to_owned()))?;
            if status == 200 { Ok(()) } else { Err(refused(format!("The {} was refused.", KEY.called))) }
        })
    }
}
