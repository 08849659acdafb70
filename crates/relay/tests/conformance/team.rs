//! What the members' side of a store promises.

use crate::houses::{House, team};
use gangway_relay::{Joining, KeptEndpoint, NewInvitation, REJECTED_KEPT, Removal, Seen, StoreError, Team};
use gangway_wire::{DeviceId, InvitationId, RejectedCall, RelayKey, Role, TeamId};

fn invitation(team: &TeamId, id: &str, role: Role) -> NewInvitation {
    let sealed_team_key = Some("sealed".to_owned());
    let (id, team) = (InvitationId::from(id), team.clone());
    NewInvitation { id, team, proof_digest: [7; 32], role, invited: None, sealed_team_key, expires_at: 100 }
}

fn joining(invitation: &str, device: &str) -> Joining {
    Joining {
        invitation: invitation.into(),
        proof_digest: [7; 32],
        person: format!("person of {device}").into(),
        person_name: "Ana".into(),
        device: device.into(),
        device_name: "Ana's laptop".into(),
        token_digest: [9; 32],
        at: 50,
    }
}

pub(crate) async fn an_invitation_admits_once_and_in_time<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let store = &nodes[0];
    let team = team(store).await;
    store.invite(invitation(&team, "i", Role::Member)).await.unwrap();
    let refused = async |joining: Joining| assert_eq!(store.join(joining).await.unwrap(), None);
    refused(joining("other", "d")).await;
    refused(Joining { proof_digest: [8; 32], ..joining("i", "d") }).await;
    refused(Joining { at: 100, ..joining("i", "d") }).await;
    let before = store.revision().await.unwrap();
    let devices = ["a", "b", "c", "d", "e", "f"];
    let racing = devices.iter().enumerate().map(|(n, device)| {
        let node = nodes[n % nodes.len()].clone();
        let token_digest = [n as u8 + 1; 32];
        async move { node.join(Joining { token_digest, ..joining("i", device) }).await.unwrap() }
    });
    let admitted: Vec<_> = futures_util::future::join_all(racing).await.into_iter().flatten().collect();
    assert_eq!(admitted.len(), 1, "one of all who come together");
    assert_eq!((admitted[0].role, &admitted[0].team), (Role::Member, &team));
    assert_eq!(admitted[0].sealed_team_key.as_deref(), Some("sealed"));
    refused(Joining { token_digest: [10; 32], ..joining("i", "late") }).await;
    // The answer was lost: whoever has the token is told the same, at any node and later than the invitation's end.
    let directory = nodes[0].directory().await.unwrap();
    let token_digest = directory.devices[&admitted[0].device].token_digest;
    let again = Joining { at: 1000, token_digest, ..joining("i", "another") };
    assert_eq!(nodes[nodes.len() - 1].join(again.clone()).await.unwrap().as_ref(), Some(&admitted[0]));
    refused(Joining { proof_digest: [8; 32], ..again }).await;
    let directory = nodes[nodes.len() - 1].directory().await.unwrap();
    assert!(directory.revision > before);
    let members: Vec<_> = directory.devices.values().filter(|it| it.team == team).collect();
    assert_eq!(members.len(), 1);
    assert_eq!((members[0].role, members[0].joined_at), (Role::Member, 50));
    assert_eq!((&members[0].device, &members[0].person), (&admitted[0].device, &admitted[0].person));
}

pub(crate) async fn a_device_is_removed_but_not_the_last_admin<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let store = &nodes[0];
    let (team, other) = (team(store).await, crate::houses::team(store).await);
    for (name, role) in [("one", Role::Admin), ("three", Role::Viewer)] {
        store.invite(invitation(&team, name, role)).await.unwrap();
        store.join(joining(name, name)).await.unwrap().unwrap();
    }
    let remove = async |team: &TeamId, device: &str| store.remove_device(team, &device.into()).await.unwrap();
    assert_eq!(remove(&other, "one").await, Removal::NoDevice, "of another team");
    assert_eq!(remove(&team, "one").await, Removal::LastAdmin);
    let before = store.revision().await.unwrap();
    assert_eq!(remove(&team, "three").await, Removal::Removed);
    assert_eq!(remove(&team, "three").await, Removal::NoDevice);
    let directory = store.directory().await.unwrap();
    assert_eq!(directory.revision, before + 1);
    assert_eq!(directory.devices.values().filter(|it| it.team == team).count(), 1);
}

pub(crate) async fn two_admins_who_remove_each_other_do_not_both_go<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (here, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    for round in 0..20 {
        let team = team(here).await;
        let devices = [format!("one {round}"), format!("two {round}")];
        for device in &devices {
            here.invite(invitation(&team, device, Role::Admin)).await.unwrap();
            here.join(joining(device, device)).await.unwrap().unwrap();
        }
        let [one, two] = devices.map(DeviceId::from);
        let (first, second) = tokio::join!(here.remove_device(&team, &one), there.remove_device(&team, &two));
        let mut removals = [first.unwrap(), second.unwrap()];
        removals.sort_by_key(|it| *it == Removal::LastAdmin);
        assert_eq!(removals, [Removal::Removed, Removal::LastAdmin]);
    }
}

pub(crate) async fn the_first_key_that_is_pinned_stays<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let (one, other) = (RelayKey([1; 32]), RelayKey([2; 32]));
    assert_eq!(store.pin(one).await.unwrap(), one);
    assert_eq!(there.pin(other).await.unwrap(), one);
    house.kill(nodes).await;
    assert_eq!(house.nodes().await[0].pin(other).await.unwrap(), one);
}

pub(crate) async fn endpoints_are_those_of_their_team<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let (team, other) = (team(store).await, crate::houses::team(store).await);
    let endpoint = KeptEndpoint {
        id: "e".into(),
        team: team.clone(),
        provider: "rappi".into(),
        event: "STORE_PROVISIONING_STATUS".into(),
        created_at: 5,
        created_by: Some("d".into()),
        secrets: 1,
        sealed_secrets: vec![1, 2],
    };
    let nobody = KeptEndpoint { team: "nobody".into(), ..endpoint.clone() };
    assert_eq!(store.add_endpoint(nobody).await, Err(StoreError::NoTeam("nobody".into())));
    store.add_endpoint(endpoint.clone()).await.unwrap();
    assert!(store.add_endpoint(endpoint.clone()).await.is_err(), "twice");
    assert_eq!(*there.directory().await.unwrap().endpoints["e"], endpoint);
    assert!(!store.change_secrets(&other, "e", 2, vec![3]).await.unwrap());
    assert!(store.change_secrets(&team, "e", 2, vec![3]).await.unwrap());
    let changed = KeptEndpoint { secrets: 2, sealed_secrets: vec![3], ..endpoint };
    assert_eq!(*there.directory().await.unwrap().endpoints["e"], changed);
    assert!(!store.remove_endpoint(&other, "e").await.unwrap());
    assert!(store.remove_endpoint(&team, "e").await.unwrap());
    assert!(there.directory().await.unwrap().endpoints.is_empty());
}

pub(crate) async fn rejected_calls_make_room_for_newer_ones<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let store = &nodes[0];
    let (team, other) = (team(store).await, crate::houses::team(store).await);
    let call = |received_at| RejectedCall {
        endpoint: "e".into(),
        received_at,
        why: "wrong_secret".into(),
        detail: None,
        answered: 401,
        headers: vec![("a".into(), "b".into())],
        bytes: 3,
    };
    store.reject(&other, call(0)).await.unwrap();
    for n in 0..i64::from(REJECTED_KEPT) + 3 {
        store.reject(&team, call(n)).await.unwrap();
    }
    let kept = store.rejected(&team).await.unwrap();
    assert_eq!(kept.len(), REJECTED_KEPT as usize);
    assert_eq!((kept[0].received_at, kept[kept.len() - 1].received_at), (i64::from(REJECTED_KEPT) + 2, 3));
    assert_eq!(store.rejected(&other).await.unwrap(), [call(0)]);
    store.probe(5).await.unwrap();
}

/// Whoever was seen is kept with the newest moment, whichever node saw it; the directory is the same, so that nobody reads it anew.
pub(crate) async fn when_devices_were_seen_is_kept_beside_the_directory<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, other) = (&nodes[0], &nodes[nodes.len() - 1]);
    let team = team(store).await;
    for (id, role) in [("i", Role::Admin), ("j", Role::Member)] {
        store.invite(invitation(&team, id, role)).await.unwrap();
        store.join(Joining { token_digest: [id.as_bytes()[0]; 32], ..joining(id, id) }).await.unwrap().unwrap();
    }
    let seen = |device: &str, at, has| Seen { device: device.into(), at, has };
    let before = store.revision().await.unwrap();
    store.note_seen(vec![seen("j", 70, 4), seen("i", 70, 9), seen("nobody", 70, 1)]).await.unwrap();
    other.note_seen(vec![seen("i", 80, 9), seen("j", 60, 2)]).await.unwrap();
    store.note_seen(Vec::new()).await.unwrap();
    let mut kept = other.seen(&team).await.unwrap();
    kept.sort_by(|one, other| one.device.cmp(&other.device));
    assert_eq!(kept, [seen("i", 80, 9), seen("j", 70, 4)]);
    assert_eq!(store.revision().await.unwrap(), before);
    store.remove_device(&team, &"j".into()).await.unwrap();
    assert_eq!(store.seen(&team).await.unwrap(), [seen("i", 80, 9)]);
    assert!(store.seen(&TeamId("another".into())).await.unwrap().is_empty());
}
