//! What members did, as their devices tell it.

use crate::desk::{self, ask, call, join};
use gangway_relay::Log as _;
use gangway_wire::{Entry, ErrorCode, FACT_BYTES, FACTS, FactKind, FactsPlaced, Key, NewFact, NewFacts, Refusal, Role};
use serde_json::json;

const PATH: &str = "POST /v1/facts";

fn fact(number: u8, what: FactKind) -> NewFact {
    NewFact {
        key: Key([number; 16]),
        at: 5,
        what,
        subject: "run-1".into(),
        details: json!({ "person": "somebody else" }),
    }
}

fn some(facts: Vec<NewFact>) -> NewFacts {
    NewFacts { facts }
}

#[tokio::test]
async fn a_fact_is_the_word_of_its_device_and_stays_one_entry() {
    let desk = desk::postgres().await;
    let ben = join(&desk.nodes[0], &desk.team, Role::Member, "Ben").await;
    let at = |node: usize| desk.nodes[node].address;
    let two = some(vec![fact(1, FactKind::RunStarted), fact(2, FactKind::RunEnded)]);
    let placed: FactsPlaced = ask(at(0), PATH, &ben, &two).await.json();
    assert_eq!(placed.seqs, [1, 2]);
    let again: FactsPlaced = ask(at(1), PATH, &ben, &two).await.json();
    assert_eq!(again.seqs, [1, 2], "its answer was lost");
    let hers: FactsPlaced = ask(at(1), PATH, &desk.admin, &some(vec![fact(1, FactKind::RunStarted)])).await.json();
    assert_eq!(hers.seqs, [3], "the same key of another device is another fact");
    let entries = desk.nodes[0].store.read(&desk.team, 1, 3).await.unwrap();
    let Ok((_, at, Entry::Fact(first))) = entries[0].envelope.open() else { panic!("{entries:?}") };
    assert_eq!((first.device, first.person_name.as_deref(), first.at), (ben.device.clone(), Some("Ben"), 5));
    assert!(at > 1_700_000_000_000, "the relay's clock is the entry's");
}

#[tokio::test]
async fn a_viewer_signs_off_and_does_nothing_else() {
    let desk = desk::sqlite().await;
    let tam = join(&desk.nodes[0], &desk.team, Role::Viewer, "Tam").await;
    let refused = ask(desk.address(), PATH, &tam, &some(vec![fact(1, FactKind::RunStarted)])).await;
    assert_eq!((refused.status, refused.json::<Refusal>().code), (403, ErrorCode::Forbidden));
    let both = some(vec![fact(1, FactKind::ReviewSignOff), fact(2, FactKind::AuditHead)]);
    assert_eq!(ask(desk.address(), PATH, &tam, &both).await.json::<FactsPlaced>().seqs, [1, 2]);
    assert_eq!(call(desk.address(), PATH, "", b"{}").await.status, 401);
}

#[tokio::test]
async fn what_makes_no_sense_says_what_of_it() {
    let desk = desk::sqlite().await;
    let check = async |facts: Vec<NewFact>, what: &str| {
        let refused = ask(desk.address(), PATH, &desk.admin, &some(facts)).await;
        assert_eq!(refused.status, 400, "{what}");
        let message = refused.json::<Refusal>().message;
        assert!(message.contains(what), "{message}");
    };
    check(vec![], "facts: 1 to").await;
    check((0..=FACTS).map(|n| fact(n as u8, FactKind::RunEnded)).collect(), "facts: 1 to").await;
    check(vec![NewFact { subject: "x".repeat(201), ..fact(1, FactKind::RunEnded) }], "facts[0].subject").await;
    check(vec![NewFact { details: json!([1]), ..fact(1, FactKind::RunEnded) }], "facts[0].details").await;
    let long = json!({ "text": "x".repeat(FACT_BYTES) });
    check(
        vec![fact(1, FactKind::RunEnded), NewFact { details: long, ..fact(2, FactKind::RunEnded) }],
        "facts[1].details",
    )
    .await;
    check(vec![fact(1, FactKind::Unknown("x".repeat(65)))], "facts[0].what").await;
    assert_eq!(desk.nodes[0].store.head(&desk.team).await.unwrap().seq, 0, "nothing of it is in the log");
}
