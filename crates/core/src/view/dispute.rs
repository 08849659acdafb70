use gangway_domain::dispute::{DisputeReason, DisputeState};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One dispute that somebody has to answer. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DisputeRow {
    /// The provider's id.
    pub id: String,
    /// Where it stands.
    pub state: DisputeState,
    /// When the answer is due.
    pub due_at: Option<i64>,
    /// By the provider's own time; `None` where it was not told.
    pub published_at: Option<i64>,
    /// Why.
    pub reason: DisputeReason,
    /// As it was written; its unit is not documented.
    pub amount: String,
    /// ISO code.
    pub currency: String,
    /// The provider's id of the transaction.
    pub transaction: String,
    /// The partner's id of the transaction.
    pub partner_transaction: String,
    /// For a person.
    pub comment: String,
    /// When somebody at the desk said that it was answered.
    pub answered_at: Option<i64>,
    /// The delivery that told of it last.
    pub delivery: i64,
}

/// Documents of an invoice. Empty texts were not in the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceFacts {
    /// The invoice.
    pub invoice: String,
    /// The provider's id of the transaction.
    pub transaction: String,
    /// The shop's id of the transaction.
    pub shop_transaction: String,
    /// What the buyer writes on the transfer.
    pub payment_reference: String,
    /// Where its PDF is; only an https address.
    pub pdf_url: Option<String>,
    /// Where its mail is; only an https address.
    pub eml_url: Option<String>,
}

/// A document of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Document {
    /// The invoice itself.
    Pdf,
    /// The mail that it came with.
    Eml,
}

/// What a verified delivery says, decoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum DeliveryFacts {
    /// Documents of an invoice.
    Invoice {
        /// Which.
        invoice: InvoiceFacts,
    },
    /// A dispute, as this delivery told of it.
    Dispute {
        /// Which.
        dispute: DisputeRow,
    },
    /// Not believed, of another provider, or of a kind that is not known: only the body tells.
    None,
}
