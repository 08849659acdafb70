//! What tests of the clients share.

use gangway_providers::net::{ApiError, ApiErrorKind, Hear, RemoteText};
use std::sync::Arc;

/// What an error says beside who said it and in which words.
pub(crate) fn kind_of(error: ApiError) -> ApiErrorKind {
    match error.kind {
        ApiErrorKind::Credentials { status, .. } => credentials(status),
        kind => kind,
    }
}

pub(crate) fn credentials(status: u16) -> ApiErrorKind {
    ApiErrorKind::Credentials { status, text: RemoteText::default() }
}

/// For announcements that nobody waits for.
pub(crate) fn nobody_listens() -> Hear {
    Arc::new(drop)
}
