//! One store.

use super::{OURS, THEIRS};

/// Whose integration a store belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    None,
    Ours,
    Theirs,
}

impl Link {
    /// The integration id on the wire.
    pub(crate) fn integration(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Ours => Some(OURS),
            Self::Theirs => Some(THEIRS),
        }
    }
}

/// One outlet. Parents come before their children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Store {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) brand: &'static str,
    pub(crate) parent: Option<u32>,
    pub(crate) link: Link,
}
