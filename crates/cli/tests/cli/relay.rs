//! `relay`: served, founded, given an endpoint, checked and backed up, as its operator does.

use crate::process::{Ran, Running, gangway, run};
use gangway_tests::{free_port, http, until};
use std::path::Path;

fn relay(data: &Path, args: &[&str]) -> Ran {
    run(gangway(&[&["relay", "--json", "--data", data.to_str().unwrap()], args].concat()), b"")
}

fn serve(data: &Path) -> (Running, String) {
    let args = ["relay", "serve", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"];
    let mut running = Running::start(gangway(&args));
    let address = running.line()["listening"].as_str().unwrap().to_owned();
    (running, format!("http://{address}"))
}

#[tokio::test]
async fn a_relay_is_run_and_looked_after() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("relay");
    let (serving, url) = serve(&data);
    assert_eq!(http::get(&format!("{url}/readyz")).await.status, 200);
    let second = relay(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 7, "one relay for a SQLite store: {second:?}");

    let founded = relay(&data, &["team", "add", "Acme POS", "--url", &format!("{url}/")]);
    let link = founded.json()["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{url}/join#")), "{link}");
    let team = &relay(&data, &["team", "list"]).json()[0];
    assert_eq!((&team["name"], &team["team"]), (&"Acme POS".into(), &founded.json()["team"]));

    let secret = folder.path().join("secret");
    std::fs::write(&secret, "geheim\n").unwrap();
    let add = |team, provider| {
        let file = secret.to_str().unwrap();
        let event = "STORE_PROVISIONING_STATUS";
        relay(
            &data,
            &["endpoint", "add", "--team", team, "--provider", provider, "--event", event, "--secret-file", file],
        )
    };
    let path = add("Acme POS", "rappi").json()["path"].as_str().unwrap().to_owned();
    assert_eq!((add("Acme", "rappi").code, add("Acme POS", "rapi").code), (2, 2));
    let hook = format!("{url}{path}");
    until("the running relay opens it", async || {
        // Nothing is signed, so that it is refused where it is known.
        http::send(http::client().post(&hook).body("{}")).await.status == 401
    })
    .await;

    assert_eq!(relay(&data, &["check", "--url", &url]).json()["finding"], serde_json::Value::Null);
    let elsewhere = relay(&folder.path().join("other"), &["check", "--url", &url]);
    assert_eq!(elsewhere.code, 1);
    assert!(elsewhere.json()["finding"].as_str().unwrap().contains("something else answers"), "{elsewhere:?}");

    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    let file = copy.join("relay.db");
    assert_eq!(relay(&data, &["backup", file.to_str().unwrap()]).code, 0);
    assert_eq!(relay(&data, &["backup", file.to_str().unwrap()]).code, 2, "it is there already");
    assert_eq!(relay(&copy, &["team", "list"]).json()[0]["name"], "Acme POS");

    let moved = folder.path().join("moved");
    std::fs::create_dir(&moved).unwrap();
    let there = moved.join("relay.db");
    let in_use = relay(&data, &["move", "--to", there.to_str().unwrap()]);
    assert_eq!(in_use.code, 7, "not while the relay runs: {in_use:?}");
    serving.signal("TERM");
    assert_eq!(serving.end().code, 0);
    let _ = std::fs::remove_file(&there);
    assert_eq!(relay(&data, &["move", "--to", there.to_str().unwrap()]).json()["teams"], 1);
    assert_eq!(relay(&moved, &["team", "list"]).json()[0]["team"], founded.json()["team"]);
    assert_eq!(relay(&data, &["move", "--to", there.to_str().unwrap()]).code, 2, "it is there already");
    let (_again, url) = serve(&data);
    assert_eq!(http::send(http::client().post(format!("{url}{path}")).body("{}")).await.status, 401, "it is kept");
}

/// What whoever runs it watches, on this computer alone.
#[tokio::test]
async fn figures_are_shown_at_an_address_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let (data, metrics) = (folder.path().join("relay"), format!("127.0.0.1:{}", free_port()));
    let (listen, data) = (["--listen", "127.0.0.1:0"], data.to_str().unwrap());
    let serve =
        |metrics: &str| gangway(&[&["relay", "serve", "--data", data, "--metrics", metrics], &listen[..]].concat());
    assert_eq!(run(serve("0.0.0.0:9480"), b"").code, 2, "not for a public address");
    let mut serving = Running::start(serve(&metrics));
    let url = format!("http://{}", serving.line()["listening"].as_str().unwrap());
    let relay = |args: &[&str]| run(gangway(&[&["relay", "--json", "--data", data], args].concat()), b"");
    assert_eq!(relay(&["team", "add", "Acme POS", "--url", &url]).code, 0);
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "geheim").unwrap();
    let of_acme = ["--team", "Acme POS", "--provider", "rappi", "--event", "STORE_PROVISIONING_STATUS"];
    let file = ["--secret-file", secret.to_str().unwrap()];
    let added = relay(&[&["endpoint", "add"], &of_acme[..], &file[..]].concat());
    let hook = format!("{url}{}", added.json()["path"].as_str().unwrap());
    until("the relay opens it", async || http::send(http::client().post(&hook).body("{}")).await.status == 401).await;
    let shown = http::get(&format!("http://{metrics}/metrics")).await;
    assert_eq!(shown.status, 200);
    for figure in [
        "gangway_relay_deliveries_rejected_total{reason=\"header_missing\"} 1",
        "gangway_relay_deliveries_appended_total 0",
        "gangway_relay_log_head{team=",
        "gangway_relay_ready 1",
    ] {
        assert!(shown.body.contains(figure), "{figure}: {}", shown.body);
    }
    assert!(!shown.body.contains("Acme"), "{}", shown.body);
    assert_eq!(http::get(&format!("{url}/metrics")).await.status, 404, "not at the public address");
}

/// The socket is held open by whoever starts the relay: a call that comes while there is none waits, and is answered.
#[cfg(unix)]
#[tokio::test]
async fn a_restart_refuses_no_call() {
    let folder = tempfile::tempdir().unwrap();
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/readyz", held.local_addr().unwrap());
    let start = || {
        let program = env!("CARGO_BIN_EXE_gangway");
        // As systemd does it: the socket is the third descriptor, and for this process.
        let script = "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" relay serve --data \"$1\"";
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script, program, folder.path().to_str().unwrap()]);
        command.stdin(std::os::fd::OwnedFd::from(held.try_clone().unwrap()));
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        Running::start(command)
    };
    for _ in 0..2 {
        let early = tokio::spawn({
            let url = url.clone();
            async move { http::get(&url).await.status }
        });
        let relay = start();
        assert_eq!(early.await.unwrap(), 200);
        relay.signal("TERM");
        assert_eq!(relay.end().code, 0);
    }
}
