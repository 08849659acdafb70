//! Shapes on the wire. Written in the dialect of the profile; read in the spellings of A and B.

use super::dialect::Fields;
use crate::{
    http::Answer,
    net::{ApiError, RemoteText},
};
use gangway_domain::{BatchId, IntegrationId, StoreId, tree};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

/// Options sent with every store, always explicitly: the documents disagree about the defaults (docs/wire.md 1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Flags {
    /// Ping events.
    pub ping_active: bool,
    /// Get-menu events.
    pub get_menu_active: bool,
    /// Cancellation events.
    pub cancellation_events: bool,
    /// Initial status of the store.
    pub status: InitialStatus,
}

impl Default for Flags {
    /// The defaults of the document (Rappi's guide, step 3).
    fn default() -> Self {
        Self { ping_active: false, get_menu_active: false, cancellation_events: false, status: InitialStatus::Inactive }
    }
}

/// `status` of a store to provision (Rappi's guide).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum InitialStatus {
    /// Takes orders at once.
    Active,
    /// Waits for somebody to switch it on.
    Inactive,
}

/// One store of a provisioning request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStore {
    /// The provider's id.
    pub id: StoreId,
    /// Required and not blank.
    pub name: String,
    /// The same for all stores of a request.
    pub integration: IntegrationId,
}

/// The body of a request, in the field names of a dialect.
#[derive(Serialize)]
pub(super) struct BatchOut<'a> {
    stores: Vec<StoreOut<'a>>,
}

struct StoreOut<'a> {
    store: &'a NewStore,
    fields: Fields,
    /// Only where stores are provisioned, and then the name too.
    flags: Option<Flags>,
}

impl Serialize for StoreOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(self.fields.store_id, &self.store.id)?;
        if self.flags.is_some() {
            map.serialize_entry("name", &self.store.name)?;
        }
        if let Some(name) = self.fields.integration_id {
            map.serialize_entry(name, &self.store.integration)?;
        }
        if let Some(flags) = self.flags {
            map.serialize_entry(self.fields.ping_active, &flags.ping_active)?;
            map.serialize_entry(self.fields.get_menu_active, &flags.get_menu_active)?;
            map.serialize_entry(self.fields.cancellation_events, &flags.cancellation_events)?;
            map.serialize_entry("status", &flags.status)?;
        }
        map.end()
    }
}

impl<'a> BatchOut<'a> {
    pub(super) fn provision(stores: &'a [NewStore], flags: Flags, fields: Fields) -> Self {
        Self::of(stores, Some(flags), fields)
    }

    pub(super) fn deprovision(stores: &'a [NewStore], fields: Fields) -> Self {
        Self::of(stores, None, fields)
    }

    fn of(stores: &'a [NewStore], flags: Option<Flags>, fields: Fields) -> Self {
        Self { stores: stores.iter().map(|store| StoreOut { store, fields, flags }).collect() }
    }
}

/// What became of a request that provisions or deprovisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// 202, or 422 with every store under `rejected`.
    Taken(Taken),
    /// Certainly nothing was done.
    NotTaken(ApiError),
    /// Nobody knows; ask the status call before anything else.
    Unknown(super::UnknownOutcome),
}

/// The answer to a request that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// HTTP status: 202 or 422.
    pub status: u16,
    /// Names the batch in the result webhook; missing in a 422.
    pub batch: Option<BatchId>,
    /// Stores the provider works on.
    pub accepted: Vec<StoreId>,
    /// Stores it did not take.
    pub rejected: Vec<Rejected>,
    /// The provider's words, if any.
    pub message: Option<RemoteText>,
    /// Milliseconds from sending to the last byte.
    pub took_ms: u64,
}

/// A store that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The store.
    pub store: StoreId,
    /// `not_owned`, `missing_name`, `invalid_integration_id` …; an open enum, kept as it came.
    pub reason: RemoteText,
    /// With `has_integrated_children`: which; they are deprovisioned first (docs/wire.md 1.1, dialect B).
    pub children: Vec<StoreId>,
}

/// A webhook registration (docs/wire.md 1.5). The secret never comes back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Registration {
    /// `STORE_PROVISIONING_STATUS`.
    pub event: String,
    /// Where results are sent.
    pub url: String,
}

#[derive(Deserialize)]
pub(super) struct BatchIn {
    #[serde(default, alias = "batch_id", rename = "batchId")]
    pub(super) batch_id: Option<String>,
    #[serde(default)]
    pub(super) accepted: Vec<StoreRef>,
    #[serde(default)]
    pub(super) rejected: Vec<RejectedIn>,
    #[serde(default)]
    pub(super) message: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct StoreRef {
    #[serde(alias = "store_id", rename = "storeId", deserialize_with = "text_or_number")]
    pub(super) store_id: String,
}

#[derive(Deserialize)]
pub(super) struct RejectedIn {
    #[serde(alias = "store_id", rename = "storeId", deserialize_with = "text_or_number")]
    store_id: String,
    #[serde(default)]
    reason: String,
    #[serde(default, alias = "integrated_children", rename = "integratedChildren")]
    children: Vec<IdIn>,
}

#[derive(Deserialize)]
struct IdIn(#[serde(deserialize_with = "text_or_number")] String);

impl RejectedIn {
    /// Of this answer, whose words are shown.
    pub(super) fn read(self, answer: &Answer) -> Rejected {
        let children = self.children.into_iter().map(|id| StoreId(id.0)).collect();
        Rejected { store: StoreId(self.store_id), reason: answer.words(&self.reason), children }
    }
}

#[derive(Deserialize)]
pub(super) struct TreeIn {
    pub(super) stores: Vec<BranchIn>,
}

#[derive(Deserialize)]
pub(super) struct BranchIn {
    #[serde(alias = "store_id", rename = "storeId", deserialize_with = "text_or_number")]
    store_id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    brand: Option<String>,
    #[serde(default)]
    integrated: bool,
    #[serde(default, alias = "integration_id", rename = "integrationId")]
    integration_id: Option<String>,
    #[serde(default)]
    children: Option<Vec<BranchIn>>,
}

impl From<BranchIn> for tree::Branch {
    /// The nesting is at most as deep as the JSON parser lets through (128).
    fn from(wire: BranchIn) -> Self {
        // Integrated without an id must not look free: an empty id is nobody of ours.
        let integration = wire.integrated.then(|| IntegrationId(wire.integration_id.unwrap_or_default()));
        let store = tree::Store {
            id: StoreId(wire.store_id),
            name: wire.name.unwrap_or_default(),
            brand: wire.brand.unwrap_or_default(),
            integration,
        };
        Self { store, children: wire.children.unwrap_or_default().into_iter().map(Into::into).collect() }
    }
}

/// Ids are printed as text in the document; a number is read the same way.
pub(super) fn text_or_number<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Text(String),
        Number(u64),
    }
    Ok(match Id::deserialize(from)? {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    })
}

#[derive(Deserialize)]
pub(super) struct MessageIn {
    #[serde(default)]
    pub(super) message: String,
}

#[cfg(test)]
mod tests {
    use super::{BatchOut, Flags, NewStore, RejectedIn, TreeIn};
    use crate::http::Answer;
    use crate::rappi::{A, B, Dialect};
    use gangway_domain::tree;

    fn store() -> NewStore {
        NewStore { id: "10".into(), name: "My Store".into(), integration: "pos".into() }
    }

    /// Whatever a document says about defaults, every flag is sent.
    #[test]
    fn every_flag_is_sent_explicitly() {
        let check = |dialect: Dialect, expected: &str| {
            let json = serde_json::to_string(&BatchOut::provision(&[store()], Flags::default(), dialect.fields));
            assert_eq!(json.unwrap(), expected);
        };
        check(
            A,
            r#"{"stores":[{"storeId":"10","name":"My Store","integrationId":"pos","pingActive":false,"getMenuActive":false,"cancellationEvents":false,"status":"INACTIVE"}]}"#,
        );
        check(
            B,
            r#"{"stores":[{"store_id":"10","name":"My Store","ping_active":false,"get_menu_active":false,"cancellation_events":false,"status":"INACTIVE"}]}"#,
        );
    }

    #[test]
    fn deprovisioning_names_the_store_and_in_a_the_integration() {
        let json =
            |dialect: Dialect| serde_json::to_string(&BatchOut::deprovision(&[store()], dialect.fields)).unwrap();
        assert_eq!(json(A), r#"{"stores":[{"storeId":"10","integrationId":"pos"}]}"#);
        assert_eq!(json(B), r#"{"stores":[{"store_id":"10"}]}"#);
    }

    #[test]
    fn a_rejection_in_either_spelling() {
        let answer = Answer::plain(202, Vec::new());
        let read = |json: &str| serde_json::from_str::<RejectedIn>(json).unwrap().read(&answer);
        let a = read(r#"{"storeId":"1","reason":"has_integrated_children","integratedChildren":["2","3"]}"#);
        let b = read(r#"{"store_id":1,"reason":"has_integrated_children","integrated_children":[2,"3"]}"#);
        assert_eq!(a, b);
        assert_eq!(a.children, ["2".into(), "3".into()]);
    }

    fn branches(json: &str) -> Vec<tree::Branch> {
        serde_json::from_str::<TreeIn>(json).unwrap().stores.into_iter().map(Into::into).collect()
    }

    #[test]
    fn a_tree_in_either_spelling() {
        let a = branches(
            r#"{"stores":[{"storeId":"1","name":"N","brand":"B","integrated":true,"integrationId":"i","children":[{"storeId":"2","name":"C","brand":"B","integrated":false}]}]}"#,
        );
        let b = branches(
            r#"{"stores":[{"store_id":1,"name":"N","brand":"B","integrated":true,"integration_id":"i","x":7,"children":[{"store_id":2,"name":"C","brand":"B","integrated":false,"children":null}]}]}"#,
        );
        assert_eq!(a, b);
        assert_eq!(a[0].store.integration, Some("i".into()));
        assert_eq!(a[0].children[0].store.integration, None);
    }

    #[test]
    fn integrated_without_an_id_is_not_free() {
        let tree = branches(r#"{"stores":[{"storeId":"1","integrated":true}]}"#);
        assert_eq!(tree[0].store.integration, Some("".into()));
    }
}
