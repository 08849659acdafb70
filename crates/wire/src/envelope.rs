//! An entry as it is sent and kept.

use crate::{Entry, Key, version};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use thiserror::Error;

/// The bytes of an entry, as the relay made them once. They are linked, kept and sent as they are, and never serialised again:
/// another order of fields would be another link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Envelope(Vec<u8>);

/// Why an envelope cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// It is no JSON of the outer shape.
    #[error("the envelope cannot be read: {0}")]
    NotAnEnvelope(String),
    /// Made by a program that speaks a newer version than this one.
    #[error("the envelope has version {0}, which this program does not know")]
    Version(u16),
    /// Of a kind that is known, with content that is not.
    #[error("the content of a {kind} cannot be read: {why}")]
    Content {
        /// Its kind.
        kind: &'static str,
        /// What is wrong.
        why: String,
    },
}

#[derive(Serialize)]
struct Written<'a, C> {
    v: u16,
    kind: &'a str,
    key: Key,
    at: i64,
    content: &'a C,
}

#[derive(Deserialize)]
struct Read<'a> {
    v: u16,
    kind: String,
    key: Key,
    at: i64,
    #[serde(borrow)]
    content: &'a RawValue,
}

impl Envelope {
    /// Of an entry with its idempotency key, and the time at which the relay took it in (Unix milliseconds).
    pub fn seal(key: Key, at: i64, entry: &Entry) -> Self {
        let kind = entry.kind();
        let bytes = match entry {
            Entry::Delivery(content) => written(kind, key, at, content),
            Entry::Fact(content) => written(kind, key, at, content),
            Entry::Answer(content) => written(kind, key, at, content),
            Entry::Claim(content) => written(kind, key, at, content),
            Entry::Unknown { content, .. } => written(kind, key, at, content),
        };
        Self(bytes)
    }

    /// Bytes that came, as they are.
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Key, time and entry. A kind that is not known is an entry too, [`Entry::Unknown`]: it has its place in the chain.
    pub fn open(&self) -> Result<(Key, i64, Entry), EnvelopeError> {
        let outer = |error: serde_json::Error| EnvelopeError::NotAnEnvelope(error.to_string());
        let read: Read<'_> = serde_json::from_slice(&self.0).map_err(outer)?;
        if read.v > version::VERSION {
            return Err(EnvelopeError::Version(read.v));
        }
        let entry = match read.kind.as_str() {
            "delivery" => Entry::Delivery(Box::new(content("delivery", read.content)?)),
            "fact" => Entry::Fact(content("fact", read.content)?),
            "answer" => Entry::Answer(content("answer", read.content)?),
            "claim" => Entry::Claim(content("claim", read.content)?),
            _ => {
                let content: Value = serde_json::from_str(read.content.get()).map_err(outer)?;
                Entry::Unknown { kind: read.kind, content }
            }
        };
        Ok((read.key, read.at, entry))
    }
}

fn written<C: Serialize>(kind: &str, key: Key, at: i64, content: &C) -> Vec<u8> {
    // Structs of texts, numbers and lists: there is nothing in them that JSON cannot hold.
    serde_json::to_vec(&Written { v: version::VERSION, kind, key, at, content }).unwrap_or_default()
}

fn content<'a, C: Deserialize<'a>>(kind: &'static str, raw: &'a RawValue) -> Result<C, EnvelopeError> {
    serde_json::from_str(raw.get()).map_err(|error| EnvelopeError::Content { kind, why: error.to_string() })
}
