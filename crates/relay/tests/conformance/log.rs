//! What a log promises, one thing after the other.

use crate::houses::{House, entry, team};
use gangway_relay::{Log, LogHead, NewEntry, Placed, READ_BYTES, READ_ENTRIES, StoreError, TeamName};
use gangway_wire::{Body, Envelope, Key, Link};

fn places(placed: &[Placed]) -> Vec<(u64, bool)> {
    placed.iter().map(|it| (it.seq, it.repeated)).collect()
}

pub(crate) async fn a_batch_is_appended_in_its_order_or_not_at_all<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let store = &nodes[0];
    let team = team(store).await;
    assert_eq!(store.head(&team).await.unwrap(), LogHead::EMPTY);
    let placed = store.append(&team, vec![entry(9, 1), entry(3, 1), entry(5, 1)]).await.unwrap();
    assert_eq!(places(&placed), [(1, false), (2, false), (3, false)]);
    assert_eq!(store.append(&team, Vec::new()).await.unwrap(), []);
    let nobody = store.append(&"nobody".into(), vec![entry(1, 1)]).await;
    assert_eq!(nobody, Err(StoreError::NoTeam("nobody".into())));
    // And the next one is not harmed by it.
    assert_eq!(places(&store.append(&team, vec![entry(4, 1)]).await.unwrap()), [(4, false)]);
    let read = store.read(&team, 1, 10).await.unwrap();
    let bodies: Vec<_> = read.iter().map(|it| it.body.clone()).collect();
    assert_eq!(bodies, [Body::None, Body::None, Body::None, Body::Present(vec![4; 50])]);
}

pub(crate) async fn a_repetition_comes_to_the_place_of_the_first<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let append = async |node: usize, keys: &[u8]| {
        let batch = keys.iter().map(|key| entry(*key, 1)).collect();
        places(&nodes[node % nodes.len()].append(&team, batch).await.unwrap())
    };
    assert_eq!(append(0, &[1, 2]).await, [(1, false), (2, false)]);
    assert_eq!(append(1, &[2, 3, 1, 3]).await, [(2, true), (3, false), (1, true), (3, true)]);
    // Whatever else is said of it: what was there first stays.
    let other = NewEntry { envelope: Envelope::from_bytes(b"another".to_vec()), ..entry(1, 9) };
    assert_eq!(places(&nodes[0].append(&team, vec![other]).await.unwrap()), [(1, true)]);
    assert_eq!(nodes[0].read(&team, 1, 1).await.unwrap()[0].envelope.as_bytes(), b"envelope 1");
    house.kill(nodes).await;
    let nodes = house.nodes().await;
    assert_eq!(places(&nodes[0].append(&team, vec![entry(3, 1), entry(4, 1)]).await.unwrap()), [(3, true), (4, false)]);
}

pub(crate) async fn links_are_those_of_the_definition<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let mut expected = Link::ORIGIN;
    for key in 1..=70 {
        let node = &nodes[usize::from(key) % nodes.len()];
        node.append(&team, vec![entry(key, 1)]).await.unwrap();
        expected = expected.next(&entry(key, 1).envelope);
        assert_eq!(node.head(&team).await.unwrap(), LogHead { seq: key.into(), link: expected });
    }
    // The same on every store: computed once, and written down.
    assert_eq!(expected.to_string(), "aa2292d519b79298bc819e8f398e90715db254997eca73c8ce3f52280450c59d");
}

pub(crate) async fn a_read_is_bounded_and_has_no_gap<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    let numbered = |n: u32, body: usize| {
        let mut key = [0; 16];
        key[..4].copy_from_slice(&n.to_be_bytes());
        NewEntry { key: Key(key), at: 1, envelope: Envelope::from_bytes(b"e".to_vec()), body: Some(vec![1; body]) }
    };
    let small = (0..2000).map(|n| numbered(n, 1)).collect();
    assert_eq!(store.append(&team, small).await.unwrap().len(), 2000);
    let read = async |from, to| {
        let all = store.read(&team, from, to).await.unwrap();
        for (at, stored) in all.iter().enumerate() {
            assert_eq!(stored.seq, from + at as u64);
        }
        all.len() as u64
    };
    assert_eq!(read(1, u64::MAX).await, READ_ENTRIES);
    assert_eq!(read(1990, u64::MAX).await, 11);
    assert_eq!((read(5, 7).await, read(7, 5).await, read(0, 5).await, read(2001, 2005).await), (3, 0, 0, 0));
    for n in 2000..2010 {
        store.append(&team, vec![numbered(n, READ_BYTES / 4)]).await.unwrap();
    }
    assert_eq!(read(2001, 2010).await, 4, "it ends after the entry that goes beyond");
}

pub(crate) async fn whoever_waits_hears_of_every_node<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let (here, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    for key in 1..=3_u8 {
        let waiting = here.wait(&team, u64::from(key) - 1);
        let append = there.append(&team, vec![entry(key, 1)]);
        let (heard, appended) = tokio::join!(waiting, append);
        appended.unwrap();
        assert_eq!(heard.unwrap().seq, u64::from(key));
    }
    assert_eq!(here.wait(&team, 1).await.unwrap().seq, 3, "what is there already");
    assert_eq!(here.wait(&"nobody".into(), 0).await, Err(StoreError::NoTeam("nobody".into())));
}

pub(crate) async fn bodies_go_and_the_chain_stays<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    let other = crate::houses::team(store).await;
    store.append(&other, vec![entry(2, 1)]).await.unwrap();
    for key in 1..=6_u8 {
        store.append(&team, vec![entry(key, i64::from(key) * 10)]).await.unwrap();
    }
    let (head, before) = (store.head(&team).await.unwrap(), store.read(&team, 1, 9).await.unwrap());
    assert_eq!(store.erase_bodies(&team, 60, 1).await.unwrap(), 1);
    assert_eq!(store.erase_bodies(&team, 60, 100).await.unwrap(), 1);
    assert_eq!(store.erase_bodies(&team, 60, 100).await.unwrap(), 0);
    let after = store.read(&team, 1, 9).await.unwrap();
    let bodies: Vec<_> = after.iter().map(|it| it.body.clone()).collect();
    let expected = [Body::None, Body::Erased, Body::None, Body::Erased, Body::None, Body::Present(vec![6; 50])];
    assert_eq!(bodies, expected);
    assert_eq!(store.head(&team).await.unwrap(), head);
    assert!(before.iter().zip(&after).all(|(one, other)| one.link == other.link && one.envelope == other.envelope));
    assert_eq!(places(&store.append(&team, vec![entry(2, 1)]).await.unwrap()), [(2, true)], "still known");
    assert_eq!(store.read(&other, 1, 1).await.unwrap()[0].body, Body::Present(vec![2; 50]), "of another team");
}

pub(crate) async fn a_console_may_begin_with_the_last_days<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    assert_eq!(store.before(&team, 5).await.unwrap(), LogHead::EMPTY);
    for key in 1..=9_u8 {
        store.append(&team, vec![entry(key, i64::from(key) * 10)]).await.unwrap();
    }
    let all = store.read(&team, 1, 9).await.unwrap();
    let check = async |at, seq: u64| {
        let before = store.before(&team, at).await.unwrap();
        let link = if seq == 0 { Link::ORIGIN } else { all[seq as usize - 1].link };
        assert_eq!(before, LogHead { seq, link }, "at {at}");
    };
    check(i64::MIN, 0).await;
    check(10, 0).await;
    check(11, 1).await;
    check(50, 4).await;
    check(90, 8).await;
    check(91, 9).await;
    check(i64::MAX, 9).await;
}

pub(crate) async fn teams_share_nothing<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let store = &nodes[0];
    let (one, other) = (team(store).await, team(store).await);
    store.append(&one, vec![entry(1, 1), entry(2, 1)]).await.unwrap();
    assert_eq!(places(&store.append(&other, vec![entry(2, 1)]).await.unwrap()), [(1, false)]);
    assert_eq!(store.read(&other, 1, 9).await.unwrap().len(), 1);
    assert_eq!(store.read(&one, 1, 9).await.unwrap().len(), 2);
    let twice = TeamName { id: one.clone(), name: "again".into() };
    assert!(store.add_team(&twice, 1).await.is_err());
    let mut names: Vec<_> = store.teams().await.unwrap().into_iter().map(|it| it.id).collect();
    names.sort();
    let mut expected = vec![one, other];
    expected.sort();
    assert_eq!(names, expected);
}
