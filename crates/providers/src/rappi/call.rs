/// A call of the API or the login host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Call {
    /// The integrator's login.
    Token,
    /// A merchant's code for its token.
    Exchange,
    /// A merchant's tree.
    IntegrationStatus,
    /// Stores are provisioned.
    Provisioning,
    /// Stores are deprovisioned.
    Deprovisioning,
    /// A webhook registration is made, read or removed.
    Webhooks,
}

impl Call {
    /// The word in the record and in every output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Exchange => "oauth-token",
            Self::IntegrationStatus => "integration-status",
            Self::Provisioning => "provisioning",
            Self::Deprovisioning => "deprovisioning",
            Self::Webhooks => "webhooks",
        }
    }
}
