//! The audit: what was done, by whom, and whether anybody changed what is written about it.

use gangway_domain::ActKind;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which acts are wanted; what is empty or absent asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityFilter {
    /// Found in act, subject, person, detail, changes or answer, whatever the case.
    pub search: String,
    /// One of these acts.
    pub acts: Vec<ActKind>,
    /// By this person.
    pub actor: Option<String>,
    /// About this merchant.
    pub merchant: Option<String>,
    /// Not before.
    pub since: Option<i64>,
    /// Before.
    pub until: Option<i64>,
}

/// One fact before and after an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ActivityChanged {
    /// Which fact, as a code.
    pub what: String,
    /// How it was; absent: there was none.
    pub before: Option<String>,
    /// How it is; absent: there is none any more.
    pub after: Option<String>,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityRow {
    /// In order.
    pub id: i64,
    /// When.
    pub at: i64,
    /// Who; `gangway` for what it does by itself.
    pub actor: String,
    /// What; absent: another program wrote it, and this one does not know the word.
    pub act: Option<ActKind>,
    /// The word that is in the record.
    pub written: String,
    /// To what.
    pub subject: String,
    /// The merchant concerned.
    pub merchant: Option<String>,
    /// More.
    pub detail: Option<String>,
    /// Before and after, fact by fact.
    pub changes: Vec<ActivityChanged>,
    /// The provider's answer, as it came.
    pub answer: Option<String>,
}

/// A page of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// Newest first.
    pub rows: Vec<ActivityRow>,
    /// All that match.
    pub total: u32,
}

/// What there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityKinds {
    /// Acts that occur, as far as this program knows them.
    pub acts: Vec<ActKind>,
    /// People who acted.
    pub actors: Vec<String>,
}

/// Something that does not fit in the chain of acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ActivityBreak {
    /// The act, or the one before it, is not as it was written; or acts between them are gone.
    Row {
        /// The first act that does not fit.
        id: i64,
        /// The act before it; absent for the first.
        after: Option<i64>,
    },
    /// The act that was noted in the vault as newest is not there: the end was cut off.
    CutOff {
        /// The act that was noted.
        noted: i64,
        /// The newest act that is there.
        newest: Option<i64>,
    },
    /// The act that was noted in the vault is there and is another: acts up to it were written anew.
    Rewritten {
        /// The act that was noted.
        noted: i64,
    },
    /// The act that was told to the team is another one here: acts up to it were written anew.
    AgainstTeam {
        /// The act that was told.
        told: i64,
    },
}

/// What the vault says about the newest act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActivityNoted {
    /// The vault holds a note, and it was compared.
    Compared,
    /// The vault has no note: nothing outside the record says where the activity ends.
    Nothing,
    /// The vault could not be read.
    Locked,
}

/// What a walk along the whole audit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityChecked {
    /// Acts that were walked.
    pub acts: u32,
    /// Everything that does not fit, in order; empty: nobody changed anything.
    pub breaks: Vec<ActivityBreak>,
    /// What the vault said.
    pub noted: ActivityNoted,
    /// Acts that were written after the one that the vault knows.
    pub after_noted: u32,
    /// Up to this act the team's log, which nobody here can change, has the same; absent outside of a team.
    pub vouched: Option<i64>,
    /// When.
    pub at: i64,
}
