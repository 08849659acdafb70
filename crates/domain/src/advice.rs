//! What can be done about a store that did not work: a closed table of Rappi's codes, reasons and messages. Only what the table
//! calls *retry* is offered for another try; whatever it does not know is asked about, never sent again blindly.

use crate::operation::StoreState;
use serde::{Deserialize, Serialize};

/// Who does what next; `advice.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Sending it again may work: nothing about the store was refused.
    Retry,
    /// It may be done already: read the status, do not send again.
    RefreshStatus,
    /// The merchant has to act at Rappi first.
    MerchantActs,
    /// The store's name is missing or refused.
    MendName,
    /// The integration is not the right one.
    MendIntegration,
    /// What belongs to the store is released first.
    ReleaseChildren,
    /// The merchant authorizes again.
    SignIn,
    /// Nobody here can tell why; Rappi can.
    AskProvider,
    /// The status call is asked anyway; nothing is sent before it answered.
    Wait,
}

/// Reasons of `rejected[]` (docs/wire.md 1.1; Rappi's guide, steps 3 and 5).
const REASONS: [(&str, Advice); 7] = [
    ("not_owned", Advice::MerchantActs),
    ("missing_name", Advice::MendName),
    ("invalid_integration_id", Advice::MendIntegration),
    ("invalid_status", Advice::AskProvider),
    ("not_integrated", Advice::RefreshStatus),
    ("has_integrated_children", Advice::ReleaseChildren),
    ("already_integrated", Advice::RefreshStatus),
];

/// Parts of messages that say more than their code, in lower case; the first that is found counts.
const MESSAGES: [(&str, Advice); 12] = [
    ("already exists", Advice::RefreshStatus),
    ("already integrated", Advice::RefreshStatus),
    ("already provisioned", Advice::RefreshStatus),
    ("not integrated", Advice::RefreshStatus),
    ("integrated children", Advice::ReleaseChildren),
    ("not authorized in partners", Advice::MerchantActs),
    ("not owned", Advice::MerchantActs),
    ("does not belong", Advice::MerchantActs),
    ("not a valid token", Advice::SignIn),
    ("timed out", Advice::Retry),
    ("timeout", Advice::Retry),
    ("unavailable", Advice::Retry),
];

impl Advice {
    /// From how a store ended, with the code and the words of the provider. `None` where nothing is left to do.
    pub fn of(state: StoreState, code: Option<u16>, message: Option<&str>) -> Option<Self> {
        match state {
            StoreState::Failed | StoreState::Rejected => Some(Self::from_words(code, message.unwrap_or_default())),
            StoreState::Unknown | StoreState::Overdue => Some(Self::Wait),
            StoreState::Planned | StoreState::NoResult => Some(Self::Retry),
            StoreState::Sending | StoreState::Accepted | StoreState::Confirmed => None,
        }
    }

    fn from_words(code: Option<u16>, message: &str) -> Self {
        let said = message.trim().to_lowercase();
        let reason = REASONS.iter().find(|(reason, _)| *reason == said);
        let part = || MESSAGES.iter().find(|(part, _)| said.contains(part));
        if let Some((_, advice)) = reason.or_else(part) {
            return *advice;
        }
        let speaks_of = |wanted: &str| {
            said.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.trim_end_matches('s') == wanted)
        };
        match code {
            Some(408 | 424 | 425 | 429 | 500..=599) => Self::Retry,
            _ if speaks_of("name") => Self::MendName,
            _ if speaks_of("integration") || speaks_of("integrationid") => Self::MendIntegration,
            Some(401) => Self::SignIn,
            Some(403) => Self::MerchantActs,
            Some(404 | 409) => Self::RefreshStatus,
            _ => Self::AskProvider,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_of_a_store_has_its_next_step() {
        let table = [
            (Some(409), "Store already exists", Advice::RefreshStatus),
            (Some(409), "", Advice::RefreshStatus),
            (Some(404), "No such store", Advice::RefreshStatus),
            (Some(409), "Store is not integrated", Advice::RefreshStatus),
            (Some(400), "name must not be blank", Advice::MendName),
            (Some(422), "The store's name is not allowed", Advice::MendName),
            (Some(400), "hostname unknown", Advice::AskProvider),
            (Some(400), "mixed integrations in batch", Advice::MendIntegration),
            (Some(403), "Merchant not authorized in Partners", Advice::MerchantActs),
            (Some(403), "", Advice::MerchantActs),
            (Some(401), "Not a valid token", Advice::SignIn),
            (Some(401), "", Advice::SignIn),
            (Some(424), "Partners service is unavailable", Advice::Retry),
            (Some(424), "", Advice::Retry),
            (Some(429), "", Advice::Retry),
            (Some(500), "Internal name lookup failed", Advice::Retry),
            (Some(503), "", Advice::Retry),
            (Some(502), "The integration service is restarting", Advice::Retry),
            (None, "The operation timed out", Advice::Retry),
            (Some(418), "", Advice::AskProvider),
            (None, "", Advice::AskProvider),
            (None, "not_owned", Advice::MerchantActs),
            (None, "missing_name", Advice::MendName),
            (None, "invalid_integration_id", Advice::MendIntegration),
            (None, "invalid_status", Advice::AskProvider),
            (None, "not_integrated", Advice::RefreshStatus),
            (None, "has_integrated_children", Advice::ReleaseChildren),
            (None, "a_reason_of_tomorrow", Advice::AskProvider),
        ];
        for (code, message, expected) in table {
            for state in [StoreState::Failed, StoreState::Rejected] {
                assert_eq!(Advice::of(state, code, Some(message)), Some(expected), "{state:?} {code:?} {message}");
            }
        }
    }

    #[test]
    fn what_is_open_waits_and_what_is_done_needs_nothing() {
        for state in [StoreState::Unknown, StoreState::Overdue] {
            assert_eq!(Advice::of(state, Some(500), None), Some(Advice::Wait), "{state:?}");
        }
        assert_eq!(Advice::of(StoreState::Planned, None, None), Some(Advice::Retry));
        for state in [StoreState::Sending, StoreState::Accepted, StoreState::Confirmed] {
            assert_eq!(Advice::of(state, Some(409), Some("Store already exists")), None, "{state:?}");
        }
    }
}
