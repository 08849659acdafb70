//! Subscriptions as they are meant here. What the provider has is in [`crate::subscriptions::remote_subscriptions`].

pub mod remote_subscriptions;

use crate::Sql;
use gangway_domain::{
    EndpointId, Fingerprint, SubscriptionId,
    subscription::{Facts, Local},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE subscriptions (
    key TEXT PRIMARY KEY, remote TEXT, event TEXT NOT NULL, url TEXT NOT NULL, fingerprint TEXT NOT NULL,
    endpoint TEXT, phase TEXT NOT NULL, sent_at INTEGER NOT NULL, made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX subscriptions_remote ON subscriptions (remote) WHERE remote IS NOT NULL;";

/// What is under way for a subscription. Written before a request leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// A create left, and its answer is not known: it is never sent again before the list was read.
    Creating,
    /// Nothing.
    Settled,
}

impl Phase {
    const fn word(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Settled => "settled",
        }
    }
}

/// One subscription of ours. Times are Unix milliseconds. Its secret is in the vault, under the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Ours.
    pub key: String,
    /// The provider's id, once it is known.
    pub remote: Option<SubscriptionId>,
    /// What it is meant to be.
    pub facts: Facts,
    /// The endpoint of ours that it points at, if it is one of ours.
    pub endpoint: Option<EndpointId>,
    /// What is under way.
    pub phase: Phase,
    /// When the last request about it left.
    pub sent_at: i64,
    /// When it was made or adopted here.
    pub made_at: i64,
}

impl Subscription {
    /// For the rules.
    pub fn local(&self) -> Local {
        Local { key: self.key.clone(), remote: self.remote.clone(), facts: self.facts.clone() }
    }
}

const COLUMNS: &str = "key, remote, event, url, fingerprint, endpoint, phase, sent_at, made_at";

fn read(row: &Row<'_>) -> Sql<Subscription> {
    let phase: String = row.get(6)?;
    Ok(Subscription {
        key: row.get(0)?,
        remote: row.get::<_, Option<String>>(1)?.map(SubscriptionId),
        facts: Facts { event: row.get(2)?, url: row.get(3)?, fingerprint: Fingerprint(row.get(4)?) },
        endpoint: row.get::<_, Option<String>>(5)?.map(EndpointId),
        phase: if phase == Phase::Creating.word() { Phase::Creating } else { Phase::Settled },
        sent_at: row.get(7)?,
        made_at: row.get(8)?,
    })
}

/// Adds a subscription, or replaces the row of its key.
pub fn put(c: &Connection, it: &Subscription) -> Sql<()> {
    c.prepare_cached(&format!(
        "INSERT OR REPLACE INTO subscriptions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?
    .execute(params![
        it.key,
        it.remote.as_ref().map(SubscriptionId::as_str),
        it.facts.event,
        it.facts.url,
        it.facts.fingerprint.as_str(),
        it.endpoint.as_ref().map(EndpointId::as_str),
        it.phase.word(),
        it.sent_at,
        it.made_at
    ])
    .map(drop)
}

/// In the order in which they were made.
pub fn all(c: &Connection) -> Sql<Vec<Subscription>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM subscriptions ORDER BY made_at, key"))?
        .query_map([], read)?
        .collect()
}

/// One subscription, by our key.
pub fn by_key(c: &Connection, key: &str) -> Sql<Option<Subscription>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM subscriptions WHERE key = ?1"))?.query_row([key], read).optional()
}

/// The subscription that points at an endpoint of ours.
pub fn by_endpoint(c: &Connection, endpoint: &EndpointId) -> Sql<Option<Subscription>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM subscriptions WHERE endpoint = ?1"))?
        .query_row([endpoint.as_str()], read)
        .optional()
}

/// Notes the provider's id, and that nothing is under way any more.
pub fn settle(c: &Connection, key: &str, remote: Option<&SubscriptionId>) -> Sql<()> {
    c.prepare_cached("UPDATE subscriptions SET remote = ?2, phase = 'settled' WHERE key = ?1")?
        .execute(params![key, remote.map(SubscriptionId::as_str)])
        .map(drop)
}

/// Notes what it is meant to be from now on.
pub fn set_facts(c: &Connection, key: &str, facts: &Facts) -> Sql<()> {
    c.prepare_cached("UPDATE subscriptions SET event = ?2, url = ?3, fingerprint = ?4 WHERE key = ?1")?
        .execute(params![key, facts.event, facts.url, facts.fingerprint.as_str()])
        .map(drop)
}

/// Nothing is meant any more: the provider is another one.
pub fn forget(c: &Connection) -> Sql<()> {
    c.execute("DELETE FROM subscriptions", []).map(drop)
}

/// It is not meant any more.
pub fn remove(c: &Connection, key: &str) -> Sql<()> {
    c.execute("DELETE FROM subscriptions WHERE key = ?1", [key]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{Phase, Subscription, all, by_endpoint, by_key, put, remove, set_facts, settle};
    use crate::Record;
    use gangway_domain::subscription::Facts;

    fn row(key: &str, made_at: i64) -> Subscription {
        Subscription {
            key: key.into(),
            remote: None,
            facts: Facts { event: "E".into(), url: "u".into(), fingerprint: "f".into() },
            endpoint: Some(format!("at-{key}").into()),
            phase: Phase::Creating,
            sent_at: 5,
            made_at,
        }
    }

    #[tokio::test]
    async fn rows_come_back_as_they_were_put() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record
            .write(|c| {
                put(c, &row("b", 1))?;
                put(c, &row("a", 2))?;
                assert_eq!(all(c)?, [row("b", 1), row("a", 2)]);
                settle(c, "b", Some(&"id".into()))?;
                let facts = Facts { event: "F".into(), ..row("b", 1).facts };
                set_facts(c, "b", &facts)?;
                let b = Subscription { remote: Some("id".into()), phase: Phase::Settled, facts, ..row("b", 1) };
                assert_eq!(by_key(c, "b")?, Some(b.clone()));
                assert_eq!(by_endpoint(c, &"at-b".into())?, Some(b));
                remove(c, "b")?;
                assert_eq!(by_key(c, "b")?, None);
                Ok(())
            })
            .await
            .unwrap();
    }

    /// Two rows never claim one subscription of the provider's.
    #[tokio::test]
    async fn an_id_belongs_to_one_row() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record.write(|c| put(c, &row("a", 1)).and(put(c, &row("b", 2)))).await.unwrap();
        record.write(|c| settle(c, "a", Some(&"id".into()))).await.unwrap();
        assert!(record.write(|c| settle(c, "b", Some(&"id".into()))).await.is_err());
    }
}
