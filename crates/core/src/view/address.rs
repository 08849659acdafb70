use crate::Reason;
use serde::Serialize;
use specta::Type;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// It will not work, or must not be used.
    Bad,
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FindingWord {
    /// How the address is written.
    Syntax,
    /// HTTPS.
    Scheme,
    /// Whether the name can be somebody's in public.
    PublicName,
    /// What the name resolves to.
    Resolved,
    /// Whether a connection was made.
    Connected,
    /// The certificate: trusted, for this name, in its time.
    Certificate,
    /// How long the certificate still lasts.
    CertificateEnds,
    /// Version of TLS.
    TlsVersion,
    /// The answer's status.
    Status,
    /// How long the answer took.
    Time,
}

/// One finding about an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressFinding {
    /// What was looked at.
    pub what: FindingWord,
    /// How bad it is.
    pub severity: Severity,
    /// In words.
    pub detail: String,
    /// Why exactly, where it is not as it should be.
    pub reason: Option<Reason>,
    /// What the reason is about.
    pub about: Option<String>,
}

/// A signed test call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallReport {
    /// The address that was connected to: one of those that were checked.
    pub connected_to: String,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// From the beginning of the connection to the end of the answer's head, in milliseconds.
    pub took_ms: u32,
    /// `TLSv1.3`, where it was reached.
    pub tls: Option<String>,
    /// When the certificate ends, Unix milliseconds.
    pub certificate_ends_at: Option<i64>,
}

/// What is known about an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressReport {
    /// As it was given.
    pub url: String,
    /// Whether a subscription may point at it.
    pub usable: bool,
    /// Whether the test call, if one was made, was answered as the provider wants it.
    pub answered_well: Option<bool>,
    /// In the order in which they were made.
    pub findings: Vec<AddressFinding>,
    /// What its name resolves to.
    pub resolved: Vec<String>,
    /// The test call, if one was asked for and could be made.
    pub call: Option<CallReport>,
}
