//! Announcements of what will go away: heard on the wire, kept in the record, shown until nobody announces them.

use crate::{
    Failure,
    environment::Environment,
    now,
    view::{self, Change},
};
use gangway_providers::net::{Deprecation, Hear};
use gangway_record::deprecations;
use jiff::{Timestamp, civil, tz::TimeZone};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::Notify;

/// The same announcement comes with every answer; it is written again only after this long, in milliseconds.
const AGAIN_MS: i64 = 60 * 60 * 1000;

/// Between the wire, which must not wait, and the record.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Inner>);

#[derive(Default)]
struct Inner {
    waiting: Mutex<Waiting>,
    wake: Notify,
    /// Held from taking to written: whoever reads after it finds in the record what was heard before.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Waiting {
    /// With the time of hearing, Unix milliseconds.
    new: Vec<(Deprecation, i64)>,
    /// When each was put into `new` last.
    told: HashMap<Deprecation, i64>,
}

impl Heard {
    /// For a client or the receiver.
    pub(crate) fn hear(&self) -> Hear {
        let heard = self.clone();
        Arc::new(move |deprecation| heard.note(deprecation, now()))
    }

    fn note(&self, deprecation: Deprecation, at: i64) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.told.get(&deprecation).is_some_and(|told| at - told < AGAIN_MS) {
            return;
        }
        if waiting.told.len() >= deprecations::KEPT as usize {
            waiting.told.clear();
        }
        waiting.told.insert(deprecation.clone(), at);
        waiting.new.push((deprecation, at));
        self.0.wake.notify_one();
    }

    fn take(&self) -> Vec<(Deprecation, i64)> {
        std::mem::take(&mut self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).new)
    }
}

/// Runs for the life of a profile.
pub(crate) async fn keep_noting(deprecations: Weak<Deprecations>) {
    let Some(heard) = deprecations.upgrade().map(|it| it.heard.clone()) else { return };
    loop {
        heard.0.wake.notified().await;
        let Some(deprecations) = deprecations.upgrade() else { return };
        if let Err(failure) = deprecations.note().await {
            tracing::error!(%failure, "an announcement could not be kept");
        }
    }
}

/// What providers announced to go away.
pub struct Deprecations {
    environment: Arc<Environment>,
    heard: Heard,
}

impl Deprecations {
    pub(crate) fn new(environment: Arc<Environment>, heard: Heard) -> Arc<Self> {
        Arc::new(Self { environment, heard })
    }

    /// For the receiver: announcements come with deliveries as well.
    pub(crate) fn hear(&self) -> Hear {
        self.heard.hear()
    }

    /// What was announced, newest first.
    pub async fn all(&self) -> Result<Vec<view::Deprecation>, Failure> {
        self.note().await?;
        let rows = self.environment.record().read(deprecations::all).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn note(&self) -> Result<(), Failure> {
        let _writing = self.heard.0.writing.lock().await;
        let new = self.heard.take();
        if new.is_empty() {
            return Ok(());
        }
        let any_new = self
            .environment
            .record()
            .write(move |c| {
                let mut any_new = false;
                for (heard, at) in new {
                    any_new |= deprecations::heard(c, &row(heard, at))?;
                }
                Ok(any_new)
            })
            .await?;
        if any_new {
            self.environment.tell(Change::Deprecations);
        }
        Ok(())
    }
}

fn row(heard: Deprecation, at: i64) -> deprecations::Deprecation {
    deprecations::Deprecation {
        provider: heard.provider,
        subject: heard.of,
        date: heard.date.unwrap_or_default(),
        info: heard.info.unwrap_or_default(),
        first_at: at,
        last_at: at,
    }
}

impl From<deprecations::Deprecation> for view::Deprecation {
    fn from(row: deprecations::Deprecation) -> Self {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            provider: row.provider,
            of: row.subject,
            ends_at: instant(&row.date),
            date: filled(row.date),
            info: filled(row.info),
            first_at: row.first_at,
            last_at: row.last_at,
        }
    }
}

/// The form of the date is documented by RFC 9745 and RFC 8594 alone: a day, an instant, `@` and Unix seconds, or a date as in
/// mail and HTTP. Unix milliseconds.
fn instant(text: &str) -> Option<i64> {
    let seconds = || Timestamp::from_second(text.strip_prefix('@')?.parse().ok()?).ok();
    let day = || text.parse::<civil::Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|day| day.timestamp());
    let moment = || text.parse::<Timestamp>().ok();
    let mail = || jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp());
    moment().or_else(day).or_else(mail).or_else(seconds).map(Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::{AGAIN_MS, Heard, instant};
    use gangway_domain::Provider;
    use gangway_providers::net::Deprecation;

    #[test]
    fn a_date_in_the_forms_that_are_likely() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(instant(text), expected, "{text}");
        check("2027-01-31", Some(1_801_353_600_000));
        check("2027-01-31T00:00:00Z", Some(1_801_353_600_000));
        check("Sun, 31 Jan 2027 00:00:00 GMT", Some(1_801_353_600_000));
        check("@1801353600", Some(1_801_353_600_000));
        check("@soon", None);
        check("soon", None);
        check("", None);
    }

    #[test]
    fn every_answer_announces_and_one_is_written() {
        let heard = Heard::default();
        let it = |info: &str| Deprecation {
            provider: Provider::Ratepay,
            of: "token".into(),
            date: None,
            info: Some(info.into()),
        };
        for at in [0, 1, AGAIN_MS - 1] {
            heard.note(it("a"), at);
        }
        heard.note(it("b"), 2);
        heard.note(it("a"), AGAIN_MS);
        let times: Vec<_> = heard.take().into_iter().map(|(it, at)| (it.info.unwrap(), at)).collect();
        assert_eq!(times, [("a".to_owned(), 0), ("b".to_owned(), 2), ("a".to_owned(), AGAIN_MS)]);
        assert!(heard.take().is_empty());
    }
}
