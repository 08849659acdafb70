//! Why a sandbox did not start.

use std::net::{IpAddr, SocketAddr};

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The sandbox holds test passwords and fault switches: it never faces a network.
    #[error("the sandbox listens on loopback only, and {0} is not a loopback address")]
    NotLoopback(IpAddr),
    /// Another program has the port.
    #[error("the address {0} is in use by another program")]
    Busy(SocketAddr),
    /// The address cannot be listened on for another reason.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// A redirect URI that is no absolute URL could never be redirected to.
    #[error("the redirect URI {0:?} is not an absolute URL")]
    RedirectUri(String),
    /// The system does not tell where a listener listens.
    #[error("cannot tell the address of a listener: {0}")]
    Address(#[from] std::io::Error),
}
