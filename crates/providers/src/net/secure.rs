//! A connection to the host of an address, encrypted where the address says so: for what speaks something other than plain
//! requests and answers, as `WebSocket` does.

use super::{
    dial::{Dialled, NotDialled},
    network::Network,
};
use rustls::pki_types::ServerName;
use std::{io, net::IpAddr, time::Duration};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

impl Network {
    /// Connects to the host of `url` by the way that leads there. Each step has `limit` to itself.
    pub async fn connect(&self, url: &Url, limit: Duration) -> Result<Dialled, NotDialled> {
        let refused = || NotDialled::Host(io::ErrorKind::InvalidInput.into());
        let (host, port) = (url.host().ok_or_else(refused)?, url.port_or_known_default().ok_or_else(refused)?);
        let (dialled, name) = match host {
            Host::Domain(name) => {
                (self.dial(name, port, limit).await?, ServerName::try_from(name.to_owned()).map_err(|_| refused())?)
            }
            Host::Ipv4(ip) => {
                (self.dial(&ip.to_string(), port, limit).await?, ServerName::IpAddress(IpAddr::from(ip).into()))
            }
            Host::Ipv6(ip) => {
                (self.dial(&ip.to_string(), port, limit).await?, ServerName::IpAddress(IpAddr::from(ip).into()))
            }
        };
        if !matches!(url.scheme(), "https" | "wss") {
            return Ok(dialled);
        }
        let trust = self.trust().map_err(|error| NotDialled::Host(io::Error::other(error)))?;
        let secured = timeout(limit, TlsConnector::from(trust).connect(name, dialled)).await;
        let secured = secured.map_err(|_| NotDialled::Host(io::ErrorKind::TimedOut.into()))?;
        secured.map(Dialled::new).map_err(NotDialled::Host)
    }
}
