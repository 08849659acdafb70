//! The audit: reading it, and proving that nobody changed it.
//!
//! The record holds a chain of hashes; the vault holds the newest of them, so that whoever can write the file cannot cut its
//! end off or write it anew unseen. A note that the record contradicts is evidence: it is never replaced by itself.

use crate::{
    Code, Failure,
    audit::vouched,
    environment::Environment,
    now,
    view::{
        ActivityBreak, ActivityChanged, ActivityChecked, ActivityFilter, ActivityKinds, ActivityNoted, ActivityPage,
        ActivityRow, Change,
    },
};
use gangway_domain::ActKind;
use gangway_record::{
    Connection,
    audit::{
        self, Act, Filter,
        chain::{self, Break, Head},
    },
    db::unreadable::Kept,
};
use gangway_vault::VaultError;
use secrecy::ExposeSecret;
use std::sync::Arc;
use std::{sync::Weak, time::Duration};
use tokio::sync::broadcast::error::RecvError;

/// Rows of one page at most.
const PAGE: u32 = 500;
/// Where the newest act is noted in the vault.
const HEAD: &str = "audit-head";
/// Acts that come close together are noted once: a keyring takes milliseconds for each.
const TOGETHER: Duration = Duration::from_millis(200);
/// After a vault that could not be written.
const AGAIN: Duration = Duration::from_secs(30);

/// The audit log of one environment, and the place outside of it where its newest hash is.
pub struct AuditLog {
    environment: Arc<Environment>,
}

impl AuditLog {
    pub(crate) fn new(environment: Arc<Environment>) -> Arc<Self> {
        Arc::new(Self { environment })
    }

    /// Newest first. `before` is the last id of the page before.
    pub async fn activity(
        &self,
        filter: &ActivityFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<ActivityPage, Failure> {
        let wanted = wanted(filter);
        let (total, rows) =
            self.environment.record().read(move |c| audit::list(c, &wanted, before, limit.min(PAGE))).await?;
        Ok(ActivityPage { rows: rows.into_iter().map(row).collect(), total })
    }

    /// What there is to choose from.
    pub async fn activity_kinds(&self) -> Result<ActivityKinds, Failure> {
        let (acts, actors) = self.environment.record().read(audit::kinds).await?;
        Ok(ActivityKinds { acts: acts.iter().filter_map(Kept::known).collect(), actors })
    }

    /// Walks the whole chain and compares its end with the note in the vault. Changes nothing.
    pub async fn verify_activity(&self) -> Result<ActivityChecked, Failure> {
        let (noted, said) = match self.noted_head().await {
            Ok(Some(head)) => (Some(head), ActivityNoted::Compared),
            Ok(None) => (None, ActivityNoted::Nothing),
            Err(_) => (None, ActivityNoted::Locked),
        };
        let read = move |c: &Connection| Ok((chain::verify(c, noted)?, vouched::by_team(c)?));
        let (checked, by_team) = self.environment.record().read(read).await?;
        let mut breaks: Vec<_> = checked.breaks.into_iter().map(ActivityBreak::from).collect();
        breaks.extend(by_team.against.map(|told| ActivityBreak::AgainstTeam { told }));
        Ok(ActivityChecked {
            acts: checked.acts,
            breaks,
            vouched: by_team.vouched,
            noted: said,
            after_noted: checked.after_noted,
            at: now(),
        })
    }

    /// Somebody looked into a finding, such as a record that was put back from a copy: from now on the end is the one that is
    /// there. That this was done is an act itself; what does not fit in the chain keeps being said.
    pub async fn accept_activity(&self) -> Result<ActivityChecked, Failure> {
        let noted = self.noted_head().await?;
        let found = self.environment.record().read(move |c| chain::verify(c, noted)).await?;
        let about_the_end = |it: &&Break| !matches!(it, Break::Row { .. });
        let finding = found.breaks.iter().find(about_the_end).ok_or_else(|| {
            Failure::new(Code::Stale, "The end of the activity is the one that is noted in the vault.")
        })?;
        let word = if matches!(finding, Break::CutOff { .. }) { "cut_off" } else { "rewritten" };
        let end = |head: Option<Head>| head.map(|head| head.id.to_string());
        let act = self
            .environment
            .act(ActKind::ActivityEndAccepted, &self.environment.profile().name, None, None)
            .changed("finding", None, Some(word.to_owned()))
            .changed("audit_head", end(noted), end(found.head));
        // The note names the newest entry, which is the one that says that it was accepted.
        self.environment
            .audit_outside(act, async {
                if let Some(head) = self.newest_act().await? {
                    self.environment.vault().put(HEAD, head.text().into()).await?;
                }
                Ok(())
            })
            .await?;
        self.verify_activity().await
    }

    async fn noted_head(&self) -> Result<Option<Head>, VaultError> {
        let text = self.environment.vault().get(HEAD).await?;
        Ok(text.and_then(|text| Head::from_text(text.expose_secret())))
    }

    async fn newest_act(&self) -> Result<Option<Head>, Failure> {
        Ok(self.environment.record().read(audit::last).await?.map(|(id, hash)| Head { id, hash }))
    }

    /// Notes the newest act in the vault, unless the record contradicts what is noted there.
    pub(crate) async fn note_activity(&self) -> Result<(), Failure> {
        let noted = self.noted_head().await?;
        let Some(newest) = self.newest_act().await? else { return Ok(()) };
        if let Some(noted) = noted {
            if noted == newest {
                return Ok(());
            }
            if !self.environment.record().read(move |c| chain::holds(c, &noted)).await? {
                tracing::warn!(noted = noted.id, newest = newest.id, "the activity is not the one that was noted");
                return Ok(());
            }
        }
        self.environment.vault().put(HEAD, newest.text().into()).await?;
        Ok(())
    }
}

/// Runs for the life of a profile: after an act, its hash is noted in the vault. What was there when it was opened is noted
/// with the first act of this life or at its end: a verification that comes first compares with what an earlier life noted,
/// never with a note that is a moment old.
pub(crate) async fn keep_noting(audit: Weak<AuditLog>) {
    let Some(mut changes) = audit.upgrade().map(|audit| audit.environment.changes()) else { return };
    loop {
        match changes.recv().await {
            Ok(Change::Activity) | Err(RecvError::Lagged(_)) => {}
            Ok(_) => continue,
            Err(RecvError::Closed) => return,
        }
        tokio::time::sleep(TOGETHER).await;
        while let Err(failure) = {
            let Some(open) = audit.upgrade() else { return };
            open.note_activity().await
        } {
            tracing::info!(%failure, "the newest act could not be noted in the vault");
            tokio::time::sleep(AGAIN).await;
        }
    }
}

pub(crate) fn wanted(filter: &ActivityFilter) -> Filter {
    let filter = filter.clone();
    Filter {
        search: filter.search.trim().to_owned(),
        acts: filter.acts,
        actor: filter.actor,
        merchant: filter.merchant,
        since: filter.since,
        until: filter.until,
    }
}

fn row((id, act): (i64, Act)) -> ActivityRow {
    let changes = act.changes.into_iter();
    ActivityRow {
        id,
        at: act.at,
        actor: act.actor,
        act: act.act.known(),
        written: act.act.word().to_owned(),
        subject: act.subject,
        merchant: act.merchant,
        detail: act.detail,
        changes: changes.map(|it| ActivityChanged { what: it.what, before: it.before, after: it.after }).collect(),
        answer: act.answer,
    }
}

impl From<Break> for ActivityBreak {
    fn from(found: Break) -> Self {
        match found {
            Break::Row { id, after } => Self::Row { id, after },
            Break::CutOff { noted, newest } => Self::CutOff { noted, newest },
            Break::Rewritten { noted } => Self::Rewritten { noted },
        }
    }
}
