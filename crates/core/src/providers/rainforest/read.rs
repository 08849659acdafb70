//! Applications for the screen.

use super::fields;
use crate::{
    Failure, now,
    providers::rainforest::Applications,
    view::{
        ApplicationBoard, ApplicationColumn, ApplicationEvent, ApplicationFilter, ApplicationPage, ApplicationRow,
        ApplicationSort, ApplicationView,
    },
};
use gangway_domain::ActKind;
use gangway_domain::application::{Source, Status, age_days, review_due};
use gangway_record::{
    Connection, Sql,
    applications::{
        self, Application, Filter, InStatus, Sort,
        application_events::{self, Event},
    },
};
use std::sync::PoisonError;

/// Rows of a column of the board.
const OLDEST: u32 = 25;
/// Rows of a page.
const PAGE: u32 = 500;

impl Applications {
    /// All applications by status.
    pub async fn application_board(&self) -> Result<ApplicationBoard, Failure> {
        let (at, listening, seen_before) = (now(), self.listening_since().await?, self.missed_before());
        let connected = self.rainforest().is_ok();
        let reconciled = self.rainforest.reconciled.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let board = self
            .environment
            .record()
            .read(move |c| {
                let columns = columns(c, at)?;
                let missed = match listening {
                    Some(since) => application_events::missed(c, None, since, seen_before)?,
                    None => 0,
                };
                let total = columns.iter().map(|it| it.count).sum();
                Ok(ApplicationBoard { columns, total, missed, connected, reconciled })
            })
            .await?;
        Ok(board)
    }

    /// A page of the table.
    pub async fn applications(&self, wanted: &ApplicationFilter) -> Result<ApplicationPage, Failure> {
        let (at, filter) = (now(), filter(wanted));
        let (rows, total) = self.environment.record().read(move |c| applications::page(c, &filter)).await?;
        Ok(ApplicationPage { rows: rows.into_iter().map(|it| row(it, at)).collect(), total })
    }

    /// One application with personal data masked.
    pub async fn application(&self, id: &str) -> Result<ApplicationView, Failure> {
        self.application_view(id, false).await
    }

    /// One application with personal data. That it was asked for is in the audit before it is shown.
    pub async fn application_personal(&self, id: &str) -> Result<ApplicationView, Failure> {
        let view = self.application_view(id, true).await?;
        self.environment.disclose(self.environment.act(ActKind::PersonalDataShown, id, None, None), view).await
    }

    async fn application_view(&self, id: &str, personal: bool) -> Result<ApplicationView, Failure> {
        let (at, listening, seen_before) = (now(), self.listening_since().await?, self.missed_before());
        let wanted = id.into();
        let found = self
            .environment
            .record()
            .read(move |c| {
                let Some(it) = applications::by_id(c, &wanted)? else { return Ok(None) };
                let missed = match listening {
                    Some(since) => application_events::missed(c, Some(it.key), since, seen_before)?,
                    None => 0,
                };
                let merged = applications::fields(c, it.key)?;
                let timeline = application_events::of(c, it.key)?;
                Ok(Some((it, merged, timeline, missed)))
            })
            .await?;
        let (it, merged, timeline, missed) = found.ok_or_else(|| Failure::not_found("application").with(id))?;
        Ok(ApplicationView {
            row: row(it, at),
            timeline: timeline.iter().map(event).collect(),
            missed,
            fields: fields::listed(&merged.fields, personal),
            problems: fields::problems(&merged.fields),
            reviews: fields::reviews(&merged.fields, personal),
            personal,
        })
    }

    /// A message that is merely under way is not missed.
    fn missed_before(&self) -> i64 {
        now() - self.environment.profile().overdue_after.as_millis() as i64
    }
}

fn columns(c: &Connection, at: i64) -> Sql<Vec<ApplicationColumn>> {
    let counted = applications::board(c)?;
    let unknown = counted.iter().map(|it| &it.status).filter(|it| matches!(it, Status::Other(_)));
    let mut columns = Vec::new();
    for status in Status::KNOWN.iter().chain(unknown) {
        let found = counted.iter().find(|it| it.status == *status);
        let rows = match found {
            Some(_) => {
                let filter = Filter { statuses: vec![status.clone()], limit: OLDEST, ..Filter::default() };
                applications::page(c, &filter)?.0
            }
            None => Vec::new(),
        };
        columns.push(ApplicationColumn {
            status: status.clone(),
            count: found.map_or(0, |it: &InStatus| it.count),
            oldest_days: found.and_then(|it| it.oldest).and_then(|since| age_days(since, at)),
            rows: rows.into_iter().map(|it| row(it, at)).collect(),
        });
    }
    Ok(columns)
}

/// What a kept view asks for, from the first row on.
pub(super) fn asked(kept: Filter) -> ApplicationFilter {
    ApplicationFilter {
        statuses: kept.statuses,
        search: kept.search,
        resubmitted: kept.resubmitted,
        sort: match kept.sort {
            Sort::Oldest => ApplicationSort::Oldest,
            Sort::Newest => ApplicationSort::Newest,
            Sort::Name => ApplicationSort::Name,
            Sort::Created => ApplicationSort::Created,
        },
        offset: 0,
        limit: kept.limit,
    }
}

pub(super) fn filter(wanted: &ApplicationFilter) -> Filter {
    Filter {
        since_before: None,
        statuses: wanted.statuses.clone(),
        search: wanted.search.clone(),
        resubmitted: wanted.resubmitted,
        merchant: None,
        sort: match wanted.sort {
            ApplicationSort::Oldest => Sort::Oldest,
            ApplicationSort::Newest => Sort::Newest,
            ApplicationSort::Name => Sort::Name,
            ApplicationSort::Created => Sort::Created,
        },
        offset: wanted.offset,
        limit: wanted.limit.min(PAGE),
    }
}

/// An application for the screen.
pub(crate) fn row(it: Application, at: i64) -> ApplicationRow {
    let known = |at: i64| (at > 0).then_some(at);
    let due = review_due(&it.status, it.since, it.resubmitted);
    ApplicationRow {
        id: it.id.0,
        merchant: it.merchant.0,
        name: it.name,
        since: known(it.since),
        age_days: age_days(it.since, at),
        created_at: known(it.created_at),
        resubmitted: it.resubmitted,
        review_due: due,
        review_overdue: due.is_some_and(|due| due < at),
        contested: it.contested,
        fetched_at: it.fetched_at,
        status: it.status,
    }
}

fn event(it: &Event) -> ApplicationEvent {
    ApplicationEvent {
        status: it.known.point.status.clone(),
        at: (it.known.point.at > 0).then_some(it.known.point.at),
        seen_at: it.seen_at,
        mark: it.mark,
        fetched: it.known.source == Source::Fetched,
        delivery: it.delivery,
    }
}
