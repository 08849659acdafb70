//! The audit log.

pub(crate) mod audit_log;

pub use audit_log::AuditLog;
