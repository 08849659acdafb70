//! The connection to the server is encrypted wherever it leaves this computer.

use crate::StoreError;
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::sync::Arc;
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// What makes encrypted connections. Whom this computer trusts is trusted.
pub(super) type Tls = MakeRustlsConnect;

pub(super) fn connector() -> Result<Tls, StoreError> {
    let failed = |error: rustls::Error| StoreError::Silent(format!("there is no TLS: {error}"));
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(rustls::ConfigBuilder::with_platform_verifier)
        .map_err(failed)?
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// "Prefer", which is what nobody said, would go on without where somebody in between takes TLS away. Over a network that is
/// said as `sslmode=disable`, or it is not done.
pub(super) fn insist(config: &mut Config) {
    let leaves = |host: &Host| match host {
        Host::Tcp(name) => !["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        Host::Unix(_) => false,
    };
    if config.get_ssl_mode() == SslMode::Prefer && config.get_hosts().iter().any(leaves) {
        config.ssl_mode(SslMode::Require);
    }
}

#[cfg(test)]
mod tests {
    use super::{connector, insist};
    use tokio_postgres::{Config, config::SslMode};

    #[test]
    fn what_leaves_this_computer_is_encrypted_unless_somebody_says_otherwise() {
        let check = |address: &str, expected: SslMode| {
            let mut config: Config = address.parse().unwrap();
            insist(&mut config);
            assert_eq!(config.get_ssl_mode(), expected, "{address}");
        };
        check("postgres://relay@db.example/relay", SslMode::Require);
        check("host=db.example,localhost user=relay", SslMode::Require);
        check("postgres://relay@db.example/relay?sslmode=disable", SslMode::Disable);
        check("postgres://relay@localhost/relay", SslMode::Prefer);
        check("host=/run/postgresql user=relay", SslMode::Prefer);
        assert!(connector().is_ok());
    }
}
