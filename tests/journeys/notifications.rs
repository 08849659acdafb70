//! Notifications: from a change to a real mail server and to the platform's own address.

use base64::{Engine, engine::general_purpose::STANDARD};
use gangway_core::{
    Code, Console, Home, Reason,
    view::{
        Channel, ChannelTestOutcome, ChannelTestResult, Language, MutedEdit, NotificationEvent, NotificationFilter,
        NotificationReason, NotificationRow, NotificationSettingsEdit, NotificationState, RefreshRequest, Template,
        TemplateKey, Typed,
    },
};
use gangway_domain::ActKind;
use gangway_domain::notifications::{Change, Event};
use gangway_tests::{
    Desk, Setup,
    mail::{MailHost, PASSWORD},
    platform::{Answer, Platform},
    until, until_some,
};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::Sha256;

pub(crate) const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

pub(crate) struct Told {
    pub(crate) desk: Desk,
    pub(crate) mail: MailHost,
    pub(crate) platform: Platform,
}

pub(crate) async fn told(security: &str, answers: &[Answer], more: &str) -> Told {
    let (mail, platform) = (MailHost::start(), Platform::start(answers).await);
    let notifications = format!(
        "[notifications]\nplatform_name = \"PlatformPay\"\nlanguage = \"es\"\ndesk_language = \"en\"\nretry_after_s = [0, 0, 0]\n\
         application_link = \"https://platform.test/apply/{{application_id}}\"\nsupport = \"support@platform.test\"\n\
         {}{more}\n[notifications.platform]\nurl = \"{}\"\n",
        mail.profile(security),
        platform.url(),
    );
    let desk = Desk::with(Setup { notifications, ..Setup::default() }).await;
    desk.vault.put("telling-email-password", PASSWORD.into()).await.unwrap();
    desk.vault.put("telling-platform-secret", KEY.into()).await.unwrap();
    Told { desk, mail, platform }
}

pub(crate) fn change(event: Event, email: &str) -> Change {
    Change {
        application: "app_2sOuOghBfy4SGFS6b7Le8uW8zGo".into(),
        merchant: "mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into(),
        merchant_name: "<b>Café Ñandú</b>\r\nBcc: eve@example.com".into(),
        email: Some(email.into()),
        event,
        at: 1_776_765_600_000,
        late: false,
        link: None,
    }
}

pub(crate) fn said(tried: &ChannelTestResult) -> &str {
    tried.why.words.as_deref().unwrap_or_default()
}

pub(crate) async fn all(console: &Console) -> Vec<NotificationRow> {
    let filter = NotificationFilter { limit: 1000, ..NotificationFilter::default() };
    console.notifications.notifications(&filter).await.unwrap().rows
}

pub(crate) async fn on(console: &Console, channel: Channel) -> NotificationRow {
    all(console).await.into_iter().find(|row| row.channel == channel).unwrap()
}

/// The row, once nothing of it waits or leaves.
pub(crate) async fn settled(console: &Console, channel: Channel) -> NotificationRow {
    until_some("the message is settled", async || {
        let row = on(console, channel).await;
        (!matches!(row.state, NotificationState::Waiting | NotificationState::Sending)).then_some(row)
    })
    .await
}

#[tokio::test]
async fn everybody_is_told_once_however_often_it_is_said() {
    for security in ["starttls", "tls"] {
        let Told { desk, mail, platform } = told(security, &[], "").await;
        desk.console.notifications.set_sending(true).await.unwrap();
        let needs = change(Event::NeedsInformation, "ana@shop.test");
        let made = desk.console.notifications.announce_changes(vec![needs.clone(), needs.clone()]).await.unwrap();
        assert_eq!((made, desk.console.notifications.announce_changes(vec![needs]).await.unwrap()), (4, 0));

        let letter = mail.letter_to("ana@shop.test").await;
        assert!(letter.tls && letter.login, "{security}");
        assert_eq!(letter.to, ["ana@shop.test"]);
        let id = on(&desk.console, Channel::Email).await.id;
        assert_eq!(letter.header("Message-ID"), Some(format!("<{id}@platform.test>")));
        assert_eq!(letter.header("Bcc"), None, "{}", letter.letter);
        assert!(letter.letter.contains("multipart/alternative"), "{}", letter.letter);
        assert!(letter.letter.contains("<p>Hola, &lt;b&gt;Caf"), "{}", letter.letter);
        let support = mail.letter_to("support@platform.test").await;
        assert!(support.letter.contains("mid_2sOuQknV0ornUMNElq9HS3Y5XUv"), "{}", support.letter);

        let call = until_some("the platform is told", async || platform.calls().into_iter().next()).await;
        let (id, at) = (call.header("webhook-id"), call.header("webhook-timestamp"));
        let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(&KEY[6..]).unwrap()).unwrap();
        mac.update(format!("{id}.{at}.{}", call.body).as_bytes());
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        assert_eq!(call.header("webhook-signature"), expected);
        let body: serde_json::Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(body["type"], "merchant_application.needs_information");
        assert_eq!(body["data"]["application_link"], "https://platform.test/apply/app_2sOuOghBfy4SGFS6b7Le8uW8zGo");
        assert_eq!(body["data"]["language"], "es");

        for channel in [Channel::Internal, Channel::Email, Channel::Support, Channel::Platform] {
            assert_eq!(settled(&desk.console, channel).await.state, NotificationState::Sent, "{channel:?}");
        }
        let desk = desk.restart().await;
        desk.console.notifications.send_notifications().await.unwrap();
        assert_eq!((mail.received().len(), platform.calls().len()), (2, 1));
        for file in ["record.db", "record.db-wal", "profile.toml"] {
            let bytes = std::fs::read(desk.folder().join(file)).unwrap();
            let holds = |secret: &str| bytes.windows(secret.len()).any(|at| at == secret.as_bytes());
            assert!(!holds(PASSWORD) && !holds(KEY), "a secret is in {file}");
        }
    }
}

/// The API told of it first, so nobody was told: a press tells the merchant what is missing, in their language, and once more by
/// another press.
#[tokio::test]
async fn a_press_tells_the_merchant_of_what_the_api_told_first() {
    let Told { desk, mail, platform: _listens } = told("starttls", &[], "").await;
    let truth = desk.provider.rainforest();
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"] })).await;
    let (id, merchant) = (played.id.as_str(), played.merchant.clone());
    truth.set(id, json!({ "email": "ana@shop.test" })).await;
    desk.console.applications.refresh_applications(&RefreshRequest::Merchant { merchant }).await.unwrap();
    assert_eq!(desk.console.applications.application(id).await.unwrap().row.status.word(), "NEEDS_INFORMATION");
    assert!(all_of(&desk.console, id).await.is_empty(), "nobody was told");
    let off = desk.console.applications.remind_merchant(id).await.unwrap_err();
    assert_eq!(off.reason, Some(Reason::PreviewOnly));
    assert!(all_of(&desk.console, id).await.is_empty(), "and nobody is while nothing leaves");

    desk.console.notifications.set_sending(true).await.unwrap();
    assert_eq!(desk.console.applications.remind_merchant(id).await.unwrap(), 2, "by email and in the platform");
    let letter = mail.letter_to("ana@shop.test").await;
    assert!(letter.letter.contains("extractos bancarios"), "{}", letter.letter);
    let rows = async || all_of(&desk.console, id).await;
    until("both went", async || {
        let rows = rows().await;
        let sent = |channel| rows.iter().any(|row| row.channel == channel && row.sent_at.is_some());
        sent(Channel::Email) && sent(Channel::Platform)
    })
    .await;
    let before = rows().await.len();
    assert_eq!(desk.console.applications.remind_merchant(id).await.unwrap(), 2);
    until("a second letter came", async || mail.received().iter().filter(|it| it.to == ["ana@shop.test"]).count() == 2)
        .await;
    assert_eq!(rows().await.len(), before, "one row for each event and channel, however often it goes");
}

pub(crate) async fn all_of(console: &Console, application: &str) -> Vec<NotificationRow> {
    all(console).await.into_iter().filter(|row| row.application == application).collect()
}

#[tokio::test]
async fn nothing_leaves_until_somebody_turns_sending_on() {
    let Told { desk, mail, platform } = told("tls", &[], "").await;
    desk.console.notifications.announce_changes(vec![change(Event::Declined, "ana@shop.test")]).await.unwrap();
    assert_eq!(settled(&desk.console, Channel::Internal).await.state, NotificationState::Sent);
    let row = settled(&desk.console, Channel::Email).await;
    assert_eq!((row.state, row.reason), (NotificationState::Held, Some(NotificationReason::Preview)));
    // What it would say is there to be looked at.
    let view = desk.console.notifications.notification(&row.id).await.unwrap();
    assert!(view.words.unwrap().subject.contains("PlatformPay") && view.row.to.as_deref() == Some("a•••@shop.test"));
    let refused = desk.console.notifications.send_notification(&row.id).await.unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::BadInput, Some(Reason::PreviewOnly)));

    // Turning it on sends nothing of before by itself.
    desk.console.notifications.set_sending(true).await.unwrap();
    desk.console.notifications.send_notifications().await.unwrap();
    assert_eq!((mail.received().len(), platform.calls().len()), (0, 0));
    desk.console.notifications.send_notification(&row.id).await.unwrap();
    assert_eq!(settled(&desk.console, Channel::Email).await.state, NotificationState::Sent);
    assert_eq!(mail.received().len(), 1);

    // Sent once more: another letter, so another id.
    desk.console.notifications.send_notification(&row.id).await.unwrap();
    until("it is sent once more", async || mail.received().len() == 2).await;
    let ids: Vec<_> = mail.received().iter().map(|letter| letter.header("Message-ID").unwrap()).collect();
    assert_eq!(ids[1], ids[0].replace('@', "_2@"));
}

#[tokio::test]
async fn a_person_decides_over_the_rules() {
    let Told { desk, mail, .. } = told("tls", &[], "").await;
    desk.console.notifications.set_sending(true).await.unwrap();
    let muted =
        |muted| MutedEdit { merchant: "mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into(), muted, language: Some(Language::De) };
    desk.console.notifications.mute_merchant(&muted(true)).await.unwrap();
    desk.console.notifications.announce_changes(vec![change(Event::Created, "ana@shop.test")]).await.unwrap();
    let row = settled(&desk.console, Channel::Email).await;
    assert_eq!(row.reason, Some(NotificationReason::Muted));
    desk.console.notifications.send_notification(&row.id).await.unwrap();
    let letter = mail.letter_to("ana@shop.test").await;
    assert!(letter.header("Subject").unwrap().contains("Ihr Antrag"), "{letter:?}");
    // A late one waits for a person, and a person may say no.
    let late = Change { late: true, ..change(Event::Processing, "ana@shop.test") };
    desk.console.notifications.announce_changes(vec![late]).await.unwrap();
    let row = all(&desk.console)
        .await
        .into_iter()
        .find(|row| row.event.word() == "processing" && row.channel == Channel::Email)
        .unwrap();
    assert_eq!(row.reason, Some(NotificationReason::Overtaken));
    let kept = desk.console.notifications.hold_notification(&row.id).await.unwrap();
    assert_eq!(kept.row.reason, Some(NotificationReason::DoNotSend));
    let page = desk
        .console
        .notifications
        .notifications(&NotificationFilter { limit: 10, ..NotificationFilter::default() })
        .await
        .unwrap();
    assert_eq!((page.total, page.sending), (4, true));
    let acts = desk.console.audit.activity_kinds().await.unwrap().acts;
    for act in [
        ActKind::SendingSwitched,
        ActKind::MerchantMuted,
        ActKind::NotificationSentByHand,
        ActKind::NotificationNotToBeSent,
    ] {
        assert!(acts.contains(&act), "{act:?}: {acts:?}");
    }
}

#[tokio::test]
async fn a_letter_that_came_back_is_marked() {
    let Told { desk, mail, .. } = told("tls", &[], "").await;
    desk.console.notifications.set_sending(true).await.unwrap();
    desk.console.notifications.announce_changes(vec![change(Event::Created, "ana@shop.test")]).await.unwrap();
    let row = settled(&desk.console, Channel::Email).await;
    let id = mail.letter_to("ana@shop.test").await.header("Message-ID").unwrap();
    let report = format!(
        "Reporting-MTA: dns; mx.shop.test\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 gone\r\n\r\nMessage-ID: {id}\r\n"
    );
    // What it says is seen before it is kept, and it belongs to one message only.
    let read = desk.console.notifications.read_bounce(&row.id, report.as_bytes()).await.unwrap();
    assert_eq!((read.by.as_deref(), read.words.as_str()), (Some("mx.shop.test"), "5.1.1 550 gone"));
    let other = on(&desk.console, Channel::Platform).await.id;
    let refused = desk.console.notifications.note_bounce_of(&other, report.as_bytes()).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.is_some()), (Some(Reason::BounceOther), true));
    assert_eq!(on(&desk.console, Channel::Email).await.state, NotificationState::Sent);
    let view = desk.console.notifications.note_bounce_of(&row.id, report.as_bytes()).await.unwrap();
    assert_eq!((view.row.id, view.row.reason), (row.id, Some(NotificationReason::Bounced)));
    assert_eq!(
        (view.row.refused_by.as_deref(), view.row.why.words.as_deref()),
        (Some("mx.shop.test"), Some("5.1.1 550 gone"))
    );
    for (letter, reason) in [("hello", Reason::NoBounce), (report.as_str(), Reason::BounceUnsent)] {
        let refused = desk.console.notifications.note_bounce(letter.as_bytes()).await.unwrap_err();
        assert_eq!((refused.code, refused.reason), (Code::BadInput, Some(reason)), "{letter}");
    }
    let acts = desk.console.audit.activity_kinds().await.unwrap().acts;
    assert!(acts.contains(&ActKind::NotificationBounced), "{acts:?}");
}

#[tokio::test]
async fn words_and_ways_are_edited_and_checked() {
    let Told { desk, mail, platform: _platform } = told("tls", &[], "").await;
    desk.console.notifications.set_sending(true).await.unwrap();
    let key = TemplateKey { language: Language::Es, channel: Channel::Email, event: NotificationEvent::Completed };
    let view = desk.console.notifications.template(&key).await.unwrap();
    assert!(!view.edited && view.findings.is_empty() && view.preview.unwrap().html.is_some());
    let wrong = Template { subject: "Hola {{ merchant_nam }}".into(), ..view.template.clone() };
    let checked = desk.console.notifications.check_template(&key, wrong.clone()).unwrap();
    assert_eq!((checked.findings[0].line, checked.findings[0].column), (1, 6));
    let refused = desk.console.notifications.save_template(&key, Some(wrong)).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::TemplateWrong));
    let right = Template { subject: "Bienvenido a {{ platform_name }}".into(), ..view.template };
    assert!(desk.console.notifications.save_template(&key, Some(right)).await.unwrap().edited);
    desk.console.notifications.announce_changes(vec![change(Event::Completed, "ana@shop.test")]).await.unwrap();
    assert_eq!(mail.letter_to("ana@shop.test").await.header("Subject").as_deref(), Some("Bienvenido a PlatformPay"));
    assert!(!desk.console.notifications.save_template(&key, None).await.unwrap().edited);

    let home = Home::at(desk.folder().parent().unwrap());
    let mut facts = desk.console.notifications.notification_settings().await.unwrap().edit;
    (facts.quiet_from, facts.quiet_until, facts.zone) = ("21:00".into(), "08:00".into(), "America/Bogota".into());
    facts.matrix.iter_mut().for_each(|row| row.email = false);
    facts.email.hello = "gangway.shop.test".into();
    let edit = |facts| NotificationSettingsEdit {
        facts,
        password: Typed(String::new()),
        platform_secret: Typed(String::new()),
    };
    let saved = desk.console.notifications.save_notification_settings(&home, edit(facts.clone())).await.unwrap();
    assert_eq!(saved.edit, facts);
    let toml = std::fs::read_to_string(desk.folder().join("profile.toml")).unwrap();
    assert!(toml.contains("hello = \"gangway.shop.test\""), "{toml}");
    let mut nameless = facts.clone();
    nameless.email.hello = "my computer".into();
    let refused = desk.console.notifications.save_notification_settings(&home, edit(nameless)).await.unwrap_err();
    assert_eq!(
        (refused.place.unwrap().key.as_str(), refused.reason),
        ("notifications.email.hello", Some(Reason::HelloMalformed))
    );
    facts.zone = "Bogota".into();
    let refused = desk.console.notifications.save_notification_settings(&home, edit(facts.clone())).await.unwrap_err();
    assert!(refused.message.contains("notifications.zone"), "{refused}");
    assert_eq!(
        (refused.place.unwrap().key.as_str(), refused.reason),
        ("notifications.zone", Some(Reason::ZoneUnknown))
    );
    let malformed =
        NotificationSettingsEdit { platform_secret: Typed("whsec_short".into()), ..edit(saved.edit.clone()) };
    let refused = desk.console.notifications.save_notification_settings(&home, malformed).await.unwrap_err();
    assert_eq!(refused.place.unwrap().key, "notifications.platform.secret");
    // A secret that is made here is kept, can be signed with, and is another one each time.
    let made = desk.console.notifications.make_platform_secret().await.unwrap();
    let kept = desk.vault.get("telling-platform-secret").await.unwrap().unwrap();
    assert_eq!(made.expose_secret(), kept.expose_secret());
    assert_eq!(STANDARD.decode(made.expose_secret().strip_prefix("whsec_").unwrap()).unwrap().len(), 32);
    let again = desk.console.notifications.make_platform_secret().await.unwrap();
    assert_ne!(made.expose_secret(), again.expose_secret());
    assert_eq!(desk.console.notifications.platform_secret().await.unwrap().expose_secret(), again.expose_secret());
    assert_eq!(
        desk.console.notifications.test_channel(Channel::Platform).await.unwrap().what,
        ChannelTestOutcome::Works
    );
    let desk = desk.restart().await;
    let after = desk.console.notifications.notification_settings().await.unwrap();
    assert_eq!((after.edit.zone.as_str(), after.edit.matrix[0].email, after.sending), ("America/Bogota", false, true));
    desk.console
        .notifications
        .announce_changes(vec![Change { at: 9, ..change(Event::Created, "x@shop.test") }])
        .await
        .unwrap();
    assert!(!all(&desk.console).await.iter().any(|row| row.event.word() == "created" && row.channel == Channel::Email));
}
