//! Telling the team what was done here. What is to be told is in the record, written with the act; here it leaves, in its order,
//! and is forgotten when the relay has it. A fact that was told twice is one entry: its key is made of the device and its number.

use super::words::on_the_wire;
use crate::{
    Failure, now,
    team::Team,
    view::{Change, TeamState},
};
use gangway_domain::TeamFact;
use gangway_record::{
    Connection, audit,
    team::{
        self,
        facts::{self, Due},
    },
};
use gangway_wire::{FACT_BYTES, FACTS, Key, NewFact, NewFacts, Role};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    sync::Weak,
    time::{Duration, Instant},
};
use tokio::sync::broadcast::error::RecvError;

/// What comes close together is told together.
const TOGETHER: Duration = Duration::from_millis(300);
/// After the relay did not take it, and when nothing says that there is something.
const AGAIN: Duration = Duration::from_secs(20);
/// Between two hashes of the audit log. Colleagues vouch for what is before the newest of them.
const HEADS: Duration = Duration::from_secs(10 * 60);

/// What is remembered between two looks.
#[derive(Default)]
struct Before {
    /// The newest entry of the audit log that was told, and when.
    head: Option<(Instant, i64)>,
}

/// Runs for the life of a profile.
pub(crate) async fn keep_telling(team: Weak<Team>) {
    let Some(mut changes) = team.upgrade().map(|team| team.environment.changes()) else { return };
    let mut before = Before::default();
    loop {
        let Some(ours) = team.upgrade() else { return };
        if let Err(failure) = ours.tell_facts(&mut before).await {
            tracing::info!(%failure, "what was done here was not told to the team yet");
        }
        drop(ours);
        let something = async {
            loop {
                match changes.recv().await {
                    Ok(Change::Activity | Change::Operation { .. } | Change::Notifications | Change::Team)
                    | Err(RecvError::Lagged(_)) => return Some(()),
                    Ok(_) => {}
                    Err(RecvError::Closed) => return None,
                }
            }
        };
        match tokio::time::timeout(AGAIN, something).await {
            Ok(None) => return,
            Ok(Some(())) => tokio::time::sleep(TOGETHER).await,
            Err(_) => {}
        }
    }
}

impl Team {
    async fn tell_facts(&self, before: &mut Before) -> Result<(), Failure> {
        let Some(membership) = self.environment.record().read(team::membership).await? else {
            *before = Before::default();
            return Ok(());
        };
        if self.standing().state == TeamState::Live {
            self.end_alone().await?;
        }
        self.note_audit_head(&membership.device, before).await?;
        loop {
            let due = self.environment.record().read(|c| facts::due(c, FACTS)).await?;
            let Some(last) = due.last().map(|it| it.id) else { return Ok(()) };
            // Of a viewer the relay takes what was reviewed; one refused fact would take the others with it.
            let is_viewer = Role::from_word(&membership.role) == Some(Role::Viewer);
            let may_tell = |it: &&Due| !is_viewer || matches!(it.what, TeamFact::ReviewSignOff | TeamFact::AuditHead);
            let told: Vec<_> = due.iter().filter(may_tell).map(|it| fact(&membership.device, it)).collect();
            if !told.is_empty() {
                let (_, relay) = self.relay().await?;
                relay.tell(&NewFacts { facts: told }).await?;
            }
            self.environment.record().write(move |c| facts::told(c, last)).await?;
        }
    }

    /// An outsider keeps where the audit log ends, now and then, and soon after it began.
    async fn note_audit_head(&self, device: &str, before: &mut Before) -> Result<(), Failure> {
        if before.head.is_some_and(|(at, _)| at.elapsed() < HEADS) {
            return Ok(());
        }
        let Some((id, hash)) = self.environment.record().read(audit::last).await? else { return Ok(()) };
        if before.head.is_some_and(|(_, told)| told == id) {
            return Ok(());
        }
        let (device, details) = (device.to_owned(), json!({ "id": id, "hash": hex::encode(hash) }));
        let tell = move |c: &Connection| facts::tell(c, TeamFact::AuditHead, &device, None, &details, now());
        self.environment.record().write(tell).await?;
        before.head = Some((Instant::now(), id));
        Ok(())
    }
}

fn fact(device: &str, it: &Due) -> NewFact {
    let digest = Sha256::new().chain_update(device).chain_update([0]).chain_update(it.id.to_be_bytes()).finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    let details = if it.details.len() > FACT_BYTES { None } else { serde_json::from_str(&it.details).ok() };
    NewFact {
        key: Key(key),
        at: it.at,
        what: on_the_wire(it.what),
        subject: it.subject.chars().take(200).collect(),
        // What is too long to be told is in this console's own audit log.
        details: details.filter(Value::is_object).unwrap_or_else(|| json!({})),
    }
}
