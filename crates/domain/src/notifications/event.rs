use serde::{Deserialize, Serialize};

/// What became of an application (Rainforest's guide). Providers add statuses: what is not known is kept by its name, and tells nobody,
/// because there are no words for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "NotificationEvent", rename_all = "snake_case")]
pub enum Event {
    /// There is an application; nobody filled anything in yet.
    Created,
    /// Being filled in.
    InProgress,
    /// Submitted, and being looked at.
    Processing,
    /// Something is missing that the merchant can add.
    NeedsInformation,
    /// A person at the provider looks at it.
    InReview,
    /// Approved.
    Completed,
    /// Refused for good.
    Declined,
    /// A status that this program does not know.
    Unknown(String),
}

impl Event {
    /// The seven that are known.
    pub const KNOWN: [Self; 7] = [
        Self::Created,
        Self::InProgress,
        Self::Processing,
        Self::NeedsInformation,
        Self::InReview,
        Self::Completed,
        Self::Declined,
    ];

    /// Reads a status (`NEEDS_INFORMATION`), an event's name (`merchant_application.needs_information`) or [`Event::word`].
    pub fn read(text: &str) -> Self {
        let word = text.trim().to_ascii_lowercase();
        let word = word.strip_prefix("merchant_application.").unwrap_or(&word);
        // The seed prints it so once (docs/wire.md 2.2).
        let word = if word == "decliined" { "declined" } else { word };
        Self::KNOWN.iter().find(|event| event.word() == word).cloned().unwrap_or_else(|| Self::Unknown(word.to_owned()))
    }

    /// The word in every output, and in the record.
    pub fn word(&self) -> &str {
        match self {
            Self::Created => "created",
            Self::InProgress => "in_progress",
            Self::Processing => "processing",
            Self::NeedsInformation => "needs_information",
            Self::InReview => "in_review",
            Self::Completed => "completed",
            Self::Declined => "declined",
            Self::Unknown(word) => word,
        }
    }

    /// Can it happen only once in the life of an application? The others come again after a re-submission.
    pub const fn happens_once(&self) -> bool {
        matches!(self, Self::Created | Self::InProgress | Self::Completed | Self::Declined)
    }
}

#[cfg(test)]
mod tests {
    use super::Event;

    #[test]
    fn every_spelling_is_read() {
        for event in Event::KNOWN {
            let word = event.word().to_owned();
            for text in [word.clone(), word.to_uppercase(), format!("merchant_application.{word}")] {
                assert_eq!(Event::read(&text), event, "{text}");
            }
        }
        assert_eq!(Event::read("DECLIINED"), Event::Declined);
        assert_eq!(Event::read("merchant_application.paused"), Event::Unknown("paused".to_owned()));
    }
}
