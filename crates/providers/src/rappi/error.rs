use crate::{http::Cut, net::RemoteText};

/// What is known of a submission whose outcome nobody knows yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOutcome {
    /// `timeout`, `reset`, `424`, `500`, `empty` … as the journal keeps it.
    pub answer: String,
    /// The provider's words, if any.
    pub message: Option<RemoteText>,
    /// How the call was cut off, if it was.
    pub cut: Option<Cut>,
}
