//! What must hold at every step, told from outside the engine: from what left, what came, and what is in the record.

use super::provider::{OURS, Provider};
use gangway_domain::{
    IntegrationId, OperationId, StoreId,
    fold::{Report, report_of},
    operation::{Event, Kind, StoreState, next},
    tree::Row,
};
use gangway_providers::{
    net::{ApiError, ApiErrorKind},
    rappi::{NewStore, Submission, parse},
};
use gangway_record::{
    Connection, deliveries,
    operations::{Operation, batches, operation_stores},
    stores,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Stores of a request (Rappi's guide); not the engine's own number.
const LARGEST: usize = 20;

const EVENTS: [Event; 11] = [
    Event::Send,
    Event::NotTaken,
    Event::Accept,
    Event::Reject,
    Event::OutcomeUnknown,
    Event::Wait,
    Event::Succeed,
    Event::Fail,
    Event::StatusDone,
    Event::StatusNotDone,
    Event::GiveUp,
];

/// Notes every single change of a store's state, also those that one transaction makes after another.
const WATCH: &str = "
CREATE TEMP TABLE moved (operation TEXT, store TEXT, before TEXT, after TEXT);
CREATE TEMP TRIGGER watch AFTER UPDATE OF state ON main.operation_stores WHEN OLD.state <> NEW.state
BEGIN INSERT INTO moved VALUES (NEW.operation, NEW.store, OLD.state, NEW.state); END;";

type Key = (OperationId, StoreId);

/// What a delivery that waits says of a store.
pub(super) struct Spoken {
    key: Key,
    report: Report,
    /// The store's integration in the tree before it is folded.
    before: Option<IntegrationId>,
}

/// What is known of each store without asking the record.
#[derive(Default)]
pub(super) struct Checks {
    /// Left at this time, and nobody has said since what became of it.
    open: HashMap<StoreId, i64>,
    /// The state that the journal alone gives, as if no report had ever come.
    journal: BTreeMap<Key, StoreState>,
    /// The greatest of the webhook's reports that were folded.
    reports: BTreeMap<Key, Report>,
    /// The status call said that it is done.
    done: HashSet<Key>,
    /// When a webhook last told of a store, and its integration in the tree from then on.
    told: BTreeMap<StoreId, (i64, Option<IntegrationId>)>,
    /// Requests that left.
    pub(super) sent: u32,
}

/// One change of a state.
pub(super) struct Moved {
    key: Key,
    before: StoreState,
    after: StoreState,
}

impl Checks {
    pub(super) fn watch(c: &Connection) {
        c.execute_batch(WATCH).unwrap();
    }

    /// What changed since the last look; each change is an edge.
    pub(super) fn moved(c: &Connection) -> Vec<Moved> {
        let mut rows = c.prepare_cached("SELECT operation, store, before, after FROM moved ORDER BY rowid").unwrap();
        let state = |word: String| StoreState::from_word(&word).unwrap();
        let moved: Vec<Moved> = rows
            .query_map([], |row| {
                let key = (OperationId(row.get(0)?), StoreId(row.get(1)?));
                Ok(Moved { key, before: state(row.get(2)?), after: state(row.get(3)?) })
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        if !moved.is_empty() {
            c.prepare_cached("DELETE FROM moved").unwrap().execute([]).unwrap();
        }
        for it in &moved {
            let edge = EVENTS.iter().any(|event| next(it.before, *event) == Some(it.after));
            assert!(edge, "{:?} went from {:?} to {:?}: there is no such edge", it.key, it.before, it.after);
        }
        moved
    }

    /// A request leaves.
    pub(super) fn leaves(
        &mut self,
        c: &Connection,
        operation: &Operation,
        position: u32,
        held: &[NewStore],
        (provider, now): (&Provider, i64),
    ) {
        self.sent += 1;
        assert!((1..=LARGEST).contains(&held.len()), "{} stores in a request", held.len());
        let ids: HashSet<&StoreId> = held.iter().map(|it| &it.id).collect();
        assert_eq!(ids.len(), held.len(), "a store is in a request twice");
        assert!(held.iter().all(|it| it.integration.0 == OURS), "two integrations in a request");
        let batch = batches::of(c, &operation.id).unwrap().into_iter().find(|it| it.position == position).unwrap();
        assert!(batch.sent_at.is_some(), "batch {position} left before its journal row was on disk");
        let rows = operation_stores::of_batch(c, &operation.id, position).unwrap();
        for NewStore { id, .. } in held {
            let state = rows.iter().find(|row| row.store == *id).map(|row| row.standing.state);
            let settled = self.reports.contains_key(&(operation.id.clone(), id.clone()));
            // A webhook may settle it between the journal row and the request.
            assert!(state == Some(StoreState::Sending) || settled, "{id} left while the journal says {state:?}");
            assert!(!self.open.contains_key(id), "{id} left again while its outcome was unknown");
            // Unless the provider itself shows it as done already, before it got to this request: somebody else did it.
            let under_way =
                provider.under_way(id).filter(|it| !self.done.contains(&(it.operation.clone(), id.clone())));
            assert!(under_way.is_none(), "{id} left while {under_way:?} may still do something");
            self.open.insert(id.clone(), now);
        }
    }

    /// An answer was noted, and what leaves next was journalled.
    pub(super) fn noted(
        &mut self,
        c: &Connection,
        operation: &Operation,
        answer: Option<&(Vec<StoreId>, Submission)>,
        moved: &[Moved],
    ) {
        for store in answer.into_iter().flat_map(|(stores, _)| stores) {
            let event = meaning(&answer.unwrap().1, store);
            if matches!(event, Event::Reject | Event::NotTaken) {
                self.open.remove(store);
            }
            self.advance((operation.id.clone(), store.clone()), event);
        }
        for it in moved.iter().filter(|it| it.after == StoreState::Sending) {
            let release = operation.kind == Kind::Deprovision;
            let stays = release && stores::any_integrated_below(c, &operation.merchant, &it.key.1).unwrap();
            assert!(!stays, "{} is released before what is below it", it.key.1);
            self.advance(it.key.clone(), Event::Send);
        }
    }

    /// Whatever was under way is lost: the process was killed, or its run has ended with an answer that could not be noted.
    pub(super) fn lost(&mut self, moved: &[Moved]) {
        for it in moved {
            self.advance(it.key.clone(), Event::OutcomeUnknown);
        }
    }

    pub(super) fn late(&mut self, moved: &[Moved]) {
        for it in moved {
            self.advance(it.key.clone(), Event::Wait);
        }
    }

    /// An answer of the status call was applied. `asked_at`: its question.
    pub(super) fn looked(
        &mut self,
        (rows, asked_at): (&[Row], i64),
        c: &Connection,
        moved: &[Moved],
        provider: &Provider,
    ) {
        let here = |store: &StoreId| rows.iter().find(|row| row.store.id == *store);
        for it in moved {
            let operation = gangway_record::operations::by_id(c, &it.key.0).unwrap().unwrap();
            let there = here(&it.key.1).unwrap().store.integration.is_some();
            let done = there == (operation.kind == Kind::Provision);
            assert_eq!(done, it.after == StoreState::Confirmed, "{:?} against the status call", it.key);
            if done {
                self.done.insert(it.key.clone());
            } else {
                let under_way = provider.under_way(&it.key.1);
                assert!(under_way.is_none(), "{:?} is called not done while {under_way:?} may still do it", it.key);
                let given_up = it.after == StoreState::NoResult;
                self.advance(it.key.clone(), if given_up { Event::GiveUp } else { Event::StatusNotDone });
            }
        }
        for (store, (_, known)) in self.told.iter().filter(|(_, (at, _))| *at > asked_at) {
            let (stored, _) = stores::by_id(c, &"m".into(), store).unwrap().unwrap();
            let newer = stored.latest == Some(StoreState::Confirmed);
            assert!(!newer || stored.store.integration == *known, "an outdated answer undid {store}: {stored:?}");
        }
        // Asked after it left: the provider's own word, whatever it is.
        self.open.retain(|store, left| *left > asked_at || here(store).is_none());
    }

    /// Before a fold: which stores each delivery will speak of, by the provider's truth.
    pub(super) fn before_fold(c: &Connection, provider: &Provider) -> Vec<Spoken> {
        let mut spoken = Vec::new();
        for stored in deliveries::to_fold(c, crate::webhooks::fold_delivery::AT_ONCE).unwrap() {
            let result = parse(&stored).unwrap();
            let number: usize = result.batch.as_str()[1..].parse().unwrap();
            let request = &provider.requests[number];
            for row in operation_stores::of_batch(c, &request.operation, request.position).unwrap() {
                let Some(word) = result.results.iter().find(|it| it.store == row.store) else { continue };
                let report = report_of(word, request.kind, result.at).unwrap();
                let stored = stores::by_id(c, &"m".into(), &row.store).unwrap();
                let before = stored.and_then(|(stored, _)| stored.store.integration);
                spoken.push(Spoken { key: (request.operation.clone(), row.store), report, before });
            }
        }
        spoken
    }

    pub(super) fn folded(&mut self, c: &Connection, spoken: Vec<Spoken>, now: i64) {
        let keys: HashSet<Key> = spoken.iter().map(|it| it.key.clone()).collect();
        for Spoken { key, report, before } in spoken {
            self.open.remove(&key.1);
            if let Some((stored, Some(newest))) = stores::by_id(c, &"m".into(), &key.1).unwrap() {
                let integration = stored.store.integration;
                if newest == key.0 && stored.latest == Some(StoreState::Confirmed) {
                    self.told.insert(key.1.clone(), (now, integration));
                } else if newest != key.0 && !keys.contains(&(newest, key.1.clone())) {
                    assert_eq!(integration, before, "a word about an older operation changed {key:?}");
                }
            }
            let greatest = self.reports.entry(key).or_insert_with(|| report.clone());
            if report > *greatest {
                *greatest = report;
            }
        }
    }

    fn advance(&mut self, key: Key, event: Event) {
        let state = self.journal.entry(key).or_insert(StoreState::Planned);
        if let Some(after) = next(*state, event) {
            *state = after;
        }
    }

    /// Every row is what journal and reports give, in whatever order they came.
    pub(super) fn rows(&self, c: &Connection, only: Option<&HashSet<Key>>) {
        for operation in gangway_record::operations::list(c, None, u32::MAX).unwrap() {
            if only.is_some_and(|only| !only.iter().any(|(id, _)| *id == operation.id)) {
                continue;
            }
            let (_, rows) = operation_stores::page(c, &operation.id, None, 0, u32::MAX).unwrap();
            for row in rows {
                let key = (operation.id.clone(), row.store.clone());
                let base = self.journal.get(&key).copied().unwrap_or(StoreState::Planned);
                let report = self.reports.get(&key);
                let expected = match report {
                    Some(report) if report.success => StoreState::Confirmed,
                    Some(_) => StoreState::Failed,
                    None if self.done.contains(&key) => StoreState::Confirmed,
                    None => base,
                };
                assert_eq!(
                    row.standing.state, expected,
                    "{key:?}: journal {base:?}, greatest report {report:?}, {row:?}"
                );
                if let Some(report) = report {
                    assert_eq!(row.standing.report.as_ref(), Some(report), "{key:?}");
                }
            }
        }
    }

    pub(super) fn keys(moved: &[Moved]) -> HashSet<Key> {
        moved.iter().map(|it| it.key.clone()).collect()
    }
}

/// What an answer says about a store; a reading of its own (Rappi's guide).
fn meaning(submission: &Submission, store: &StoreId) -> Event {
    match submission {
        Submission::Taken(taken) if taken.accepted.contains(store) => Event::Accept,
        Submission::Taken(taken) if taken.rejected.iter().any(|it| it.store == *store) => Event::Reject,
        Submission::Taken(_) | Submission::Unknown(_) => Event::OutcomeUnknown,
        Submission::NotTaken(ApiError { kind: ApiErrorKind::Refused { .. }, .. }) => Event::Reject,
        Submission::NotTaken(_) => Event::NotTaken,
    }
}
