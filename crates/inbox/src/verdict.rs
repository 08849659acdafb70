//! Whether a call is believed: each provider has its own signature, and all have one kind of answer.

use crate::Known;
use axum::http::{HeaderMap, HeaderValue};
use gangway_domain::{Provider, RejectionReason, remark::Remark};
use gangway_providers::{
    rainforest::{self, Names},
    rappi, ratepay,
};

/// What verifying came to.
pub(crate) enum Verdict {
    /// The signature is right.
    Verified {
        /// Over which form of the body.
        form: &'static str,
        /// By which of the endpoint's secrets, 0 being the current one.
        signed_with: usize,
        /// The message's own id, where its provider gives it one: the idempotency key.
        id: Option<String>,
    },
    /// It is not.
    Rejected {
        /// The reason.
        why: RejectionReason,
        /// What there is to add to the reason, as a remark.
        detail: Option<String>,
        /// HTTP status to answer with.
        answer: u16,
    },
}

/// The provider did something wrong, or somebody else called.
const UNAUTHORIZED: u16 = 401;
/// Ours to mend, by unlocking the keyring: the provider does well to try again.
const TRY_AGAIN: u16 = 503;

/// `at` in Unix milliseconds. The tester's form of Rappi is accepted only where `accept_tester_form` says so.
pub(crate) fn verdict(known: &Known, headers: &HeaderMap, body: &[u8], at: i64, accept_tester_form: bool) -> Verdict {
    match known.provider {
        Provider::Rappi => of_rappi(known, headers, body, at, accept_tester_form),
        Provider::Rainforest => of_rainforest(known, headers, body, at),
        Provider::Ratepay => of_ratepay(known, headers, body),
    }
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a [u8]> {
    headers.get_all(name).iter().map(HeaderValue::as_bytes).collect()
}

fn of_rappi(known: &Known, headers: &HeaderMap, body: &[u8], at: i64, accept_tester_form: bool) -> Verdict {
    let signatures = values(headers, rappi::HEADER);
    let verified = rappi::verify(&rappi::Unverified { signatures: &signatures, body }, &known.secrets, at);
    let verified = verified.and_then(|verified| match verified.form() {
        rappi::Form::Tester if !accept_tester_form => Err(rappi::Rejection::TesterForm),
        _ => Ok(verified),
    });
    match verified {
        Ok(verified) => Verdict::Verified { form: verified.form().word(), signed_with: verified.secret(), id: None },
        Err(rejection) => {
            let detail = match &rejection {
                rappi::Rejection::ClockOff { by_ms } => Some(Remark::ClockOff.about(by_ms / 1000)),
                rappi::Rejection::HeaderMalformed(part) => Some(Remark::HeaderMalformed.about(part)),
                _ => None,
            };
            rejected(rejection.reason(), detail, rejection == rappi::Rejection::NoSecret)
        }
    }
}

fn of_ratepay(known: &Known, headers: &HeaderMap, body: &[u8]) -> Verdict {
    let signatures = values(headers, ratepay::HEADER);
    match ratepay::verify(&ratepay::Unverified { signatures: &signatures, body }, &known.secrets) {
        Ok(verified) => Verdict::Verified { form: verified.form().word(), signed_with: verified.secret(), id: None },
        Err(rejection) => {
            let detail = match &rejection {
                ratepay::Rejection::HeaderMalformed(part) => Some(Remark::HeaderMalformed.about(part)),
                _ => None,
            };
            rejected(rejection.reason(), detail, rejection == ratepay::Rejection::NoSecret)
        }
    }
}

fn of_rainforest(known: &Known, headers: &HeaderMap, body: &[u8], at: i64) -> Verdict {
    let Names { id, timestamp, signature } = names(headers);
    let (ids, timestamps, signatures) = (values(headers, id), values(headers, timestamp), values(headers, signature));
    let call = rainforest::Unverified { ids: &ids, timestamps: &timestamps, signatures: &signatures, body };
    match rainforest::verify(&call, &known.secrets, at) {
        Ok(verified) => {
            Verdict::Verified { form: "raw", signed_with: verified.secret(), id: Some(verified.id().to_owned()) }
        }
        Err(rejection) => {
            let detail = match &rejection {
                rainforest::Rejection::ClockOff { by_ms } => Some(Remark::ClockOff.about(by_ms / 1000)),
                rainforest::Rejection::HeaderMalformed(name) => Some(Remark::HeaderMalformed.about(name)),
                _ => None,
            };
            rejected(rejection.reason(), detail, rejection == rainforest::Rejection::NoSecret)
        }
    }
}

/// The names of Standard Webhooks where Svix's are not all there (PROVIDERS.md 2.4).
fn names(headers: &HeaderMap) -> Names {
    let whole = |names: &Names| [names.id, names.timestamp, names.signature].iter().all(|it| headers.contains_key(*it));
    if whole(&rainforest::WEBHOOK) && !whole(&rainforest::SVIX) { rainforest::WEBHOOK } else { rainforest::SVIX }
}

fn rejected(why: RejectionReason, detail: Option<String>, is_ours: bool) -> Verdict {
    Verdict::Rejected { why, detail, answer: if is_ours { TRY_AGAIN } else { UNAUTHORIZED } }
}
