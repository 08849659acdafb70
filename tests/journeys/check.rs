//! The connection check, with each step of the way broken once.

use gangway_core::{
    Console, Home, Options,
    view::{Check, CheckOutcome, Finding, LinkState, Step},
};
use gangway_tests::{CLIENT_SECRET, Desk, Places, Setup, free_port};
use serde_json::json;

/// What there is to say: steps that are not simply right.
fn said(check: &Check) -> Vec<(Step, CheckOutcome, Option<Finding>)> {
    let said = check.steps.iter().filter(|step| step.outcome != CheckOutcome::Ok);
    said.map(|step| (step.step, step.outcome, step.finding)).collect()
}

fn failed(check: &Check) -> Vec<(Step, Finding)> {
    let failed = check.steps.iter().filter(|step| step.outcome == CheckOutcome::Failed);
    failed.map(|step| (step.step, step.finding.expect("what failed has a finding"))).collect()
}

async fn edited(desk: Desk, from: &str, to: &str) -> Desk {
    let path = desk.folder().join("profile.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    desk.restart().await
}

#[tokio::test]
async fn all_is_well_before_and_after_the_webhook_is_registered() {
    let desk = Desk::open().await;
    let before = desk.console.overview.check().await;
    assert!(before.ok);
    assert_eq!(before.steps.len(), 13, "eight of Rappi, five of the others");
    // The vault of a test forgets, which is said.
    let forgets = (Step::Vault, CheckOutcome::Attention, Some(Finding::VaultForgets));
    let vault = said(&before).iter().filter(|it| **it == forgets).count();
    let rest: Vec<_> = said(&before).into_iter().skip(vault).collect();
    assert_eq!(rest, [(Step::Webhook, CheckOutcome::Attention, Some(Finding::WebhookMissing))]);
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let after = desk.console.overview.check().await;
    assert_eq!(said(&after).len(), vault, "{after:?}");
    let registrations = desk.provider.calls("webhooks").await;
    assert_eq!(registrations.iter().filter(|call| call.method == "POST").count(), 1, "looking changes nothing");
    assert!(desk.provider.calls("provisioning").await.is_empty());
}

#[tokio::test]
async fn nobody_is_there() {
    let nowhere = format!("http://127.0.0.1:{}", free_port());
    let desk = Desk::tapped(Setup::default(), async |there| Places { api: nowhere, ..there }).await;
    let check = desk.console.overview.check().await;
    assert!(!check.ok);
    assert_eq!(failed(&check), [(Step::ApiHost, Finding::ConnectionRefused)]);
    let skipped: Vec<_> =
        check.steps.iter().filter(|step| step.outcome == CheckOutcome::Skipped).map(|s| s.step).collect();
    assert_eq!(skipped, [Step::Clock, Step::IntegratorLogin, Step::Webhook], "what cannot be known is not guessed");
}

#[tokio::test]
async fn a_host_without_tls() {
    let desk =
        Desk::tapped(Setup::default(), async |there| Places { login: there.login.replace("http:", "https:"), ..there })
            .await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::LoginHost, Finding::NotTls)]);
}

#[tokio::test]
async fn the_login_is_refused_or_fails() {
    let desk = Desk::open().await;
    desk.provider.fault(json!({ "call": "token", "kind": "status", "status": 503 })).await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::IntegratorLogin, Finding::LoginFailed)]);
    assert!(desk.console.overview.check().await.ok);
    desk.vault.put(CLIENT_SECRET, "wrong".to_owned().into()).await.unwrap();
    let desk = desk.restart().await;
    let check = desk.console.overview.check().await;
    assert_eq!(failed(&check), [(Step::IntegratorLogin, Finding::LoginRefused)]);
    let step = check.steps.iter().find(|step| step.step == Step::IntegratorLogin).unwrap();
    assert_eq!(step.data.as_deref(), Some("401 Invalid client credentials"));
    desk.vault.remove(CLIENT_SECRET).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::Vault, Finding::ClientSecretMissing)]);
}

#[tokio::test]
async fn the_registration_is_read() {
    let desk = Desk::open().await;
    let webhook = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.provider.fault(json!({ "call": "webhooks", "kind": "html" })).await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::Webhook, Finding::WebhookUnread)]);
    let secret = format!("endpoint-secret-{}", webhook.endpoint);
    desk.vault.remove(&secret).await.unwrap();
    let find = |check: &Check| check.steps.iter().find(|step| step.step == Step::Webhook).unwrap().clone();
    assert_eq!(find(&desk.console.overview.check().await).finding, Some(Finding::WebhookSecretMissing));
    // The receiver moves; what is registered leads to where it was.
    let address = desk.console.overview.connection().receiver.address;
    let desk = edited(desk, &address, &format!("127.0.0.1:{}", free_port())).await;
    let step = find(&desk.console.overview.check().await);
    assert_eq!((step.finding, step.data.as_deref()), (Some(Finding::WebhookElsewhere), Some("127.0.0.1")));
}

#[tokio::test]
async fn the_receiver_and_its_public_address() {
    let desk = Desk::open().await;
    let other = desk.provider.at.login.clone();
    let desk = edited(desk, "[receiver]\n", &format!("[receiver]\npublic_url = \"{other}\"\n")).await;
    let check = desk.console.overview.check().await;
    assert_eq!(failed(&check), [(Step::PublicAddress, Finding::AnotherProgram)]);
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let (was, is) = (format!("public_url = \"{other}\""), format!("public_url = \"{nobody}\""));
    let desk = edited(desk, &was, &is).await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::PublicAddress, Finding::ConnectionRefused)]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = desk.console.overview.connection().receiver.address;
    let desk = edited(desk, &address, &taken.local_addr().unwrap().to_string()).await;
    assert_eq!(failed(&desk.console.overview.check().await), [(Step::Receiver, Finding::NotListening)]);
}

/// A sandbox has all three providers: each is reached, and takes its credentials.
#[tokio::test]
async fn every_provider_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("all")).unwrap();
    std::fs::write(folder.path().join("all/profile.toml"), "kind = \"sandbox\"\n[sandbox]\nstores = 1\n").unwrap();
    let vault = gangway_vault::Vault::in_memory().await;
    let console = Console::open_with(&Home::at(folder.path()), "all", Options::default(), vault).await.unwrap();
    let check = console.overview.check().await;
    let of = |wanted: Step| {
        let found = check.steps.iter().filter(|step| step.step == wanted);
        found.map(|step| (step.subject.as_str(), step.outcome)).collect::<Vec<_>>()
    };
    let ok = CheckOutcome::Ok;
    assert_eq!(of(Step::ProviderLogin), [("Rainforest", ok), ("Ratepay", ok)], "{check:?}");
    assert_eq!((of(Step::RainforestHost).len(), of(Step::RatepayHost).len()), (1, 2));
    assert!(check.ok, "{check:?}");
    console.shut_down().await;
}

#[tokio::test]
async fn after_a_sleep_every_line_is_asked_at_once() {
    let desk = Desk::open().await;
    let before = desk.provider.calls("token").await.len();
    desk.console.overview.resumed(std::time::Duration::from_secs(3600)).await;
    assert!(desk.provider.calls("token").await.len() > before, "nobody waits for a time-out");
    let connection = desk.console.overview.connection();
    assert!(connection.links.iter().all(|link| link.state == LinkState::Ok), "{connection:?}");
}
