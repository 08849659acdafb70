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
    /// A webhook registration is read.
    Webhooks,
    /// A webhook registration is made or changed.
    RegisterWebhook,
    /// A webhook registration is removed.
    RemoveWebhook,
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
            Self::Webhooks | Self::RegisterWebhook | Self::RemoveWebhook => "webhooks",
        }
    }

    /// Whether it changes something at the provider, so that an answer that was lost leaves an unknown outcome.
    pub const fn changes(self) -> bool {
        match self {
            Self::Provisioning | Self::Deprovisioning | Self::RegisterWebhook | Self::RemoveWebhook => true,
            Self::Token | Self::Exchange | Self::IntegrationStatus | Self::Webhooks => false,
        }
    }
}
