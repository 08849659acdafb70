use super::{ANSWER_LIFE_MS, ANSWERS, LinkChange, LinkRefused, LinkState, Progress};
use crate::KeptLink;
use gangway_wire::{Digest256, LinkChannel, LinkNews};

const ENDS: i64 = 1_000_000;
const CODE: Digest256 = Digest256([1; 32]);
const OTHER: Digest256 = Digest256([2; 32]);

fn link(state: LinkState) -> KeptLink {
    let answered = !matches!(state, LinkState::Open);
    KeptLink {
        link: "l".into(),
        team: "t".into(),
        secret_digest: CODE,
        state_digest: CODE,
        label: "Parrilla del Puerto".into(),
        email: None,
        language: None,
        login: String::new(),
        host: "login.example".into(),
        recipient: String::new(),
        sealed: String::new(),
        made_by: "d".into(),
        person: "p".into(),
        made_at: 0,
        expires_at: ENDS,
        progress: Progress {
            state,
            code: answered.then_some(CODE),
            answered_at: answered.then_some(100),
            ..Progress::default()
        },
    }
}

/// Every state and everything that can happen, a moment after the answer.
#[test]
fn every_pair_of_state_and_change() {
    use LinkRefused::{Finished, Over, Used};
    use LinkState::{Answered, Cancelled, Open, SignedIn, SomebodyElse};
    let who = || "ana@shop.test".to_owned();
    let changes = [
        LinkChange::Opened,
        LinkChange::Code(OTHER),
        LinkChange::Code(CODE),
        LinkChange::Declined,
        LinkChange::News(LinkNews::SignedIn { who: who() }),
        LinkChange::News(LinkNews::SomebodyElse { who: who() }),
        LinkChange::News(LinkNews::Failed { why: "x".into() }),
        LinkChange::News(LinkNews::Cancelled),
        LinkChange::News(LinkNews::Stores { stores: 3 }),
        LinkChange::News(LinkNews::Sent { by: LinkChannel::Email }),
    ];
    let check = |state: LinkState, expected: [Result<LinkState, LinkRefused>; 10]| {
        for (change, expected) in changes.iter().zip(expected) {
            let after = link(state).next(change, 200).map(|it| it.state);
            assert_eq!(after, expected, "{state:?} {change:?}");
        }
    };
    let (ok, no) = (Ok::<_, LinkRefused>, Err::<LinkState, _>);
    check(
        Open,
        [
            ok(Open),
            ok(Answered),
            ok(Answered),
            ok(Open),
            ok(SignedIn),
            ok(SomebodyElse),
            ok(Open),
            ok(Cancelled),
            ok(Open),
            ok(Open),
        ],
    );
    check(
        Answered,
        [
            no(Used),
            no(Used),
            ok(Answered),
            no(Used),
            ok(SignedIn),
            ok(SomebodyElse),
            ok(Open),
            ok(Cancelled),
            ok(Answered),
            ok(Answered),
        ],
    );
    check(
        SomebodyElse,
        [
            no(Finished),
            no(Finished),
            ok(SomebodyElse),
            no(Finished),
            ok(SignedIn),
            ok(SomebodyElse),
            ok(Open),
            ok(Cancelled),
            ok(SomebodyElse),
            ok(SomebodyElse),
        ],
    );
    check(
        SignedIn,
        [
            no(Finished),
            no(Finished),
            ok(SignedIn),
            no(Finished),
            ok(SignedIn),
            no(Finished),
            no(Finished),
            no(Finished),
            ok(SignedIn),
            ok(SignedIn),
        ],
    );
    check(
        Cancelled,
        [
            no(Over),
            no(Over),
            ok(Cancelled),
            no(Over),
            ok(SignedIn),
            no(Over),
            no(Over),
            ok(Cancelled),
            ok(Cancelled),
            ok(Cancelled),
        ],
    );
}

#[test]
fn time_ends_a_link_and_frees_an_answer_that_nobody_finished() {
    let opened = |state, now| link(state).next(&LinkChange::Opened, now).map(|it| it.state);
    let answered = |state, now| link(state).next(&LinkChange::Code(OTHER), now).map(|it| it.state);
    assert_eq!(opened(LinkState::Open, ENDS - 1), Ok(LinkState::Open));
    assert_eq!(opened(LinkState::Open, ENDS), Err(LinkRefused::Over));
    // Whoever is at the login page when it ends is let in, and nobody later.
    assert_eq!(answered(LinkState::Open, ENDS), Ok(LinkState::Answered));
    assert_eq!(answered(LinkState::Open, ENDS + ANSWER_LIFE_MS), Err(LinkRefused::Over));
    assert_eq!(answered(LinkState::Answered, 100 + ANSWER_LIFE_MS - 1), Err(LinkRefused::Used));
    assert_eq!(answered(LinkState::Answered, 100 + ANSWER_LIFE_MS), Ok(LinkState::Answered));
}

#[test]
fn whoever_has_the_address_cannot_answer_for_ever() {
    let mut it = link(LinkState::Open);
    for n in 0..ANSWERS {
        it.progress = it.next(&LinkChange::Declined, 200).unwrap();
        assert_eq!(it.progress.answers, n + 1);
    }
    assert_eq!(it.next(&LinkChange::Declined, 200), Err(LinkRefused::TooOften));
    assert_eq!(it.next(&LinkChange::Code(OTHER), 200), Err(LinkRefused::TooOften));
}

#[test]
fn of_what_was_sent_the_first_and_the_newest_stay() {
    let mut it = link(LinkState::Open);
    for at in 0..30 {
        it.progress = it.next(&LinkChange::News(LinkNews::Sent { by: LinkChannel::Copied }), at).unwrap();
    }
    let at: Vec<_> = it.progress.sent.iter().map(|it| it.at).collect();
    assert_eq!(at, [0, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
}
