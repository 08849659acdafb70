//! Ids are newtypes, so that a person's can never stand where a device's is meant.

use crate::bytes_text::bytes_as_text;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
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
    /// One team; a UUID made by the relay.
    TeamId
}
id! {
    /// One console of a person, or an agent; a UUID made by the relay.
    DeviceId
}
id! {
    /// Somebody of the team; a UUID made by the relay.
    PersonId
}
id! {
    /// One invitation, single use.
    InvitationId
}
id! {
    /// One link by which a merchant signs in; a UUID made by the device. It is the attempt's id as well.
    LinkId
}

bytes_as_text! {
    /// An idempotency key: what makes the repetition of an entry recognisable. Of a delivery it is the inbox's own; of everything
    /// else the device that says it makes it.
    Key, 16
}
