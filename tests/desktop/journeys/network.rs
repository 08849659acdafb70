//! The way that calls take, set by a person: a proxy with a login, a mistake at its field, and a test that says where it ends.

use gangway_desktop_tests::{Seat, steps::both};

/// An environment whose hosts are on this machine, where nothing listens.
const PROFILE: &str = "kind = \"development\"\n\n[rappi]\nlogin = \"https://127.0.0.1:1\"\napi = \"https://127.0.0.1:1\"\n\
     client_id = \"c\"\nintegrations = [\"pos-co-01\"]\n\n[receiver]\naddress = \"127.0.0.1:0\"\n";

#[tokio::test]
async fn a_person_sets_the_proxy() {
    let seat = Seat::new().await;
    let folder = seat.home().join("colombia");
    std::fs::create_dir_all(&folder).expect("a profile folder");
    std::fs::write(folder.join("profile.toml"), PROFILE).expect("a profile");
    let mut window = seat.open().await;
    window.keep_pictures("journeys/network");
    window.press("first-run-sandbox").await;
    window.press("nav-settings").await;
    window.press("settings-network").await;
    window.find("network-ways").await;
    both(&window, "00-sandbox").await;
    window.press("settings-profiles").await;
    window.press("profile-open-colombia").await;
    window.until("it is shown", "return document.title.includes('Home')").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    window.press("nav-settings").await;
    window.press("settings-network").await;
    window.find("network-system").await;
    both(&window, "01-system").await;

    window.press("network-proxy").await;
    window.write("network-proxy-address", "http://127.0.0.1:1").await;
    window.write("network-user", "ana:maria").await;
    window.write("network-password", "p").await;
    window.press("network-save").await;
    window
        .until("the mistake is at its field", "return document.activeElement?.dataset.testid === 'network-user'")
        .await;
    both(&window, "02-mistake").await;
    window.run("document.querySelector('[data-testid=\"network-user\"]').select()").await;
    window.find("network-user").await.send_keys("ana").await.expect("a field takes a text");
    window.press("network-save").await;
    window.find("network-password-remove").await;
    window.until_text("network-ways", "127.0.0.1").await;
    window.press("network-test").await;
    window.find("network-tested").await;
    both(&window, "03-tested").await;
    window.size(1024, 640).await;
    both(&window, "04-small").await;
    let kept = std::fs::read_to_string(folder.join("profile.toml")).expect("a profile");
    assert!(kept.contains("proxy_user = \"ana\"") && !kept.contains("\"p\""), "{kept}");
    window.close().await;
}
