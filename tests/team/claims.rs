//! Nobody works against a colleague: two consoles on one relay and one provider.

use crate::house::{Colleague, House, as_whom, complete, in_state};
use gangway_core::{
    Code, Reason,
    view::{
        MerchantRow, OperationState, PlanRequest, TeamClaimRow, TeamClaimStage, TeamFactFilter, TeamRole, TeamState,
    },
};
use gangway_domain::{TeamFact, plan::LeftOut};
use gangway_relay::{ClaimLimits, Claims as _};
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use std::time::Duration;

/// Ana at the desk, and Ben beside her, both with the same merchant, in one team.
async fn two(house: &House, setup: Setup) -> (Desk, MerchantRow, Colleague, MerchantRow) {
    let desk = Desk::with(setup).await;
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let invitation = desk.console.team.invite("ben@acme.example", TeamRole::Member).await.unwrap();
    let ben = Colleague::beside(&desk).await;
    ben.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap();
    let (hers, his) = (desk.authorize().await, ben.authorize(&desk).await);
    (desk, hers, ben, his)
}

/// Keys that somebody has at the relay.
async fn held(house: &House) -> usize {
    let kept = house.store.claims(&house.team).await.unwrap();
    kept.claims.iter().filter(|it| it.claimed.held.is_some()).count()
}

/// The provider was sent each of these, once.
async fn each_once(desk: &Desk, stores: &[String]) {
    let received = desk.provider.received().await;
    assert_eq!(received.len(), stores.len(), "{received:?}");
    assert!(stores.iter().all(|store| received.get(store) == Some(&1)), "{received:?}");
}

#[tokio::test]
async fn both_press_provision_and_each_store_is_sent_once() {
    let house = House::open().await;
    let (desk, hers, ben, his) = two(&house, Setup::default()).await;
    let stores = desk.free_stores(&hers, 45).await;
    let (ana_wants, ben_wants) = (desk.plan_request(&hers, &stores[..30]), desk.plan_request(&his, &stores[15..]));
    let (ana, ben_got) = tokio::join!(desk.start(&ana_wants), ben.console.provisioning.provision(&ben_wants, None));
    let (ana, ben_got) = (ana.ok(), ben_got.map(|it| it.0));
    assert!(ana.is_some() || ben_got.is_ok(), "one of them works");
    // Who heard of the other's claims before planning leaves those stores out, and sends the rest.
    if let (Some(ana), Ok(ben_got)) = (&ana, &ben_got) {
        desk.settled(ana).await;
        let (of_ana, of_ben) = (desk.operation(ana).await.row.counts.total, ben.total(ben_got).await);
        assert_eq!(of_ana + of_ben, 45, "nothing is in both");
        until("nothing is held any more", async || held(&house).await == 0).await;
        return each_once(&desk, &stores).await;
    }
    let theirs = match (&ana, &ben_got) {
        (Some(id), Err(refused)) => {
            assert_eq!((refused.code, refused.what.as_deref()), (Code::Stale, Some("Ana")), "{refused:?}");
            let claimed = [Reason::ClaimPlanned, Reason::ClaimLeaving].map(Some);
            assert!(claimed.contains(&refused.reason), "{refused:?}");
            desk.settled(id).await;
            &stores[..30]
        }
        (None, Ok(_)) => &stores[15..],
        (Some(_), Ok(_)) => panic!("both have the same stores"),
        (None, Err(_)) => unreachable!("one of them works"),
    };
    until("nothing is held any more", async || held(&house).await == 0).await;
    each_once(&desk, theirs).await;
    // What is left of the other's wish goes as soon as what became of the rest was read.
    let rest: Vec<String> = stores.iter().filter(|it| !theirs.contains(it)).cloned().collect();
    let head = house.head().await;
    complete(&desk.console, head).await;
    desk.run(&desk.plan_request(&hers, &stores)).await;
    each_once(&desk, &stores).await;
    assert_eq!(rest.len(), 15);
}

#[tokio::test]
async fn without_the_relay_nothing_is_sent_and_it_goes_on_when_it_is_back() {
    let mut house = House::open().await;
    let (desk, hers, ben, _) = two(&house, Setup::default()).await;
    let stores = desk.free_stores(&hers, 40).await;
    let held_back = PlanRequest { hold_s: 600, ..desk.plan_request(&hers, &stores[..25]) };
    let waiting = desk.start(&held_back).await.unwrap();
    assert_eq!(held(&house).await, 25, "what waits is held already");
    house.stop().await;
    in_state(&desk.console, TeamState::NotLive).await;
    let refused = desk.start(&desk.plan_request(&hers, &stores[25..])).await.unwrap_err();
    assert_eq!(refused.code, Code::RelayUnavailable, "{refused:?}");
    desk.console.provisioning.begin_operation(&waiting).await.unwrap();
    until("it asks for permits in vain", async || {
        let view = desk.operation(&waiting).await;
        view.row.state == OperationState::Running && view.row.counts.planned == 25
    })
    .await;
    assert!(desk.provider.received().await.is_empty(), "nothing left");
    house.serve().await;
    let view = desk.settled(&waiting).await;
    assert_eq!(view.row.counts.confirmed, 25, "{view:?}");
    each_once(&desk, &stores[..25]).await;
    drop(ben);
}

#[tokio::test]
async fn a_colleague_who_vanished_is_asked_about_and_nothing_is_sent_twice() {
    let limits = ClaimLimits { lease_ms: 3_000, unknown_ms: 400 };
    let house = House::with(limits).await;
    let (desk, hers, ben, his) = two(&house, Setup { unknown_for_s: 30, ..Setup::default() }).await;
    let stores = desk.free_stores(&hers, 10).await;
    // The provider takes it, and nobody hears of it.
    desk.provider.fault(serde_json::json!({ "call": "provisioning", "kind": "drop_after" })).await;
    ben.console.provisioning.provision(&desk.plan_request(&his, &stores), None).await.unwrap();
    until("it left", async || !desk.provider.received().await.is_empty()).await;
    let refused = desk.start(&desk.plan_request(&hers, &stores)).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::ClaimLeaving), Some("Ben")), "{refused:?}");
    ben.console.shut_down().await;
    drop(ben);
    until("the relay calls it unknown, and Ana's console ends that", async || {
        let kept = house.store.claims(&house.team).await.unwrap().claims;
        kept.len() == 10 && kept.iter().all(|it| it.claimed.held.is_none() && it.claimed.outcome > 0)
    })
    .await;
    each_once(&desk, &stores).await;
    let head = house.head().await;
    complete(&desk.console, head).await;
    let again = desk.start(&desk.plan_request(&hers, &stores)).await.unwrap_err();
    assert_eq!(again.reason, Some(Reason::NothingToSend), "her tree has moved: {again:?}");
}

#[tokio::test]
async fn a_viewer_sends_nothing() {
    let house = House::open().await;
    let (desk, hers, _ben, _) = two(&house, Setup::default()).await;
    let invitation = desk.console.team.invite("tam@acme.example", TeamRole::Viewer).await.unwrap();
    let tam = Colleague::beside(&desk).await;
    tam.console.team.join(&invitation.link, &as_whom("Tam")).await.unwrap();
    let his = tam.authorize(&desk).await;
    let stores = desk.free_stores(&hers, 3).await;
    let refused = tam.console.provisioning.provision(&desk.plan_request(&his, &stores), None).await.unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::RelayRefused, Some(Reason::ViewerOnly)), "{refused:?}");
    assert!(desk.provider.received().await.is_empty());
}

/// The provider accepted it and is at work for a while. Its status says "not integrated" until it is done.
#[tokio::test]
async fn what_is_not_done_yet_is_not_free() {
    let house = House::with(ClaimLimits { lease_ms: 400, unknown_ms: 200 }).await;
    let slow = Config { webhook_delay: Duration::from_secs(4), ..Setup::default().provider };
    let (desk, hers, ben, his) = two(&house, Setup { provider: slow, ..Setup::default() }).await;
    let stores = desk.free_stores(&hers, 5).await;
    desk.provider.fault(serde_json::json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    ben.console.provisioning.provision(&desk.plan_request(&his, &stores), None).await.unwrap();
    until("it left", async || !desk.provider.received().await.is_empty()).await;
    ben.console.shut_down().await;
    drop(ben);
    let wanted = desk.plan_request(&hers, &stores);
    until("Ana's console has seen that it was done", async || {
        assert!(desk.start(&wanted).await.is_err(), "its outcome is open, or it is done");
        held(&house).await == 0
    })
    .await;
    each_once(&desk, &stores).await;
}

/// The signed result is lost, and the console that sent learns by asking that it was done. The log says that something is known.
#[tokio::test]
async fn what_a_colleague_knows_is_read_before_anything_is_sent_again() {
    let house = House::open().await;
    let (desk, hers, ben, his) = two(&house, Setup { overdue_after_s: 1, ..Setup::default() }).await;
    let stores = desk.free_stores(&hers, 5).await;
    desk.provider.fault(serde_json::json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    ben.console.provisioning.provision(&desk.plan_request(&his, &stores), None).await.unwrap();
    until("it is settled, and told", async || !desk.provider.received().await.is_empty() && held(&house).await == 0)
        .await;
    complete(&desk.console, house.head().await).await;
    let wanted = desk.plan_request(&hers, &stores);
    let refused = desk.start(&wanted).await.unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::Stale, Some(Reason::ClaimOutdated)), "{refused:?}");
    desk.console.merchants.refresh(&hers.id).await.unwrap();
    let again = desk.start(&wanted).await.unwrap_err();
    assert_eq!(again.reason, Some(Reason::NothingToSend), "her tree has moved: {again:?}");
    each_once(&desk, &stores).await;
}

/// Outside of a team nobody is asked, so nobody goes there with stores on their way.
#[tokio::test]
async fn nobody_comes_or_goes_while_stores_are_sent() {
    let house = House::open().await;
    let (desk, hers, ben, _) = two(&house, Setup::default()).await;
    let stores = desk.free_stores(&hers, 5).await;
    let waits = PlanRequest { hold_s: 600, ..desk.plan_request(&hers, &stores) };
    let run = desk.start(&waits).await.unwrap();
    let invitation = desk.console.team.invite("admin@acme.example", TeamRole::Admin).await.unwrap();
    let other = Colleague::beside(&desk).await;
    other.console.team.join(&invitation.link, &as_whom("Cy")).await.unwrap();
    let refused = desk.console.team.leave().await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::RunsUnderWay), Some("5")), "{refused:?}");
    desk.console.provisioning.undo_operation(&run).await.unwrap();
    desk.console.team.leave().await.unwrap();
    drop((ben, other));
}

#[tokio::test]
async fn what_a_colleague_has_is_left_out_of_a_plan_until_they_let_it_go() {
    let house = House::open().await;
    let (desk, hers, ben, his) = two(&house, Setup::default()).await;
    let stores = desk.free_stores(&hers, 30).await;
    let hold = PlanRequest { hold_s: 600, ..desk.plan_request(&hers, &stores[..20]) };
    desk.start(&hold).await.unwrap();
    let wanted = desk.plan_request(&his, &stores);
    let plan = async || ben.console.provisioning.plan(&wanted).await.unwrap();
    until("he hears of it", async || plan().await.stores == 10).await;
    let left_out = plan().await.left_out;
    assert_eq!(left_out.len(), 20);
    assert!(left_out.iter().all(|it| it.reason == LeftOut::HeldByColleague), "{left_out:?}");
    let all_hers = desk.plan_request(&his, &stores[..20]);
    let refused = ben.console.provisioning.provision(&all_hers, None).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::ClaimPlanned), Some("Ana")), "{refused:?}");
    // How she is called comes with the first that she tells.
    until("he sees whose they are", async || {
        let seen = ben.console.team.claims().await.unwrap();
        let is_hers = |it: &TeamClaimRow| !it.is_this && it.stage == TeamClaimStage::Planned && it.person == "Ana";
        seen.len() == 20 && seen.iter().all(is_hers)
    })
    .await;
    ben.console.team.ask_to_let_go(&stores[..20]).await.unwrap();
    until("she is asked", async || {
        desk.console.team.claims().await.unwrap().iter().filter(|it| it.asked_by == ["Ben"]).count() == 20
    })
    .await;
    until("he sees that he asked", async || ben.console.team.claims().await.unwrap().iter().all(|it| it.we_asked))
        .await;
    desk.console.provisioning.let_go(&stores[..1]).await.unwrap();
    until("all of the run is free", async || plan().await.stores == 30).await;
    let run = ben.console.provisioning.provision(&wanted, None).await.unwrap().0;
    until("it ended", async || ben.total_open(&run).await == 0).await;
    each_once(&desk, &stores).await;
    let asks = ben.console.team.claims().await.unwrap();
    assert!(asks.iter().all(|it| !it.we_asked), "whoever has it asks for it no more: {asks:?}");
}

#[tokio::test]
async fn whoever_works_alone_says_why_and_colleagues_hear_of_it() {
    let mut house = House::open().await;
    let (desk, hers, ben, _) = two(&house, Setup::default()).await;
    let stores = desk.free_stores(&hers, 10).await;
    in_state(&desk.console, TeamState::Live).await;
    let needless = desk.console.team.work_alone("just so").await.unwrap_err();
    assert_eq!(needless.reason, Some(Reason::RelayReached));
    house.stop().await;
    in_state(&desk.console, TeamState::NotLive).await;
    let silent = desk.console.team.work_alone("  ").await.unwrap_err();
    assert_eq!(silent.reason, Some(Reason::ValueMissing));
    assert_eq!(desk.start(&desk.plan_request(&hers, &stores)).await.unwrap_err().code, Code::RelayUnavailable);
    let status = desk.console.team.work_alone("The relay's host is being moved.").await.unwrap();
    assert!(status.alone.is_some());
    let run = desk.start(&desk.plan_request(&hers, &stores)).await.unwrap();
    until("they leave", async || desk.provider.received().await.len() == stores.len()).await;
    // Results come by the relay.
    house.serve().await;
    desk.settled(&run).await;
    each_once(&desk, &stores).await;
    until("it is over", async || desk.console.team.status().await.unwrap().alone.is_none()).await;
    let filter = TeamFactFilter { what: vec![TeamFact::WorkedAlone], ..TeamFactFilter::default() };
    until("he hears of it", async || {
        let facts = ben.console.team.facts(&filter, 10, 0).await.unwrap().rows;
        facts.iter().any(|it| it.person == "Ana" && it.detail.as_deref() == Some("The relay's host is being moved."))
    })
    .await;
}
