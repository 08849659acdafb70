//! What differs between the two spellings of the API (docs/wire.md 1.1).

use axum::http::{HeaderName, header::AUTHORIZATION};

/// Which of the two documents a path belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// The seed's: `camelCase`.
    A,
    /// The newer portal's: `snake_case`.
    B,
}

/// Paths and headers of one spelling.
#[derive(Debug)]
pub(crate) struct Dialect {
    pub(super) spelling: Spelling,
    pub(super) store_prefix: &'static str,
    pub(super) client_prefix: &'static str,
    pub(super) integrator_header: HeaderName,
    pub(super) merchant_header: HeaderName,
}

const PARTNERS: HeaderName = HeaderName::from_static("authorization-partners");

/// The dialect of Rappi's guide.
pub(crate) static A: Dialect = Dialect {
    spelling: Spelling::A,
    store_prefix: "/v2",
    client_prefix: "",
    integrator_header: AUTHORIZATION,
    merchant_header: PARTNERS,
};

/// The dialect of the newer portal.
pub(crate) static B: Dialect = Dialect {
    spelling: Spelling::B,
    store_prefix: "/api/v2/restaurants-integrations-public-api",
    client_prefix: "/api/v2/restaurants-integrations-public-api",
    integrator_header: HeaderName::from_static("x-authorization"),
    merchant_header: PARTNERS,
};
