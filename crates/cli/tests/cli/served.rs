//! Commands beside a process that holds the environment.

use crate::process::{Home, Ran, Running, run};
use gangway_tests::until;
use serde_json::Value;
use std::{
    io::{Read as _, Write as _},
    os::unix::{fs::PermissionsExt as _, net::UnixListener},
    path::PathBuf,
};

fn held(home: &Home) -> Running {
    let mut process = home.start(&["receive"]);
    process.line();
    process
}

fn socket(home: &Home) -> PathBuf {
    home.folder.path().join("desk").join("commands.sock")
}

/// The same command, as it is without anybody else.
fn alone(home: &Home, args: &[&str]) -> (Ran, Ran) {
    let process = held(home);
    let beside = home.run(args);
    process.signal("TERM");
    assert_eq!(process.end().code, 0);
    (beside, home.run(args))
}

#[tokio::test]
async fn commands_work_beside_the_receiver_and_say_the_same() {
    let home = Home::open();
    home.authorize().await;
    let email = home.email(0);
    for args in [
        &["stores", "--merchant", &email][..],
        &["operations"],
        &["operations", "nonsense"],
        &["audit", "list", "--limit", "1", "--act", "webhook_registered"],
        &["stores", "--merchant", "nobody@example.com"],
    ] {
        let (beside, alone) = alone(&home, args);
        assert_eq!((beside.code, beside.stdout, beside.stderr), (alone.code, alone.stdout, alone.stderr), "{args:?}");
    }
    let process = held(&home);
    let check = home.run(&["check"]);
    assert_eq!((check.code, &check.json()["ok"]), (0, &true.into()), "{check:?}");
    drop(process);
}

#[tokio::test]
async fn a_run_reads_and_writes_where_it_was_typed() {
    let home = Home::open();
    let process = held(&home);
    let email = home.email(0);
    // Standard input comes over, line by line; the merchant's token stays with the process that has the environment.
    let mut signing_in = home.start(&["authorize"]);
    let link = signing_in.line();
    let account = &home.provider.at.merchants[0];
    let address = gangway_tests::merchant::allow(link["url"].as_str().unwrap(), account).await;
    signing_in.say(&address);
    let ended = signing_in.end();
    assert_eq!(ended.code, 0, "{ended:?}");

    let (here, stores) = (tempfile::tempdir().unwrap(), home.free_stores(3));
    let run_here = |args: &[&str]| {
        let mut command = home.gangway(args);
        command.current_dir(here.path());
        run(command, b"")
    };
    std::fs::write(here.path().join("ids.txt"), stores.join("\n")).unwrap();
    let ran = run_here(&["provision", "--merchant", &email, "--stores-file", "ids.txt"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["operation"]["row"]["counts"]["confirmed"], 3);
    assert!(ran.stderr.contains("settled"), "progress comes over: {ran:?}");
    assert_eq!(run_here(&["stores", "--merchant", &email, "--csv", "stores.csv"]).code, 0);
    assert!(std::fs::read_to_string(here.path().join("stores.csv")).unwrap().contains(&stores[0]));
    let missing = run_here(&["provision", "--merchant", &email, "--stores-file", "none.txt"]);
    assert_eq!((missing.code, &missing.json()["failure"]["reason"]), (2, &"file_unreadable".into()), "{missing:?}");
    drop(process);
}

#[tokio::test]
async fn ctrl_c_ends_what_was_typed_and_not_the_process_that_runs_it() {
    let home = Home::open();
    let process = held(&home);
    let mut waiting = home.start(&["authorize"]);
    waiting.line();
    waiting.signal("INT");
    let ended = waiting.end();
    assert_eq!(ended.code, 1, "the attempt was cancelled, as without anybody else: {ended:?}");
    // One that heeds no interruption ends at once, also while it reads.
    let reading = home.start(&["-q", "team", "join", "-"]);
    until("it was handed over", async || reading.catches_interrupts()).await;
    reading.signal("INT");
    let ended = reading.end();
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (130, "", ""));
    assert_eq!(home.run(&["operations"]).code, 0, "it is still there");
    drop(process);
}

/// A store of a relay that is in use is no environment, and nobody else is asked to run the relay.
#[tokio::test]
async fn a_relay_is_run_by_nobody_else() {
    let home = Home::open();
    let process = held(&home);
    let data = home.folder.path().join("relay");
    let data = data.to_str().unwrap();
    let serve = ["relay", "serve", "--data", data, "--listen", "127.0.0.1:0"];
    let mut relay = home.start(&serve);
    relay.line();
    let second = home.run(&serve);
    assert_eq!((second.code, second.json()["failure"]["code"].as_str()), (7, Some("already_running")), "{second:?}");
    drop((relay, process));
}

#[tokio::test]
async fn what_a_kill_leaves_is_no_obstacle_and_nobody_else_may_ask() {
    let home = Home::open();
    let process = held(&home);
    assert_eq!(std::fs::metadata(socket(&home)).unwrap().permissions().mode() & 0o777, 0o600);
    process.signal("KILL");
    process.end();
    assert!(socket(&home).exists(), "it is left behind");
    assert_eq!(home.run(&["operations"]).code, 0);
    let process = held(&home);
    assert_eq!(home.run(&["operations"]).code, 0);
    process.signal("TERM");
    process.end();
    assert!(!socket(&home).exists());
}

#[tokio::test]
async fn another_version_gets_a_sentence() {
    let home = Home::open();
    let lock = std::fs::File::create(home.folder.path().join("desk").join("lock")).unwrap();
    lock.lock().unwrap();
    // Nobody answers: as before.
    let taken = home.run(&["operations"]);
    assert_eq!((taken.code, taken.json()["failure"]["code"].as_str()), (7, Some("already_running")));
    let listener = UnixListener::bind(socket(&home)).unwrap();
    let other = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut length = [0; 4];
        stream.read_exact(&mut length).unwrap();
        let mut hello = vec![0; u32::from_be_bytes(length) as usize];
        stream.read_exact(&mut hello).unwrap();
        let answer = br#"{"OtherVersion":{"version":"99.1.0"}}"#;
        stream.write_all(&[&(answer.len() as u32).to_be_bytes()[..], answer].concat()).unwrap();
        serde_json::from_slice::<Value>(&hello).unwrap()
    });
    let ran = home.run(&["operations"]);
    assert_eq!(ran.code, 7, "{ran:?}");
    let message = ran.json()["failure"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("99.1.0") && message.contains(env!("CARGO_PKG_VERSION")), "{message}");
    assert_eq!(other.join().unwrap()["version"], env!("CARGO_PKG_VERSION"));
}
