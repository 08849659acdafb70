//! What a person puts out of sight: until a time, or as done with.

use crate::{
    Code, Failure, Reason, now,
    overview::Overview,
    view::{Attention, AttentionKind, Change, Hidden},
};
use gangway_domain::attention::Mark;
use gangway_record::attention::{self, Subject};
use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Duration,
};

/// The longest that anything is snoozed, in milliseconds: a year.
const LONGEST: i64 = 366 * 24 * 60 * 60 * 1000;
/// A clock that is set is noticed after this long.
const LOOK: Duration = Duration::from_secs(60);

impl Overview {
    /// Puts something out of sight until a moment, Unix milliseconds.
    pub async fn snooze(&self, kind: AttentionKind, id: String, until: i64) -> Result<(), Failure> {
        let at = now();
        if until <= at || until > at + LONGEST {
            let message = "A snooze ends after now, and within a year.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::SnoozeTime));
        }
        self.mark((kind, id), Mark::Snoozed { until }).await
    }

    /// A person says that something is done with, as far as it was seen: what is new about it brings it back.
    pub async fn set_done(&self, kind: AttentionKind, id: String, seen: i64) -> Result<(), Failure> {
        if !kind.may_be_done() {
            let message = "Only what is done about it ends this.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::NotDoneByHand).about(kind.word()));
        }
        self.mark((kind, id), Mark::Done { seen }).await
    }

    /// Brings back what was put out of sight.
    pub async fn bring_back(&self, kind: AttentionKind, id: String) -> Result<(), Failure> {
        self.environment.record().write(move |c| attention::remove(c, &(kind, id))).await?;
        self.marked();
        Ok(())
    }

    async fn mark(&self, subject: Subject, mark: Mark) -> Result<(), Failure> {
        let (at, actor) = (now(), self.environment.actor().to_owned());
        self.environment.record().write(move |c| attention::put(c, &subject, mark, at, &actor)).await?;
        self.marked();
        Ok(())
    }

    fn marked(&self) {
        self.marks.notify_one();
        self.environment.tell(Change::Attention);
    }
}

/// What is out of sight, with why, and what is not.
pub(super) fn parted(
    items: Vec<Attention>,
    marks: &HashMap<Subject, Mark>,
    now: i64,
) -> (Vec<Attention>, Vec<Attention>) {
    let why = |item: &Attention| {
        let mark = marks.get(&(item.kind, item.id.clone()))?;
        mark.hides(item.seen, now).then_some(match *mark {
            Mark::Snoozed { until } => Hidden::Snoozed { until },
            Mark::Done { .. } => Hidden::Done,
        })
    };
    let all = items.into_iter().map(|item| Attention { hidden: why(&item), ..item });
    all.partition(|item| item.hidden.is_some())
}

/// Says when something that was snoozed is to be shown again.
pub(crate) async fn keep_waking(overview: Weak<Overview>) {
    let mut looked_at = now();
    loop {
        let Some(open) = overview.upgrade() else { return };
        let (since, at) = (looked_at, now());
        let read =
            move |c: &gangway_record::Connection| Ok((attention::next_wake(c, since)?, attention::next_wake(c, at)?));
        // What cannot be read now is read at the next look.
        let (ended, next) = open.environment.record().read(read).await.unwrap_or_default();
        if ended.is_some_and(|ended| ended <= at) {
            open.environment.tell(Change::Attention);
        }
        looked_at = at;
        let woken = Arc::clone(&open.marks);
        drop(open);
        match next {
            None => woken.notified().await,
            Some(next) => {
                let wait = Duration::from_millis((next - at).max(1) as u64).min(LOOK);
                // Woken or waited: either way it is time to look.
                let _ = tokio::time::timeout(wait, woken.notified()).await;
            }
        }
    }
}
