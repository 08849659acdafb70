//! Deliveries, for the screen.

use crate::{
    Code, Failure, Reason, now,
    registry::descriptor_of,
    view::{DeliveryFilter, DeliveryPage, DeliveryRow, DeliveryView},
    webhooks::Deliveries,
};
use gangway_domain::{Provider, application::MASK};
use gangway_record::{db::unreadable::Kept, deliveries};
use jiff::{Timestamp, tz::TimeZone};

/// Rows of one page at most.
const PAGE: u32 = 500;

impl Deliveries {
    /// Newest first.
    pub async fn deliveries(&self, filter: DeliveryFilter) -> Result<DeliveryPage, Failure> {
        let midnight = midnight(now());
        let wanted = deliveries::Filter {
            verdict: filter.verdict.map(Into::into),
            search: filter.search.trim().to_owned(),
            before: filter.before,
            limit: filter.limit.min(PAGE),
        };
        let page = self
            .environment
            .record()
            .read(move |c| {
                let (total, today, rejected) = deliveries::totals(c, midnight)?;
                let rows = deliveries::list(c, &wanted)?.into_iter().map(row).collect();
                Ok(DeliveryPage { rows, total, today, rejected })
            })
            .await?;
        Ok(page)
    }

    /// One delivery in full.
    pub async fn delivery(&self, id: i64) -> Result<DeliveryView, Failure> {
        let found = self.environment.record().read(move |c| deliveries::by_id(c, id)).await?;
        let (delivery, content) = found.ok_or_else(|| Failure::not_found("delivery"))?;
        let headers = headers_of(id, &content)?;
        Ok(DeliveryView {
            endpoint: format!("/hooks/{}", delivery.endpoint),
            bytes: content.bytes,
            digest: content.digest.map(hex::encode),
            answered: delivery.answered,
            took_us: delivery.took_us,
            headers,
            body: if content.digest.is_some() {
                String::new()
            } else {
                shown(Provider::read(&delivery.provider), &content.body)
            },
            operation: delivery.operation.clone(),
            detail: delivery.detail.clone(),
            row: row(delivery),
        })
    }
}

/// The headers as they came. What cannot be read is an error: none would read as a call without a signature.
pub(crate) fn headers_of(id: i64, content: &deliveries::Content) -> Result<Vec<(String, String)>, Failure> {
    serde_json::from_str(&content.headers).map_err(|_| {
        let failure = Failure::new(Code::RecordDamaged, format!("The headers of delivery {id} cannot be read."));
        failure.because(Reason::RecordUnreadable).about("deliveries.headers")
    })
}

/// The body as text; that of a provider of which nothing is known is not shown at all.
fn shown(provider: Option<Provider>, body: &[u8]) -> String {
    provider.map_or_else(|| MASK.to_owned(), |provider| (descriptor_of(provider).shown)(body))
}

fn row(delivery: deliveries::Delivery) -> DeliveryRow {
    DeliveryRow {
        id: delivery.id,
        at: delivery.at,
        provider: Provider::read(&delivery.provider),
        event: delivery.event,
        verdict: delivery.verdict.into(),
        form: delivery.form,
        why: delivery.why.as_ref().and_then(Kept::known),
        unreadable_why: match delivery.why {
            Some(Kept::Unreadable(word)) => Some(word),
            Some(Kept::Known(_)) | None => None,
        },
        effect: delivery.effect.into(),
        settled: delivery.settled,
    }
}

/// The last midnight at the desk, as Unix milliseconds.
fn midnight(now: i64) -> i64 {
    let today = Timestamp::from_millisecond(now).map(|at| at.to_zoned(TimeZone::system()));
    today.and_then(|today| today.start_of_day()).map_or(0, |start| start.timestamp().as_millisecond())
}
