//! The first journey, use case by use case: a real record, a real receiver, a simulated provider over real sockets.

mod authorize;
mod loopback;
mod mismatch;
mod plan;
mod provision;
mod stores;
mod webhooks;
