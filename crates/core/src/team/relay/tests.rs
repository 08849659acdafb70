//! Whoever is at the relay's address may send back what it got: none of it is shown.

use super::{Relay, secrets_of};
use crate::{Failure, team::socket::Stream};
use axum::{
    Json, Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
};
use gangway_providers::net::Network;
use gangway_wire::{
    Digest256, EndpointSecret, InvitationId, InvitationSecret, Invite, Join, NewEndpoint, Role, VERSION,
};
use secrecy::SecretString;
use serde_json::json;
use tokio::net::TcpListener;

const TOKEN: &str = "Zm9ydHktdHdvLWJ5dGVzLW9mLWEtdG9rZW4";
const ENDPOINT: &str = "f0e1d2c3b4a5968778695a4b3c2d1e0f";

/// Refuses every call with its token and its body in the message.
async fn echo() -> String {
    let answer = async |headers: HeaderMap, body: Bytes| {
        let token = headers.get("authorization").and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
        let message = format!("no: {token} {}", String::from_utf8_lossy(&body));
        (StatusCode::BAD_REQUEST, Json(json!({ "code": "bad_request", "message": message })))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    url
}

fn failed<T>(answer: Result<T, Failure>) -> String {
    format!("{:?}", answer.err().unwrap())
}

#[tokio::test]
async fn no_call_shows_what_it_carried() {
    let (url, network) = (echo().await, Network::loopback_only());
    let bearer = SecretString::from(format!("device.{TOKEN}"));
    let outside = Relay::new(&network, &url, None).unwrap();
    let relay = Relay::new(&network, &url, Some(bearer.clone())).unwrap();
    let secret = InvitationSecret::new([7; 32]);
    let join = Join {
        wire: VERSION,
        invitation: InvitationId("inv".into()),
        proof: secret.proof(),
        token_digest: Digest256([1; 32]),
        person: "Ana".into(),
        device: "Bogotá 1".into(),
    };
    let invite = Invite {
        proof_digest: Digest256(secret.proof().digest()),
        role: Role::Member,
        invited: None,
        sealed_team_key: None,
    };
    let secrets = vec![EndpointSecret::new(ENDPOINT.into())];
    let endpoint = NewEndpoint { provider: "rappi".into(), event: "E".into(), secrets };
    let stream = Stream::open(&network, &url, &bearer, 0).await;
    let said = [
        failed(outside.join(&join).await),
        failed(relay.invite(&invite).await),
        failed(relay.team().await),
        failed(relay.endpoints().await),
        failed(relay.add_endpoint(&endpoint).await),
        failed(relay.remove(&gangway_wire::DeviceId("d".into())).await),
        failed(relay.beginning(7).await),
        failed(relay.poll(0).await),
        failed(relay.bundle(1).await),
        failed(stream.map_err(crate::team::socket::NoStream::failure)),
    ];
    let proof = secret.proof().to_string();
    for (place, said) in said.iter().enumerate() {
        assert!(said.contains("no: "), "the words of a refusal are shown: {place} {said}");
        for hidden in [TOKEN, ENDPOINT, &proof] {
            assert!(!said.contains(hidden), "{place}: {said}");
        }
    }
}

#[test]
fn a_token_is_known_without_its_device_too() {
    assert_eq!(secrets_of(Some(&"device.token".to_owned().into())).len(), 2);
    assert!(secrets_of(None).is_empty());
}
