//! Our own remarks where a record otherwise keeps a provider's words. They are kept as codes, so that each reader can be told
//! in their language; a provider's words are kept as they came.

use serde::{Deserialize, Serialize};

/// What stands before a remark's code in a text that may also be a provider's. No provider begins a message so.
const MARK: char = '~';

/// A closed set; `own.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// The answer does not mention the store.
    Silent,
    /// The provider's status shows that it was not done.
    StatusNotDone,
    /// No result came in the longer time either, and the provider's status shows that it was not done.
    NoResult,
    /// The program ended while the request was under way.
    Interrupted,
    /// What came back could not be written down.
    Unnoted,
    /// The sandbox was started anew and knows nothing of it.
    SandboxAnew,
    /// A delivery speaks of an operation that is not one we know.
    OperationUnknown,
    /// No request of ours has this batch id.
    BatchUnknown,
    /// A batch of somebody else of the team, about no store that would move here.
    OfTeam,
    /// A delivery says nothing that was not known.
    KnownAlready,
    /// A message came when something newer was known already.
    Late,
    /// A message came about what is decided finally.
    AfterFinal,
    /// A message is about something that is not looked at here.
    OtherSubject,
    /// The signature is right, and its time is off by this many seconds.
    ClockOff,
    /// The signature's header is malformed, at this part.
    HeaderMalformed,
    /// The provider asks to go slower.
    SlowDown,
    /// The merchant's sign-in is over.
    TokenOver,
    /// No connection was made.
    NotConnected,
    /// No answer came in time.
    TimedOut,
    /// The connection was cut before the answer was complete.
    CutOff,
    /// The answer is larger than any real one.
    TooLarge,
    /// It could not be applied, for this reason, and was set aside.
    NotApplied,
    /// No provider of this name is known.
    ProviderUnknown,
    /// The proxy made no connection.
    NotThroughProxy,
    /// A sandbox calls nothing outside this computer.
    Outside,
}

impl Remark {
    /// As it is kept.
    pub fn text(self) -> String {
        format!("{MARK}{}", self.word())
    }

    /// With what it is about, such as a number.
    pub fn about(self, what: impl std::fmt::Display) -> String {
        format!("{MARK}{} {what}", self.word())
    }

    /// Reads [`Remark::text`] and [`Remark::about`] back; `None` for the words of somebody else.
    pub fn read(text: &str) -> Option<(Self, Option<&str>)> {
        let text = text.strip_prefix(MARK)?;
        let (word, what) = text.split_once(' ').map_or((text, None), |(word, what)| (word, Some(what)));
        let remark = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word);
        Some((Self::deserialize(remark).ok()?, what))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::StatusNotDone => "status_not_done",
            Self::NoResult => "no_result",
            Self::Interrupted => "interrupted",
            Self::Unnoted => "unnoted",
            Self::SandboxAnew => "sandbox_anew",
            Self::OperationUnknown => "operation_unknown",
            Self::BatchUnknown => "batch_unknown",
            Self::KnownAlready => "known_already",
            Self::Late => "late",
            Self::AfterFinal => "after_final",
            Self::OtherSubject => "other_subject",
            Self::ClockOff => "clock_off",
            Self::HeaderMalformed => "header_malformed",
            Self::SlowDown => "slow_down",
            Self::TokenOver => "token_over",
            Self::NotConnected => "not_connected",
            Self::TimedOut => "timed_out",
            Self::CutOff => "cut_off",
            Self::TooLarge => "too_large",
            Self::NotApplied => "not_applied",
            Self::ProviderUnknown => "provider_unknown",
            Self::NotThroughProxy => "not_through_proxy",
            Self::Outside => "outside",
            Self::OfTeam => "of_team",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Remark;

    #[test]
    fn what_is_kept_is_read_back() {
        assert_eq!(Remark::read(&Remark::TimedOut.text()), Some((Remark::TimedOut, None)));
        assert_eq!(Remark::read(&Remark::ClockOff.about(-312)), Some((Remark::ClockOff, Some("-312"))));
        assert_eq!(Remark::read("Store already exists"), None);
        assert_eq!(Remark::read("~no word of ours"), None);
        assert_eq!(Remark::read("~"), None);
    }
}
