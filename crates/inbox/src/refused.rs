//! Calls that never got as far as their signature, and name an endpoint that is open: whoever set up the way here wants to
//! see them. A call that names none leaves nothing, so that nobody can fill the record by guessing.

use crate::{Endpoints, Known};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use gangway_domain::EndpointId;
use gangway_domain::RejectionReason;
use std::sync::Arc;

/// Bytes of the body that are kept of such a call, and of a whole request that could not be read.
pub(crate) const KEPT: usize = 16 << 10;
/// Characters of what a reason is about.
const ABOUT: usize = 200;

/// Why such a call was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The path has more than `/hooks/{id}`: a proxy put a prefix there, or took one off.
    WrongPath(String),
    /// Not a POST: something in between made another call of it.
    WrongMethod(String),
    /// Larger than any real one; the length, where it was declared.
    BodyTooLarge(Option<usize>),
    /// The connection ended before the body was complete.
    BodyIncomplete,
    /// The body did not come in time.
    BodyTooSlow,
    /// The body was compressed on its way, so it is not what was signed.
    Compressed(String),
    /// More header than any real call has.
    HeaderTooLarge,
    /// The head of the request is no HTTP.
    HeadMalformed,
}

impl Refused {
    /// The word in the record and in every output.
    pub(crate) const fn reason(&self) -> RejectionReason {
        match self {
            Self::WrongPath(_) => RejectionReason::WrongPath,
            Self::WrongMethod(_) => RejectionReason::WrongMethod,
            Self::BodyTooLarge(_) => RejectionReason::BodyTooLarge,
            Self::BodyIncomplete => RejectionReason::BodyIncomplete,
            Self::BodyTooSlow => RejectionReason::BodyTooSlow,
            Self::Compressed(_) => RejectionReason::BodyCompressed,
            Self::HeaderTooLarge => RejectionReason::HeaderTooLarge,
            Self::HeadMalformed => RejectionReason::HeadMalformed,
        }
    }

    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::WrongPath(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyIncomplete | Self::HeadMalformed => StatusCode::BAD_REQUEST,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Compressed(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::HeaderTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        }
    }

    /// What the reason is about: the path, the method, a length, a coding. In the words of the call.
    pub(crate) fn about(&self) -> Option<String> {
        let text = match self {
            Self::WrongPath(text) | Self::WrongMethod(text) | Self::Compressed(text) => text.clone(),
            Self::BodyTooLarge(length) => length.as_ref()?.to_string(),
            Self::BodyIncomplete | Self::BodyTooSlow | Self::HeaderTooLarge | Self::HeadMalformed => return None,
        };
        Some(text.chars().filter(|character| !character.is_control()).take(ABOUT).collect())
    }

    pub(crate) fn answer(&self) -> Response {
        let status = self.status();
        match self {
            Self::WrongPath(_) => (status, "no such endpoint").into_response(),
            Self::WrongMethod(_) => (status, [(header::ALLOW, "POST")]).into_response(),
            Self::BodyTooLarge(_) => (status, "body too large").into_response(),
            Self::BodyIncomplete => (status, "body incomplete").into_response(),
            Self::BodyTooSlow => (status, "body too slow").into_response(),
            Self::Compressed(_) => (status, [(header::ACCEPT_ENCODING, "identity")]).into_response(),
            Self::HeaderTooLarge | Self::HeadMalformed => status.into_response(),
        }
    }
}

/// Why no router got a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unparsed {
    /// More header than any real call has.
    HeaderTooLarge,
    /// The head of the request is no HTTP.
    HeadMalformed,
}

impl Unparsed {
    /// What the server of a connection ended with; `None` where it is about anything else.
    pub fn of(error: &hyper::Error) -> Option<Self> {
        if error.is_parse_too_large() {
            return Some(Self::HeaderTooLarge);
        }
        error.is_parse().then_some(Self::HeadMalformed)
    }
}

impl From<Unparsed> for Refused {
    fn from(unparsed: Unparsed) -> Self {
        match unparsed {
            Unparsed::HeaderTooLarge => Self::HeaderTooLarge,
            Unparsed::HeadMalformed => Self::HeadMalformed,
        }
    }
}

/// The endpoint that a path names, and whether the path is exactly its own: `/hooks/{id}`, one slash more or not.
pub(crate) fn endpoint_in(path: &str, endpoints: &Endpoints) -> Option<(EndpointId, Arc<Known>, bool)> {
    let named = |part: &str| Some((EndpointId::from(part), endpoints.find(part)?));
    let (id, known) = path.split('/').find_map(named)?;
    let exact = path.strip_prefix("/hooks/").map(|rest| rest.strip_suffix('/').unwrap_or(rest)) == Some(id.as_str());
    Some((id, known, exact))
}

/// The path without the id, which is a secret of a kind.
pub(crate) fn masked(path: &str, id: &EndpointId) -> String {
    path.replace(id.as_str(), "…")
}

#[cfg(test)]
mod tests {
    use super::{endpoint_in, masked};
    use crate::{Endpoints, Known};

    #[test]
    fn a_path_names_an_endpoint_wherever_it_stands() {
        let endpoints = Endpoints::default();
        endpoints.open(
            "abc".into(),
            Known { provider: gangway_domain::Provider::Rappi, event: "E".into(), secrets: Vec::new() },
        );
        let check = |path: &str, expected: Option<bool>| {
            assert_eq!(endpoint_in(path, &endpoints).map(|(_, _, exact)| exact), expected, "{path}");
        };
        check("/hooks/abc", Some(true));
        check("/hooks/abc/", Some(true));
        check("/hooks/abc//", Some(false));
        check("/hooks//abc", Some(false));
        check("/gangway/hooks/abc", Some(false));
        check("/abc", Some(false));
        check("/hooks/abc/more", Some(false));
        check("/hooks/abcd", None);
        check("/hooks/", None);
        check("", None);
        assert_eq!(masked("/x/hooks/abc/abc", &"abc".into()), "/x/hooks/…/…");
    }
}
