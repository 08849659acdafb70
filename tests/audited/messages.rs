//! Messages to people, their words and the ways out; applications.

use crate::refusing::Refusing;
use gangway_core::{
    Failure,
    view::{Channel, Language, MutedEdit, NotificationEvent, NotificationFilter, NotificationState, TemplateKey},
};
use gangway_domain::notifications::{Change, Event};
use gangway_tests::{
    Desk, Setup,
    platform::{Answer, Platform},
    until,
};
use serde_json::json;

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async fn told(platform: &Platform) -> Desk {
    let notifications = format!(
        "[notifications]\nplatform_name = \"PlatformPay\"\n[notifications.platform]\nurl = \"{}\"\n",
        platform.url()
    );
    let desk = Desk::with(Setup { notifications, ..Setup::default() }).await;
    desk.vault.put("telling-platform-secret", KEY.into()).await.unwrap();
    desk
}

#[tokio::test]
async fn of_messages() {
    let platform = Platform::start(&[Answer::Status(200)]).await;
    let desk = told(&platform).await;
    desk.listen_to_rainforest().await;
    let played = desk.provider.rainforest().play(json!({ "through": ["IN_PROGRESS"], "apart_s": 0 })).await;
    until("it is known", async || {
        desk.console.applications.application(&played.id).await.is_ok_and(|it| it.timeline.len() == 2)
    })
    .await;
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
    desk.console.notifications.announce_changes(vec![change]).await.unwrap();
    let of_platform = async || {
        let filter = NotificationFilter { limit: 100, ..NotificationFilter::default() };
        let rows = desk.console.notifications.notifications(&filter).await.unwrap().rows;
        rows.into_iter().find(|row| row.application == "app_1" && row.channel == Channel::Platform).unwrap()
    };
    let id = of_platform().await.id;
    // The desk's own messages are read at once; nothing moves after that.
    until("nothing is under way", async || {
        let filter = NotificationFilter { limit: 100, ..NotificationFilter::default() };
        let rows = desk.console.notifications.notifications(&filter).await.unwrap().rows;
        rows.iter().all(|row| !matches!(row.state, NotificationState::Waiting | NotificationState::Sending))
    })
    .await;
    let key = TemplateKey { language: Language::Es, channel: Channel::Platform, event: NotificationEvent::Created };
    let template = desk.console.notifications.template(&key).await.unwrap().template;
    let email = TemplateKey { channel: Channel::Email, ..key };

    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    refusing.refuses("sending_switched", console.notifications.set_sending(true)).await;
    refusing.refuses("notification_not_to_be_sent", console.notifications.hold_notification(&id)).await;
    let muted = MutedEdit { merchant: "mid_1".into(), muted: true, language: None };
    refusing.refuses("merchant_muted", console.notifications.mute_merchant(&muted)).await;
    let template = console.notifications.template(&email).await.map_or(template, |it| it.template);
    refusing.refuses("template_changed", console.notifications.save_template(&email, Some(template))).await;
    refusing.refuses("way_tried", console.notifications.test_channel(Channel::Platform)).await;
    refusing.refuses("telling_secret_shown", console.notifications.platform_secret()).await;
    refusing.refuses("personal_data_shown", console.applications.application_personal(&played.id)).await;
    assert!(platform.calls().is_empty(), "nobody was called");
    refusing.no_more();
    console.notifications.set_sending(true).await.unwrap();
    let refusing = Refusing::of(&desk);
    refusing.refuses("notification_sent_by_hand", sent(&desk, &id)).await;
    assert!(platform.calls().is_empty(), "nobody was called");
}

async fn sent(desk: &Desk, id: &str) -> Result<(), Failure> {
    desk.console.notifications.send_notification(id).await.map(drop)
}
