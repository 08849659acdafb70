//! Commands: parse, call one use case, map the error. No rule lives here.

pub(crate) mod applications;
pub(crate) mod authorize;
pub(crate) mod business;
pub(crate) mod invitations;
pub(crate) mod merchants;
pub(crate) mod network;
pub(crate) mod notifications;
pub(crate) mod profiles;
pub(crate) mod provisioning;
pub(crate) mod queue;
pub(crate) mod ratepay;
pub(crate) mod reviews;
pub(crate) mod secrets;
pub(crate) mod subscriptions;
pub(crate) mod team;
pub(crate) mod webhooks;
