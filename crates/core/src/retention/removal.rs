//! Retention: what is too old is removed, one merchant's personal data is erased, and how large the record is.

use crate::{
    Code, Failure, Reason, now,
    retention::Retention,
    view::{Change, Kept, RecordErased, RecordPruned, RecordStats},
};
use gangway_domain::{ActKind, MerchantId};
use gangway_record::{
    maintenance::erasure::{self, Refused, Whose},
    retention::Removed,
};

impl Retention {
    /// How large the record is, and how it grows.
    pub async fn record_stats(&self) -> Result<RecordStats, Failure> {
        let (record, days) = (self.environment.record().clone(), self.environment.profile().retention.days);
        let size = blocking(move || record.size(now())).await?;
        let (checked_at, damage) = size.checked.map_or((None, None), |done| (Some(done.at), done.finding));
        Ok(RecordStats {
            bytes: size.record as i64,
            index_bytes: size.index as i64,
            free_bytes: size.free as i64,
            deliveries: size.deliveries,
            oldest_body: size.oldest_body,
            applications: size.applications,
            operations: size.operations,
            audit_entries: size.audit,
            month_deliveries: size.month_deliveries,
            month_bytes: size.month_bytes as i64,
            retention_days: days,
            pruned_at: size.pruned,
            checked_at,
            damage,
        })
    }

    /// Removes the content of what is older than so many days, piece by piece.
    pub async fn prune_record(&self, days: u32) -> Result<RecordPruned, Failure> {
        let act = self.environment.act(ActKind::ContentRemoved, &self.environment.profile().name, None, None);
        let before = now() - i64::from(days) * 86_400_000;
        self.prune(before, act, || true).await
    }

    /// With the audit entry of what was removed, if anything was.
    pub(crate) async fn prune(
        &self,
        before: i64,
        act: gangway_record::audit::Act,
        go_on: impl Fn() -> bool,
    ) -> Result<RecordPruned, Failure> {
        let act = act.changed("removed_before", None, crate::clock::instant(Some(before)));
        let removed = self.environment.record().prune(before, now(), act, go_on).await?;
        if !removed.is_nothing() {
            self.environment.tell(Change::Activity);
            self.content_changed();
        }
        Ok(pruned(removed))
    }

    /// Gives what was freed back to the disk. The whole file is written anew: nothing may come in meanwhile.
    pub async fn compact_record(&self) -> Result<(), Failure> {
        let record = self.environment.record().clone();
        blocking(move || record.compact()).await
    }

    /// Erases what is known of one merchant's persons, with its audit entry in the same transaction. The merchant is named by
    /// its id at Rainforest, or by the id or email with which it authorized here.
    pub async fn erase_merchant(&self, wanted: &str) -> Result<RecordErased, Failure> {
        let name = wanted.trim().to_owned();
        let whose = self.environment.record().read(move |c| erasure::whose(c, &name)).await?;
        let whose = whose.ok_or_else(|| Failure::not_found("merchant").with(wanted))?;
        let id = whose.id().to_owned();
        // Not the name: it would stay in the audit log.
        let act = self.environment.act(ActKind::PersonalDataErased, &id, Some(&MerchantId(id.clone())), None);
        let erased = self.environment.record().erase(whose.clone(), act, now()).await?.map_err(refused)?;
        if let Whose::Authorized(merchant) = &whose {
            self.tokens.forget_token(merchant).await?;
        }
        self.environment.tell(Change::Activity);
        self.environment.tell(Change::Merchants);
        self.environment.tell(Change::Businesses);
        self.content_changed();
        let kept = vec![Kept::Ids, Kept::Statuses, Kept::Digests, Kept::Operations, Kept::AuditLog];
        Ok(RecordErased {
            merchant: id,
            accounts: erased.accounts,
            disputes: erased.disputes,
            removed: pruned(erased.removed),
            kept,
        })
    }

    fn content_changed(&self) {
        self.environment.tell(Change::Deliveries);
        self.environment.tell(Change::Applications);
        self.environment.tell(Change::Notifications);
    }
}

fn pruned(removed: Removed) -> RecordPruned {
    RecordPruned { deliveries: removed.deliveries, applications: removed.applications, messages: removed.messages }
}

fn refused(why: Refused) -> Failure {
    let (reason, count) = match why {
        Refused::OperationsOpen(count) => (Reason::OperationsOpen, count),
        Refused::NotApplied(count) => (Reason::DeliveriesWaiting, count),
    };
    Failure::new(Code::AlreadyRunning, format!("Nothing was erased: {why}.")).because(reason).about(count.to_string())
}

/// The record's own time-consuming work, off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, gangway_record::RecordError> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| Failure::new(Code::Internal, "The record's work was cut off."))??)
}
