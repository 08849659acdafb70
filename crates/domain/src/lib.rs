//! The rules of Gangway, pure: store tree, plan, operation states, fold, the callback address, subscriptions (drift, plan,
//! address), rotation of secrets, disputes, merchant applications, files of stores, and notifications.
//!
//! Nothing in here reads a clock, a socket, a file or a source of randomness: time and ids come in as arguments,
//! so that every rule can be tested for every order of events.

pub mod act_kind;
pub mod address;
pub mod advice;
pub mod application;
pub mod apply;
pub mod attention;
pub mod callback;
pub mod claims;
pub mod closed;
pub mod compare;
pub mod dispute;
pub mod fold;
pub mod ids;
pub mod language;
pub mod notifications;
pub mod operation;
pub mod plan;
pub mod predict;
pub mod provider;
pub mod queue;
pub mod rejection;
pub mod remark;
pub mod rotation;
pub mod store_file;
pub mod subscription;
pub mod team_fact;
pub mod text_file;
pub mod tree;
mod verified_body;

pub use act_kind::ActKind;
pub use closed::Word;
pub use ids::{
    ApplicationId, BatchId, EndpointId, Fingerprint, IntegrationId, MerchantId, OperationId, RainforestMerchantId,
    StoreId, SubscriptionId,
};
pub use language::Language;
pub use provider::Provider;
pub use rejection::RejectionReason;
pub use team_fact::TeamFact;
pub use verified_body::VerifiedBody;
