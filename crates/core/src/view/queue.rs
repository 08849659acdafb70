//! The queue of a day's work: a row for each merchant, across the providers.

use super::{AccountId, Provider};
use gangway_domain::{
    application::Status,
    queue::{Actor, NextStep, Stage},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One merchant. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueRow {
    /// The account that what people keep is kept about; of an open sign-in, its id.
    pub account: AccountId,
    /// Whether anything can be kept about it: not before the merchant authorized or applied.
    pub keeps: bool,
    /// What it is called: the business, the merchant, or the email.
    pub name: String,
    /// Who authorized, where that is known.
    pub email: String,
    /// The business, where accounts are linked.
    pub business: Option<String>,
    /// The merchant at Rappi.
    pub merchant: Option<String>,
    /// How far it has come at Rappi, where it has anything to do with it.
    pub stage: Option<Stage>,
    /// Stores in the tree.
    pub stores: u32,
    /// Of these, provisioned to us.
    pub integrated: u32,
    /// The newest application at Rainforest.
    pub application: Option<QueueApplication>,
    /// How the subscriptions at Ratepay stand, where the business has an account there.
    pub subscriptions: Option<QueueSubscriptions>,
    /// What is next, of all providers the most urgent.
    pub next: NextStep,
    /// Who has to do it.
    pub actor: Actor,
    /// Where.
    pub provider: Option<Provider>,
    /// Since when.
    pub since: Option<i64>,
    /// Who has it.
    pub owner: Option<String>,
    /// By when.
    pub due_at: Option<i64>,
    /// A note; empty where there is none.
    pub note: String,
    /// Tags, in the order of the alphabet.
    pub tags: Vec<String>,
    /// Not before this moment.
    pub snoozed_until: Option<i64>,
}

/// The newest application of a merchant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueApplication {
    /// The provider's id.
    pub id: String,
    /// Where it stands.
    pub status: Status,
}

/// How the subscriptions at Ratepay stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueSubscriptions {
    /// Those that are not as they are meant.
    pub differing: u32,
    /// Disputes without an answer that are due soon, or overdue.
    pub disputes: u32,
}

/// The queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// Every merchant, by name.
    pub rows: Vec<QueueRow>,
    /// Who sits at this desk.
    pub me: String,
}

/// What a person changes about one merchant, or about many at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum QueueEdit {
    /// Who has it; nobody.
    Owner {
        /// 1 to 80 characters.
        owner: Option<String>,
    },
    /// By when; at no certain time.
    Due {
        /// Unix milliseconds.
        due_at: Option<i64>,
    },
    /// Another note.
    Note {
        /// At most 2,000 characters; none takes it away.
        note: String,
    },
    /// One tag more.
    AddTag {
        /// 1 to 40 characters.
        tag: String,
    },
    /// One tag less.
    RemoveTag {
        /// Which.
        tag: String,
    },
    /// Not before a moment; at once.
    Snooze {
        /// Unix milliseconds.
        until: Option<i64>,
    },
}
