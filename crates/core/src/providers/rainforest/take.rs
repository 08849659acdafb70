//! Taking what is told of one application, whoever tells it: the rules decide, the record keeps, a change is announced.

use super::announce::announce;
use gangway_domain::{
    ApplicationId, RainforestMerchantId,
    application::{
        Known, Mark, Merged, Point, Report, Source, Standing, Status, StatusChange, add_fields, fold, standing,
    },
    notifications::Rules,
};
use gangway_providers::rainforest::moment;
use gangway_record::{
    Connection, Sql,
    applications::{self, Update, application_events},
};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// The application stands elsewhere now.
    Changed,
    /// It stands where it stood; this is what was notable about the last report.
    Noted(Mark),
    /// Everything was known already.
    Known,
}

/// Whose, and which.
pub(super) struct About<'a> {
    pub(super) id: &'a ApplicationId,
    pub(super) merchant: &'a RainforestMerchantId,
}

/// Adds reports about one application, in one go. `delivery` told of it, if one did. What is new is announced by `rules`, also
/// what is over already; only an application that the API is the first to tell of was told of by somebody else.
pub(super) fn take(
    c: &Connection,
    about: &About<'_>,
    reports: &[Report],
    (seen_at, rules): (i64, &Rules),
    delivery: Option<i64>,
) -> Sql<Taken> {
    let Some(last) = reports.last() else { return Ok(Taken::Known) };
    // The same message at two endpoints of ours is one message.
    if let Source::Message(id) = &last.source
        && application_events::has_message(c, id)?
    {
        return Ok(Taken::Known);
    }
    let found = applications::by_id(c, about.id)?;
    let key = match &found {
        Some(row) => row.key,
        None => applications::add(c, about.id, about.merchant, &last.point.status, seen_at)?,
    };
    let mut known: Vec<Known> = application_events::of(c, key)?.into_iter().map(|event| event.known).collect();
    let mut merged = applications::fields(c, key)?;
    let before = standing(known.iter().map(|it| &it.point));
    let (mut noted, mut news) = (None, Vec::new());
    for report in reports {
        noted = fold(&known, report).mark;
        add_fields(&mut merged, report);
        let Some(mark) = noted else { continue };
        let entry = Known { point: report.point.clone(), source: report.source.clone() };
        application_events::append(c, key, &entry, mark, seen_at, delivery)?;
        if mark != Mark::Repeated {
            news.push(entry.point.clone());
        }
        known.push(entry);
    }
    // There is at least the last report's point.
    let Some(after) = standing(known.iter().map(|it| &it.point)) else { return Ok(Taken::Known) };
    applications::update(c, key, &update(&known, &after, &merged))?;
    let is_somebody_elses = before.is_none() && last.source == Source::Fetched;
    if !is_somebody_elses {
        let merchant = found.as_ref().map_or(about.merchant, |row| &row.merchant);
        for point in news {
            announce(c, change(about.id, merchant, &merged, point, &after), rules, seen_at)?;
        }
    }
    let moved = after.is_news_after(before.as_ref());
    Ok(if moved { Taken::Changed } else { noted.map_or(Taken::Known, Taken::Noted) })
}

pub(super) fn change(
    application: &ApplicationId,
    merchant: &RainforestMerchantId,
    merged: &Merged,
    point: Point,
    after: &Standing,
) -> StatusChange {
    StatusChange {
        application: application.clone(),
        merchant: merchant.clone(),
        merchant_name: merged.fields.merchant_name().unwrap_or_default().to_owned(),
        email: merged.fields.text("email").map(str::to_owned),
        late: point.status != after.status || point.at != after.since,
        status: point.status,
        at: point.at,
    }
}

fn update<'a>(known: &[Known], standing: &'a Standing, merged: &'a Merged) -> Update<'a> {
    let told = |status: Status| known.iter().map(|it| &it.point).filter(move |point| point.status == status);
    let told_created = told(Status::Created).map(|point| point.at).find(|at| *at > 0);
    let created_at = moment(&merged.fields, "created_at").or(told_created).unwrap_or(0);
    let asked = told(Status::NeedsInformation).map(|point| point.at).min();
    let handed_in = told(Status::Processing).map(|point| point.at).max();
    let again = asked.zip(handed_in).is_some_and(|(asked, handed_in)| handed_in > asked);
    let resubmitted = again || moment(&merged.fields, "resubmitted_at").is_some();
    let contested = told(Status::Completed).next().is_some() && told(Status::Declined).next().is_some();
    Update { standing, merged, created_at, resubmitted, contested }
}
