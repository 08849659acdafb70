//! The audit log.

pub(crate) mod audit_log;
mod vouched;

pub use audit_log::AuditLog;
