//! The page behind the link of an invitation.

use crate::desk::{self, call};

#[tokio::test]
async fn the_page_says_what_to_do_with_and_without_a_script() {
    let desk = desk::sqlite().await;
    let page = call(desk.address(), "GET /join", "Accept-Language: de-CH, en;q=0.3\r\n", b"").await;
    let (text, head) = (String::from_utf8(page.body.clone()).unwrap(), page.head.to_ascii_lowercase());
    assert_eq!(page.status, 200);
    assert!(text.contains("Kopieren Sie die ganze Adresse dieser Seite"), "to be seen without a script: {text}");
    for hidden in ["id=\"opening\" hidden", "id=\"whole\" hidden", "role=\"alert\" hidden"] {
        assert!(text.contains(hidden), "{hidden}");
    }
    for needed in [
        "content-security-policy: default-src 'none'; script-src 'self';",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
    ] {
        assert!(head.contains(needed), "{needed}: {head}");
    }
    let script = call(desk.address(), "GET /join.js", "", b"").await;
    assert_eq!(script.status, 200);
    assert!(script.head.to_ascii_lowercase().contains("content-type: text/javascript"));
    assert!(String::from_utf8(script.body).unwrap().contains("dev.gangway.console:/join#"));
}
