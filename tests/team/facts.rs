//! Everybody sees what everybody did: told by whoever did it, kept by the relay, shown with the person's name.

use crate::house::{Colleague, House, as_whom, complete, in_state};
use gangway_core::{
    Console,
    view::{ActivityBreak, TeamFactFilter, TeamFactRow, TeamRole, TeamRunRow, TeamState},
};
use gangway_domain::TeamFact;
use gangway_tests::{Desk, Setup, until, until_some};

async fn two(house: &House) -> (Desk, Colleague) {
    let desk = Desk::with(Setup::default()).await;
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let ben = joined(&desk, "Ben").await;
    (desk, ben)
}

async fn joined(desk: &Desk, name: &str) -> Colleague {
    let invitation = desk.console.team.invite(name, TeamRole::Member).await.unwrap();
    let colleague = Colleague::beside(desk).await;
    colleague.console.team.join(&invitation.link, &as_whom(name)).await.unwrap();
    colleague
}

async fn facts(console: &Console, what: &[TeamFact]) -> Vec<TeamFactRow> {
    let filter = TeamFactFilter { what: what.to_vec(), ..TeamFactFilter::default() };
    console.team.facts(&filter, 100, 0).await.unwrap().rows
}

async fn ended_run(console: &Console) -> TeamRunRow {
    until_some("the run's end is told", async || {
        console.team.runs().await.unwrap().into_iter().find(|run| run.ended_at.is_some())
    })
    .await
}

#[tokio::test]
async fn a_run_of_ana_is_seen_by_ben_and_by_whoever_comes_later() {
    let house = House::open().await;
    let (desk, ben) = two(&house).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let hers = desk.authorize().await;
    let stores = desk.free_stores(&hers, 25).await;
    let run = desk.run(&desk.plan_request(&hers, &stores)).await;
    let seen = ended_run(&ben.console).await;
    assert_eq!((seen.run.as_str(), seen.person.as_str(), seen.stores), (run.row.id.as_str(), "Ana", Some(25)));
    assert_eq!((seen.merchant.as_deref(), seen.deprovisions), (Some(hers.id.as_str()), Some(false)));
    assert_eq!(seen.name.as_deref(), Some(hers.name.as_str()));
    assert_eq!(seen.batches, 2, "25 stores are two batches");
    let confirmed = seen.outcome.iter().flatten().find(|it| it.what == "confirmed").and_then(|it| it.after.clone());
    assert_eq!(confirmed.as_deref(), Some("25"), "{seen:?}");
    // Her own console has the run itself, and the fact as everybody's.
    assert_eq!(desk.console.team.runs().await.unwrap(), []);
    let told = [TeamFact::RunStarted, TeamFact::RunEnded, TeamFact::MerchantAuthorized];
    let his = facts(&ben.console, &told).await;
    assert!(his.iter().all(|fact| fact.person == "Ana" && !fact.is_this), "{his:?}");
    let words: Vec<_> = his.iter().map(|fact| fact.what).collect();
    assert_eq!(words, [TeamFact::RunEnded, TeamFact::RunStarted, TeamFact::MerchantAuthorized].map(Some));
    assert!(!format!("{his:?}").contains(&hers.email), "who signed in is nobody's business at the relay");
    until("they are at home too", async || {
        facts(&desk.console, &told).await.iter().filter(|it| it.is_this).count() == 3
    })
    .await;
    let cora = joined(&desk, "Cora").await;
    complete(&cora.console, house.head().await).await;
    let seqs = |rows: &[TeamFactRow]| rows.iter().map(|it| it.seq).collect::<Vec<_>>();
    assert_eq!(seqs(&facts(&cora.console, &told).await), seqs(&his));
}

#[tokio::test]
async fn what_was_done_while_the_relay_was_away_is_told_once_after_a_kill() {
    let mut house = House::open().await;
    let (desk, ben) = two(&house).await;
    house.stop().await;
    in_state(&ben.console, TeamState::NotLive).await;
    ben.authorize(&desk).await;
    let ben = ben.restart().await;
    house.serve().await;
    let told = [TeamFact::MerchantAuthorized];
    until("she hears of it", async || !facts(&desk.console, &told).await.is_empty()).await;
    complete(&desk.console, house.head().await).await;
    let ben = ben.restart().await;
    in_state(&ben.console, TeamState::Live).await;
    complete(&desk.console, house.head().await).await;
    let heard = facts(&desk.console, &told).await;
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0].person, "Ben");
}

#[tokio::test]
async fn the_team_vouches_for_an_audit_log_that_somebody_writes_anew() {
    let house = House::open().await;
    let (desk, ben) = two(&house).await;
    let vouched = async |console: &Console| console.audit.verify_activity().await.unwrap();
    until("the team vouches", async || vouched(&ben.console).await.vouched.is_some()).await;
    assert_eq!(vouched(&ben.console).await.breaks, []);
    // With the whole chain computed anew, and the note in the keyring gone.
    let file = rusqlite::Connection::open(ben.record()).unwrap();
    file.execute_batch("DROP TRIGGER audit_is_append_only_update; UPDATE audit SET hash = randomblob(32);").unwrap();
    let found = vouched(&ben.console).await;
    assert!(found.breaks.iter().any(|it| matches!(it, ActivityBreak::AgainstTeam { .. })), "{found:?}");
    drop(desk);
}
