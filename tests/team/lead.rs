//! What is to be done once for the team is done by one of its consoles, and no message leaves twice.

use crate::house::{Colleague, House, as_whom, complete};
use gangway_core::{
    Console,
    view::{NotificationFilter, NotificationState, TeamRole},
};
use gangway_domain::notifications::{Change, Channel, Event};
use gangway_relay::ClaimLimits;
use gangway_tests::{
    Desk, RAINFOREST_KEY, Setup,
    platform::{Answer, Platform},
    until,
};

const SECRET: &str = "telling-platform-secret";

async fn leads(console: &Console) -> bool {
    console.team.status().await.unwrap().lead.is_some_and(|lead| lead.is_this)
}

async fn joined(desk: &Desk, name: &str, role: TeamRole) -> Colleague {
    let invitation = desk.console.team.invite(name, role).await.unwrap();
    let colleague = Colleague::beside(desk).await;
    colleague.put(&[RAINFOREST_KEY, SECRET], desk).await;
    colleague.console.team.join(&invitation.link, &as_whom(name)).await.unwrap();
    colleague
}

/// Ana and Ben, whose messages go to the same platform.
async fn two(house: &House, platform: &Platform) -> (Desk, Colleague) {
    let notifications = format!(
        "[notifications]\nplatform_name = \"PlatformPay\"\n[notifications.platform]\nurl = \"{}\"\n",
        platform.url()
    );
    let desk = Desk::with(Setup { notifications, ..Setup::default() }).await;
    desk.vault.put(SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()).await.unwrap();
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let ben = joined(&desk, "Ben", TeamRole::Member).await;
    (desk, ben)
}

async fn platform_messages(console: &Console, state: NotificationState) -> Vec<Option<String>> {
    let filter = NotificationFilter {
        state: Some(state),
        channel: Some(Channel::Platform),
        merchant: None,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    console.notifications.notifications(&filter).await.unwrap().rows.into_iter().map(|row| row.sent_by).collect()
}

#[tokio::test]
async fn both_know_of_an_event_and_one_of_them_tells_the_platform() {
    let (house, platform) = (House::open().await, Platform::start(&[Answer::Status(200)]).await);
    let (desk, ben) = two(&house, &platform).await;
    let change = Change {
        application: "app_1".into(),
        merchant: "mid_1".into(),
        merchant_name: "Café".into(),
        email: None,
        event: Event::Created,
        at: 1_776_765_600_000,
        late: false,
        link: None,
    };
    for console in [&desk.console, &ben.console] {
        console.notifications.set_sending(true).await.unwrap();
        assert!(console.notifications.announce_changes(vec![change.clone()]).await.unwrap() > 0);
    }
    until("one of them leads", async || leads(&desk.console).await != leads(&ben.console).await).await;
    until("both know that it was sent", async || {
        let (hers, his) = (
            platform_messages(&desk.console, NotificationState::Sent).await,
            platform_messages(&ben.console, NotificationState::Sent).await,
        );
        !hers.is_empty() && hers.len() == his.len()
    })
    .await;
    let sent_by = [
        platform_messages(&desk.console, NotificationState::Sent).await,
        platform_messages(&ben.console, NotificationState::Sent).await,
    ];
    let lead = usize::from(!leads(&desk.console).await);
    assert!(sent_by[lead].iter().all(Option::is_none), "{sent_by:?}");
    let other = ["Ana", "Ben"][lead];
    assert!(sent_by[1 - lead].iter().all(|by| by.as_deref() == Some(other)), "{sent_by:?}");
    assert_eq!(platform.calls().len(), sent_by[0].len(), "each once: {:?}", platform.calls());
}

#[tokio::test]
async fn an_agent_takes_the_lead_and_somebody_else_when_it_is_gone() {
    let limits = ClaimLimits { lease_ms: 1_000, unknown_ms: 400 };
    let (house, platform) = (House::with(limits).await, Platform::start(&[]).await);
    let (desk, ben) = two(&house, &platform).await;
    desk.console.notifications.set_sending(true).await.unwrap();
    until("Ana leads: Ben's messages do not leave", async || leads(&desk.console).await).await;
    assert!(!leads(&ben.console).await);
    ben.console.team.becomes_agent();
    until("the agent leads", async || leads(&ben.console).await && !leads(&desk.console).await).await;
    let tam = joined(&desk, "Tam", TeamRole::Viewer).await;
    tam.console.notifications.set_sending(true).await.unwrap();
    complete(&tam.console, house.head().await).await;
    ben.console.shut_down().await;
    drop(ben);
    until("nobody leads", async || desk.console.team.status().await.unwrap().lead.is_none()).await;
    assert!(!leads(&tam.console).await, "a viewer does nothing for the team");
}
