//! Reading the provider's list: secrets go to the vault, and what was open is settled by the rest.

use super::rotate::open_rotations;
use crate::{
    Failure,
    environment::audited::Acted,
    now,
    providers::ratepay::Subscriptions,
    view::{self, Change},
};
use gangway_domain::{
    ActKind, SubscriptionId,
    subscription::{Drift, Facts, Local, Made, Remote, compare, was_made},
};
use gangway_record::{
    Connection, Sql,
    audit::{self, Act},
    subscriptions::{self, Phase, Subscription, remote_subscriptions},
};
use std::{collections::HashMap, sync::Weak};

/// Both sides at one moment.
pub(super) struct Sides {
    pub(super) rows: Vec<Subscription>,
    pub(super) remotes: Vec<Remote>,
}

impl Sides {
    /// The row of ours with this key.
    pub(super) fn row(&self, key: &str) -> Option<&Subscription> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// The provider's subscription with this id.
    pub(super) fn remote(&self, id: &SubscriptionId) -> Option<&Remote> {
        self.remotes.iter().find(|remote| remote.id == *id)
    }

    /// The provider's side of a row of ours.
    pub(super) fn partner(&self, row: &Subscription) -> Option<&Remote> {
        row.remote.as_ref().and_then(|id| self.remote(id))
    }
}

/// Both sides, as the record has them.
pub(super) fn sides(c: &Connection) -> Sql<Sides> {
    Ok(Sides { rows: subscriptions::all(c)?, remotes: remote_subscriptions::all(c)? })
}

impl Subscriptions {
    /// Reads Ratepay's list, and answers everything anew.
    pub async fn refresh_subscriptions(&self) -> Result<view::Subscriptions, Failure> {
        let turn = self.ratepay.turn.lock().await;
        self.read_list().await?;
        drop(turn);
        self.subscriptions().await
    }

    /// Reads the list and settles what was open. The caller has the turn.
    pub(super) async fn read_list(&self) -> Result<Sides, Failure> {
        self.read_list_for(None, |_| false).await
    }

    /// The same after a call that changed something there: where the list `shows` it, `act` is written together with it.
    pub(super) async fn read_list_for(
        &self,
        act: Option<Act>,
        shows: impl FnOnce(&Sides) -> bool + Send + 'static,
    ) -> Result<Sides, Failure> {
        let asked_at = now();
        let listed = self.ratepay()?.list().await;
        self.note_ratepay(listed.as_ref().err());
        let remotes = self.keep_listed(listed?).await?;
        self.follow_receiver().await?;
        let unknown = self.unknown_for().as_millis() as i64;
        let created = self.environment.act(ActKind::SubscriptionCreated, "", None, None);
        let sides = self
            .environment
            .commit_if(move |c| {
                remote_subscriptions::replace(c, &remotes, asked_at)?;
                for row in settle(c, &remotes, asked_at, unknown)? {
                    audit::append(c, &created_by(&created, &row.facts))?;
                }
                let now_there = sides(c)?;
                let entry = act.filter(|_| shows(&now_there));
                Ok(Acted::maybe(now_there, entry))
            })
            .await?;
        self.recover_secrets(&sides).await?;
        self.confirm_rotations(&sides).await?;
        self.environment.tell(Change::Subscriptions);
        self.environment.tell(Change::Activity);
        Ok(sides)
    }

    /// What points at an endpoint of ours is meant to point where the receiver is reached now: after a change of the public
    /// address it shows as a drift, and restoring it tells the provider.
    async fn follow_receiver(&self) -> Result<(), Failure> {
        if self.receiver.failure().is_some() {
            return Ok(());
        }
        for row in self.environment.record().read(subscriptions::all).await? {
            let Some(url) = row.endpoint.as_ref().map(|endpoint| self.receiver.hook(endpoint)) else { continue };
            if url != row.facts.url && row.phase == Phase::Settled {
                let facts = Facts { url, ..row.facts };
                self.environment.record().write(move |c| subscriptions::set_facts(c, &row.key, &facts)).await?;
            }
        }
        Ok(())
    }
}

/// The entry of a create that was seen to be done.
pub(super) fn created_by(act: &Act, facts: &Facts) -> Act {
    Act { subject: facts.event.clone(), detail: Some(format!("created · {}", facts.url)), ..act.clone() }
}

/// Notes which subscription is whose: lost creates that were done after all, and rows whose subscription was made anew. Answers
/// the rows whose create was seen to be done.
fn settle(c: &Connection, remotes: &[Remote], asked_at: i64, unknown_ms: i64) -> Sql<Vec<Subscription>> {
    let mut created = Vec::new();
    let rows = subscriptions::all(c)?;
    let locals: Vec<Local> = rows.iter().map(Subscription::local).collect();
    let by_key: HashMap<&str, &Subscription> = rows.iter().map(|row| (row.key.as_str(), row)).collect();
    for line in compare(&locals, remotes).into_iter().filter(|line| line.drift == Drift::InSync) {
        let row = line.local.as_deref().and_then(|key| by_key.get(key));
        if let Some(row) = row.filter(|row| row.remote != line.remote || row.phase == Phase::Creating) {
            subscriptions::settle(c, &row.key, line.remote.as_ref())?;
            created.extend(Some(*row).filter(|row| row.phase == Phase::Creating).cloned());
        }
    }
    let rows = subscriptions::all(c)?;
    let taken: Vec<SubscriptionId> = rows.iter().filter_map(|row| row.remote.clone()).collect();
    // An answer to a question asked before the request left says nothing about it.
    for row in rows.iter().filter(|row| row.phase == Phase::Creating && row.sent_at <= asked_at) {
        match was_made(&row.facts, remotes, &taken, (row.sent_at, asked_at, unknown_ms)) {
            Made::Yes(id) => {
                subscriptions::settle(c, &row.key, Some(&id))?;
                created.push(row.clone());
            }
            Made::No => subscriptions::settle(c, &row.key, None)?,
            Made::Open => {}
        }
    }
    Ok(created)
}

/// Between two looks at a list that does not tell yet; grows from try to try, so that nobody is hammered.
const BACK_OFF: [u32; 5] = [1, 2, 4, 15, 60];

/// Creates and rotations whose end is not known.
fn in_doubt(c: &Connection) -> Sql<bool> {
    let creating = subscriptions::all(c)?.iter().any(|row| row.phase == Phase::Creating);
    Ok(creating || !open_rotations(c)?.is_empty())
}

/// Reads the list again while something has an unknown outcome, so that nobody has to: at the start at once, and there also where the
/// vault forgot the secret of an endpoint of ours, because the provider still has it.
pub(crate) async fn keep_settling(subscriptions: Weak<Subscriptions>) {
    let mut tries = 0;
    if let Some(open) = subscriptions.upgrade()
        && (open.lacks_secrets().await.unwrap_or(false)
            || open.environment.record().read(in_doubt).await.unwrap_or(false))
    {
        open.settle_unknown().await;
    }
    loop {
        let Some(open) = subscriptions.upgrade() else { return };
        if !open.environment.record().read(in_doubt).await.unwrap_or(false) {
            tries = 0;
            drop(open);
            if !woken(&subscriptions).await {
                return;
            }
            continue;
        }
        let wait = open.unknown_for() * BACK_OFF.get(tries).copied().unwrap_or(60);
        tries += 1;
        drop(open);
        tokio::time::sleep(wait).await;
        let Some(open) = subscriptions.upgrade() else { return };
        open.settle_unknown().await;
    }
}

impl Subscriptions {
    async fn settle_unknown(&self) {
        let _turn = self.ratepay.turn.lock().await;
        let settled = async { self.go_on_with_rotations(&self.read_list().await?).await };
        if let Err(failure) = settled.await {
            tracing::warn!(%failure, "Ratepay's list could not settle what has an unknown outcome");
        }
    }
}

/// Waits until something has an unknown outcome, without keeping the profile open; `false` when it was closed.
async fn woken(subscriptions: &Weak<Subscriptions>) -> bool {
    let Some(open) = subscriptions.upgrade().map(|subscriptions| std::sync::Arc::clone(&subscriptions.ratepay.open))
    else {
        return false;
    };
    open.notified().await;
    true
}
