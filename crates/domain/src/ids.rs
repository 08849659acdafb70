//! Ids are newtypes, so that a store id can never stand where a batch id is meant.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as the provider or the record spells it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    };
}

id! {
    /// One outlet at Rappi, a decimal number as text (Rappi's guide).
    StoreId
}
id! {
    /// One merchant in our own record; a UUID made when the merchant first authorizes.
    MerchantId
}
id! {
    /// Id of a merchant application at Rainforest: `app_…`, `sbx_app_…` (docs/wire.md 2.1).
    ApplicationId
}
id! {
    /// Id of a merchant at Rainforest: `mid_…`, `sbx_mid_…` (docs/wire.md 2.1).
    RainforestMerchantId
}
id! {
    /// The POS link that stores are provisioned to; made by the provider's account manager (Rappi's guide).
    IntegrationId
}
id! {
    /// One run that a person started; a UUID of ours.
    OperationId
}
id! {
    /// The provider's id of one accepted request (Rappi's guide).
    BatchId
}
id! {
    /// The unguessable last part of `/hooks/{endpoint id}`.
    EndpointId
}
id! {
    /// The provider's id of a subscription; at Ratepay a nanoid of 20 characters (Ratepay's guide).
    SubscriptionId
}
id! {
    /// What a secret is recognised by without being known: a digest, 32 hexadecimal digits.
    Fingerprint
}
