//! From a provider's report to the state of a store. Pure, and indifferent to order and repetition.
//!
//! Reports about one store in one operation form a chain: the newest *provider* time stands, a webhook outranks a
//! status call, success outranks failure at the same moment, and the text decides last. Taking the greatest of a
//! chain is commutative, associative and idempotent, which is why late, repeated and reordered deliveries end alike.

use crate::operation::{Event, StoreState, next};
use crate::{BatchId, IntegrationId, StoreId, operation::Kind};

/// The parsed body of one `STORE_PROVISIONING_STATUS` webhook (Rappi's guide).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchResult {
    /// The batch it reports on.
    pub batch: BatchId,
    /// The integration of the batch.
    pub integration: IntegrationId,
    /// `None` when the provider used a word we do not know; such a report is kept and shown, not applied.
    pub kind: Option<Kind>,
    /// One entry a store.
    pub results: Vec<StoreResult>,
    /// The provider's own time in Unix milliseconds; 0 when it could not be read.
    pub at: i64,
}

/// What a webhook says about one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreResult {
    /// The store.
    pub store: StoreId,
    /// The provider's word, read.
    pub outcome: ResultStatus,
    /// HTTP status of the underlying operation, if given.
    pub code: Option<u16>,
    /// The provider's message, if given.
    pub message: Option<String>,
}

/// `results[].status` (Rappi's guide), an open enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultStatus {
    /// `ACTIVE`: provisioned.
    Active,
    /// `INACTIVE`: deprovisioned.
    Inactive,
    /// `FAILED`.
    Failed,
    /// Any other word, kept as it came.
    Other(String),
}

/// Who told us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The provider's status call.
    StatusCall,
    /// A verified webhook.
    Webhook,
}

/// A provider's report about one store, ordered by who is to be believed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Who told us: a webhook outranks a status call.
    pub source: Source,
    /// The provider's own time, Unix milliseconds; 0 for a status call.
    pub at: i64,
    /// Whether the store is as the operation wanted it.
    pub success: bool,
    /// HTTP status of the underlying operation.
    pub code: Option<u16>,
    /// The provider's message.
    pub message: Option<String>,
}

/// A store in an operation: its state, and the report that settled it, if one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where the store stands.
    pub state: StoreState,
    /// The report that stands.
    pub report: Option<Report>,
}

/// Reads a webhook's word in the light of what was asked for. `None`: not a final word we understand.
pub fn report_of(result: &StoreResult, kind: Kind, at: i64) -> Option<Report> {
    let success = match (&result.outcome, kind) {
        (ResultStatus::Active, Kind::Provision) | (ResultStatus::Inactive, Kind::Deprovision) => true,
        (ResultStatus::Failed, _) => false,
        _ => return None,
    };
    Some(Report { source: Source::Webhook, at, success, code: result.code, message: result.message.clone() })
}

/// Applies one report. `None` when nothing changes.
pub fn apply(present: &Standing, report: &Report) -> Option<Standing> {
    if present.report.as_ref().is_some_and(|standing| standing >= report) {
        return None;
    }
    let event = match (report.source, report.success) {
        (Source::Webhook, true) => Event::Succeed,
        (Source::Webhook, false) => Event::Fail,
        (Source::StatusCall, true) => Event::StatusDone,
        (Source::StatusCall, false) => Event::StatusNotDone,
    };
    let state = match next(present.state, event) {
        Some(state) => state,
        // A newer report with the same outcome (say, another message) replaces the older one.
        None if present.report.is_some() && report.source == Source::Webhook => present.state,
        None => return None,
    };
    let report = state.is_final().then(|| report.clone());
    Some(Standing { state, report })
}

#[cfg(test)]
mod tests {
    use super::{Report, ResultStatus, Source, Standing, StoreResult, apply, report_of};
    use crate::operation::{Kind, StoreState};
    use proptest::prelude::*;

    fn report(source: Source, at: i64, success: bool) -> Report {
        Report { source, at, success, code: None, message: None }
    }

    fn fold(state: StoreState, reports: &[Report]) -> Standing {
        let mut standing = Standing { state, report: None };
        for report in reports {
            standing = apply(&standing, report).unwrap_or(standing);
        }
        standing
    }

    #[test]
    fn words_are_read_in_the_light_of_the_operation() {
        let check = |outcome, kind, expected: Option<bool>| {
            let result = StoreResult { store: "1".into(), outcome, code: Some(201), message: None };
            assert_eq!(report_of(&result, kind, 5).map(|report| report.success), expected);
        };
        check(ResultStatus::Active, Kind::Provision, Some(true));
        check(ResultStatus::Inactive, Kind::Deprovision, Some(true));
        check(ResultStatus::Failed, Kind::Provision, Some(false));
        check(ResultStatus::Inactive, Kind::Provision, None);
        check(ResultStatus::Other("PENDING".into()), Kind::Provision, None);
    }

    #[test]
    fn the_newest_provider_time_stands() {
        let older = report(Source::Webhook, 1, true);
        let newer = report(Source::Webhook, 2, false);
        assert_eq!(fold(StoreState::Accepted, &[older.clone(), newer.clone()]).state, StoreState::Failed);
        assert_eq!(fold(StoreState::Accepted, &[newer, older]).state, StoreState::Failed);
    }

    #[test]
    fn a_status_call_never_overrules_a_webhook() {
        let webhook = report(Source::Webhook, 1, false);
        let status = report(Source::StatusCall, 0, true);
        assert_eq!(fold(StoreState::Unknown, &[webhook.clone(), status.clone()]).state, StoreState::Failed);
        assert_eq!(fold(StoreState::Unknown, &[status, webhook]).state, StoreState::Failed);
    }

    #[test]
    fn doubt_ends_in_planned_only_by_the_status_call() {
        let standing = fold(StoreState::Unknown, &[report(Source::StatusCall, 0, false)]);
        assert_eq!(standing, Standing { state: StoreState::Planned, report: None });
        assert_eq!(fold(StoreState::Accepted, &[report(Source::StatusCall, 0, false)]).state, StoreState::Accepted);
    }

    #[test]
    fn a_rejected_store_stays_rejected() {
        assert_eq!(fold(StoreState::Rejected, &[report(Source::Webhook, 9, true)]).state, StoreState::Rejected);
    }

    fn webhook_reports() -> impl Strategy<Value = Vec<Report>> {
        let one = (0i64..4, any::<bool>(), prop::option::of(200u16..203), prop::option::of("[ab]"))
            .prop_map(|(at, success, code, message)| Report { source: Source::Webhook, at, success, code, message });
        prop::collection::vec(one, 1..8)
    }

    proptest! {
        #[test]
        fn any_order_any_repetition_same_end(
            reports in webhook_reports(),
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            shuffled in any::<u64>(),
            open in prop::sample::select(vec![StoreState::Sending, StoreState::Accepted, StoreState::Unknown, StoreState::Overdue]),
        ) {
            let expected = fold(open, &reports);
            let mut again = reports.clone();
            again.extend(order.iter().map(|index| index.get(&reports).clone()));
            let mut seed = shuffled;
            for i in (1..again.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                again.swap(i, (seed >> 33) as usize % (i + 1));
            }
            prop_assert_eq!(fold(open, &again), expected.clone());
            prop_assert_eq!(expected.report.as_ref(), reports.iter().max());
        }

        #[test]
        fn a_status_call_in_between_changes_no_end(reports in webhook_reports(), at in 0usize..8) {
            let expected = fold(StoreState::Unknown, &reports);
            let mut with = reports.clone();
            with.insert(at.min(reports.len()), report(Source::StatusCall, 0, true));
            prop_assert_eq!(fold(StoreState::Unknown, &with), expected);
        }
    }
}
