//! `authorize`, with the test as the merchant's browser.

use crate::process::Home;
use gangway_tests::merchant;

#[tokio::test]
async fn by_loopback() {
    let home = Home::open();
    let mut process = home.start(&["authorize", "--way", "loopback", "--expect", &home.email(0)]);
    let link = process.line();
    for key in ["attempt", "url", "redirect"] {
        assert!(link[key].is_string(), "{link}");
    }
    assert!(link["expiresAt"].as_i64().unwrap() > 1_700_000_000_000, "{link}");
    home.follow(&link, 0).await;
    let ran = process.end();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        (ran.json()["email"].as_str(), ran.json()["stores"].as_u64()),
        (Some(home.email(0).as_str()), Some(200))
    );
    assert!(ran.stderr.contains("no keyring"), "a session that ends is said: {ran:?}");
}

#[tokio::test]
async fn by_pasting() {
    let home = Home::open();
    let mut process = home.start(&["authorize", "--way", "link", "--paste"]);
    let link = process.line();
    process.say(&merchant::allow(link["url"].as_str().unwrap(), &home.provider.at.merchants[1]).await);
    let ran = process.end();
    assert_eq!((ran.code, ran.json()["email"].as_str()), (0, Some(home.email(1).as_str())), "{ran:?}");
}

#[tokio::test]
async fn denied() {
    let home = Home::open();
    let mut process = home.start(&["authorize"]);
    let link = process.line();
    process.say(&merchant::deny(link["url"].as_str().unwrap(), &home.provider.at.merchants[0]).await);
    let ran = process.end();
    assert_eq!((ran.code, ran.json()["failure"]["code"].as_str()), (1, Some("denied")), "{ran:?}");
}

#[tokio::test]
async fn what_is_pasted_is_not_ours() {
    let home = Home::open();
    for (pasted, code) in [("", 2), ("https://evil.example/?code=1&state=2", 2), ("hello", 2)] {
        let mut process = home.start(&["authorize"]);
        process.line();
        process.say(pasted);
        let ran = process.end();
        assert_eq!(ran.code, code, "{pasted:?}: {ran:?}");
    }
    let mut process = home.start(&["authorize"]);
    process.line();
    process.say("dev.gangway.console:/oauth/callback?code=abc&state=def");
    let ran = process.end();
    assert_eq!((ran.code, ran.json()["failure"]["code"].as_str()), (1, Some("attempt_unknown")), "{ran:?}");
    assert!(home.provider.calls("oauth-token").await.is_empty());
}

/// A wrong line is said, and the attempt goes on.
#[tokio::test]
async fn a_wrong_paste_keeps_the_attempt_open() {
    let home = Home::open();
    let mut process = home.start(&["authorize", "--way", "link", "--paste"]);
    let link = process.line();
    let address = merchant::allow(link["url"].as_str().unwrap(), &home.provider.at.merchants[1]).await;
    process.say(&format!("hello\n\ndev.gangway.console:/oauth/callback?code=abc&state=def\n \"<{address}>\" "));
    let ran = process.end();
    assert_eq!((ran.code, ran.json()["email"].as_str()), (0, Some(home.email(1).as_str())), "{ran:?}");
    assert_eq!(ran.stderr.matches("still open").count(), 2, "{ran:?}");
}

/// Whoever reads the exit code must not take a merchant without stores for done.
#[tokio::test]
async fn signed_in_and_no_stores_is_a_failure_at_once() {
    let home = Home::open();
    let mut process = home.start(&["authorize", "--way", "loopback"]);
    let link = process.line();
    home.provider.fault(serde_json::json!({ "call": "integration-status", "kind": "status", "status": 403 })).await;
    home.follow(&link, 0).await;
    let begun = std::time::Instant::now();
    let ran = process.end();
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(ran.json()["failure"]["message"].as_str().unwrap().contains("stores cannot be read"), "{ran:?}");
    assert!(begun.elapsed().as_secs() < 50, "it does not wait for what cannot come");
}

/// Nobody is there to ask, so the answer is no, unless it was given beforehand.
#[tokio::test]
async fn somebody_else_than_expected() {
    let home = Home::open();
    for (more, code, merchants) in [(None, 1, 0), (Some("--accept-mismatch"), 0, 1)] {
        let email = home.email(0);
        let mut args = vec!["authorize", "--expect", &email];
        args.extend(more);
        let mut process = home.start(&args);
        let link = process.line();
        process.say(&merchant::allow(link["url"].as_str().unwrap(), &home.provider.at.merchants[1]).await);
        let ran = process.end();
        assert_eq!(ran.code, code, "{ran:?}");
        let known = home.run(&["stores", "--merchant", &home.email(1)]).code == 0;
        assert_eq!(u8::from(known), merchants);
    }
}

#[test]
fn interrupted() {
    let home = Home::open();
    let mut process = home.start(&["authorize", "--way", "loopback"]);
    process.line();
    process.signal("TERM");
    let ran = process.end();
    assert_eq!(ran.code, 1, "{ran:?}");
}
