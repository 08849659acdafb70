//! What members did, told by their devices.

use crate::{
    Member, NewEntry, Store,
    server::{
        answer::{Refused, read_up_to},
        auth::member,
        shared::Shared,
    },
};
use axum::{Json, body::Body, extract::State, http::HeaderMap};
use gangway_wire::{
    DeviceId, Entry, Envelope, ErrorCode, FACT_BYTES, FACTS, FACTS_BYTES, Fact, FactKind, FactsPlaced, Key, NewFact,
    NewFacts, Role,
};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Characters of a subject, and of a word that this program does not know.
const SUBJECT: usize = 200;
const WORD: usize = 64;

/// Appends facts, each once, in the order in which they came about.
pub(super) async fn add<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<FactsPlaced>, Refused> {
    let you = member(&shared, &headers).await?;
    let NewFacts { facts } = read_up_to(body, FACTS_BYTES).await?;
    checked(&you, &facts)?;
    let now = shared.clock.now();
    let entries = facts.into_iter().map(|fact| entry(&you, fact, now)).collect();
    let placed = shared.store.append(&you.team, entries).await?;
    Ok(Json(FactsPlaced { seqs: placed.into_iter().map(|it| it.seq).collect() }))
}

fn checked(you: &Member, facts: &[NewFact]) -> Result<(), Refused> {
    if facts.is_empty() || facts.len() > FACTS {
        return Err(Refused::bad_request(format!("facts: 1 to {FACTS}.")));
    }
    for (n, fact) in facts.iter().enumerate() {
        if fact.subject.chars().count() > SUBJECT {
            return Err(Refused::bad_request(format!("facts[{n}].subject: at most {SUBJECT} characters.")));
        }
        if !(fact.details.is_null() || fact.details.is_object()) || fact.details.to_string().len() > FACT_BYTES {
            return Err(Refused::bad_request(format!("facts[{n}].details: an object of at most {FACT_BYTES} bytes.")));
        }
        if matches!(&fact.what, FactKind::Unknown(word) if word.is_empty() || word.len() > WORD) {
            return Err(Refused::bad_request(format!("facts[{n}].what: 1 to {WORD} characters.")));
        }
        if you.role == Role::Viewer && !is_a_viewers(&fact.what) {
            let message = format!("facts[{n}]: a viewer looks, and does not work on anything.");
            return Err(Refused::new(ErrorCode::Forbidden, message));
        }
    }
    Ok(())
}

/// Whoever reviews writes what they found, and has an audit log like everybody.
const fn is_a_viewers(what: &FactKind) -> bool {
    match what {
        FactKind::ReviewSignOff | FactKind::Note | FactKind::AuditHead => true,
        FactKind::RunPlanned
        | FactKind::RunStarted
        | FactKind::BatchAccepted
        | FactKind::RunEnded
        | FactKind::MerchantAuthorized
        | FactKind::DesiredSubscription
        | FactKind::Endpoint
        | FactKind::NotificationSent
        | FactKind::Assignment
        | FactKind::DueDate
        | FactKind::WorkedAlone
        | FactKind::Unknown(_) => false,
    }
}

/// Who did it is the relay's word, and not the device's.
fn entry(you: &Member, new: NewFact, now: i64) -> NewEntry {
    let key = entry_key(&you.device, new.key);
    let fact = Fact {
        person: you.person.clone(),
        person_name: Some(you.person_name.clone()),
        device: you.device.clone(),
        at: new.at,
        what: new.what,
        subject: new.subject,
        details: new.details,
    };
    NewEntry { key, at: now, envelope: Envelope::seal(key, now, &Entry::Fact(fact)), body: None }
}

/// No device can take the key of an entry of another one, or of a delivery.
fn entry_key(device: &DeviceId, Key(fact): Key) -> Key {
    let digest = Sha256::new()
        .chain_update(b"fact of ")
        .chain_update(device.as_str())
        .chain_update([0])
        .chain_update(fact)
        .finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    Key(key)
}
