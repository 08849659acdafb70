//! Which things need a person, over a record that is written by hand.

use super::{listed, of_applications::of_applications, of_desk::of_messages, of_stores::of_stores};
use crate::{
    clock::DAY,
    view::{Attention, AttentionKind as Kind, MoreAttention},
};
use gangway_domain::IntegrationId;
use gangway_record::{Connection, in_memory};

const NOW: i64 = 100 * DAY;

fn record(sql: &str) -> Connection {
    let c = in_memory().unwrap();
    c.execute_batch(sql).unwrap();
    c
}

/// A merchant with stores of these integrations, whose token ends then.
fn merchant(id: &str, token: Option<i64>, read: bool, stores: &[&str]) -> String {
    let sql = |value: Option<i64>| value.map_or_else(|| "NULL".to_owned(), |value| value.to_string());
    let mut made = vec![format!(
        "INSERT INTO merchants (id, email, name, authorized_at, token_expires_at, refreshed_at)
         VALUES ('{id}', '{id}@x', 'Name of {id}', 5, {}, {});",
        sql(token),
        sql(read.then_some(6))
    )];
    made.extend(stores.iter().enumerate().map(|(row, integration)| {
        format!(
            "INSERT INTO stores (merchant, id, row, name, brand, integration, revision)
             VALUES ('{id}', '{row}', {row}, '', '', nullif('{integration}', ''), 1);"
        )
    }));
    made.concat()
}

fn seen(items: &[Attention]) -> Vec<(Kind, &str)> {
    items.iter().map(|it| (it.kind, it.id.as_str())).collect()
}

#[test]
fn an_authorization_that_is_over_matters_where_stores_are_left() {
    let over = Some(NOW - 1);
    let check = |token: Option<i64>, read: bool, stores: &[&str], wanted: Option<Kind>| {
        let c = record(&merchant("m", token, read, stores));
        let items = of_stores(&c, &[], &[IntegrationId::from("pos")], NOW).unwrap();
        let wanted: Vec<_> = wanted.into_iter().map(|kind| (kind, "m")).collect();
        assert_eq!(seen(&items), wanted, "{token:?} {read} {stores:?}");
    };
    check(over, true, &["pos", ""], Some(Kind::AuthorizationExpired));
    check(over, true, &["pos", "other"], Some(Kind::AuthorizationExpired));
    check(over, true, &["pos", "pos"], None);
    check(Some(NOW + 1), true, &["pos", ""], None);
    check(over, false, &[], Some(Kind::AuthorizationExpired));
    // Signed out by somebody: nobody has to do anything.
    check(None, true, &["pos", ""], None);
    check(None, true, &[], None);
    check(Some(NOW + 1), true, &[], Some(Kind::MerchantWithoutStores));
    check(Some(NOW + 1), false, &[], None);
}

#[test]
fn a_run_that_waits_for_the_sign_in_says_so_alone() {
    let c = record(&merchant("m", Some(NOW - 1), true, &["pos", ""]));
    c.execute_batch(&format!(
        "INSERT INTO operations (id, merchant, kind, integration, flags, phase, halt, started_at)
             VALUES ('o', 'm', 'provision', 'pos', '{{}}', 'halted', NULL, {NOW});
         INSERT INTO operation_stores (operation, store, place, position, name, state) VALUES ('o', '1', 0, 0, '', 'planned');"
    ))
    .unwrap();
    let items = of_stores(&c, &[], &[IntegrationId::from("pos")], NOW).unwrap();
    assert_eq!(seen(&items), [(Kind::RunHalted, "o"), (Kind::AuthorizationExpired, "m")]);
}

#[test]
fn each_application_is_a_row_and_those_that_stand_still_are_among_them() {
    let rows = [
        ("new", "CREATED", NOW - 6 * DAY),
        ("untouched", "CREATED", NOW - 8 * DAY),
        ("begun", "IN_PROGRESS", NOW - 9 * DAY),
        ("timeless", "CREATED", 0),
        ("asked", "IN_REVIEW", NOW - 1),
        ("asked too", "IN_REVIEW", NOW - 2),
        ("more", "NEEDS_INFORMATION", NOW - 3),
        ("done", "COMPLETED", NOW - 90 * DAY),
    ];
    let sql: Vec<String> = rows
        .iter()
        .map(|(id, status, since)| {
            format!(
                "INSERT INTO applications (id, merchant, name, name_key, status, since, created_at, seen_at, resubmitted,
                    contested, search) VALUES ('{id}', 'mid', '', '', '{status}', {since}, 0, 0, 0, 0, '');"
            )
        })
        .collect();
    let (items, unread) = of_applications(&record(&sql.concat()), NOW).unwrap();
    let expected = [
        (Kind::ApplicationsInReview, "asked too"),
        (Kind::ApplicationsInReview, "asked"),
        (Kind::ApplicationsNeedInformation, "more"),
        (Kind::ApplicationStalled, "begun"),
        (Kind::ApplicationStalled, "untouched"),
    ];
    assert_eq!(seen(&items), expected);
    assert!(unread.iter().all(|(_, count)| *count == 0));
    assert_eq!(items[0].subject, "asked too", "by its id where no name was told");
}

#[test]
fn messages_that_were_refused_are_a_row_a_merchant_and_held_ones_a_row_a_reason() {
    let rows = [
        ("1", "mid_1", "refused", "'gave_up'"),
        ("2", "mid_1", "refused", "'no_address'"),
        ("3", "mid_2", "refused", "'gave_up'"),
        ("4", "mid_1", "held", "'preview'"),
        ("5", "mid_2", "held", "'preview'"),
        ("6", "mid_2", "held", "'do_not_send'"),
        ("7", "mid_2", "held", "'muted'"),
        ("8", "mid_2", "sent", "NULL"),
    ];
    let sql: Vec<String> = rows
        .iter()
        .map(|(id, merchant, state, reason)| {
            format!(
                "INSERT INTO outbox (id, application, merchant, merchant_name, event, happened_at, late, occurrence, channel, state,
                    reason, due_at, created_at, changed_at)
                 VALUES ('{id}', 'app', '{merchant}', 'Ana', 'created', 0, 0, '{id}', 'email', '{state}', {reason}, 0, 0, 10 + {id});"
            )
        })
        .collect();
    let items = of_messages(&record(&sql.concat())).unwrap();
    let found: Vec<_> = items.iter().map(|it| (it.kind, it.id.as_str(), it.count, it.at, it.seen)).collect();
    let expected = [
        (Kind::MessagesRefused, "mid_1", 2, Some(11), 12),
        (Kind::MessagesRefused, "mid_2", 1, Some(13), 13),
        (Kind::MessagesHeld, "preview", 2, Some(14), 15),
    ];
    assert_eq!(found, expected);
}

#[test]
fn of_too_many_of_a_kind_the_rest_is_counted() {
    let item = |kind, id: usize| super::about(kind, id.to_string(), String::new(), 1, None);
    let many = (0..203).map(|id| item(Kind::ApplicationStalled, id)).chain([item(Kind::Drift, 0)]).collect();
    let (shown, more) = listed(many, vec![(Kind::ApplicationStalled, 7), (Kind::Drift, 0)]);
    assert_eq!((shown.len(), shown[200].kind), (201, Kind::Drift));
    assert_eq!(more, [MoreAttention { kind: Kind::ApplicationStalled, count: 10 }]);
}
