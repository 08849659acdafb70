//! A fourth provider, made of this folder and one registration: what it shows is that nothing else has to know a provider.

mod line;
mod payload;
mod signature;

use super::descriptor_of;
use crate::{
    environment::Environment,
    overview::steps::{Steps, check_line},
    profiles::profile::Profile,
    providers::{
        descriptor::{Credential, Descriptor},
        provider_lines::ProviderLines,
    },
    view::{CheckOutcome, Finding, LabStep, Step},
    webhooks::fold_delivery::fold_arrived,
};
use axum::http::HeaderMap;
use gangway_domain::{Provider, RejectionReason, notifications::Rules};
use gangway_inbox::{Accepted, Endpoints, Inbound, Inbox, Known, Source};
use gangway_providers::net::Network;
use gangway_record::{Record, deliveries};
use gangway_vault::Vault;
use line::ToyLine;
use std::sync::Arc;
use tokio::sync::mpsc;

const KEY: Credential = Credential { name: "toy-key", called: "toy key" };

static DESCRIPTOR: Descriptor = Descriptor {
    scheme: &signature::SCHEME,
    credentials: &[KEY],
    fold: payload::fold,
    shown: |body| String::from_utf8_lossy(body).replace("geheim", "•••"),
    same_secret: LabStep::StoreASecret,
    account_name: |_, id| Ok(Some(format!("toy {id}"))),
};

/// The registration. A provider of its own would be a variant of the enum and an arm of [`descriptor_of`].
const fn with_the_toy(provider: Provider) -> &'static Descriptor {
    match provider {
        Provider::Ratepay => &DESCRIPTOR,
        other => descriptor_of(other),
    }
}

async fn environment(folder: &tempfile::TempDir) -> Arc<Environment> {
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let profile = Profile::parse("kind = \"sandbox\"\n", folder.path(), "toy").unwrap();
    Environment::new(profile, record, Vault::in_memory().await, Network::loopback_only(), None)
}

#[tokio::test]
async fn its_deliveries_are_verified_and_applied() {
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder).await;
    let endpoints = Endpoints::default();
    let known = Known { provider: Provider::Ratepay, event: "PAID".into(), secrets: vec!["new".into(), "old".into()] };
    endpoints.open("toy".into(), known);
    let (arrived, _arrivals) = mpsc::unbounded_channel();
    let inbox = Inbox::new(environment.record().clone(), endpoints, arrived, false)
        .verifying_by(|provider| with_the_toy(provider).scheme);
    let deliver = async |body: &str, signature: String| {
        let mut headers = HeaderMap::new();
        headers.insert("toy-signature", signature.parse().unwrap());
        let (endpoint, body) = ("toy".into(), body.as_bytes().to_vec());
        inbox.accept(Inbound { endpoint, headers, body, received_at: 1, source: Source::Feed }).await
    };
    let wrong = Accepted::Rejected { why: RejectionReason::WrongSecret, status: 401 };
    assert_eq!(deliver(r#"{"paid":7}"#, signature::sign("other", br#"{"paid":7}"#)).await, wrong);
    for body in [r#"{"paid":7}"#, r#"{"unheard":1}"#] {
        assert_eq!(deliver(body, signature::sign("new", body.as_bytes())).await, Accepted::Received);
    }
    assert_eq!(deliver(r#"{"paid":8}"#, signature::sign("old", br#"{"paid":8}"#)).await, Accepted::Received);

    let fold = |c: &gangway_record::Connection| fold_arrived(c, 2, &Rules::default(), with_the_toy);
    let touched = environment.record().write(fold).await.unwrap();
    assert_eq!((touched.deliveries, touched.applications, touched.rotations), (3, true, true));
    let effect = async |id: i64| {
        let found = environment.record().read(move |c| deliveries::by_id(c, id)).await.unwrap();
        found.map(|(row, _)| row.effect.word()).unwrap()
    };
    assert_eq!([effect(2).await, effect(3).await, effect(4).await], ["folded", "failed", "folded"]);
    let again = environment.record().write(fold).await.unwrap();
    assert_eq!(again.deliveries, 0, "each takes effect once");
}

#[tokio::test]
async fn its_host_and_credentials_are_checked_like_everybodys() {
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder).await;
    let line: Arc<ToyLine> = ToyLine::serve(Arc::clone(&environment), "right").await;
    let lines = ProviderLines::new(Arc::clone(&environment), vec![line]);
    let checked = async || {
        let mut steps = Steps::default();
        for line in lines.all().filter(|line| line.is_named()) {
            check_line(&environment, &mut steps, line).await;
        }
        let seen = |step: &crate::view::CheckStep| (step.step, step.outcome, step.finding);
        steps.taken.iter().map(seen).collect::<Vec<_>>()
    };
    let host = (Step::ApiHost, CheckOutcome::Ok, None);
    let refused = (Step::ProviderLogin, CheckOutcome::Failed, Some(Finding::LoginRefused));
    assert_eq!(checked().await, [host, refused], "its key is missing");
    environment.vault().put(KEY.name, "wrong".to_owned().into()).await.unwrap();
    lines.connect_again().await.unwrap();
    assert_eq!(checked().await, [host, refused]);
    environment.vault().put(KEY.name, "right".to_owned().into()).await.unwrap();
    lines.connect_again().await.unwrap();
    assert_eq!(checked().await, [host, (Step::ProviderLogin, CheckOutcome::Ok, None)]);
}

#[test]
fn what_is_seen_of_it_is_its_own() {
    let toy = with_the_toy(Provider::Ratepay);
    assert_eq!((toy.shown)(br#"{"name":"geheim"}"#), r#"{"name":"•••"}"#);
    assert_eq!(toy.credentials, [KEY]);
    let names = Provider::ALL.map(|provider| with_the_toy(provider).scheme.header());
    assert_eq!(names, ["Rappi-Signature", "svix-signature", "toy-signature"], "the others are as they were");
}
