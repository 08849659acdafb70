use super::{Filter, Sort, Update, add, board, by_id, fields, open, page, update};
use crate::{Sql, in_memory};
use gangway_domain::application::{Fields, Merged, Standing, Status};
use rusqlite::Connection;
use serde_json::json;

fn put(c: &Connection, id: &str, name: &str, status: Status, since: i64) -> Sql<i64> {
    let key = add(c, &id.into(), &format!("mid_{id}").as_str().into(), &status, 1)?;
    let mut merged = Merged::default();
    let told = json!({ "name": name, "email": format!("{id}@example.com") });
    merged.add(&Fields(told.as_object().unwrap().clone()), since);
    let standing = Standing { status, since };
    let it =
        Update { standing: &standing, merged: &merged, created_at: since, resubmitted: id == "b", contested: false };
    update(c, key, &it)?;
    assert_eq!(fields(c, key)?, merged);
    Ok(key)
}

#[test]
fn board_and_pages() {
    let c = in_memory().unwrap();
    put(&c, "a", "Éclair & Co", Status::Created, 30).unwrap();
    put(&c, "b", "bakery", Status::Processing, 20).unwrap();
    put(&c, "c", "100% <b>", Status::Processing, 10).unwrap();
    put(&c, "d", "Zoo", Status::Other("ON_HOLD".into()), 0).unwrap();
    put(&c, "e", "Done", Status::Completed, 5).unwrap();
    let board = board(&c).unwrap();
    let of = |status: Status| board.iter().find(|it| it.status == status).map(|it| (it.count, it.oldest));
    assert_eq!(of(Status::Processing), Some((2, Some(10))));
    assert_eq!(of(Status::Other("ON_HOLD".into())), Some((1, None)));

    let ids = |filter: Filter| {
        let (rows, total) = page(&c, &Filter { limit: 2, ..filter }).unwrap();
        (rows.iter().map(|it| it.id.0.clone()).collect::<String>(), total)
    };
    assert_eq!(ids(Filter::default()), ("de".into(), 5));
    assert_eq!(ids(Filter { offset: 2, ..Filter::default() }), ("cb".into(), 5));
    assert_eq!(ids(Filter { sort: Sort::Newest, ..Filter::default() }), ("ab".into(), 5));
    assert_eq!(ids(Filter { sort: Sort::Name, ..Filter::default() }), ("cb".into(), 5));
    assert_eq!(ids(Filter { sort: Sort::Created, ..Filter::default() }), ("ab".into(), 5));
    let two = vec![Status::Created, Status::Processing];
    assert_eq!(ids(Filter { statuses: two, ..Filter::default() }), ("cb".into(), 3));
    let search = |text: &str| ids(Filter { search: text.into(), ..Filter::default() });
    assert_eq!(search(" éCLAIR"), ("a".into(), 1));
    assert_eq!(search("MID_B"), ("b".into(), 1));
    assert_eq!(search("100%"), ("c".into(), 1));
    assert_eq!(search("'; drop table"), (String::new(), 0));
    assert_eq!(ids(Filter { resubmitted: true, ..Filter::default() }), ("b".into(), 1));
    assert_eq!(ids(Filter { merchant: Some("mid_a".into()), ..Filter::default() }), ("a".into(), 1));
    assert_eq!(
        ids(Filter { since_before: Some(10), ..Filter::default() }),
        ("ec".into(), 2),
        "not the one without a time"
    );
    assert_eq!(open(&c, 9).unwrap().len(), 4);
    assert_eq!(by_id(&c, &"d".into()).unwrap().unwrap().status, Status::Other("ON_HOLD".into()));
}
