//! `relay`: served, founded, given an endpoint, checked and backed up, as its operator does.

use crate::process::{Ran, Running, gangway, run};
use gangway_tests::{http, until};
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

    serving.signal("TERM");
    assert_eq!(serving.end().code, 0);
    let (_again, url) = serve(&data);
    assert_eq!(http::send(http::client().post(format!("{url}{path}")).body("{}")).await.status, 401, "it is kept");
}
