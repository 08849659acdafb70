//! The providers that Gangway knows: a closed set, matched without a catch-all, so that one more does not compile until every
//! place has decided what it means there.

use serde::{Deserialize, Serialize};

/// A provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Stores are provisioned there (docs/wire.md §1).
    Rappi,
    /// Merchant applications go through underwriting there (docs/wire.md §2).
    Rainforest,
    /// Webhook subscriptions are managed there (docs/wire.md §3).
    Ratepay,
}

impl Provider {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Rappi, Self::Rainforest, Self::Ratepay];

    /// As it is stored and spelled in addresses, files and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rappi => "rappi",
            Self::Rainforest => "rainforest",
            Self::Ratepay => "ratepay",
        }
    }

    /// As people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rappi => "Rappi",
            Self::Rainforest => "Rainforest",
            Self::Ratepay => "Ratepay",
        }
    }

    /// Whether what it sends holds personal data, so that it is masked where it is shown or searched.
    pub const fn sends_personal_data(self) -> bool {
        match self {
            Self::Rainforest => true,
            // Ids of stores and transactions; the comment of a dispute is a field of its own.
            Self::Rappi | Self::Ratepay => false,
        }
    }

    /// The inverse of [`Provider::word`]. `None`: no provider that is known here, and never one that is taken instead.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.word() == word)
    }
}

impl std::fmt::Display for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Provider;

    #[test]
    fn words_are_read_back_and_no_other() {
        for provider in Provider::ALL {
            assert_eq!(Provider::read(provider.word()), Some(provider));
            assert_eq!(serde_json::to_value(provider).unwrap(), provider.word());
        }
        assert_eq!(["", "Rappi", "adyen"].map(Provider::read), [None; 3]);
    }
}
