//! What members tell each other of merchants' sign-ins. It is sealed with the team's key, which the relay does not have.

use crate::{
    Member, NewEntry, Store,
    server::{
        answer::{Refused, read},
        auth::worker,
        shared::Shared,
    },
};
use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gangway_wire::{BodyDigest, Entry, Envelope, Fact, FactKind, Key, NewSignIn, SignInChange, SignInDetails};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Bytes of what is sealed: a token, and whose it is.
const SEALED: usize = 32 << 10;

pub(super) async fn tell<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<u64>), Refused> {
    let you = worker(&shared, &headers).await?;
    let new: NewSignIn = read(body).await?;
    let sealed = URL_SAFE_NO_PAD.decode(&new.sealed).ok().filter(|it| !it.is_empty() && it.len() <= SEALED);
    let sealed = sealed.ok_or_else(|| Refused::bad_request(format!("sealed: base64url of 1 to {SEALED} bytes.")))?;
    let entry = entry(&you, &new, sealed, shared.clock.now());
    let placed = shared.store.append(&you.team, vec![entry]).await?;
    Ok((StatusCode::CREATED, Json(placed.first().map_or(0, |it| it.seq))))
}

fn entry(you: &Member, new: &NewSignIn, sealed: Vec<u8>, at: i64) -> NewEntry {
    let what = match new.what {
        SignInChange::SignedIn => FactKind::MerchantAuthorized,
        SignInChange::SignedOut => FactKind::MerchantSignedOut,
    };
    let details = SignInDetails { request: new.request, sealed: BodyDigest::of(&sealed) };
    let fact = Fact {
        person: you.person.clone(),
        person_name: Some(you.person_name.clone()),
        at,
        device: you.device.clone(),
        what,
        subject: new.subject.to_string(),
        // Numbers and texts become JSON always.
        details: serde_json::to_value(details).unwrap_or_default(),
    };
    let key = entry_key(you, new.request);
    NewEntry { key, at, envelope: Envelope::seal(key, at, &Entry::Fact(fact)), body: Some(sealed) }
}

/// No device can take the key of an entry of another one, or of a delivery.
fn entry_key(you: &Member, Key(request): Key) -> Key {
    let digest = Sha256::new()
        .chain_update(b"sign-in told by ")
        .chain_update(you.device.as_str())
        .chain_update([0])
        .chain_update(request)
        .finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    Key(key)
}
