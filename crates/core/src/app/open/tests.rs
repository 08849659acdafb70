use crate::{
    Code, Console, Home, Options,
    view::{CheckOutcome, Step},
};
use gangway_vault::Vault;
use std::sync::Arc;

async fn open(home: &Home, name: &str) -> Arc<Console> {
    Console::open_with(home, name, Options::default(), Vault::in_memory().await).await.unwrap()
}

/// Whether a call to the public address comes to this very environment.
async fn is_reached(console: &Console) -> bool {
    let check = console.overview.check().await;
    let step = check.steps.iter().find(|it| it.step == Step::PublicAddress).unwrap();
    step.outcome == CheckOutcome::Ok
}

#[tokio::test(flavor = "multi_thread")]
async fn two_environments_with_one_port_both_receive_and_one_may_be_closed() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    for name in ["one", "other", "third"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        let text = format!("kind = \"sandbox\"\n[receiver]\naddress = \"{address}\"\n[sandbox]\nstores = 1\n");
        std::fs::write(folder.path().join(name).join("profile.toml"), text).unwrap();
    }
    let home = Home::at(folder.path());
    let third = open(&home, "third").await;
    let integration = third.profile().integrations[0].clone();
    let failure = third.registration.register_webhook(integration.as_str()).await.unwrap_err();
    assert_eq!(failure.code, Code::PortBusy, "another program has it: {failure}");
    drop(taken);

    let (one, other) = (open(&home, "one").await, open(&home, "other").await);
    for console in [&one, &other] {
        let receiver = console.overview.connection().receiver;
        assert!(receiver.listening, "{:?}", receiver.detail);
        assert_eq!(receiver.address, address.to_string());
        assert!(is_reached(console).await);
    }
    one.shut_down().await;
    drop(one);
    assert!(is_reached(&other).await, "the other one goes on");
    let again = open(&home, "one").await;
    assert!(is_reached(&again).await && is_reached(&other).await);
}
