//! What an answer says: a success, or which kind of no. The table is in `docs/rappi.md`.

use super::{
    NewStore, Rejected, Submission, Taken, UnknownOutcome,
    wire::{BatchIn, MessageIn},
};
use crate::{
    http::Answer,
    net::{ApiErrorKind, Forbidden, Problem, RemoteText},
};
use gangway_domain::{BatchId, Provider, StoreId};

/// An answer that is no success, sorted by what can be done about it.
pub(super) fn sorted(answer: &Answer) -> ApiErrorKind {
    let text = message(answer);
    match answer.status {
        status @ 401 => ApiErrorKind::Credentials { status, text },
        403 => ApiErrorKind::NotAllowed { why: forbidden(&text), text },
        // 404 is about what the request holds: an integration, a registration.
        status @ 404 => ApiErrorKind::Refused { status, problems: vec![Problem::words(text)] },
        // Their gateway did not hear from what is behind it (Rappi's guide).
        status @ (424 | 500..=599) => ApiErrorKind::Unavailable { status, text },
        _ => ApiErrorKind::of(answer, |_| vec![Problem::words(text)]),
    }
}

/// The two kinds of Rappi's guide's status table, told apart by its words; the words of others are not known.
fn forbidden(message: &str) -> Forbidden {
    let message = message.to_lowercase();
    if message.contains("not authorized in partners") {
        Forbidden::Merchant
    } else if message.contains("integration") {
        Forbidden::Integration
    } else {
        Forbidden::Other
    }
}

/// What became of the stores of a request.
pub(super) fn submission(answer: &Answer, stores: &[NewStore]) -> Submission {
    let unknown = |word: &str, message: Option<RemoteText>| {
        Submission::Unknown(UnknownOutcome {
            answer: word.to_owned(),
            message: message.filter(|text| !text.is_empty()),
            cut: None,
        })
    };
    match answer.status {
        202 | 200 => match serde_json::from_slice::<BatchIn>(&answer.body) {
            Ok(wire) if wire.batch_id.is_some() => Submission::Taken(taken(answer, wire, stores)),
            Ok(_) => unknown("202 without a batch id", None),
            Err(_) if answer.body.is_empty() => unknown("202 empty", None),
            Err(_) => unknown("202 unreadable", None),
        },
        422 => Submission::Taken(all_rejected(answer, stores)),
        status @ (300..=399 | 424 | 500..=599) => unknown(&status.to_string(), Some(message(answer))),
        200..=299 => unknown(&answer.status.to_string(), None),
        _ => Submission::NotTaken(sorted(answer).by(Provider::Rappi)),
    }
}

fn taken(answer: &Answer, wire: BatchIn, stores: &[NewStore]) -> Taken {
    let sent = |id: &StoreId| stores.iter().any(|store| store.id == *id);
    Taken {
        status: answer.status,
        batch: wire.batch_id.map(BatchId),
        accepted: wire.accepted.into_iter().map(|store| StoreId(store.store_id)).filter(sent).collect(),
        rejected: wire.rejected.into_iter().map(|it| it.read(answer)).filter(|it| sent(&it.store)).collect(),
        message: wire.message.map(|text| answer.words(&text)),
        took_ms: answer.took.as_millis() as u64,
    }
}

/// 422: whether or not the answer lists them, every store was rejected (Rappi's guide).
fn all_rejected(answer: &Answer, stores: &[NewStore]) -> Taken {
    let wire = serde_json::from_slice::<BatchIn>(&answer.body).ok();
    let mut taken = wire.map_or_else(
        || Taken {
            status: answer.status,
            batch: None,
            accepted: Vec::new(),
            rejected: Vec::new(),
            message: None,
            took_ms: answer.took.as_millis() as u64,
        },
        |wire| taken(answer, wire, stores),
    );
    taken.accepted.clear();
    let reason = taken.message.clone().unwrap_or_else(|| message(answer));
    for store in stores {
        if !taken.rejected.iter().any(|rejected| rejected.store == store.id) {
            let children = Vec::new();
            taken.rejected.push(Rejected { store: store.id.clone(), reason: reason.clone(), children });
        }
    }
    taken
}

/// `{"message": …}`, or the beginning of whatever came, for a person to read.
pub(super) fn message(answer: &Answer) -> RemoteText {
    match serde_json::from_slice::<MessageIn>(&answer.body) {
        Ok(wire) if !wire.message.is_empty() => answer.words(&wire.message),
        _ => answer.text(),
    }
}

#[cfg(test)]
mod tests {
    use super::forbidden;
    use crate::net::Forbidden;

    #[test]
    fn both_kinds_of_403() {
        assert_eq!(forbidden("Merchant not authorized in Partners"), Forbidden::Merchant);
        assert_eq!(forbidden("Merchant token does not match the integration's integrationId"), Forbidden::Integration);
        assert_eq!(forbidden("The token does not belong to this clientId"), Forbidden::Other);
        assert_eq!(forbidden(""), Forbidden::Other);
    }
}
