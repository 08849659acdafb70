//! Endpoints: addresses of ours that a provider calls, and the registration of each at the provider.

pub mod rotations;

use crate::{Sql, db::unreadable::word};
use gangway_domain::{EndpointId, IntegrationId, Provider};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE endpoints (
    id TEXT PRIMARY KEY, provider TEXT NOT NULL, event TEXT NOT NULL, integration TEXT NOT NULL, created_at INTEGER NOT NULL,
    url TEXT, registered_at INTEGER, answer INTEGER,
    UNIQUE (provider, event, integration)
) STRICT, WITHOUT ROWID;";

/// One endpoint. Times are Unix milliseconds. Its secret is in the vault, under the endpoint's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The unguessable part of its path.
    pub id: EndpointId,
    /// Who calls it.
    pub provider: Provider,
    /// `STORE_PROVISIONING_STATUS`, or the subscription's event type.
    pub event: String,
    /// The integration it was made for; empty where the provider has none.
    pub integration: IntegrationId,
    /// When it was made.
    pub created_at: i64,
    /// The address the provider was given.
    pub url: Option<String>,
    /// When the provider took the registration.
    pub registered_at: Option<i64>,
    /// 201 new, 200 updated (Rappi's guide).
    pub answer: Option<u16>,
}

const COLUMNS: &str = "id, provider, event, integration, created_at, url, registered_at, answer";

fn read(row: &Row<'_>) -> Sql<Endpoint> {
    Ok(Endpoint {
        id: EndpointId(row.get(0)?),
        provider: word(row, 1, "endpoints.provider", Provider::read)?,
        event: row.get(2)?,
        integration: IntegrationId(row.get(3)?),
        created_at: row.get(4)?,
        url: row.get(5)?,
        registered_at: row.get(6)?,
        answer: row.get(7)?,
    })
}

/// Adds an endpoint, unless there is one for the same integration; answers the one that stands.
pub fn ensure(c: &Connection, endpoint: &Endpoint) -> Sql<Endpoint> {
    c.prepare_cached(&format!(
        "INSERT INTO endpoints (id, provider, event, integration, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (provider, event, integration) DO UPDATE SET created_at = created_at RETURNING {COLUMNS}"
    ))?
    .query_row(
        params![endpoint.id.0, endpoint.provider.word(), endpoint.event, endpoint.integration.0, endpoint.created_at],
        read,
    )
}

/// Notes what the provider answered to the registration.
pub fn registered(c: &Connection, id: &EndpointId, url: &str, answer: u16, at: i64) -> Sql<()> {
    c.execute(
        "UPDATE endpoints SET url = ?2, answer = ?3, registered_at = ?4 WHERE id = ?1",
        params![id.0, url, answer, at],
    )
    .map(drop)
}

/// All endpoints.
pub fn all(c: &Connection) -> Sql<Vec<Endpoint>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM endpoints ORDER BY integration"))?.query_map([], read)?.collect()
}

/// One endpoint.
pub fn by_id(c: &Connection, id: &EndpointId) -> Sql<Option<Endpoint>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM endpoints WHERE id = ?1"))?.query_row([&id.0], read).optional()
}

/// Forgets an endpoint whose subscription is gone.
pub fn remove(c: &Connection, id: &EndpointId) -> Sql<()> {
    c.execute("DELETE FROM endpoints WHERE id = ?1", [&id.0]).map(drop)
}

/// Forgets every endpoint of a provider.
pub fn remove_of(c: &Connection, provider: Provider) -> Sql<()> {
    let provider = provider.word();
    c.execute("DELETE FROM rotations WHERE endpoint IN (SELECT id FROM endpoints WHERE provider = ?1)", [provider])?;
    c.execute("DELETE FROM endpoints WHERE provider = ?1", [provider]).map(drop)
}

/// Notes that no registration holds any more.
pub fn forget_registrations(c: &Connection) -> Sql<()> {
    c.execute("UPDATE endpoints SET registered_at = NULL, answer = NULL", []).map(drop)
}
