//! A relay that moves to another store, there and back.

use crate::{
    claims::{done, order},
    houses::{House, PostgresHouse, SqliteHouse, team},
};
use gangway_relay::{
    Joining, KeptClaims, KeptEndpoint, Log, MoveError, NewEntry, NewInvitation, Seen, Store, Team, move_store,
};
use gangway_wire::{BodyDigest, ClaimAct, Delivery, Entry, Envelope, Key, RelayKey, Role, TeamId, Verification};

fn entry(number: u16) -> NewEntry {
    let (mut key, body) = ([3; 16], vec![7; usize::from(number % 5) * 40]);
    key[..2].copy_from_slice(&number.to_be_bytes());
    let delivery = Delivery {
        endpoint: "e".into(),
        provider: "rappi".into(),
        event: "E".into(),
        received_at: 1,
        headers: Vec::new(),
        body: BodyDigest::of(&body),
        verification: Verification { form: "raw".into(), signed_with: 0 },
    };
    let (key, at) = (Key(key), 10 + i64::from(number));
    let envelope = Envelope::seal(key, at, &Entry::Delivery(Box::new(delivery)));
    NewEntry { key, at, envelope, body: (!number.is_multiple_of(3)).then_some(body) }
}

/// A team with a log of which some bodies are erased, a device, an endpoint and an open invitation.
async fn furnished(store: &impl Store) -> TeamId {
    let team = team(store).await;
    store.pin(RelayKey([5; 32])).await.unwrap();
    store.append(&team, (0..1500).map(entry).collect()).await.unwrap();
    store.erase_bodies(&team, 300, 10_000).await.unwrap();
    for id in ["used", "open"] {
        let invitation = NewInvitation {
            id: id.into(),
            team: team.clone(),
            proof_digest: [7; 32],
            role: Role::Admin,
            invited: Some("ben@acme.example".into()),
            sealed_team_key: None,
            expires_at: 1000,
        };
        store.invite(invitation).await.unwrap();
    }
    store.join(joining("used", 9)).await.unwrap().unwrap();
    let endpoint = KeptEndpoint {
        id: "hook".into(),
        team: team.clone(),
        provider: "rappi".into(),
        event: "E".into(),
        created_at: 4,
        created_by: Some("d9".into()),
        secrets: 1,
        sealed_secrets: vec![1, 2, 3],
    };
    store.add_endpoint(endpoint).await.unwrap();
    store.note_seen(vec![Seen { device: "d9".into(), at: 60, has: 12 }]).await.unwrap();
    store.add_links(vec![crate::links::link(&team, 1)]).await.unwrap();
    done(store, &team, order(1, 9, ClaimAct::Permit { knows: 0 }, &[1, 2])).await;
    done(store, &team, order(2, 9, ClaimAct::Outcome { fences: vec![1501] }, &[1])).await;
    done(store, &team, order(4, 8, ClaimAct::AskToLetGo, &[2])).await;
    team
}

fn joining(invitation: &str, token: u8) -> Joining {
    Joining {
        invitation: invitation.into(),
        proof_digest: [7; 32],
        person: format!("p{token}").into(),
        person_name: "Ana".into(),
        device: format!("d{token}").as_str().into(),
        device_name: "Ana's laptop".into(),
        token_digest: [token; 32],
        at: 50,
    }
}

/// Everything that consoles could notice.
async fn seen_by_consoles(store: &impl Store, team: &TeamId) -> Vec<String> {
    let (mut all, mut next) = (vec![format!("{:?}", store.head(team).await.unwrap())], 1);
    loop {
        let read = store.read(team, next, u64::MAX).await.unwrap();
        let Some(last) = read.last() else { break };
        next = last.seq + 1;
        all.extend(read.iter().map(|it| format!("{it:?}")));
    }
    let directory = store.directory().await.unwrap();
    let mut beside: Vec<_> = directory.devices.values().map(|it| format!("{it:?}")).collect();
    beside.extend(directory.endpoints.values().map(|it| format!("{it:?}")));
    beside.sort();
    all.extend(beside);
    all.extend(store.links(team).await.unwrap().iter().map(|it| format!("{it:?}")));
    all.push(format!("{:?}", KeptClaims { now: 0, ..store.claims(team).await.unwrap() }));
    all.push(format!("{:?} {:?}", store.seen(team).await.unwrap(), store.pin(RelayKey([6; 32])).await.unwrap()));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_and_back_consoles_notice_nothing() {
    let (first, second, third) = (SqliteHouse::new().await, PostgresHouse::new().await, SqliteHouse::new().await);
    let (from, between, to) = (&first.nodes().await[0], &second.nodes().await[0], &third.nodes().await[0]);
    let team = furnished(from).await;
    let before = seen_by_consoles(from, &team).await;
    assert!(before.iter().any(|it| it.contains("Erased")) && before.iter().any(|it| it.contains("Present")));
    let moved = move_store(from, between, 1).await.unwrap();
    assert_eq!((moved.teams, moved.entries), (1, 1503));
    move_store(between, to, 1).await.unwrap();
    assert_eq!(seen_by_consoles(between, &team).await, before);
    assert_eq!(seen_by_consoles(to, &team).await, before);
    // A repetition comes to its old place, a used invitation is known by its device alone, and an open one admits.
    let again = to.append(&team, vec![entry(700)]).await.unwrap();
    assert_eq!((again[0].seq, again[0].repeated), (701, true));
    assert!(to.join(joining("used", 8)).await.unwrap().is_none());
    assert!(to.join(joining("used", 9)).await.unwrap().is_some());
    assert!(to.join(joining("open", 4)).await.unwrap().is_some());
    assert!(matches!(move_store(between, to, 1).await, Err(MoveError::NotEmpty)));
}
