//! The seam between the two dialects of Rappi's API (docs/wire.md 1.1). What differs is data, not code.

/// Paths, header names and field names of one dialect. Answers are read in both spellings by [`super::wire`], whichever
/// dialect was asked.
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
    /// What a store of a request is made of.
    pub fields: Fields,
}

/// Field names of a store in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    /// The provider's id of the store.
    pub store_id: &'static str,
    /// The integration; `None` where the integrator token alone names it. B's `store_integration_id` is something else,
    /// the id that a point of sale gives a store, and optional.
    pub integration_id: Option<&'static str>,
    /// Ping events.
    pub ping_active: &'static str,
    /// Get-menu events.
    pub get_menu_active: &'static str,
    /// Cancellation events.
    pub cancellation_events: &'static str,
}

/// Dialect A, the one of the guide.
pub const A: Dialect = Dialect {
    integration_status: "/v2/stores/integration-status",
    provisioning: "/v2/stores/provisioning",
    deprovisioning: "/v2/stores/deprovisioning",
    webhooks: ("/clients/", "/webhooks"),
    integrator_header: "Authorization",
    merchant_header: "Authorization-Partners",
    fields: Fields {
        store_id: "storeId",
        integration_id: Some("integrationId"),
        ping_active: "pingActive",
        get_menu_active: "getMenuActive",
        cancellation_events: "cancellationEvents",
    },
};

/// Dialect B, the one of the newer portal.
pub const B: Dialect = Dialect {
    integration_status: "/api/v2/restaurants-integrations-public-api/stores/integration-status",
    provisioning: "/api/v2/restaurants-integrations-public-api/stores/provisioning",
    deprovisioning: "/api/v2/restaurants-integrations-public-api/stores/deprovisioning",
    webhooks: ("/api/v2/restaurants-integrations-public-api/clients/", "/webhooks"),
    integrator_header: "X-Authorization",
    merchant_header: "Authorization-Partners",
    fields: Fields {
        store_id: "store_id",
        integration_id: None,
        ping_active: "ping_active",
        get_menu_active: "get_menu_active",
        cancellation_events: "cancellation_events",
    },
};
