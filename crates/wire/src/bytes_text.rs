//! Fixed numbers of bytes, which are hex where they are text.

use thiserror::Error;

/// Text that is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{what} is {bytes} bytes as lower-case hex")]
pub struct NotBytes {
    /// Of what.
    pub what: &'static str,
    /// How many there must be.
    pub bytes: usize,
}

macro_rules! bytes_as_text {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $length]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl From<$name> for String {
            fn from(bytes: $name) -> Self {
                hex::encode(bytes.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::NotBytes;

            fn from_str(text: &str) -> Result<Self, $crate::NotBytes> {
                let wrong = $crate::NotBytes { what: stringify!($name), bytes: $length };
                // One text for one value: upper case would be another spelling of the same.
                if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(wrong);
                }
                let mut bytes = [0; $length];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| wrong)?;
                Ok(Self(bytes))
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::NotBytes;

            fn try_from(text: String) -> Result<Self, $crate::NotBytes> {
                text.parse()
            }
        }
    };
}
pub(crate) use bytes_as_text;
