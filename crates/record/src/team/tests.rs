use super::{
    Membership,
    batches::{self, TeamBatch},
    entries::{self, Content},
    forks::{self, Fork},
    join, leave, membership,
    results::{self, TeamResult},
};
use crate::{
    Connection, Keys, Record,
    deliveries::{self, Effect, tests::delivery},
    in_memory,
};
use gangway_domain::operation::Kind;

fn member() -> Membership {
    Membership {
        relay: "https://relay.example".into(),
        relay_key: [1; 32],
        invitation: "i".into(),
        team: "t".into(),
        team_name: "Acme".into(),
        person: "p".into(),
        person_name: "Ana".into(),
        device: "d".into(),
        device_name: "laptop".into(),
        role: "admin".into(),
        joined_at: 5,
        begins_after: 7,
    }
}

fn result(batch: &str, at: i64, success: bool) -> TeamResult {
    TeamResult {
        store: "10".into(),
        batch: batch.into(),
        integration: "int".into(),
        kind: Kind::Provision,
        at,
        success,
        code: None,
        message: None,
        delivery: 1,
    }
}

#[test]
fn a_membership_is_kept_with_its_beginning_and_leaving_takes_everything_of_it() {
    let c = in_memory().unwrap();
    assert_eq!((membership(&c).unwrap(), entries::cursor(&c).unwrap()), (None, None));
    join(&c, &member(), [2; 32]).unwrap();
    assert_eq!(membership(&c).unwrap(), Some(member()));
    let cursor = entries::cursor(&c).unwrap().unwrap();
    assert_eq!((cursor.seq, cursor.link, cursor.proven, cursor.head), (7, [2; 32], 7, None));
    assert_eq!((entries::link_at(&c, 7).unwrap(), entries::link_at(&c, 6).unwrap()), (Some([2; 32]), None));
    let fork = Fork { at: 1, seq: 7, link: [2; 32], theirs: "{}".into(), proven: None };
    forks::keep(&c, &fork).unwrap();
    results::keep(&c, &result("b", 1, true)).unwrap();
    assert_eq!(forks::first(&c).unwrap(), Some(fork));
    leave(&c).unwrap();
    assert_eq!((membership(&c).unwrap(), forks::first(&c).unwrap()), (None, None));
    assert_eq!((entries::cursor(&c).unwrap(), results::any(&c).unwrap()), (None, false));
}

#[test]
fn entries_are_deliveries_places_and_what_cannot_be_read() {
    let c = in_memory().unwrap();
    let mut keys = Keys::recall(&c).unwrap();
    join(&c, &member(), [0; 32]).unwrap();
    let mut take = |seq, content| entries::take(&c, &mut keys, seq, [seq as u8; 32], &content).unwrap();
    take(8, Content::Delivery(delivery(Some(1), "body")));
    take(9, Content::Place);
    take(10, Content::Unread("version 9".into()));
    take(11, Content::Erased(delivery(Some(2), ""), [3; 32], 12));
    take(12, Content::Delivery(delivery(Some(1), "body")));
    entries::advance(&c, 12, [12; 32]).unwrap();
    entries::prove(&c, 11, 99, "{}").unwrap();
    let cursor = entries::cursor(&c).unwrap().unwrap();
    assert_eq!((cursor.seq, cursor.proven, cursor.proven_at), (12, 11, Some(99)));
    assert_eq!((entries::link_at(&c, 9).unwrap(), entries::unread(&c).unwrap()), (Some([9; 32]), 1));
    let waiting = deliveries::to_fold(&c, 10).unwrap();
    assert_eq!(waiting.iter().map(|it| it.delivery().id).collect::<Vec<_>>(), [1], "once, and none without a body");
    assert!(entries::is_relayed(&c, 1).unwrap() && !entries::is_relayed(&c, 9).unwrap());
    let (erased, content) = deliveries::by_id(&c, 2).unwrap().unwrap();
    assert_eq!((erased.effect, content.digest, content.bytes), (Effect::Ignored, Some([3; 32]), 12));
}

#[test]
fn the_greatest_result_stands_in_whatever_order_they_come() {
    let of = |order: &[&TeamResult]| {
        let c = in_memory().unwrap();
        for it in order {
            results::keep(&c, it).unwrap();
        }
        results::newest(&c, &"10".into()).unwrap().unwrap()
    };
    let (older, failed, done) = (result("a", 1, true), result("b", 2, false), result("c", 2, true));
    let again = result("b", 3, false);
    for order in [[&older, &failed, &done], [&done, &failed, &older], [&failed, &done, &older]] {
        assert_eq!(of(&order), done);
    }
    assert_eq!((of(&[&again, &failed, &done]), of(&[&failed, &done, &again])), (again.clone(), again));
}

#[test]
fn what_a_member_says_of_a_batch_links_its_deliveries() {
    let c = in_memory().unwrap();
    let mut keys = Keys::recall(&c).unwrap();
    deliveries::append(&c, &mut keys, &delivery(Some(1), "b")).unwrap();
    results::keep(&c, &result("b", 1, true)).unwrap();
    let said = TeamBatch { batch: "b".into(), run: "r".into(), person: "p".into(), device: "d".into(), seq: 3 };
    batches::keep(&c, &said).unwrap();
    assert_eq!(batches::by_id(&c, "b").unwrap(), Some(said));
    assert_eq!(deliveries::by_id(&c, 1).unwrap().unwrap().0.operation.as_deref(), Some("r"));
}

/// Entries, their keys and the place in the chain are one transaction: what is taken back can come again.
#[tokio::test]
async fn a_group_is_taken_in_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    record.write(|c| join(c, &member(), [0; 32])).await.unwrap();
    let group = |fails: bool| {
        record.write_keyed(move |c: &Connection, keys: &mut Keys| {
            entries::take(c, keys, 8, [8; 32], &Content::Delivery(delivery(Some(1), "body")))?;
            entries::advance(c, 8, [8; 32])?;
            if fails { c.execute("INSERT INTO nowhere VALUES (1)", []).map(drop) } else { Ok(()) }
        })
    };
    assert!(group(true).await.is_err());
    assert_eq!(record.read(entries::cursor).await.unwrap().unwrap().seq, 7);
    group(false).await.unwrap();
    let waiting = record.read(|c| deliveries::to_fold(c, 10)).await.unwrap();
    assert_eq!(waiting.len(), 1, "its key was new again");
    assert_eq!(record.read(entries::cursor).await.unwrap().unwrap().seq, 8);
}
