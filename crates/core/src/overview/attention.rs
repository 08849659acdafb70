//! Home: who needs a person, across the providers.

use crate::{
    Code, Failure, now,
    overview::Overview,
    providers::ratepay,
    provisioning::halted,
    view::{
        Attention, AttentionKind as Kind, Figures, NotificationFilter, NotificationState, Overview as Seen, StatusAges,
    },
};
use gangway_domain::{
    application::{Status, review_due},
    dispute::DisputeState,
    operation,
};
use gangway_record::{
    Connection, Sql,
    applications::{self, Application, Filter},
    deliveries::{self, Rejections},
    merchants,
    operations::{
        self, Operation, Phase,
        open_stores::{self, Waiting},
        operation_stores,
    },
    stores::drift,
};
use std::collections::HashMap;

const DAY: i64 = 24 * 60 * 60 * 1000;
const WEEK: i64 = 7 * DAY;
/// An unknown outcome is asked about at once, by itself; one that is older needs a person.
const ASKED_ABOUT: i64 = 30 * 1000;
/// Applications handed in again whose date is looked at, the oldest.
const HANDED_IN: u32 = 500;

impl Overview {
    /// What needs a person, and how things stand.
    pub async fn overview(&self) -> Result<Seen, Failure> {
        let (at, overdue_ms) = (now(), self.environment.profile().overdue_after.as_millis() as i64);
        let (figures, items) = self
            .environment
            .record()
            .read(move |c| {
                let waiting = open_stores::waiting(c)?;
                Ok((figures(c, &waiting, at, overdue_ms)?, of_stores(c, &waiting, at)?))
            })
            .await?;
        let applications = self.environment.record().read(move |c| ages(c, at)).await?;
        Ok(Seen { figures, applications, items: self.attention(items, at).await? })
    }

    /// How many things need a person.
    pub(super) async fn needs(&self) -> Result<usize, Failure> {
        let at = now();
        let items = self.environment.record().read(move |c| of_stores(c, &open_stores::waiting(c)?, at)).await?;
        Ok(self.attention(items, at).await?.len())
    }

    /// What needs a person beside what concerns stores and deliveries, and that, the most urgent first.
    async fn attention(&self, mut items: Vec<Attention>, at: i64) -> Result<Vec<Attention>, Failure> {
        for row in self.subscriptions.urgent_disputes().await? {
            let kind = if row.state == DisputeState::Overdue { Kind::DisputeOverdue } else { Kind::DisputeDueSoon };
            let mut item = about(kind, row.id, 1, row.due_at);
            item.dispute = Some(row.reason);
            item.delivery = Some(row.delivery);
            items.push(item);
        }
        // Rappi's webhook is registered by itself before the first request of a run.
        let lines = self.environment.record().read(ratepay::compared).await?;
        let differing = lines.into_iter().filter(|line| line.differs);
        items.extend(differing.map(|line| about(Kind::SubscriptionDiffers, line.event, 1, None)));
        items.extend(self.environment.record().read(move |c| of_applications(c, at)).await?);
        let refused = NotificationFilter { state: Some(NotificationState::Refused), limit: 1, ..Default::default() };
        let refused = self.notifications.notifications(&refused).await?;
        if let Some(newest) = refused.rows.first() {
            let mut item =
                about(Kind::MessagesRefused, newest.merchant_name.clone(), refused.total, Some(newest.created_at));
            item.application = Some(newest.application.clone());
            items.push(item);
        }
        // Within a kind the oldest first; what has no time comes last.
        items.sort_by_key(|item| (item.kind, item.at.is_none(), item.at));
        Ok(items)
    }
}

fn of_stores(c: &Connection, waiting: &[Waiting], at: i64) -> Sql<Vec<Attention>> {
    let names: HashMap<String, String> = merchants::all(c)?.into_iter().map(|row| (row.id.0, row.name)).collect();
    let name = |merchant: &str| names.get(merchant).cloned().unwrap_or_else(|| merchant.to_owned());
    let mut items: Vec<Attention> = waiting.iter().filter_map(|it| in_doubt(it, at, &name)).collect();
    for phase in [Phase::Paused, Phase::Halted, Phase::Interrupted] {
        for row in operations::in_phase(c, phase)?.into_iter().filter(|row| row.started_at >= at - WEEK) {
            if let Some(kind) = needs(c, &row)? {
                let mut item = about(kind, name(&row.merchant.0), unsent(c, &row)?, Some(row.started_at));
                item.merchant = Some(row.merchant.0);
                item.operation = Some(row.id.0);
                items.push(item);
            }
        }
    }
    for merchant in merchants::all(c)? {
        let unseen = drift::unseen(c, &merchant.id)?;
        if unseen > 0 {
            let mut item = about(Kind::Drift, merchant.name, unseen, merchant.refreshed_at);
            item.merchant = Some(merchant.id.0);
            items.push(item);
        }
    }
    items.extend(deliveries::rejected_since(c, at - DAY)?.into_iter().map(rejected));
    Ok(items)
}

/// How many applications are in each status, and for how long.
fn ages(c: &Connection, at: i64) -> Sql<Vec<StatusAges>> {
    let mut found = applications::ages(c, [at - DAY, at - 3 * DAY, at - WEEK])?;
    let place = |status: &Status| Status::KNOWN.iter().position(|known| known == status).unwrap_or(Status::KNOWN.len());
    found.sort_by_key(|(status, _)| place(status));
    let row = |(status, ages): (Status, [u32; 4])| StatusAges { status, count: ages.iter().sum(), ages };
    Ok(found.into_iter().map(row).collect())
}

/// Applications that somebody has to do something about: one item for each kind, about the oldest.
fn of_applications(c: &Connection, at: i64) -> Sql<Vec<Attention>> {
    let mut items = Vec::new();
    let wanted =
        [(Kind::ApplicationsInReview, Status::InReview), (Kind::ApplicationsNeedInformation, Status::NeedsInformation)];
    for (kind, status) in wanted {
        let filter = Filter { statuses: vec![status], limit: 1, ..Filter::default() };
        let (rows, count) = applications::page(c, &filter)?;
        items.extend(rows.into_iter().next().map(|oldest| of_application(kind, oldest, count)));
    }
    let handed_in =
        Filter { statuses: vec![Status::Processing], resubmitted: true, limit: HANDED_IN, ..Filter::default() };
    let (rows, _) = applications::page(c, &handed_in)?;
    let is_over = |it: &Application| review_due(&it.status, it.since, it.resubmitted).is_some_and(|due| due < at);
    let over: Vec<Application> = rows.into_iter().filter(is_over).collect();
    let count = over.len() as u32;
    items.extend(over.into_iter().next().map(|oldest| of_application(Kind::ReviewOverdue, oldest, count)));
    Ok(items)
}

fn of_application(kind: Kind, oldest: Application, count: u32) -> Attention {
    let name = if oldest.name.is_empty() { oldest.id.0 } else { oldest.name };
    let mut item = about(kind, name, count, (oldest.since > 0).then_some(oldest.since));
    item.status = Some(oldest.status);
    item
}

fn figures(c: &Connection, waiting: &[Waiting], at: i64, overdue_ms: i64) -> Sql<Figures> {
    let in_state = |state| waiting.iter().filter(|it| it.state == state).map(|it| it.stores).sum::<u32>();
    let (integrated, failed) = operation_stores::settled_since(c, operation::Kind::Provision, at - WEEK)?;
    let overdue = in_state(operation::StoreState::Overdue);
    Ok(Figures {
        integrated,
        failed,
        waiting: in_state(operation::StoreState::Accepted) + overdue,
        overdue,
        unknown: in_state(operation::StoreState::Unknown),
        missed: operation_stores::missed(c, None, at - overdue_ms)?,
    })
}

fn in_doubt(it: &Waiting, at: i64, name: &impl Fn(&str) -> String) -> Option<Attention> {
    let kind = match it.state {
        operation::StoreState::Overdue => Kind::Overdue,
        operation::StoreState::Unknown if it.since.is_none_or(|since| at - since >= ASKED_ABOUT) => {
            Kind::OutcomeUnknown
        }
        _ => return None,
    };
    let mut item = about(kind, name(&it.merchant.0), it.stores, it.since);
    item.merchant = Some(it.merchant.0.clone());
    Some(item)
}

/// A run that rests at a person's own request needs nobody, and one that sent everything needs nobody either.
fn needs(c: &Connection, row: &Operation) -> Sql<Option<Kind>> {
    let kind = match row.phase {
        Phase::Paused if halted::waits_for_sign_in(row.halt.as_deref()) => Kind::SignInOver,
        // It rests for a reason that cannot be read: a person has to look.
        Phase::Paused if row.halt.as_deref().is_some_and(|halt| halted::failure(halt).code == Code::RecordDamaged) => {
            Kind::RunHalted
        }
        Phase::Halted => Kind::RunHalted,
        Phase::Interrupted => Kind::RunInterrupted,
        _ => return Ok(None),
    };
    Ok((unsent(c, row)? > 0).then_some(kind))
}

fn unsent(c: &Connection, row: &Operation) -> Sql<u32> {
    let counts = operation_stores::counts(c, &row.id)?;
    Ok(counts.iter().filter(|(state, _)| *state == operation::StoreState::Planned).map(|(_, stores)| stores).sum())
}

fn rejected(it: Rejections) -> Attention {
    let mut item = about(Kind::DeliveryRejected, it.event, it.count, Some(it.at));
    item.why = it.why.known();
    item.detail = Some(it.why.word().to_owned());
    item.delivery = Some(it.newest);
    item
}

fn about(kind: Kind, subject: String, count: u32, at: Option<i64>) -> Attention {
    Attention {
        kind,
        subject,
        why: None,
        detail: None,
        dispute: None,
        status: None,
        application: None,
        count,
        at,
        merchant: None,
        operation: None,
        delivery: None,
    }
}
