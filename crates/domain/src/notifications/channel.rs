use serde::{Deserialize, Serialize};

/// A way to tell somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "NotificationChannel", rename_all = "snake_case")]
pub enum Channel {
    /// The notification centre at this desk.
    Internal,
    /// An email to the merchant.
    Email,
    /// A signed call to the platform, which tells the merchant there.
    Platform,
    /// An email to the support team: what [`Channel::Internal`] says, where a support address is named.
    Support,
}

impl Channel {
    /// What can be chosen for an event; [`Channel::Support`] goes with the first.
    pub const CHOSEN: [Self; 3] = [Self::Internal, Self::Email, Self::Platform];
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Internal, Self::Email, Self::Platform, Self::Support];

    /// The word in every output, and in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Email => "email",
            Self::Platform => "platform",
            Self::Support => "support",
        }
    }

    /// Reads [`Channel::word`].
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// Does it leave this desk?
    pub const fn leaves(self) -> bool {
        !matches!(self, Self::Internal)
    }

    /// Whose words it speaks: the support team is told what the notification centre says.
    #[must_use]
    pub const fn words_of(self) -> Self {
        match self {
            Self::Support => Self::Internal,
            other => other,
        }
    }
}
