//! `review`: keep, compare, sign off.

use crate::process::Home;
use serde_json::json;

#[tokio::test]
async fn a_tree_is_kept_compared_and_signed_off() {
    let home = Home::open();
    home.authorize().await;
    let email = home.email(0);
    let run = |args: &[&str]| home.run(&[&["review"], args, &["--merchant", &email]].concat());
    assert_eq!(run(&["compare"]).code, 2, "there is no snapshot yet");
    let kept = run(&["keep", "--name", "Before"]);
    assert_eq!((kept.code, &kept.json()["snapshot"]["name"]), (0, &json!("Before")), "{kept:?}");
    let same = run(&["compare"]);
    assert_eq!((same.code, &same.json()["comparison"]["total"]), (0, &json!(0)), "{same:?}");
    assert_eq!(run(&["compare", "--to", "yesterday"]).code, 2);
    let page = home.folder.path().join("review.html");
    let written = run(&["compare", "--to", "1", "--html", page.to_str().unwrap()]);
    assert_eq!(written.code, 0, "{written:?}");
    let text = std::fs::read_to_string(page).unwrap();
    assert!(text.contains("default-src 'none'") && text.contains("No differences"), "{text}");
    let signed = run(&["sign-off", "--to", "1", "--note", "As it was."]);
    assert_eq!((signed.code, &signed.json()["signOff"]["note"]), (0, &json!("As it was.")), "{signed:?}");
    let listed = run(&["list"]).json();
    assert_eq!(listed["snapshots"][0]["signedOff"], true);
    let acts = home.folder.path().join("acts.json");
    let exported = home.run(&["audit", "list", "--act", "review_signed_off", "--export", acts.to_str().unwrap()]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let acts: serde_json::Value = serde_json::from_slice(&std::fs::read(acts).unwrap()).unwrap();
    assert_eq!((acts[0]["act"].as_str(), acts[0]["hash"].as_str().unwrap().len()), (Some("review_signed_off"), 64));
}
