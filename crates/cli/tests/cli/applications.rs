//! `applications`: what a script does with them.

use crate::process::Home;
use serde_json::{Value, json};

/// Of the seeded world: id, merchant and status.
async fn seeded(home: &Home, at: usize) -> (String, String, String) {
    let all = home.provider.rainforest().control("GET", "/applications", &Value::Null).await;
    let text = |key: &str| all[at][key].as_str().unwrap().to_owned();
    (text("id"), text("merchant"), text("status"))
}

#[tokio::test]
async fn refreshed_listed_and_shown() {
    let home = Home::open();
    let empty = home.run(&["applications", "list"]);
    assert_eq!((empty.code, empty.json()["total"].as_u64()), (0, Some(0)), "{empty:?}");
    let (id, merchant, status) = seeded(&home, 2).await;
    let refreshed = home.run(&["applications", "refresh", "--merchant", &merchant]);
    assert_eq!((refreshed.code, refreshed.json()["asked"].as_u64()), (0, Some(1)), "{refreshed:?}");
    let listed = home.run(&["applications", "list", "--search", &id.to_uppercase(), "--sort", "name"]);
    assert_eq!((&listed.json()["rows"][0]["id"], &listed.json()["rows"][0]["status"]), (&json!(id), &json!(status)));
    let other = home.run(&["applications", "list", "--status", "NO_SUCH_STATUS", "--resubmitted"]);
    assert_eq!((other.code, other.json()["total"].as_u64()), (0, Some(0)));

    let shown = home.run(&["applications", "show", &id]);
    let name = |ran: &crate::process::Ran| ran.json()["row"]["name"].as_str().unwrap().to_owned();
    assert!(shown.code == 0 && !name(&shown).is_empty() && shown.stdout.contains("•••"), "{shown:?}");
    let before = home.run(&["audit", "list", "--act", "personal_data_shown"]);
    assert!(!before.stdout.contains(&id), "{before:?}");
    let personal = home.run(&["applications", "show", &id, "--personal"]);
    assert!(personal.code == 0 && !personal.stdout.contains("•••") && personal.stdout.contains('@'), "{personal:?}");
    let acts = home.run(&["audit", "list", "--act", "personal_data_shown"]);
    assert!(acts.stdout.contains(&id), "{acts:?}");
}

#[tokio::test]
async fn how_it_ended_is_the_exit_code() {
    let mut home = Home::open();
    assert_eq!(home.run(&["applications", "show", "app_nobody"]).code, 2);
    assert_eq!(home.run(&["applications", "refresh", "app_nobody"]).code, 2);
    assert_eq!(home.run(&["applications", "refresh", "app_x", "--merchant", "mid_x"]).code, 2);
    assert_eq!(home.run(&["applications", "refresh", "--merchant", "mid_nobody"]).code, 2);
    assert_eq!(home.run(&["applications", "refresh"]).code, 0, "there is nothing to ask about");
    let (id, merchant, _) = seeded(&home, 1).await;
    assert_eq!(home.run(&["applications", "refresh", "--merchant", &merchant]).code, 0);
    let truth = home.provider.rainforest();
    for (status, code) in [(503, 4), (429, 4), (400, 1), (401, 3), (403, 3)] {
        truth.fault(json!({ "call": "applications", "kind": "status", "status": status })).await;
        let ran = home.run(&["applications", "refresh", &id]);
        assert_eq!(ran.code, code, "{status}: {ran:?}");
    }
    std::fs::remove_file(home.credentials().join("rainforest-api-key")).unwrap();
    assert_eq!(home.run(&["applications", "refresh", &id]).code, 3);
    assert_eq!(home.run(&["applications", "list"]).code, 0);
    home.without_provider();
    std::fs::write(home.credentials().join("rainforest-api-key"), "any").unwrap();
    assert_eq!(home.run(&["applications", "refresh", &id]).code, 4);
}

/// A server: the address is entered in the portal, its secret is put into the folder, and messages come in.
#[tokio::test]
async fn messages_come_in_at_a_server() {
    let home = Home::open();
    let truth = home.provider.rainforest();
    let endpoint = home.run(&["applications", "endpoint"]);
    assert_eq!((endpoint.code, endpoint.json()["webhookSecret"].as_str()), (0, Some("missing")), "{endpoint:?}");
    let path = endpoint.json()["webhookUrl"].as_str().unwrap().rsplit_once("/hooks/").unwrap().1.to_owned();
    let file = home.credentials().join("rainforest-webhook-secret");
    std::fs::write(&file, "whsec_bm90IHlldCB0aGUgcmlnaHQgb25l").unwrap();
    let mut receiving = home.start(&["receive"]);
    let address = receiving.line()["address"].as_str().unwrap().to_owned();
    receiving.signal("TERM");
    assert_eq!(receiving.end().code, 0);
    // Now that its port is known, the portal makes the secret.
    home.listen_at(&address);
    std::fs::write(&file, truth.enter(&format!("http://{address}/hooks/{path}")).await).unwrap();
    let mut receiving = home.start(&["receive"]);
    receiving.line();
    let played = truth.play(json!({ "through": ["IN_PROGRESS"], "pause_ms": 50 })).await;
    let mut folded = 0;
    while folded < 2 {
        let line = receiving.line();
        folded += usize::from(line["delivery"]["effect"] == "applied");
        assert_ne!(line["delivery"]["verdict"], "rejected", "{line}");
    }
    receiving.signal("TERM");
    assert_eq!(receiving.end().code, 0);
    let shown = home.run(&["applications", "show", &played.id]);
    assert_eq!(shown.json()["row"]["status"], "IN_PROGRESS", "{shown:?}");
}
