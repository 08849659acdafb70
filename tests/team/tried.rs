//! A team to try in the sandbox, without an account.

use gangway_cli::{TriedTeam, put_back};
use gangway_core::{
    Console, Home, Options,
    team::Joining,
    view::{DeliveryFilter, TeamState, WebhookState},
};
use gangway_tests::{until, until_some};
use gangway_vault::Vault;
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;

const PACE: Duration = Duration::from_millis(200);

async fn sandbox(home: &TempDir, vault: &Vault) -> Arc<Console> {
    let opened =
        async || Console::open_with(&Home::at(home.path()), "sandbox", Options::default(), vault.clone()).await.ok();
    until_some("the sandbox opens", opened).await
}

fn you() -> Joining {
    Joining { person: "You".into(), device: "This computer".into(), days: None }
}

async fn state_of_webhook(console: &Console) -> WebhookState {
    console.registration.webhooks().await.unwrap()[0].state
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_works_and_leaving_puts_all_back() {
    let (home, vault) = (tempfile::tempdir().unwrap(), Vault::in_memory().await);
    let console = sandbox(&home, &vault).await;
    let integration = console.profile().integrations[0].clone();
    console.registration.register_webhook(integration.as_str()).await.unwrap();
    let before = console.registration.webhooks().await.unwrap();

    let tried = TriedTeam::open(&console, &you(), PACE).await.unwrap();
    let members = console.team.members().await.unwrap();
    let people: Vec<_> = members.devices.iter().map(|it| (it.person.as_str(), it.is_this)).collect();
    assert_eq!(people, [("Carla (simulated)", false), ("You", true)]);
    assert_eq!(state_of_webhook(&console).await, WebhookState::Registered);
    let filter = || DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
    until("what the colleague did comes here", async || {
        let status = console.team.status().await.unwrap();
        let rows = console.deliveries.deliveries(filter()).await.unwrap().rows;
        status.state == TeamState::Live && status.complete_to >= 3 && !rows.is_empty()
    })
    .await;

    tried.end(&console).await.unwrap();
    assert_eq!(console.team.status().await.unwrap().state, TeamState::None);
    assert!(!home.path().join("sandbox/team").exists());
    let after = console.registration.webhooks().await.unwrap();
    assert_eq!((&after[0].url, after[0].state), (&before[0].url, WebhookState::Registered));
    // Once more, from the beginning.
    TriedTeam::open(&console, &you(), PACE).await.unwrap().end(&console).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_that_a_kill_left_is_left_at_the_next_start() {
    let (home, vault) = (tempfile::tempdir().unwrap(), Vault::in_memory().await);
    let console = sandbox(&home, &vault).await;
    let tried = TriedTeam::open(&console, &you(), PACE).await.unwrap();
    // Relay and colleague end with the program, and nobody hears of it.
    console.close();
    drop((tried, console));
    let console = sandbox(&home, &vault).await;
    assert!(console.team.status().await.unwrap().membership.is_some());
    until("the relay of before is gone", async || put_back(&console).await.is_ok()).await;
    assert_eq!(console.team.status().await.unwrap().state, TeamState::None);
    assert!(!home.path().join("sandbox/team").exists());
}
