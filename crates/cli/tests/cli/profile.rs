//! Profiles that are wrong, locked, or without what they need; and how `status` tells.

use crate::process::{Home, gangway, run};

#[test]
fn a_mistake_names_key_and_line() {
    let home = Home::open();
    home.profile("kind = \"production\"\n[rappi]\nlogin = \"http://login.example\"\n");
    let ran = home.run(&["status"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(ran.json()["failure"]["code"], "profile_invalid");
    assert!(ran.stderr.contains("profile.toml, line 3: rappi.login"), "{ran:?}");
}

#[test]
fn no_such_profile() {
    let home = Home::open();
    let mut command = gangway(&["--profile", "nobody", "status", "--home"]);
    command.arg(home.folder.path());
    let ran = run(command, b"");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
}

#[test]
fn status_when_all_is_well() {
    let ran = Home::open().run(&["status"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let status = ran.json();
    let links = status["connection"]["links"].as_array().unwrap();
    assert!(links.iter().all(|link| link["state"] == "ok"), "{links:?}");
    for provider in ["rappi", "ratepay"] {
        assert!(links.iter().any(|link| link["provider"] == provider), "{links:?}");
    }
    assert_eq!(status["connection"]["vault"]["state"], "folder");
    assert_eq!(status["profile"]["clientSecret"], "stored");
}

#[test]
fn credentials_that_are_wrong_or_missing() {
    let home = Home::open();
    home.secret("wrong");
    assert_eq!(home.run(&["status"]).code, 3);
    std::fs::remove_file(home.folder.path().join("credentials/rappi-client-secret")).unwrap();
    assert_eq!(home.run(&["status"]).code, 3);
    let home = Home::open();
    std::fs::write(home.folder.path().join("credentials/ratepay-client-secret"), "wrong").unwrap();
    assert_eq!(home.run(&["status"]).code, 3);
}

#[test]
fn a_provider_that_is_away() {
    let mut home = Home::open();
    home.without_provider();
    let ran = home.run(&["status"]);
    assert_eq!(ran.code, 4, "{ran:?}");
}

#[test]
fn a_record_that_cannot_be_opened() {
    let home = Home::open();
    std::fs::create_dir_all(home.folder.path().join("desk/record.db")).unwrap();
    let ran = home.run(&["operations"]);
    assert_eq!(ran.code, 5, "{ran:?}");
}

/// Everything works without an account, and says that it does not last.
#[test]
fn the_built_in_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = gangway(&["--json", "status", "--home"]);
    command.arg(folder.path());
    let ran = run(command, b"");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["profile"]["name"], "sandbox");
    assert!(ran.stderr.contains("simulated"), "{ran:?}");
}

#[test]
fn quiet_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = gangway(&["-q", "operations", "--home"]);
    command.arg(folder.path());
    let ran = run(command, b"");
    assert_eq!((ran.code, ran.stderr.as_str(), ran.stdout.as_str()), (0, "", "No operations.\n"));
}

/// What the provider announces while a command runs is said on stderr, once, and `-q` hides it.
#[tokio::test]
async fn deprecations_are_said() {
    let home = Home::open();
    assert!(!home.run(&["status"]).stderr.contains("deprecation"));
    home.provider.announce(serde_json::json!({ "date": "2027-01-31", "info": "use v3" })).await;
    let ran = home.run(&["status"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let said = "gangway: rappi announces a deprecation (token, 2027-01-31): use v3";
    assert_eq!(ran.stderr.matches(said).count(), 1, "{ran:?}");
    assert!(!home.run(&["--quiet", "status"]).stderr.contains("deprecation"));
    home.provider.announce(serde_json::json!({})).await;
    assert!(!home.run(&["status"]).stderr.contains("deprecation"), "said only while it is announced");
}

/// Step by step, with an exit code for the first that fails.
#[test]
fn check_walks_the_way() {
    let mut home = Home::open();
    let ran = home.run(&["check"]);
    assert_eq!((ran.code, &ran.json()["ok"]), (0, &serde_json::json!(true)), "{ran:?}");
    let steps = ran.json()["steps"].as_array().unwrap().clone();
    let names: Vec<_> = steps.iter().map(|step| step["step"].as_str().unwrap().to_owned()).collect();
    let rappi = ["vault", "login_host", "api_host", "clock", "integrator_login", "webhook"];
    let others = ["rainforest_host", "provider_login", "ratepay_host", "ratepay_host", "provider_login"];
    assert_eq!(names, [&rappi[..], &others, &["receiver", "public_address"]].concat());
    assert_eq!(steps[5]["finding"], "webhook_missing");

    home.secret("wrong\n");
    let refused = home.run(&["check"]);
    assert_eq!((refused.code, &refused.json()["ok"]), (3, &serde_json::json!(false)), "{refused:?}");
    home.without_provider();
    assert_eq!(home.run(&["check"]).code, 4);

    let mut words = gangway(&["--profile", "desk", "check", "--home"]);
    words.arg(home.folder.path());
    let words = run(words, b"");
    assert_eq!(words.code, 3, "{words:?}");
    assert!(words.stdout.contains("FAILED  Vault of profile desk\n        The client secret is missing."), "{words:?}");
}
