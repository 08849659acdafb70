//! `invitations`: a list of merchants in, a list of links out.

use crate::process::{Home, Running, gangway, run};

#[tokio::test]
async fn a_list_in_and_a_list_of_links_out() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let data = place("relay");
    let mut serving = Running::start(gangway(&["relay", "serve", "--data", &data, "--listen", "127.0.0.1:0"]));
    let url = format!("http://{}", serving.line()["listening"].as_str().unwrap());
    let founded = run(gangway(&["relay", "--json", "--data", &data, "team", "add", "Acme POS", "--url", &url]), b"");
    let (ana, tam) = (Home::open(), Home::open());
    let alone = ana.run(&["invitations", "list"]);
    assert_eq!(alone.json()["failure"]["reason"], "team_none");
    assert_eq!(ana.run(&["team", "join", founded.json()["link"].as_str().unwrap(), "--person", "Ana"]).code, 0);
    let viewer = ana.run(&["team", "invite", "tam@acme.example", "--role", "viewer"]).json()["link"].clone();
    assert_eq!(tam.run(&["team", "join", viewer.as_str().unwrap(), "--person", "Tam"]).code, 0);

    let (list, links) = (place("merchants.csv"), place("links.csv"));
    std::fs::write(&list, "Comercio;Correo;Idioma\nParrilla;Ana@Shop.test;es\nnobody\nCafé;eva@shop.test;pt\n")
        .unwrap();
    let made = ana.run(&["invitations", "make", "--file", &list, "--csv", &links]);
    assert_eq!(made.code, 1, "one row names nobody: {made:?}");
    assert!(made.stderr.contains("line 3: there is no email address"), "{made:?}");
    let text = std::fs::read_to_string(&links).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains(&format!("Parrilla,ana@shop.test,es,{url}/m/")), "{text}");

    let rows = ana.run(&["invitations", "list"]).json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["stage"] == "open" && !row["sentAt"].is_null()), "{rows:?}");
    let again = ana.run(&["invitations", "make", "ana@shop.test"]).json();
    assert!(text.contains(again[0]["address"].as_str().unwrap()), "whoever has a link keeps it");
    let id = again[0]["id"].as_str().unwrap();
    assert_eq!(ana.run(&["invitations", "cancel", id]).code, 0);
    let seen = tam.run(&["invitations", "list"]).json();
    let seen = seen.as_array().unwrap();
    assert!(seen.iter().all(|row| row["address"].is_null()), "a viewer reads without the address");
    assert_eq!(seen.iter().filter(|row| row["stage"] == "cancelled").count(), 1);
    let refused = tam.run(&["invitations", "make", "x@shop.test"]);
    assert_eq!((refused.code, &refused.json()["failure"]["reason"]), (1, &"viewer_only".into()));
}
