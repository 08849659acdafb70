//! The rules of Gangway, pure: store tree, plan, operation states, fold and the callback address.
//!
//! Nothing in here reads a clock, a socket, a file or a source of randomness: time and ids come in as arguments,
//! so that every rule can be tested for every order of events.

pub mod callback;
pub mod fold;
pub mod ids;
pub mod operation;
pub mod plan;
pub mod tree;

pub use ids::{BatchId, EndpointId, Fingerprint, IntegrationId, MerchantId, OperationId, StoreId, SubscriptionId};
