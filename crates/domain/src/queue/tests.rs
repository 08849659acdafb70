use super::{Actor, AtRappi, NextStep, Open as Count, Stage, Step, Token};
use crate::application::Status;

const fn some(since: i64) -> Count {
    Count { count: 1, since: Some(since) }
}

const NONE: Count = Count { count: 0, since: None };

/// Everything is provisioned and was seen to be.
const DONE: AtRappi = AtRappi {
    token: Token::Valid,
    authorized_at: 1,
    read_at: Some(9),
    stores: 5,
    integrated: 3,
    last_ended: Some(8),
    going: NONE,
    resting: NONE,
    waiting: NONE,
    unknown: NONE,
    failed: NONE,
    drift: NONE,
    missed: 0,
};

#[test]
fn stage_and_next_step_at_rappi() {
    let check = |facts: AtRappi, stage: Stage, next: NextStep, since: Option<i64>| {
        assert_eq!((facts.stage(), facts.next()), (stage, Step::since(next, since)), "{facts:?}");
    };
    let fresh = AtRappi { read_at: None, stores: 0, integrated: 0, last_ended: None, ..DONE };
    check(fresh, Stage::Authorized, NextStep::ReadStores, Some(1));
    check(AtRappi { read_at: Some(2), ..fresh }, Stage::Authorized, NextStep::HaveStores, Some(1));
    check(AtRappi { read_at: Some(2), stores: 5, ..fresh }, Stage::Authorized, NextStep::ChooseStores, Some(1));
    let chosen = AtRappi { integrated: 0, ..DONE };
    check(chosen, Stage::StoresChosen, NextStep::ChooseStores, Some(8));
    check(AtRappi { going: some(4), last_ended: None, ..chosen }, Stage::StoresChosen, NextStep::SendResults, Some(4));
    check(AtRappi { resting: some(4), ..chosen }, Stage::StoresChosen, NextStep::ResumeRun, Some(4));
    check(AtRappi { failed: some(4), ..chosen }, Stage::StoresChosen, NextStep::HandleFailed, Some(4));

    check(DONE, Stage::Verified, NextStep::Nothing, None);
    // All of it was ours before it came here; or some of it, and nobody has chosen of the rest.
    check(AtRappi { last_ended: None, integrated: 5, ..DONE }, Stage::Verified, NextStep::Nothing, None);
    check(AtRappi { last_ended: None, ..DONE }, Stage::Authorized, NextStep::ChooseStores, Some(1));
    check(AtRappi { read_at: Some(7), ..DONE }, Stage::Provisioned, NextStep::Verify, Some(8));
    check(AtRappi { missed: 2, ..DONE }, Stage::Provisioned, NextStep::CheckWebhook, Some(8));
    check(AtRappi { drift: some(6), ..DONE }, Stage::Provisioned, NextStep::LookAtDrift, Some(6));
    check(AtRappi { waiting: some(7), going: some(4), ..DONE }, Stage::Provisioned, NextStep::SendResults, Some(7));
    check(AtRappi { failed: some(6), waiting: some(7), ..DONE }, Stage::Provisioned, NextStep::HandleFailed, Some(6));
    check(AtRappi { unknown: some(5), failed: some(6), ..DONE }, Stage::Provisioned, NextStep::AskStatus, Some(5));
}

#[test]
fn what_needs_a_token_waits_for_the_merchant_and_nothing_else_does() {
    let check = |facts: AtRappi, token: Token, next: NextStep, since: Option<i64>| {
        let facts = AtRappi { token, ..facts };
        assert_eq!(facts.next(), Step::since(next, since), "{facts:?}");
    };
    let over = Token::Over { at: 10 };
    check(AtRappi { unknown: some(5), ..DONE }, over, NextStep::SignInAgain, Some(10));
    check(AtRappi { integrated: 0, ..DONE }, over, NextStep::SignInAgain, Some(10));
    check(AtRappi { integrated: 0, ..DONE }, Token::SignedOut, NextStep::SignInAgain, None);
    check(AtRappi { read_at: Some(7), ..DONE }, over, NextStep::SignInAgain, Some(10));
    // Twelve of twelve, and nothing to do: nobody has to sign in for that.
    check(DONE, over, NextStep::Nothing, None);
    check(DONE, Token::SignedOut, NextStep::Nothing, None);
    check(AtRappi { drift: some(6), ..DONE }, over, NextStep::LookAtDrift, Some(6));
    check(AtRappi { waiting: some(6), ..DONE }, over, NextStep::SendResults, Some(6));
}

#[test]
fn an_application_waits_for_somebody() {
    let check = |status: Status, next: NextStep, actor: Actor| {
        assert_eq!((NextStep::of_application(&status), NextStep::of_application(&status).actor()), (next, actor));
    };
    check(Status::Created, NextStep::CompleteApplication, Actor::Merchant);
    check(Status::InProgress, NextStep::CompleteApplication, Actor::Merchant);
    check(Status::Processing, NextStep::Decide, Actor::Provider);
    check(Status::NeedsInformation, NextStep::GiveInformation, Actor::Merchant);
    check(Status::InReview, NextStep::AnswerReview, Actor::Us);
    check(Status::Other("ON_HOLD".into()), NextStep::LookAtApplication, Actor::Us);
    check(Status::Completed, NextStep::Nothing, Actor::Nobody);
    check(Status::Declined, NextStep::Nothing, Actor::Nobody);
}

#[test]
fn a_dispute_comes_before_a_subscription() {
    for (disputes, differing, next) in
        [(0, 0, NextStep::Nothing), (0, 2, NextStep::SettleSubscriptions), (1, 2, NextStep::AnswerDispute)]
    {
        assert_eq!(NextStep::of_subscriptions(disputes, differing), next);
    }
}

/// Of several steps the first one counts: what we can do comes before what others have to, and nothing comes last.
#[test]
fn steps_are_in_the_order_of_who_acts() {
    let actors: Vec<Actor> = NextStep::ALL.iter().map(|step| step.actor()).collect();
    assert!(actors.is_sorted(), "{actors:?}");
    assert_eq!(NextStep::ALL.iter().max(), Some(&NextStep::Nothing));
}
