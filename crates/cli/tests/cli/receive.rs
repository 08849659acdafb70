//! `receive`: the receiver without a window.

use crate::process::Home;
use gangway_tests::http::{client, send};

#[tokio::test]
async fn it_receives_and_tells() {
    let home = Home::open();
    let mut process = home.start(&["receive", "--register"]);
    let ready = process.line();
    let endpoint = &ready["endpoints"][0];
    let url = endpoint["url"].as_str().unwrap();
    assert!(url.contains(ready["address"].as_str().unwrap()), "{ready}");
    assert_eq!((endpoint["answer"].as_u64(), endpoint["secret"].as_str()), (Some(201), Some("stored")));

    assert_eq!(send(client().post(url).body("{}")).await.status, 401);
    let told = loop {
        let line = process.line();
        if line["delivery"].is_object() {
            break line;
        }
    };
    assert_eq!(
        (&told["delivery"]["verdict"], &told["delivery"]["why"]),
        (&"rejected".into(), &"header_missing".into())
    );

    let second = home.run(&["receive"]);
    assert_eq!((second.code, second.json()["failure"]["code"].as_str()), (7, Some("already_running")), "{second:?}");
    process.signal("TERM");
    assert_eq!(process.end().code, 0);
}

/// A vault that forgets would lose the new secret with the process: nothing is changed, and it is said.
#[tokio::test]
async fn no_new_secret_where_it_would_be_forgotten() {
    let home = Home::open();
    let ran = home.run(&["webhook", "rotate"]);
    assert_eq!((ran.code, &ran.json()["failure"]["code"]), (5, &serde_json::json!("vault_failed")), "{ran:?}");
    assert_eq!(home.run(&["webhook", "rotate", "--integration", "x"]).code, 5);
    assert!(home.provider.calls("webhooks").await.is_empty());
}
