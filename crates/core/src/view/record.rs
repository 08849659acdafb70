use serde::Serialize;
use specta::Type;

/// How large the record is, how it grows, and what is done about it. Sizes are bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordStats {
    /// The record's file and its log.
    pub bytes: i64,
    /// The index beside it, which can be made again.
    pub index_bytes: i64,
    /// Of the record: freed, and used again before the file grows.
    pub free_bytes: i64,
    /// All deliveries.
    pub deliveries: u32,
    /// When the oldest delivery came that still has its body.
    pub oldest_body: Option<i64>,
    /// All applications.
    pub applications: u32,
    /// All operations.
    pub operations: u32,
    /// All entries of the audit log.
    pub audit_entries: u32,
    /// Deliveries of the last 30 days.
    pub month_deliveries: u32,
    /// Headers and bodies of the last 30 days.
    pub month_bytes: i64,
    /// Days after which content is removed; 0: never.
    pub retention_days: u32,
    /// When what is too old was removed last.
    pub pruned_at: Option<i64>,
    /// When the file was checked for damage in the background; a small one is checked at every start.
    pub checked_at: Option<i64>,
    /// The first damage found then, in SQLite's words.
    pub damage: Option<String>,
}

/// What was removed: the content of so many; that they were there stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordPruned {
    /// Headers and bodies.
    pub deliveries: u32,
    /// Names and fields.
    pub applications: u32,
    /// Recipients and texts.
    pub messages: u32,
}

/// What stays of a merchant whose personal data was erased, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Ids: without them nothing could be told apart, and the provider has them too.
    Ids,
    /// Statuses and times of applications, verdicts and effects of deliveries: what was done.
    Statuses,
    /// SHA-256 of what was erased: proves what it was, and does not say it.
    Digests,
    /// Operations and their stores: what was sent to the provider.
    Operations,
    /// The audit log: its chain of hashes would break. Entries of before may name the merchant.
    AuditLog,
}

/// One merchant's personal data was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordErased {
    /// Whose.
    pub merchant: String,
    /// The account that authorized here: its name and email.
    pub accounts: u32,
    /// Disputes whose comment went.
    pub disputes: u32,
    /// Contents.
    pub removed: RecordPruned,
    /// What stays.
    pub kept: Vec<Kept>,
}
