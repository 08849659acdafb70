//! Who may come in, and what they may do.

use crate::desk::{self, Admitted, Heard, Stream, ask, asks, bearer, call, join, stranger, token_of};
use gangway_wire::{
    Digest256, Endpoint, EndpointSecret, ErrorCode, FeedMessage, InvitationSecret, Invite, Invited, Join, Joined,
    NewEndpoint, Refusal, Role, Secrets, TeamView,
};
use std::time::{Duration, Instant};

fn invite(secret: &InvitationSecret, role: Role) -> Invite {
    let proof_digest = Digest256(secret.proof().digest());
    Invite { proof_digest, role, invited: Some("ben@acme.example".into()), sealed_team_key: Some("sealed".into()) }
}

#[tokio::test]
async fn an_invitation_is_made_handed_on_and_used_once() {
    let desk = desk::postgres().await;
    let secret = InvitationSecret::new([42; 32]);
    let invited = ask(desk.address(), "POST /v1/invitations", &desk.admin, &invite(&secret, Role::Member)).await;
    let invited: Invited = invited.json();
    let joining = asks(invited.invitation.as_str(), &secret, "Ben");
    let wrong = asks(invited.invitation.as_str(), &InvitationSecret::new([43; 32]), "Mallory");
    let there = desk.nodes[1].address;
    let refused = call(there, "POST /v1/join", "", &serde_json::to_vec(&wrong).unwrap()).await;
    assert_eq!((refused.status, refused.json::<Refusal>().code), (410, ErrorCode::InvitationInvalid));
    let body = serde_json::to_vec(&joining).unwrap();
    let joined: Joined = call(there, "POST /v1/join", "", &body).await.json();
    let joined = Admitted { joined, token: token_of("Ben") };
    assert_eq!((joined.role, joined.sealed_team_key.as_deref()), (Role::Member, Some("sealed")));
    assert_eq!((joined.team_name.as_str(), &joined.relay_key), ("Acme POS", &desk.admin.relay_key));
    joined.head.verify(&joined.relay_key).unwrap();
    let again: Joined = call(desk.address(), "POST /v1/join", "", &body).await.json();
    assert_eq!((&again.device, &again.person), (&joined.device, &joined.person), "the answer was lost");
    let other = Join { token_digest: Digest256([1; 32]), ..joining };
    let body = serde_json::to_vec(&other).unwrap();
    assert_eq!(call(there, "POST /v1/join", "", &body).await.status, 410, "once");
    // The other node knows the device at once.
    let view: TeamView = ask(desk.address(), "GET /v1/team", &joined, &()).await.json();
    let names: Vec<_> = view.devices.iter().map(|it| (it.person_name.as_str(), it.role)).collect();
    assert_eq!((names, view.you), (vec![("Ana", Role::Admin), ("Ben", Role::Member)], joined.joined.device));
}

#[tokio::test]
async fn nobody_comes_in_without_a_token_and_roles_say_what_is_allowed() {
    let desk = desk::sqlite().await;
    let (ben, tam) = (
        join(&desk.nodes[0], &desk.team, Role::Member, "Benedict").await,
        join(&desk.nodes[0], &desk.team, Role::Viewer, "Tam").await,
    );
    let code = async |request: &str, headers: &str, body: &[u8]| {
        let answer = call(desk.address(), request, headers, body).await;
        (answer.status, answer.json::<Refusal>().code)
    };
    let unauthorized = (401, ErrorCode::Unauthorized);
    for request in ["GET /v1/team", "GET /v1/feed/poll", "POST /v1/endpoints", "GET /v1/bundles/0", "GET /v1/rejected"]
    {
        assert_eq!(code(request, "", b"").await, unauthorized, "{request}");
        assert_eq!(code(request, &bearer(&stranger(&ben)), b"").await, unauthorized, "{request}");
    }
    assert_eq!(code("GET /v1/team", "Authorization: Bearer x\r\n", b"").await, unauthorized);
    let forbidden = (403, ErrorCode::Forbidden);
    let admin = format!("DELETE /v1/devices/{}", desk.admin.device);
    for by in [&ben, &tam] {
        for request in ["POST /v1/invitations", "POST /v1/endpoints", "DELETE /v1/endpoints/x", &admin] {
            assert_eq!(code(request, &bearer(by), b"{}").await, forbidden, "{request}");
        }
        assert_eq!(ask(desk.address(), "GET /v1/team", by, &()).await.status, 200);
    }
    let old = format!("{}gangway-wire: 999\r\n", bearer(&ben));
    assert_eq!(code("GET /v1/team", &old, b"").await, (426, ErrorCode::VersionUnsupported));
    assert_eq!(code(&admin, &bearer(&desk.admin), b"").await, (409, ErrorCode::LastAdmin));
    let own = format!("DELETE /v1/devices/{}", tam.device);
    assert_eq!(ask(desk.address(), &own, &tam, &()).await.status, 204, "everybody may leave");
}

#[tokio::test]
async fn a_mistake_says_where_it_is() {
    let desk = desk::sqlite().await;
    let check = async |request: &str, body: &str, what: &str| {
        let answer = call(desk.address(), request, &bearer(&desk.admin), body.as_bytes()).await;
        let refusal: Refusal = answer.json();
        assert_eq!((answer.status, &refusal.code), (400, &ErrorCode::BadRequest), "{body}");
        assert!(refusal.message.contains(what), "{}", refusal.message);
    };
    check("POST /v1/endpoints", "{", "line 1").await;
    check("POST /v1/endpoints", r#"{"provider":"rappi","event":"E"}"#, "secrets").await;
    check("POST /v1/endpoints", r#"{"provider":"rapi","event":"E","secrets":["x"]}"#, "provider: \"rapi\"").await;
    check("POST /v1/endpoints", r#"{"provider":"rappi","event":"E","secrets":[]}"#, "secrets: ").await;
    check("POST /v1/invitations", r#"{"proof_digest":"aa","role":"admin"}"#, "32 bytes").await;
    let large = format!("{{\"x\":\"{}\"}}", "y".repeat(70_000));
    check("POST /v1/endpoints", &large, "65536").await;
}

#[tokio::test]
async fn removing_a_device_ends_its_streams_at_every_node() {
    let desk = desk::postgres().await;
    let ben = join(&desk.nodes[0], &desk.team, Role::Member, "Ben").await;
    let mut streams =
        [Stream::open(desk.nodes[0].address, &ben, 0).await, Stream::open(desk.nodes[1].address, &ben, 0).await];
    let request = format!("DELETE /v1/devices/{}", ben.device);
    assert_eq!(ask(desk.address(), &request, &desk.admin, &()).await.status, 204);
    let removed = Instant::now();
    for stream in &mut streams {
        assert!(matches!(stream.said().await, Heard::Said(FeedMessage::Removed)));
        assert!(matches!(stream.next().await, Heard::Ended));
    }
    assert!(removed.elapsed() < Duration::from_secs(5));
    assert_eq!(ask(desk.nodes[1].address, "GET /v1/team", &ben, &()).await.status, 401);
}

#[tokio::test]
async fn secrets_are_rotated_with_both_accepted_and_never_shown() {
    let desk = desk::sqlite().await;
    let new = |secret: &str| EndpointSecret::new(secret.into());
    let added = NewEndpoint { provider: "rappi".into(), event: "F".into(), secrets: vec![new("geheim-1")] };
    let endpoint: Endpoint = ask(desk.address(), "POST /v1/endpoints", &desk.admin, &added).await.json();
    let rotated = Secrets { secrets: vec![new("whsec_bmV3"), new("geheim-1")] };
    let request = format!("PUT /v1/endpoints/{}/secrets", endpoint.id);
    assert_eq!(ask(desk.address(), &request, &desk.admin, &rotated).await.status, 204);
    let hook = format!("POST /hooks/{}", endpoint.id);
    let status = async || call(desk.address(), &hook, &desk::signed("rappi", "{}", ""), b"{}").await.status;
    assert_eq!(status().await, 200, "the new one counts at once");
    let shown = ask(desk.address(), "GET /v1/endpoints", &desk.admin, &()).await;
    assert!(!String::from_utf8_lossy(&shown.body).contains("geheim"));
    assert_eq!(shown.json::<Vec<Endpoint>>().iter().find(|it| it.id == endpoint.id).unwrap().secrets, 2);
    let request = format!("DELETE /v1/endpoints/{}", endpoint.id);
    assert_eq!(ask(desk.address(), &request, &desk.admin, &()).await.status, 204);
    assert_eq!(status().await, 404);
    assert_eq!(ask(desk.address(), &request, &desk.admin, &()).await.status, 404);
}

/// What a device says it has is shown to its colleagues, at every node, and nobody has more than it was sent.
#[tokio::test]
async fn how_far_each_device_is_can_be_seen() {
    use futures_util::SinkExt as _;
    let mut desk = desk::postgres().await;
    for n in 0..3 {
        assert_eq!(desk.deliver(0, &format!("{{\"n\":{n}}}")).await, 200);
    }
    let (ben, admin) = (join(&desk.nodes[0], &desk.team, Role::Member, "Ben").await, desk.admin.clone());
    let (here, there) = (desk.nodes[0].address, desk.nodes[1].address);
    let view = async |address| -> TeamView { ask(address, "GET /v1/team", &admin, &()).await.json() };
    let of_ben = |view: &TeamView| view.devices.iter().find(|it| it.id == ben.device).and_then(|it| it.seen);
    let first = view(here).await;
    assert_eq!((first.head, of_ben(&first)), (3, None));
    let mut stream = Stream::open(here, &ben, 1).await;
    let heard = async |address, has| {
        let begun = Instant::now();
        loop {
            let seen = of_ben(&view(address).await).map(|it| it.has);
            if seen == Some(has) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{seen:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    heard(here, 1).await;
    assert!(matches!(stream.next().await, Heard::Frame(_)));
    for (says, has) in [(r#"{"has":2}"#, 2), (r#"{"has":99}"#, 3)] {
        stream.0.send(tokio_tungstenite::tungstenite::Message::Text(says.into())).await.unwrap();
        heard(here, has).await;
    }
    let seen_at = of_ben(&view(here).await).unwrap().at;
    assert!(seen_at > 0);
    // It is in the store once this node ends, for the other one to tell.
    drop(stream);
    desk.nodes[0].end.take();
    (&mut desk.nodes[0].serving).await.unwrap();
    heard(there, 3).await;
}
