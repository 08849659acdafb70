use super::{Chain, Checked, Refused, Said};
use ed25519_dalek::SigningKey;
use gangway_wire::{Body, Envelope, Frame, Head, Item, Link, RelayKey, SignedHead};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

fn new() -> Chain {
    Chain { team: "t".into(), key: RelayKey::from(&key()), seq: 0, link: Link::ORIGIN, proven: (0, 0) }
}

fn item(seq: u64, text: &str) -> Item {
    Item { seq, envelope: Envelope::from_bytes(text.as_bytes().to_vec()), body: Body::None }
}

fn linked(texts: &[&str]) -> Link {
    texts.iter().fold(Link::ORIGIN, |link, text| link.next(&Envelope::from_bytes(text.as_bytes().to_vec())))
}

fn head(seq: u64, link: Link, time: i64) -> SignedHead {
    Head { team: "t".into(), seq, link, time }.sign(&key())
}

fn taken(chain: &Chain, items: Vec<Item>, head: Option<SignedHead>) -> Result<Checked, Refused> {
    chain.check(Frame { items, head }, |_| None)
}

#[test]
fn entries_are_linked_and_a_head_proves_them() {
    let both = head(2, linked(&["a", "b"]), 9);
    let checked = taken(&new(), vec![item(1, "a"), item(2, "b")], Some(both.clone())).unwrap();
    assert_eq!((checked.items.len(), checked.chain.seq, checked.chain.proven), (2, 2, (2, 9)));
    assert_eq!(checked.said, Said::Proven(Box::new(both.clone())));
    // The same once more, and with one more.
    let again = taken(&checked.chain, vec![item(1, "a"), item(2, "b"), item(3, "c")], Some(both)).unwrap();
    assert_eq!((again.items.len(), again.chain.seq, again.chain.proven), (1, 3, (2, 9)));
    let longer = taken(&again.chain, vec![], Some(head(9, Link([9; 32]), 10))).unwrap();
    assert_eq!((longer.said, longer.chain), (Said::Longer(9), again.chain));
}

#[test]
fn what_is_dropped_changed_or_reordered_is_found_by_the_head() {
    let all = head(3, linked(&["a", "b", "c"]), 9);
    let refused = |items: Vec<Item>| taken(&new(), items, Some(all.clone())).unwrap_err();
    assert_eq!(refused(vec![item(1, "a"), item(3, "c")]), Refused::Gap { after: 1, got: 3 });
    assert_eq!(refused(vec![item(2, "b"), item(3, "c")]), Refused::Gap { after: 0, got: 2 });
    for lie in [["a", "c", "b"], ["a", "b", "x"], ["x", "b", "c"]] {
        let items = lie.iter().enumerate().map(|(n, text)| item(n as u64 + 1, text)).collect();
        let Refused::Fork(fork) = refused(items) else { panic!("{lie:?}") };
        assert_eq!((fork.seq, fork.ours, &fork.theirs), (3, linked(&lie), &all));
    }
    // One is dropped and the others moved up: the head is of a longer log until it is compared at its own place.
    let checked = taken(&new(), vec![item(1, "a"), item(2, "c")], Some(all)).unwrap();
    assert_eq!(checked.said, Said::Longer(3));
    let next = head(2, linked(&["a", "b"]), 10);
    assert!(matches!(taken(&checked.chain, vec![], Some(next)), Err(Refused::Fork(_))));
}

#[test]
fn a_head_of_another_key_or_team_is_not_believed() {
    let other = SigningKey::from_bytes(&[6; 32]);
    let link = linked(&["a"]);
    let forged = Head { team: "t".into(), seq: 1, link, time: 1 }.sign(&other);
    assert!(matches!(taken(&new(), vec![item(1, "a")], Some(forged)), Err(Refused::Forged(_))));
    let theirs = Head { team: "u".into(), seq: 1, link, time: 1 }.sign(&key());
    assert_eq!(taken(&new(), vec![item(1, "a")], Some(theirs)), Err(Refused::OtherTeam));
}

#[test]
fn a_log_that_was_put_back_is_told_from_a_node_that_is_a_little_behind() {
    let (link, proof) = (linked(&["a", "b"]), head(2, linked(&["a", "b"]), 100_000));
    let chain = taken(&new(), vec![item(1, "a"), item(2, "b")], Some(proof)).unwrap().chain;
    let hear = |time| taken(&chain, vec![], Some(head(1, linked(&["a"]), time))).unwrap().said;
    assert_eq!((hear(100_000), hear(104_000), hear(105_001)), (Said::Older, Said::Older, Said::Behind(1)));
    // Where its link is known here it must be the same.
    let other = head(1, link, 100_000);
    let known = chain.check(Frame { items: vec![], head: Some(other) }, |_| Some(linked(&["a"])));
    assert!(matches!(known, Err(Refused::Fork(_))));
    // A head of before, whose link is known, proves nothing new.
    let older = head(1, linked(&["a"]), 100_000);
    let known = chain.check(Frame { items: vec![], head: Some(older) }, |_| Some(linked(&["a"])));
    assert_eq!(known.unwrap().chain.proven, (2, 100_000));
}
