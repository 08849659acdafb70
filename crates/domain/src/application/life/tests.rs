//! Over every order of the seven events, and over any mixture of events and fetches.

use super::{Known, Mark, Point, Report, Source, add_fields, fold};
use crate::application::{Fields, Merged, Status};
use proptest::prelude::*;
use serde_json::json;

fn fields(status: &Status, at: i64) -> Fields {
    let value = json!({ "status": status.word(), "name": format!("as of {at}"), format!("only_{}", at % 5): at });
    Fields(value.as_object().unwrap().clone())
}

fn report(status: Status, at: i64, source: Source) -> Report {
    let exact = status != Status::InProgress;
    let fields = fields(&status, at);
    Report { point: Point { status, at, exact }, source, fields: Some(fields), fresh: at }
}

fn event(status: Status, at: i64) -> Report {
    let id = format!("msg {} {at}", status.word());
    report(status, at, Source::Message(id))
}

/// What does not depend on the order: where it stands, its fields, and what the timeline holds.
#[derive(Debug, Clone, PartialEq)]
struct End {
    status: Status,
    since: i64,
    merged: Merged,
    timeline: Vec<(i64, String)>,
}

struct Played {
    end: End,
    marks: Vec<Option<Mark>>,
    news: Vec<Status>,
}

fn play<'a>(reports: impl Iterator<Item = &'a Report>) -> Played {
    let (mut known, mut merged, mut marks, mut news) = (Vec::<Known>::new(), Merged::default(), Vec::new(), Vec::new());
    let mut standing = None;
    for report in reports {
        let folded = fold(&known, report);
        add_fields(&mut merged, report);
        marks.push(folded.mark);
        if folded.is_news {
            news.push(folded.standing.status.clone());
        }
        if folded.mark.is_some() {
            known.push(Known { point: report.point.clone(), source: report.source.clone() });
        }
        standing = Some(folded.standing);
    }
    let standing = standing.expect("something was told");
    let mut timeline: Vec<_> = known.iter().map(|it| (it.point.at, it.point.status.word().to_owned())).collect();
    timeline.sort();
    timeline.dedup();
    Played { end: End { status: standing.status, since: standing.since, merged, timeline }, marks, news }
}

/// Every order of `items`, by Heap's algorithm.
fn orders<T: Clone>(items: &mut Vec<T>, left: usize, each: &mut impl FnMut(&[T])) {
    if left <= 1 {
        return each(items);
    }
    for at in 0..left {
        orders(items, left - 1, each);
        let other = if left.is_multiple_of(2) { at } else { 0 };
        items.swap(other, left - 1);
    }
}

fn seven() -> Vec<Report> {
    Status::KNOWN.into_iter().zip(1..).map(|(status, at)| event(status, at * 1000)).collect()
}

#[test]
fn all_5040_orders_of_the_seven_events_have_one_end() {
    let expected = play(seven().iter());
    assert_eq!((expected.end.status.word(), expected.end.since), ("DECLINED", 7000));
    assert_eq!(expected.marks[..6], [Some(Mark::InTurn); 6]);
    assert_eq!(expected.marks[6], Some(Mark::OtherFinal), "it was COMPLETED before");
    let mut count = 0;
    orders(&mut seven(), 7, &mut |order| {
        count += 1;
        let played = play(order.iter());
        assert_eq!(played.end, expected.end);
        // What was news stays true for ever after: a final status is never left for one that is not.
        let first = played.news.iter().position(Status::is_final).unwrap();
        assert!(played.news[first..].iter().all(Status::is_final), "{:?}", played.news);
        assert_eq!(played.marks.len(), 7);
        assert!(played.marks.iter().all(Option::is_some), "every event has its place in the timeline");
    });
    assert_eq!(count, 5040);
}

#[test]
fn a_late_event_changes_nothing_and_is_marked() {
    let told = [
        event(Status::Created, 1),
        event(Status::Declined, 9),
        event(Status::Processing, 5),
        event(Status::InReview, 12),
        event(Status::Declined, 9),
    ];
    let played = play(told.iter());
    assert_eq!((played.end.status, played.end.since), (Status::Declined, 9));
    assert_eq!(played.news, [Status::Created, Status::Declined]);
    let marks = [Some(Mark::InTurn), Some(Mark::InTurn), Some(Mark::Late), Some(Mark::AfterFinal), None];
    assert_eq!(played.marks, marks, "the last is the same message once more");
}

#[test]
fn the_same_in_another_message_is_repeated() {
    let again = report(Status::Created, 1, Source::Message("another".into()));
    let played = play([event(Status::Created, 1), again].iter());
    assert_eq!(played.marks[1], Some(Mark::Repeated));
    assert_eq!(played.news, [Status::Created]);
}

#[test]
fn a_message_about_what_the_api_told_first_is_late() {
    let fetched = report(Status::Completed, 5, Source::Fetched);
    let played = play([fetched.clone(), event(Status::Completed, 5), fetched].iter());
    assert_eq!(played.marks, [Some(Mark::InTurn), Some(Mark::Late), None]);
    assert_eq!(played.news, [Status::Completed]);
}

#[test]
fn there_and_back_again() {
    let told = [
        event(Status::Processing, 1),
        event(Status::NeedsInformation, 2),
        event(Status::Processing, 3),
        event(Status::NeedsInformation, 4),
        event(Status::NeedsInformation, 6),
    ];
    let played = play(told.iter());
    assert_eq!((played.end.status, played.end.since), (Status::NeedsInformation, 6));
    assert_eq!(played.news.len(), 5, "asking once more is news, even where the answer in between was not told");
}

#[test]
fn an_update_is_no_new_status() {
    let told = [event(Status::Created, 1), event(Status::InProgress, 2), event(Status::InProgress, 8)];
    let played = play(told.iter());
    assert_eq!((played.end.status, played.end.since), (Status::InProgress, 2));
    assert_eq!(played.news.len(), 2);
}

#[test]
fn what_is_unknown_is_kept_and_stands() {
    let hold = Status::Other("ON_HOLD".into());
    let played = play([event(Status::Processing, 3), event(hold.clone(), 4)].iter());
    assert_eq!(played.end.status, hold);
    let undated = play([event(hold, 0), event(Status::Processing, 3)].iter());
    assert_eq!(undated.end.status, Status::Processing);
    assert_eq!(undated.end.timeline.len(), 2);
}

fn any_report() -> impl Strategy<Value = Report> {
    let status = prop_oneof![
        9 => (0usize..7).prop_map(|at| Status::KNOWN[at].clone()),
        1 => Just(Status::Other("ON_HOLD".into())),
    ];
    (status, 0i64..12, any::<bool>(), 0u8..3).prop_map(|(status, at, fetched, copy)| {
        let source = if fetched { Source::Fetched } else { Source::Message(format!("{} {at} {copy}", status.word())) };
        report(status, at, source)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Repetitions, fetches in between, unknown statuses, the same time twice: the same end whatever the order.
    #[test]
    fn order_and_repetition_make_no_difference(
        told in prop::collection::vec(any_report(), 1..14).prop_flat_map(|told| {
            let twice = [told.clone(), told.clone()].concat();
            (Just(told), Just(twice).prop_shuffle())
        })
    ) {
        let (once, shuffled) = told;
        let (one, other) = (play(once.iter()), play(shuffled.iter()));
        prop_assert_eq!(one.end, other.end);
    }

    #[test]
    fn a_final_status_is_never_left(told in prop::collection::vec(any_report(), 1..14)) {
        let news = play(told.iter()).news;
        if let Some(first) = news.iter().position(Status::is_final) {
            prop_assert!(news[first..].iter().all(Status::is_final));
        }
    }
}
