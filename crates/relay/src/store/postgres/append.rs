//! One group of batches into the log of a team: one transaction, which holds the team's counter from its first statement to its
//! last. So the order of numbers is the order in which they become visible, on every node.

use super::{CHANNEL, link, sorted};
use crate::{LogHead, NewEntry, Placed, StoreError};
use deadpool_postgres::Client;
use gangway_wire::{Key, TeamId};
use std::collections::HashMap;
use tokio_postgres::Row;

/// Whatever the database's default is: a statement must see what was committed while it waited for the counter.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
pub(super) const COUNTER: &str = "SELECT id, seq, link FROM gangway.teams WHERE team = $1 FOR NO KEY UPDATE";
const KNOWN: &str = "SELECT key, entries.seq FROM gangway.entries JOIN gangway.teams ON teams.id = entries.team
     WHERE teams.team = $1 AND key = ANY($2)";
const ENTRIES: &str = "INSERT INTO gangway.entries (team, seq, at, key, link, envelope, has_body)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[], $7::boolean[])";
const BODIES: &str = "INSERT INTO gangway.bodies (team, seq, body) SELECT $1, * FROM unnest($2::bigint[], $3::bytea[])";
const REACHED: &str = "UPDATE gangway.teams SET seq = $2, link = $3 WHERE id = $1";
const TELL: &str = "SELECT pg_notify($1, $2)";

/// Where all entries of a group are, and where the log ends now.
pub(super) type Group = (Vec<Placed>, LogHead);

/// Appends. After an error the caller must not use the connection any more: a transaction may be open on it.
pub(super) async fn append(client: &Client, team: &TeamId, group: &[&NewEntry]) -> Result<Group, StoreError> {
    let prepare = async |sql| client.prepare_cached(sql).await.map_err(sorted);
    let (counter, known) = (prepare(COUNTER).await?, prepare(KNOWN).await?);
    let keys: Vec<&[u8]> = group.iter().map(|new| new.key.0.as_slice()).collect();
    // All three are on their way at once, and are done one after the other: the second waits for the counter, and the third
    // sees everything that was committed before it was free.
    let (begun, counter, known) = tokio::join!(
        biased;
        client.batch_execute(BEGIN),
        async { client.query_opt(&counter, &[&team.as_str()]).await },
        async { client.query(&known, &[&team.as_str(), &keys]).await },
    );
    begun.map_err(sorted)?;
    let Some(counter) = counter.map_err(sorted)? else {
        client.batch_execute("ROLLBACK").await.map_err(sorted)?;
        return Err(StoreError::NoTeam(team.clone()));
    };
    let head = LogHead { seq: counter.get::<_, i64>(1) as u64, link: link(&counter, 2)? };
    let plan = Plan::of(group, head, &known.map_err(sorted)?)?;
    plan.write(client, counter.get(0), team).await?;
    Ok((plan.placed, plan.head))
}

/// Appends entries whose keys are new, in a transaction that has the counter already, and commits. Answers where the log ends.
pub(super) async fn commit(
    client: &Client,
    (number, team): (i64, &TeamId),
    entries: &[&NewEntry],
    head: LogHead,
) -> Result<LogHead, StoreError> {
    let plan = Plan::of(entries, head, &[])?;
    plan.write(client, number, team).await?;
    Ok(plan.head)
}

/// What a group comes to.
struct Plan<'a> {
    placed: Vec<Placed>,
    head: LogHead,
    /// The new ones among it, with their places.
    new: Vec<(LogHead, &'a NewEntry)>,
}

impl<'a> Plan<'a> {
    fn of(group: &[&'a NewEntry], mut head: LogHead, known: &[Row]) -> Result<Self, StoreError> {
        let mut seqs: HashMap<Key, u64> = HashMap::new();
        for row in known {
            let key = row.get::<_, &[u8]>(0).try_into().map_err(|error| StoreError::damaged("entries.key", error))?;
            seqs.insert(Key(key), row.get::<_, i64>(1) as u64);
        }
        let (mut placed, mut new) = (Vec::with_capacity(group.len()), Vec::new());
        for &entry in group {
            placed.push(if let Some(seq) = seqs.get(&entry.key) {
                Placed { seq: *seq, repeated: true }
            } else {
                head = LogHead { seq: head.seq + 1, link: head.link.next(&entry.envelope) };
                seqs.insert(entry.key, head.seq);
                new.push((head, entry));
                Placed { seq: head.seq, repeated: false }
            });
        }
        Ok(Self { placed, head, new })
    }

    /// Writes it and commits.
    async fn write(&self, client: &Client, number: i64, team: &TeamId) -> Result<(), StoreError> {
        if self.new.is_empty() {
            return client.batch_execute("COMMIT").await.map_err(sorted);
        }
        let prepare = async |sql| client.prepare_cached(sql).await.map_err(sorted);
        let (entries, reached, tell) = (prepare(ENTRIES).await?, prepare(REACHED).await?, prepare(TELL).await?);
        let bodies = prepare(BODIES).await?;
        let seqs: Vec<i64> = self.new.iter().map(|(at, _)| at.seq as i64).collect();
        let times: Vec<i64> = self.new.iter().map(|(_, new)| new.at).collect();
        let keys: Vec<&[u8]> = self.new.iter().map(|(_, new)| new.key.0.as_slice()).collect();
        let links: Vec<&[u8]> = self.new.iter().map(|(at, _)| at.link.0.as_slice()).collect();
        let envelopes: Vec<&[u8]> = self.new.iter().map(|(_, new)| new.envelope.as_bytes()).collect();
        let has_body: Vec<bool> = self.new.iter().map(|(_, new)| new.body.is_some()).collect();
        let with_body = self.new.iter().filter_map(|(at, new)| Some((at.seq as i64, new.body.as_deref()?)));
        let (body_seqs, body_bytes): (Vec<i64>, Vec<&[u8]>) = with_body.unzip();
        let (seq, told) = (self.head.seq as i64, format!("{team} {} {}", self.head.seq, self.head.link));
        let link = self.head.link.0.as_slice();
        let done = tokio::join!(
        biased;
            async { client.execute(&entries, &[&number, &seqs, &times, &keys, &links, &envelopes, &has_body]).await },
            async { client.execute(&bodies, &[&number, &body_seqs, &body_bytes]).await },
            async { client.execute(&reached, &[&number, &seq, &link]).await },
            async { client.execute(&tell, &[&CHANNEL, &told]).await },
            client.batch_execute("COMMIT"),
        );
        // Where one of the others failed, the commit was a rollback that says nothing.
        done.0.and(done.1).and(done.2).and(done.3).map_err(sorted)?;
        done.4.map_err(sorted)
    }
}
