//! Accounts at several providers that are one business.

use super::{ApplicationRow, MerchantRow, Provider};
use gangway_domain::{
    ActKind,
    application::{Mark, Status},
    dispute::DisputeReason,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// An account at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountId {
    /// Where.
    pub provider: Provider,
    /// A merchant's id at Rappi or Rainforest, the id of our client at Ratepay.
    pub id: String,
}

/// An account that is known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// Which.
    pub account: AccountId,
    /// What it is called; its id where nothing was told.
    pub name: String,
    /// The business that it belongs to.
    pub business: Option<String>,
}

/// A business in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusinessRow {
    /// Ours.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its accounts, by provider.
    pub accounts: Vec<AccountRow>,
}

/// How a business stands at Ratepay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RatepayStanding {
    /// Subscriptions that are as meant.
    pub in_sync: u32,
    /// Subscriptions that are not.
    pub not_as_meant: u32,
    /// Disputes without an answer.
    pub disputes: u32,
    /// Those of them whose date has passed.
    pub overdue: u32,
}

/// A business and how it stands at each provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusinessView {
    /// Name and accounts.
    pub row: BusinessRow,
    /// Its merchants at Rappi.
    pub rappi: Vec<MerchantRow>,
    /// Its applications at Rainforest, the newest of a merchant first.
    pub rainforest: Vec<ApplicationRow>,
    /// How it stands at Ratepay, where it has an account there.
    pub ratepay: Option<RatepayStanding>,
}

/// What a person wants a business to be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusinessDraft {
    /// Which; `None` makes a new one.
    pub id: Option<String>,
    /// 1 to 120 characters.
    pub name: String,
    /// One at least.
    pub accounts: Vec<AccountId>,
}

/// Something that happened to a business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HappeningRow {
    /// By the provider's time where it told one; Unix milliseconds.
    pub at: i64,
    /// Where.
    pub provider: Provider,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Happened {
    /// Somebody here did something.
    Act {
        /// What, where it is an act that this program knows.
        act: Option<ActKind>,
        /// What, as the record has it.
        written: String,
        /// What it was about.
        subject: String,
        /// Who.
        actor: String,
    },
    /// An application came to a status.
    Status {
        /// Which one.
        application: String,
        /// Where it came to.
        status: Status,
        /// What was notable about it.
        mark: Mark,
    },
    /// A dispute was opened.
    Dispute {
        /// The provider's id.
        id: String,
        /// Why.
        reason: DisputeReason,
        /// When an answer is due.
        due_at: Option<i64>,
    },
}
