//! A desk at which applications change all the time, as a program that can be killed: each change is folded together with its
//! messages, earlier ones come again, and it ends when everybody was told. It takes a provider's messages too, for as long as it
//! `stays`. What it needs comes as JSON on stdin.
#![expect(clippy::expect_used, reason = "a part of a test: a panic is the answer")]

use gangway_core::{
    Console, Home, Options,
    view::{NotificationFilter, NotificationState},
};
use gangway_domain::notifications::{Change, Event};
use gangway_record::{Record, audit, deliveries, notifications};
use gangway_tests::PROFILE;
use gangway_vault::Vault;
use serde_json::Value;
use std::{io::Read, path::Path, sync::Arc, time::Duration};

/// Between two looks where nothing is heard.
const LOOK: Duration = Duration::from_millis(50);
/// How many of the last changes come again after a start, as providers repeat theirs.
const AGAIN: u32 = 3;
/// What says in the record that a change was folded.
const FOLDED: &str = "folded";

#[tokio::main]
async fn main() {
    let mut said = String::new();
    std::io::stdin().read_to_string(&mut said).expect("stdin can be read");
    let said: Value = serde_json::from_str(&said).expect("stdin is JSON");
    let text = |name: &str| said[name].as_str().expect("a text").to_owned();
    let vault = Vault::in_memory().await;
    for (name, secret) in said["secrets"].as_object().expect("an object") {
        vault.put(name, secret.as_str().expect("a text").into()).await.expect("memory takes it");
    }
    let home = Home::at(text("home"));
    let console = Console::open_with(&home, PROFILE, Options::default(), vault).await.expect("the profile opens");
    console.notifications.set_sending(true).await.expect("the record can be written");
    let record = Record::open(&Path::new(&text("home")).join(PROFILE).join("record.db")).expect("the record opens");
    let changes = said["changes"].as_u64().expect("a number") as u32;
    let known = record.read(folded).await.expect("the record can be read");
    for number in known.saturating_sub(AGAIN)..changes {
        fold(&console, &record, number, number >= known).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    if said["stays"] == true {
        std::future::pending::<()>().await;
    }
    settle(&console, &record).await;
    console.shut_down().await;
}

fn folded(c: &gangway_record::Connection) -> gangway_record::Sql<u32> {
    c.query_row("SELECT count(*) FROM audit WHERE act = ?1", [FOLDED], |row| row.get(0))
}

/// The change and its messages, in one transaction.
async fn fold(console: &Arc<Console>, record: &Record, number: u32, new: bool) {
    let rules = console.notifications.notification_rules();
    let change = Change {
        application: format!("app_{number}"),
        merchant: format!("mid_{number}"),
        merchant_name: format!("Merchant {number}"),
        email: Some(format!("m{number}@shop.test")),
        event: Event::KNOWN[number as usize % 7].clone(),
        at: 1_776_765_600_000 + i64::from(number),
        late: false,
        link: Some("https://platform.test/apply".to_owned()),
    };
    let act = audit::Act {
        at: 1,
        actor: audit::ITSELF.to_owned(),
        act: audit::ActName::Unreadable(FOLDED.to_owned()),
        subject: change.application.clone(),
        merchant: None,
        detail: None,
        changes: Vec::new(),
        answer: None,
    };
    let write = record.write(move |c| {
        if new {
            audit::append(c, &act)?;
        }
        notifications::announce(c, &change, &rules, gangway_core::now())
    });
    write.await.expect("the record can be written");
    console.notifications.wake_senders();
}

/// Until nothing waits.
async fn settle(console: &Arc<Console>, record: &Record) {
    let mut changes = console.changes();
    loop {
        let filter = |state| NotificationFilter { state: Some(state), limit: 1, ..NotificationFilter::default() };
        let waiting = console
            .notifications
            .notifications(&filter(NotificationState::Waiting))
            .await
            .expect("it can be read")
            .total;
        let sending = console
            .notifications
            .notifications(&filter(NotificationState::Sending))
            .await
            .expect("it can be read")
            .total;
        let folded = record.read(|c| deliveries::to_fold(c, 1)).await.expect("it can be read").is_empty();
        if folded && waiting + sending == 0 {
            return;
        }
        let _ = tokio::time::timeout(LOOK, changes.recv()).await;
    }
}
