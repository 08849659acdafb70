//! Home: who needs a person, across the providers.

pub(crate) mod figures;
mod marks;
mod of_applications;
mod of_desk;
mod of_stores;

pub(crate) use marks::keep_waking;

use crate::{
    Failure,
    clock::{DAY, now},
    overview::Overview,
    providers::ratepay,
    view::{Attention, AttentionKind as Kind, MoreAttention, Overview as Seen},
};
use figures::{ages, figures};
use gangway_domain::dispute::DisputeState;
use gangway_record::{Connection, Sql, attention, operations::open_stores};
use std::collections::BTreeMap;

/// Rows of one kind that are listed.
const LISTED: usize = 200;

/// What needs a person, sorted, with what a person put out of sight.
struct Needed {
    items: Vec<Attention>,
    more: Vec<MoreAttention>,
    hidden: Vec<Attention>,
}

/// What was read, and how much of each kind was not.
type Found = (Vec<Attention>, Vec<(Kind, u32)>);

impl Overview {
    /// What needs a person, and how things stand.
    pub async fn overview(&self) -> Result<Seen, Failure> {
        let (at, overdue_ms) = (now(), self.environment.profile().overdue_after.as_millis() as i64);
        let read = move |c: &Connection| {
            let waiting = open_stores::waiting(c)?;
            Ok((figures(c, &waiting, at, overdue_ms)?, ages(c, at)?))
        };
        let (figures, applications) = self.environment.record().read(read).await?;
        let Needed { items, more, hidden } = self.needed(at).await?;
        Ok(Seen { figures, applications, items, more, hidden })
    }

    /// How many things need a person.
    pub(super) async fn needs(&self) -> Result<usize, Failure> {
        let Needed { items, more, .. } = self.needed(now()).await?;
        Ok(items.len() + more.iter().map(|it| it.count as usize).sum::<usize>())
    }

    async fn needed(&self, at: i64) -> Result<Needed, Failure> {
        let ours = self.environment.profile().integrations;
        let read = move |c: &Connection| -> Sql<Found> {
            let mut items = of_stores::of_stores(c, &open_stores::waiting(c)?, &ours, at)?;
            items.extend(of_desk::of_deliveries(c, at - DAY)?);
            let lines = ratepay::compared(c)?.into_iter().filter(|line| line.differs);
            items.extend(lines.map(|line| about(Kind::SubscriptionDiffers, line.event.clone(), line.event, 1, None)));
            items.extend(of_desk::of_messages(c)?);
            let (applications, unread) = of_applications::of_applications(c, at)?;
            items.extend(applications);
            Ok((items, unread))
        };
        let (mut items, unread) = self.environment.record().read(read).await?;
        items.extend(self.of_desk().await?);
        items.extend(self.of_disputes().await?);
        let marks = self.environment.record().read(attention::all).await?;
        // Within a kind the oldest first; what has no time comes last.
        items.sort_by_key(|item| (item.kind, item.at.is_none(), item.at));
        let (hidden, items) = marks::parted(items, &marks, at);
        let (items, more) = listed(items, unread);
        Ok(Needed { items, more, hidden })
    }

    async fn of_disputes(&self) -> Result<Vec<Attention>, Failure> {
        let urgent = self.subscriptions.urgent_disputes().await?.into_iter().map(|row| {
            let kind = if row.state == DisputeState::Overdue { Kind::DisputeOverdue } else { Kind::DisputeDueSoon };
            let mut item = about(kind, row.id.clone(), row.id, 1, row.due_at);
            item.dispute = Some(row.reason);
            item.delivery = Some(row.delivery);
            item
        });
        Ok(urgent.collect())
    }
}

/// The first of each kind, and how many there are beside those.
fn listed(items: Vec<Attention>, unread: Vec<(Kind, u32)>) -> (Vec<Attention>, Vec<MoreAttention>) {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut over: BTreeMap<Kind, u32> = unread.into_iter().collect();
    let mut shown = Vec::with_capacity(items.len().min(LISTED));
    for item in items {
        let count = counts.entry(item.kind).or_default();
        *count += 1;
        if *count <= LISTED {
            shown.push(item);
        } else {
            *over.entry(item.kind).or_default() += 1;
        }
    }
    let more = over.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| MoreAttention { kind, count });
    (shown, more.collect())
}

fn about(kind: Kind, id: String, subject: String, count: u32, at: Option<i64>) -> Attention {
    Attention {
        kind,
        id,
        subject,
        why: None,
        detail: None,
        dispute: None,
        status: None,
        application: None,
        held: None,
        count,
        at,
        merchant: None,
        operation: None,
        delivery: None,
        seen: at.unwrap_or(0),
        may_be_done: kind.may_be_done(),
        hidden: None,
    }
}

#[cfg(test)]
mod tests;
