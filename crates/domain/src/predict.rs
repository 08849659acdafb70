//! What the provider would do with a store that is left out of a plan, and where it says so.

use crate::{operation::Kind, plan::LeftOut};
use serde::{Deserialize, Serialize};

/// The rule that keeps a store out of a plan: a closed set; `rule.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// "Proceed to provision only the stores where integrated is false."
    OnlyNotIntegrated,
    /// A store without a name is rejected.
    NameRequired,
    /// A store of another merchant is rejected.
    OwnedOnly,
    /// Only what is integrated can be released.
    IntegratedOnly,
    /// A store is released from the integration that it is provisioned to.
    SameIntegration,
    /// A parent is released after everything below it.
    ChildrenFirst,
    /// Ours: a store whose outcome is open is not sent a second time.
    OutcomeFirst,
}

impl Rule {
    /// The rule behind a reason.
    pub fn behind(reason: LeftOut, kind: Kind) -> Self {
        match (reason, kind) {
            (LeftOut::OtherIntegration, Kind::Deprovision) => Self::SameIntegration,
            (LeftOut::AlreadyOurs | LeftOut::OtherIntegration, _) => Self::OnlyNotIntegrated,
            (LeftOut::BlankName, _) => Self::NameRequired,
            (LeftOut::NotOwned, _) => Self::OwnedOnly,
            (LeftOut::NotIntegrated, _) => Self::IntegratedOnly,
            (LeftOut::IntegratedChildren, _) => Self::ChildrenFirst,
            (LeftOut::InProgress | LeftOut::UnknownOutcome | LeftOut::HeldByColleague, _) => Self::OutcomeFirst,
        }
    }

    /// What the provider would answer in its own word: a reason of `rejected[]`, or the HTTP status of the result. `None`
    /// where the rule is ours.
    pub fn answer(self) -> Option<&'static str> {
        match self {
            Self::OnlyNotIntegrated => Some("409"),
            Self::NameRequired => Some("missing_name"),
            Self::OwnedOnly => Some("not_owned"),
            Self::IntegratedOnly => Some("not_integrated"),
            Self::SameIntegration => Some("invalid_integration_id"),
            Self::ChildrenFirst => Some("has_integrated_children"),
            Self::OutcomeFirst => None,
        }
    }

    /// The part of the document that has the rule; its titles are not translated.
    pub fn source(self) -> &'static str {
        match self {
            Self::OnlyNotIntegrated => "Rappi, Self-Onboarding, Step 2 and Step 4",
            Self::NameRequired | Self::OwnedOnly => "Rappi, Self-Onboarding, Step 3",
            Self::IntegratedOnly | Self::SameIntegration => "Rappi, Self-Onboarding, Step 5",
            Self::ChildrenFirst => "Rappi, Stores Integration, deprovisioning",
            Self::OutcomeFirst => "Gangway",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::{operation::Kind, plan::LeftOut};

    /// docs/wire.md 1.1 and Rappi's guide, steps 3 to 5.
    #[test]
    fn each_reason_has_the_providers_word() {
        let check = |reason, kind, expected| assert_eq!(Rule::behind(reason, kind).answer(), expected, "{reason:?}");
        check(LeftOut::AlreadyOurs, Kind::Provision, Some("409"));
        check(LeftOut::OtherIntegration, Kind::Provision, Some("409"));
        check(LeftOut::OtherIntegration, Kind::Deprovision, Some("invalid_integration_id"));
        check(LeftOut::BlankName, Kind::Provision, Some("missing_name"));
        check(LeftOut::NotOwned, Kind::Provision, Some("not_owned"));
        check(LeftOut::NotIntegrated, Kind::Deprovision, Some("not_integrated"));
        check(LeftOut::IntegratedChildren, Kind::Deprovision, Some("has_integrated_children"));
        check(LeftOut::InProgress, Kind::Provision, None);
        check(LeftOut::UnknownOutcome, Kind::Deprovision, None);
    }
}
