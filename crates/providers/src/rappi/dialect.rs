//! The seam between the two dialects of Rappi's API (PROVIDERS.md 1.1). What differs is data, not code.

/// Paths and header names of one dialect. Field names are read in both spellings by [`super::wire`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// `GET`: the merchant's tree.
    pub integration_status: &'static str,
    /// `POST`: provision stores.
    pub provisioning: &'static str,
    /// `POST`: deprovision stores.
    pub deprovisioning: &'static str,
    /// Before and after the client id of the webhook path.
    pub webhooks: (&'static str, &'static str),
    /// Carries the integrator token.
    pub integrator_header: &'static str,
    /// Carries the merchant token.
    pub merchant_header: &'static str,
}

/// Dialect A, the one of the seed document.
pub const A: Dialect = Dialect {
    integration_status: "/v2/stores/integration-status",
    provisioning: "/v2/stores/provisioning",
    deprovisioning: "/v2/stores/deprovisioning",
    webhooks: ("/clients/", "/webhooks"),
    integrator_header: "Authorization",
    merchant_header: "Authorization-Partners",
};
