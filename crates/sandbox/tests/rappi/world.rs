//! Starting, the seeded world, and stopping.

use std::{net::SocketAddr, time::Duration};

use crate::support::{Desk, quick};
use gangway_sandbox::{ClientCredentials, Config, Sandbox, StartError};
use serde_json::{Value, json};

async fn truth(config: Config) -> (Value, Value) {
    let desk = Desk::open(config).await;
    let mut merchants = serde_json::to_value(&desk.at).unwrap();
    for changing in ["login", "api", "control"] {
        merchants[changing] = Value::Null;
        if changing != "login" {
            merchants["rainforest"][changing] = Value::Null;
        }
        merchants["ratepay"][if changing == "login" { "oauth" } else { changing }] = Value::Null;
    }
    (desk.look("/stores").await, merchants)
}

#[tokio::test]
async fn the_seed_decides_everything() {
    let config = |seed| Config { seed, stores: 500, ..quick() };
    let (one, again, other) = (truth(config(7)).await, truth(config(7)).await, truth(config(8)).await);
    assert_eq!(one, again);
    assert_ne!(one.0, other.0);
    assert_ne!(one.1["merchants"], other.1["merchants"]);
    assert_ne!(one.1["client_secret"], other.1["client_secret"]);
}

#[tokio::test]
async fn a_hundred_thousand_stores_come_in_one_answer() {
    let desk = Desk::open(Config { stores: 100_000, ..quick() }).await;
    let answer = desk.api("GET", "/v2/stores/integration-status", None).await;
    let stores = answer.json()["stores"].as_array().unwrap().clone();
    let children = stores.iter().map(|it| it["children"].as_array().unwrap().len());
    assert_eq!(children.clone().sum::<usize>() + stores.len(), 100_000);
    assert_eq!(children.max(), Some(5_000));
    // The answer is kept between calls, and still follows the truth.
    desk.provision(&["20"]).await;
    desk.becomes("20", Some(crate::support::OURS)).await;
    let after = desk.api("GET", "/v2/stores/integration-status", None).await.json();
    assert_eq!(after["stores"][0]["children"][0]["integrationId"], crate::support::OURS);
}

#[tokio::test]
async fn the_accounts_serve_their_purposes() {
    let sandbox = Sandbox::start(quick()).await.unwrap();
    let merchants = &sandbox.description().merchants;
    assert_eq!(merchants[0].stores, 200);
    assert!(merchants.iter().any(|it| it.stores == 3) && merchants.iter().any(|it| it.stores == 0));
    let differs =
        |a: &str, b: &str| a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() == 1;
    assert!(differs(&merchants[0].email, &merchants[1].email));
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    for address in ["0.0.0.0", "192.0.2.1", "::"] {
        let config = Config { listen: address.parse().unwrap(), ..quick() };
        let error = Sandbox::start(config).await.err().unwrap();
        assert!(matches!(error, StartError::NotLoopback(_)), "{error}");
    }
}

#[tokio::test]
async fn a_busy_port_is_named_and_free_again_after_stopping() {
    let first = Sandbox::start(quick()).await.unwrap();
    let address: SocketAddr = first.description().login.strip_prefix("http://").unwrap().parse().unwrap();
    let config = || Config { port: address.port(), ..quick() };
    match Sandbox::start(config()).await.err().unwrap() {
        StartError::Busy(named) => assert_eq!(named, address),
        other => panic!("{other}"),
    }
    first.stop().await;
    let second = Sandbox::start(config()).await.unwrap();
    assert_eq!(second.description().login, format!("http://{address}"));
}

#[tokio::test]
async fn a_redirect_uri_must_be_absolute() {
    let config = Config { redirect_uris: vec!["/callback".into()], ..quick() };
    assert!(matches!(Sandbox::start(config).await.err().unwrap(), StartError::RedirectUri(_)));
}

#[tokio::test]
async fn fixed_credentials_survive_a_restart() {
    let client = ClientCredentials { id: "kept-id".into(), secret: "kept-secret".into() };
    assert!(!format!("{client:?}").contains("kept-secret"));
    let desk = Desk::open(Config { client: Some(client), ..quick() }).await;
    assert_eq!((desk.at.client_id.as_str(), desk.at.client_secret.as_str()), ("kept-id", "kept-secret"));
}

#[tokio::test]
async fn latency_delays_the_api_only() {
    let latency = Duration::from_millis(40);
    let desk = Desk::open(Config { latency, ..quick() }).await;
    let begun = std::time::Instant::now();
    desk.api("GET", "/v2/stores/integration-status", None).await;
    assert!(begun.elapsed() >= latency);
}

#[tokio::test]
async fn the_state_counts_and_hides_tokens() {
    let desk = Desk::open(quick()).await;
    desk.provision(&["20"]).await;
    let state = desk.look("/state").await;
    assert_eq!(state["merchants"][0]["counts"]["stores"], 200);
    assert_eq!(state["calls"]["recent"][0]["call"], "token");
    let (state, log) = (state.to_string(), desk.look("/log").await.to_string());
    for secret in [&desk.integrator, &desk.merchant, &desk.at.client_secret] {
        assert!(!state.contains(secret.as_str()) && !log.contains(secret.as_str()));
    }
    let missing = crate::support::call("GET", &format!("{}/stores?merchant=nobody@example.com", desk.at.control));
    assert_eq!(missing.send().await.unwrap().status, 404);
    assert_eq!(
        desk.look("/stores?merchant=hola@tresesquinas.mx").await["counts"],
        json!({ "stores": 3, "ours": 0, "other": 0, "none": 3 })
    );
}
