//! `team`: joined by an invitation, looked at, invited into, and left, each by a process of its own.

use crate::process::{Home, Running, gangway, run};

#[tokio::test]
async fn a_device_joins_invites_and_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("relay");
    let data = data.to_str().unwrap();
    let mut serving = Running::start(gangway(&["relay", "serve", "--data", data, "--listen", "127.0.0.1:0"]));
    let url = format!("http://{}", serving.line()["listening"].as_str().unwrap());
    let founded = run(gangway(&["relay", "--json", "--data", data, "team", "add", "Acme POS", "--url", &url]), b"");
    let link = founded.json()["link"].as_str().unwrap().to_owned();

    let (ana, ben) = (Home::open(), Home::open());
    let none = ana.run(&["team", "status"]);
    assert_eq!((none.code, &none.json()["failure"]["reason"]), (2, &"team_none".into()));
    assert_eq!(ana.run(&["team", "join", "https://relay.example/join"]).code, 2);
    // By standard input, so that it is in no list of processes.
    let joined = run(ana.gangway(&["team", "join", "-", "--person", "Ana", "--device", "desk"]), link.as_bytes());
    assert_eq!(joined.code, 0, "{joined:?}");
    assert_eq!(joined.json()["membership"]["team"], "Acme POS");
    let status = ana.run(&["team", "status"]).json();
    assert_eq!((&status["membership"]["role"], &status["completeTo"]), (&"admin".into(), &0.into()));

    let invited = ana.run(&["team", "invite", "ben@acme.example", "--role", "viewer"]);
    let link = invited.json()["link"].as_str().unwrap().to_owned();
    assert_eq!(ben.run(&["team", "join", &link, "--person", "Ben"]).code, 0);
    let members = ana.run(&["team", "members"]).json();
    let people: Vec<_> = members["devices"].as_array().unwrap().iter().map(|it| it["person"].clone()).collect();
    assert_eq!(people, ["Ana", "Ben"]);
    assert_eq!(ben.run(&["team", "invite", "x@acme.example"]).code, 1, "a viewer invites nobody");
    let last = ana.run(&["team", "leave"]);
    assert_eq!((last.code, &last.json()["failure"]["reason"]), (1, &"last_admin".into()));
    assert_eq!((ben.run(&["team", "leave"]).code, ben.run(&["team", "leave"]).code), (0, 2));
    // No token and no key of the team is left behind, and none was shown.
    let kept: Vec<_> = std::fs::read_dir(ben.credentials()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(kept.iter().all(|name| !name.to_string_lossy().contains("team")), "{kept:?}");
    let key = std::fs::read_dir(ana.credentials()).unwrap().map(|it| it.unwrap().path());
    let secrets: Vec<String> = key
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("team"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert_eq!(secrets.len(), 2);
    for secret in secrets {
        assert!([&joined, &invited].iter().all(|it| !it.stdout.contains(&secret) && !it.stderr.contains(&secret)));
    }
}
