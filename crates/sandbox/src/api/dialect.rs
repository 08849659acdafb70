//! What differs between the two spellings of the API (PROVIDERS.md 1.1).

use axum::http::HeaderName;

/// Paths and headers of one spelling.
#[derive(Debug)]
pub(crate) struct Dialect {
    pub(super) token_path: &'static str,
    pub(super) store_prefix: &'static str,
    pub(super) client_prefix: &'static str,
    pub(super) integrator_header: HeaderName,
    pub(super) merchant_header: HeaderName,
}

/// The dialect of seed 000.
pub(crate) static A: Dialect = Dialect {
    token_path: "/restaurants/auth/v1/token/login/integrations",
    store_prefix: "/v2",
    client_prefix: "",
    integrator_header: axum::http::header::AUTHORIZATION,
    merchant_header: HeaderName::from_static("authorization-partners"),
};
