//! What the other sides say: a mail server, and the platform's own address.

use crate::notifications::{Told, change, said, settled, told};
use gangway_core::{
    Reason,
    view::{Channel, ChannelTestOutcome, NotificationReason, NotificationState},
};
use gangway_domain::notifications::Event;
use gangway_tests::{mail::PASSWORD, platform::Answer};

#[tokio::test]
async fn what_the_mail_server_says_is_heeded_and_shown() {
    let check =
        async |to: &str, state: NotificationState, reason: Option<NotificationReason>, words: &str, letters: usize| {
            let Told { desk, mail, .. } = told("starttls", &[], "").await;
            desk.console.notifications.set_sending(true).await.unwrap();
            desk.console.notifications.announce_changes(vec![change(Event::Created, to)]).await.unwrap();
            let row = settled(&desk.console, Channel::Email).await;
            assert_eq!((row.state, row.reason), (state, reason), "{to}: {row:?}");
            assert!(row.why.words.as_deref().unwrap_or_default().contains(words), "{to}: {row:?}");
            let received = mail.received();
            assert_eq!(received.len(), letters, "{to}");
            let ids: std::collections::BTreeSet<_> =
                received.iter().map(|it| it.header("Message-ID").unwrap()).collect();
            assert_eq!(ids.len(), letters.min(1), "{to}");
            (row, received)
        };
    let refused = NotificationState::Refused;
    check("later-2@shop.test", NotificationState::Sent, None, "Taken", 1).await;
    let (row, _) =
        check("unknown@shop.test", refused, Some(NotificationReason::Refused), "550 5.1.1 No such mailbox", 0).await;
    assert_eq!(row.refused_by.as_deref(), Some("localhost"));
    check("full@shop.test", refused, Some(NotificationReason::Refused), "552 5.2.2", 0).await;
    check("later-9@shop.test", refused, Some(NotificationReason::GaveUp), "451 4.7.1", 0).await;
    let (row, _) = check("not an address", refused, Some(NotificationReason::Refused), "", 0).await;
    assert_eq!((row.why.because, row.why.words), (Some(Reason::EmailMalformed), None));
    // The line was cut after the letter: it is repeated under the same id, and says so.
    let (row, letters) = check("cut@shop.test", NotificationState::Sent, None, "Taken", 2).await;
    assert_eq!((row.unknowns, row.attempts), (1, 2));
    assert!(letters[0].header("X-Gangway-Repeated").is_none() && letters[1].header("X-Gangway-Repeated").is_some());
}

#[tokio::test]
async fn a_wrong_password_is_final_until_a_person_sends_again() {
    let Told { desk, mail, .. } = told("starttls", &[], "").await;
    desk.vault.put("telling-email-password", "wrong, and said back".into()).await.unwrap();
    desk.console.notifications.set_sending(true).await.unwrap();
    let tried = desk.console.notifications.test_channel(Channel::Email).await.unwrap();
    assert!(
        tried.what == ChannelTestOutcome::Login && said(&tried).contains("535") && !said(&tried).contains("said back"),
        "{tried:?}"
    );
    desk.console.notifications.announce_changes(vec![change(Event::Created, "ana@shop.test")]).await.unwrap();
    let row = settled(&desk.console, Channel::Email).await;
    assert_eq!((row.reason, row.attempts), (Some(NotificationReason::Refused), 1));
    assert_eq!(row.why.because, Some(Reason::LoginRefused));
    desk.vault.put("telling-email-password", PASSWORD.into()).await.unwrap();
    assert_eq!(desk.console.notifications.test_channel(Channel::Email).await.unwrap().what, ChannelTestOutcome::Works);
    desk.console.notifications.send_notification(&row.id).await.unwrap();
    assert_eq!(mail.letter_to("ana@shop.test").await.header("Message-ID"), Some(format!("<{}@platform.test>", row.id)));
}

#[tokio::test]
async fn a_server_without_tls_and_one_that_nobody_knows_get_nothing() {
    // The port without STARTTLS, spoken to as if it had it.
    let Told { desk, mail, .. } = told("starttls", &[], "").await;
    let file = desk.folder().join("profile.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let clear = text.replace(&format!("port = {}", mail.port("starttls")), &format!("port = {}", mail.port("none")));
    std::fs::write(&file, clear).unwrap();
    let desk = desk.restart().await;
    let tried = desk.console.notifications.test_channel(Channel::Email).await.unwrap();
    assert!(tried.what == ChannelTestOutcome::NotSafe && said(&tried).contains("STARTTLS"), "{tried:?}");
    // And the right port, without the authority that made its certificate.
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("authority")).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let desk = desk.restart().await;
    desk.vault.put("telling-email-password", PASSWORD.into()).await.unwrap();
    let tried = desk.console.notifications.test_channel(Channel::Email).await.unwrap();
    assert!(
        tried.what == ChannelTestOutcome::NotSafe && said(&tried).to_lowercase().contains("certificate"),
        "{tried:?}"
    );
    assert!(mail.received().is_empty());
}

#[tokio::test]
async fn what_the_platform_says_is_heeded_and_shown() {
    let check = async |answers: &[Answer], state: NotificationState, why: (Option<Reason>, &str), calls: usize| {
        let Told { desk, platform, .. } = told("tls", answers, "").await;
        desk.console.notifications.set_sending(true).await.unwrap();
        desk.console.notifications.announce_changes(vec![change(Event::InProgress, "ana@shop.test")]).await.unwrap();
        let row = settled(&desk.console, Channel::Platform).await;
        assert_eq!(row.state, state, "{answers:?}: {row:?}");
        let told = if why.0.is_some() { row.why.about.as_deref() } else { row.why.words.as_deref() };
        assert_eq!((row.why.because, told), (why.0, Some(why.1)), "{answers:?}");
        let came = platform.calls();
        assert_eq!(came.len(), calls, "{answers:?}");
        assert!(came.iter().all(|call| call.header("webhook-id") == row.id && call.body == came[0].body));
        row
    };
    check(&[Answer::Status(500), Answer::Status(429)], NotificationState::Sent, (None, "204"), 3).await;
    let cut = check(&[Answer::Cut], NotificationState::Sent, (None, "204"), 2).await;
    assert_eq!(cut.unknowns, 1);
    let gone = check(&[Answer::Status(410)], NotificationState::Refused, (Some(Reason::AnsweredGone), "410"), 1).await;
    assert_eq!(gone.reason, Some(NotificationReason::Refused));
    let never = check(&[Answer::Status(302); 4], NotificationState::Refused, (Some(Reason::Answered), "302"), 4).await;
    assert_eq!(never.reason, Some(NotificationReason::GaveUp));
}
