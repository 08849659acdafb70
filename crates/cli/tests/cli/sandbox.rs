//! `sandbox`: one line, then it runs until a signal comes.

use crate::process::{Running, gangway, run};
use serde_json::Value;

fn started(args: &[&str]) -> (Running, Value) {
    let mut running = Running::start(gangway(&[&["sandbox"], args].concat()));
    let line = running.line();
    (running, line)
}

#[tokio::test]
async fn the_line_tells_everything() {
    let (sandbox, line) = started(&["--stores", "37", "--seed", "5", "--applications", "31"]);
    for key in ["login", "api", "control"] {
        assert!(line[key].as_str().unwrap().starts_with("http://127.0.0.1:"), "{line}");
    }
    for key in ["client_id", "client_secret", "oauth_client_id"] {
        assert!(line[key].as_str().unwrap().len() > 8, "{line}");
    }
    for key in ["oauth", "api", "control"] {
        assert!(line["ratepay"][key].as_str().unwrap().starts_with("http://127.0.0.1:"), "{line}");
    }
    assert!(line["ratepay"]["audience"].is_string() && line["ratepay"]["client_secret"].is_string(), "{line}");
    for key in ["api", "control"] {
        assert!(line["rainforest"][key].as_str().unwrap().starts_with("http://127.0.0.1:"), "{line}");
    }
    assert!(line["rainforest"]["api_key"].as_str().unwrap().starts_with("sbx_apikey_"), "{line}");
    assert_eq!(line["rainforest"]["applications"], 31);
    let account = &line["merchants"][0];
    assert_eq!((account["stores"].as_u64(), line["seed"].as_u64()), (Some(37), Some(5)));
    assert!(account["email"].as_str().unwrap().contains('@') && account["password"].is_string(), "{line}");
    let state = gangway_tests::http::get(&format!("{}/state", line["control"].as_str().unwrap())).await;
    assert_eq!(state.status, 200);
    sandbox.signal("TERM");
    let ran = sandbox.end();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "one line and no more: {ran:?}");
}

#[test]
fn ctrl_c_ends_it_too() {
    let (sandbox, _) = started(&[]);
    sandbox.signal("INT");
    assert_eq!(sandbox.end().code, 0);
}

#[test]
fn the_same_seed_is_the_same_world() {
    let of = |seed| started(&["--seed", seed]).1;
    let (one, same, other) = (of("3"), of("3"), of("4"));
    assert_eq!(one["merchants"], same["merchants"]);
    assert_eq!(one["client_secret"], same["client_secret"]);
    assert_ne!(one["client_secret"], other["client_secret"]);
}

#[test]
fn redirects_are_as_asked_for() {
    let (_sandbox, line) = started(&["--redirect-uri", "a.b:/c", "--redirect-uri", "http://127.0.0.1:1/d"]);
    assert_eq!(line["redirect_uris"], serde_json::json!(["a.b:/c", "http://127.0.0.1:1/d"]));
}

#[test]
fn it_faces_no_network() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let ran = run(gangway(&["sandbox", "--listen", address]), b"");
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
        assert!(ran.stderr.contains("loopback"), "{ran:?}");
    }
    assert_eq!(run(gangway(&["sandbox", "--listen", "localhost"]), b"").code, 2);
    assert_eq!(run(gangway(&["sandbox", "--redirect-uri", "not an address"]), b"").code, 2);
}

#[test]
fn a_taken_port() {
    let (_sandbox, line) = started(&[]);
    let address = line["login"].as_str().unwrap().trim_start_matches("http://").to_owned();
    assert_eq!(run(gangway(&["sandbox", "--listen", &address]), b"").code, 7);
}
