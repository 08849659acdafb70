//! What an answer, or the want of one, does to the stores of a batch.

use gangway_domain::remark::Remark;
use gangway_domain::{
    StoreId,
    fold::Standing,
    operation::{Event, next},
};
use gangway_providers::{
    http::Cut,
    net::{ApiError, ApiErrorKind, api_error::listed},
    rappi::{Submission, Taken, UnknownOutcome},
};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{Operation, batches, operation_stores},
    stores,
};

/// A request that has ended, one way or another.
pub(super) struct Sent<'a> {
    pub(super) operation: &'a Operation,
    pub(super) position: u32,
    pub(super) submission: &'a Submission,
}

/// Notes it in the journal. A store that a webhook settled meanwhile stays settled.
pub(super) fn note_answer(c: &Connection, sent: &Sent<'_>, at: i64) -> Sql<()> {
    let (operation, position) = (sent.operation, sent.position);
    let (answer, message) = in_words(sent.submission);
    let batch = match sent.submission {
        Submission::Taken(taken) => taken.batch.as_ref(),
        _ => None,
    };
    batches::answered(c, &operation.id, position, batch, &answer, message.as_deref(), at)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in operation_stores::of_batch(c, &operation.id, position)? {
        let (event, message) = meaning(sent.submission, &row.store);
        let Some(state) = next(row.standing.state, event) else { continue };
        let standing = Standing { state, report: None };
        operation_stores::settle(c, &operation.id, &row.store, &standing, message.as_deref(), None, at)?;
        stores::mark(c, &operation.merchant, &row.store, &operation.id, state, message.as_deref(), revision)?;
    }
    Ok(())
}

/// What the answer says about one store.
fn meaning(submission: &Submission, store: &StoreId) -> (Event, Option<String>) {
    match submission {
        Submission::Taken(taken) => {
            if let Some(rejected) = taken.rejected.iter().find(|rejected| rejected.store == *store) {
                return (Event::Reject, Some(rejected.reason.to_string()));
            }
            if taken.accepted.contains(store) {
                return (Event::Accept, None);
            }
            // Neither accepted nor rejected: the answer is silent about it, so nobody knows.
            (Event::OutcomeUnknown, Some(Remark::Silent.text()))
        }
        Submission::Unknown(unknown) => (
            Event::OutcomeUnknown,
            unknown.cut.map(cut_off).or_else(|| unknown.message.as_ref().map(ToString::to_string)),
        ),
        Submission::NotTaken(error @ ApiError { kind: ApiErrorKind::Refused { .. } | ApiErrorKind::NotFound, .. }) => {
            (Event::Reject, Some(said(&error.kind)))
        }
        // It is as it was before; why the request was not taken is the run's to say.
        Submission::NotTaken(_) => (Event::NotTaken, None),
    }
}

fn in_words(submission: &Submission) -> (String, Option<String>) {
    match submission {
        Submission::Taken(Taken { status, message, .. }) => {
            (status.to_string(), message.as_ref().map(ToString::to_string))
        }
        Submission::Unknown(UnknownOutcome { answer, message, cut }) => {
            (answer.clone(), cut.map(cut_off).or_else(|| message.as_ref().map(ToString::to_string)))
        }
        Submission::NotTaken(error) => {
            let word = match &error.kind {
                ApiErrorKind::Credentials { status, .. }
                | ApiErrorKind::Refused { status, .. }
                | ApiErrorKind::Unavailable { status, .. } => status.to_string(),
                ApiErrorKind::MerchantToken { .. } => "401".to_owned(),
                ApiErrorKind::MerchantTokenOver => "token over".to_owned(),
                ApiErrorKind::NotAllowed { .. } => "403".to_owned(),
                ApiErrorKind::NotFound => "404".to_owned(),
                ApiErrorKind::RateLimited { .. } => "429".to_owned(),
                ApiErrorKind::Cut(cut) => cut.word().to_owned(),
                ApiErrorKind::Unreadable(_) => "unreadable".to_owned(),
            };
            (word, Some(said(&error.kind)))
        }
    }
}

/// The provider's words, or ours where it said nothing.
fn said(kind: &ApiErrorKind) -> String {
    match kind {
        ApiErrorKind::Credentials { text, .. }
        | ApiErrorKind::Unavailable { text, .. }
        | ApiErrorKind::NotAllowed { text, .. }
        | ApiErrorKind::MerchantToken { text } => text.to_string(),
        ApiErrorKind::Refused { problems, .. } => listed(problems),
        ApiErrorKind::Unreadable(message) => message.clone(),
        ApiErrorKind::MerchantTokenOver => Remark::TokenOver.text(),
        ApiErrorKind::NotFound => String::new(),
        ApiErrorKind::RateLimited { .. } => Remark::SlowDown.text(),
        ApiErrorKind::Cut(cut) => cut_off(*cut),
    }
}

fn cut_off(cut: Cut) -> String {
    let remark = match cut {
        Cut::NotConnected => Remark::NotConnected,
        Cut::TimedOut => Remark::TimedOut,
        Cut::Reset => Remark::CutOff,
        Cut::TooLarge => Remark::TooLarge,
        Cut::NotThroughProxy => Remark::NotThroughProxy,
        Cut::Outside => Remark::Outside,
    };
    remark.text()
}
