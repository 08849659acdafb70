//! Whether a call is believed: each provider has its own signature, and all have one kind of answer.

use crate::Known;
use axum::http::HeaderMap;
use gangway_domain::RejectionReason;
use gangway_providers::webhook_signature::scheme::{Call, Scheme};

/// What verifying came to.
pub(crate) enum Verification {
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

/// `at` in Unix milliseconds. A form that only a provider's test tool signs is accepted only where `accept_tester_form` says so.
pub(crate) fn verify(
    known: &Known,
    scheme: &Scheme,
    headers: &HeaderMap,
    body: &[u8],
    at: i64,
    accept_tester_form: bool,
) -> Verification {
    match scheme.believe(&Call { headers, body, at }, &known.secrets, accept_tester_form) {
        Ok(it) => Verification::Verified { form: it.form, signed_with: it.secret, id: it.id },
        Err(it) => Verification::Rejected {
            why: it.why,
            detail: it.detail,
            answer: if it.is_ours { TRY_AGAIN } else { UNAUTHORIZED },
        },
    }
}
