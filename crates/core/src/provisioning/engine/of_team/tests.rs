use super::{fold_of_team, show_newest};
use gangway_domain::{
    MerchantId, OperationId,
    fold::{BatchResult, ResultStatus, StoreResult},
    operation::{Kind, StoreState},
    tree::{Row, Store},
};
use gangway_record::{
    Connection, Keys,
    deliveries::{self, Delivery, NewDelivery, Verdict},
    in_memory,
    merchants::{self, Merchant},
    stores,
};
use std::collections::HashSet;

const READ_AT: i64 = 1_000_000;

fn merchant() -> MerchantId {
    "m".into()
}

/// A merchant with store 10, whose tree was read at [`READ_AT`].
fn record() -> Connection {
    let c = in_memory().unwrap();
    let row = Merchant {
        id: merchant(),
        email: "a@b".into(),
        name: "A".into(),
        authorized_at: 1,
        token_expires_at: None,
        refreshed_at: None,
        version: 0,
        revision: 0,
    };
    merchants::authorize(&c, &row).unwrap();
    let store = Store { id: "10".into(), name: "S".into(), brand: "B".into(), integration: None };
    stores::refresh(&c, &merchant(), &[Row { store, parent: None }], READ_AT).unwrap();
    c
}

fn delivery(c: &Connection, key: u8) -> Delivery {
    let new = NewDelivery {
        endpoint: "e".into(),
        provider: "rappi".into(),
        event: "E".into(),
        at: READ_AT + 50_000,
        verdict: Verdict::Verified,
        form: Some("raw"),
        signed_with: Some(0),
        why: None,
        detail: None,
        answered: 200,
        took_us: 0,
        headers: "[]".into(),
        body: Vec::new(),
        key: Some([key; 16]),
    };
    deliveries::append(c, &mut Keys::recall(c).unwrap(), &new).unwrap();
    deliveries::to_fold(c, 100).unwrap().pop().unwrap().delivery().clone()
}

fn result(batch: &str, at: i64, outcome: ResultStatus) -> BatchResult {
    let store = StoreResult { store: "10".into(), outcome, code: None, message: None };
    BatchResult { batch: batch.into(), integration: "int".into(), kind: None, results: vec![store], at }
}

fn fold(c: &Connection, key: u8, result: &BatchResult, kind: Kind) -> u32 {
    fold_of_team(c, &delivery(c, key), result, kind).unwrap().0
}

fn shown(c: &Connection) -> (Option<StoreState>, Option<String>) {
    let (stored, _) = stores::by_id(c, &merchant(), &"10".into()).unwrap().unwrap();
    (stored.latest, stored.store.integration.map(|it| it.0))
}

#[test]
fn a_tree_ends_alike_in_whatever_order_results_come() {
    let (one, two, three) = (
        (result("a", READ_AT + 1_000, ResultStatus::Active), Kind::Provision),
        (result("b", READ_AT + 2_000, ResultStatus::Inactive), Kind::Deprovision),
        (result("c", READ_AT + 3_000, ResultStatus::Failed), Kind::Provision),
    );
    let orders = [[&one, &two, &three], [&three, &two, &one], [&two, &three, &one], [&one, &three, &two]];
    for (n, order) in orders.iter().enumerate() {
        let c = record();
        for (key, (result, kind)) in order.iter().enumerate() {
            fold(&c, key as u8, result, *kind);
        }
        assert_eq!(shown(&c).0, Some(StoreState::Failed), "order {n}");
        assert_eq!(fold(&c, 9, &order[0].0, order[0].1), 0, "again it says nothing");
    }
}

#[test]
fn what_is_older_than_the_tree_does_not_move_it_back() {
    let c = record();
    fold(&c, 1, &result("a", READ_AT - 60_000, ResultStatus::Active), Kind::Provision);
    assert_eq!(shown(&c), (Some(StoreState::Confirmed), None), "the provider was asked since then");
    fold(&c, 2, &result("b", READ_AT + 60_000, ResultStatus::Active), Kind::Provision);
    assert_eq!(shown(&c), (Some(StoreState::Confirmed), Some("int".into())));
}

#[test]
fn what_a_run_of_this_console_holds_is_its_own() {
    let c = record();
    let operation = OperationId("mine".into());
    stores::claim(&c, &merchant(), &"10".into(), &operation, 5).unwrap();
    assert_eq!(fold(&c, 1, &result("a", READ_AT + 1_000, ResultStatus::Active), Kind::Provision), 0);
    assert_eq!(shown(&c), (Some(StoreState::Planned), None));
    // It let go of it without sending: what a colleague did shows.
    stores::release(&c, &merchant(), &operation, 6).unwrap();
    let mut trees = HashSet::new();
    assert_eq!(show_newest(&c, &"10".into(), &mut trees).unwrap(), 1);
    assert_eq!(shown(&c), (Some(StoreState::Confirmed), Some("int".into())));
}
