//! Applications that somebody has to do something about: one row for each.

use super::{Found, about};
use crate::{
    clock::WEEK,
    view::{Attention, AttentionKind as Kind},
};
use gangway_domain::application::{Status, review_due};
use gangway_record::{
    Connection, Sql,
    applications::{self, Application, Filter},
};

/// Of each kind, the longest in their status; those beyond are counted.
const READ: u32 = 5000;

/// What there is, and how many of each kind were not read.
pub(super) fn of_applications(c: &Connection, at: i64) -> Sql<Found> {
    let in_status = |statuses: &[Status]| Filter { statuses: statuses.to_vec(), limit: READ, ..Filter::default() };
    let stalled = Filter { since_before: Some(at - WEEK), ..in_status(&[Status::Created, Status::InProgress]) };
    let wanted = [
        (Kind::ApplicationsInReview, in_status(&[Status::InReview])),
        (Kind::ApplicationsNeedInformation, in_status(&[Status::NeedsInformation])),
        (Kind::ApplicationStalled, stalled),
    ];
    let (mut items, mut unread) = (Vec::new(), Vec::new());
    for (kind, filter) in wanted {
        let (rows, total) = applications::page(c, &filter)?;
        unread.push((kind, total - rows.len() as u32));
        items.extend(rows.into_iter().map(|it| row(kind, it)));
    }
    let handed_in = Filter { resubmitted: true, ..in_status(&[Status::Processing]) };
    let is_over = |it: &Application| review_due(&it.status, it.since, it.resubmitted).is_some_and(|due| due < at);
    let over = applications::page(c, &handed_in)?.0.into_iter().filter(is_over);
    items.extend(over.map(|it| row(Kind::ReviewOverdue, it)));
    Ok((items, unread))
}

fn row(kind: Kind, it: Application) -> Attention {
    let subject = if it.name.is_empty() { it.id.0.clone() } else { it.name };
    let mut item = about(kind, it.id.0.clone(), subject, 1, (it.since > 0).then_some(it.since));
    item.status = Some(it.status);
    item.application = Some(it.id.0);
    item
}
