//! Files of stores on the command line, and plans that are kept.

use crate::process::Home;
use serde_json::json;

#[tokio::test]
async fn a_file_is_judged_planned_and_kept() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(21);
    let at = |name: &str| home.folder.path().join(name).to_str().unwrap().to_owned();
    let rows: Vec<String> = stores.iter().map(|store| format!("x;{store}")).collect();
    std::fs::write(at("in.csv"), format!("What;Which\n{}\nx;404\n", rows.join("\n"))).unwrap();

    let run = |more: &[&str]| {
        let (file, refused) = (at("in.csv"), at("refused.csv"));
        let first = ["provision", "--merchant", &email, "--from-csv", &file, "--refused", &refused, "--dry-run"];
        home.run(&[&first[..], more].concat())
    };
    let unmapped = run(&[]);
    assert_eq!(unmapped.code, 2);
    assert!(unmapped.stderr.contains("--map id=COLUMN. There is What, Which"), "{unmapped:?}");
    let strange = run(&["--map", "id=Whose"]);
    assert!(strange.code == 2 && strange.stderr.contains("no such column"), "{strange:?}");

    let (html, csv) = (at("plan.html"), at("plan.csv"));
    let dry = run(&["--map", "id=which", "--active", "--html", &html, "--csv", &csv]);
    assert!(dry.code == 2 && dry.stderr.contains("--ready-only"), "a run would refuse it too: {dry:?}");
    let dry = run(&["--map", "id=which", "--active", "--html", &html, "--csv", &csv, "--ready-only"]);
    assert_eq!(dry.code, 1, "a row stays behind: {dry:?}");
    assert!(dry.stderr.contains("row 23 · 404: The merchant has no such store"), "{dry:?}");
    let said = dry.json();
    assert_eq!(said["plans"][0]["batches"], json!([20, 1]));
    assert_eq!(said["reviews"][0]["flags"]["status"], "ACTIVE");
    let read = |name: &str| std::fs::read_to_string(at(name)).unwrap();
    assert_eq!(read("refused.csv").lines().count(), 2);
    assert_eq!(read("plan.csv").lines().count(), 22);
    assert!(stores.iter().all(|store| read("plan.html").contains(store.as_str())));
    assert!(home.provider.calls("provisioning").await.is_empty());

    // A list with a mistake in it is not sent at all.
    let sent = home.run(&["provision", "--merchant", &email, "--from-csv", &at("in.csv"), "--map", "id=2"]);
    assert!(sent.code == 2 && sent.stderr.contains("--ready-only"), "{sent:?}");
    assert!(home.provider.calls("provisioning").await.is_empty());
}

#[tokio::test]
async fn stores_are_written_and_read_again() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let file = home.folder.path().join("stores.csv");
    let file = file.to_str().unwrap();
    let written = home.run(&["stores", "--merchant", &email, "--filter", "not-integrated", "--csv", file]);
    assert_eq!(written.code, 0, "{written:?}");
    let read = home.run(&["provision", "--merchant", &email, "--from-csv", file, "--dry-run", "--ready-only"]).json();
    let rows = std::fs::read_to_string(file).unwrap().lines().count() - 1;
    assert_eq!(read["import"]["rows"].as_u64(), Some(rows as u64));
    assert_eq!(read["import"]["request"]["columns"]["integration"], 6);
    let plan = home.run(&["deprovision", "--merchant", &email, "--all-integrated", "--dry-run"]).json();
    assert!(plan["review"]["flags"].is_null() && plan["review"]["stores"].as_u64() > Some(0), "{plan}");
}

#[tokio::test]
async fn rows_with_different_wishes_run_one_after_the_other() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(3);
    let file = home.folder.path().join("in.csv");
    let rows = format!("id,ping\n{},yes\n{},no\n{},yes\n404,no\n", stores[0], stores[1], stores[2]);
    std::fs::write(&file, rows).unwrap();
    let file = file.to_str().unwrap();
    let args = ["provision", "--merchant", &email, "--sign-in", "loopback", "--from-csv", file, "--ready-only"];
    let mut process = home.start(&args);
    let link = process.line();
    home.follow(&link, 0).await;
    let ran = process.end();
    assert_eq!(ran.code, 1, "a row stayed behind: {ran:?}");
    let said = ran.json();
    let done = |at: usize| (&said["operations"][at]["flags"]["pingActive"], &said["operations"][at]["row"]["counts"]);
    assert_eq!((done(0).0, &done(0).1["confirmed"]), (&json!(true), &json!(2)));
    assert_eq!((done(1).0, &done(1).1["confirmed"]), (&json!(false), &json!(1)));
    let received = home.provider.received().await;
    assert!(received.len() == 3 && received.values().all(|times| *times == 1), "{received:?}");
}

/// What a dry run and a run of the same arguments say must be the same, and nothing may leave.
async fn refused_both_ways(home: &Home, args: &[&str], code: i32, says: &str) {
    let dry = home.run(&[args, &["--dry-run"]].concat());
    let run = home.run(args);
    for ran in [&dry, &run] {
        assert!(ran.code == code && ran.stderr.contains(says), "{ran:?}");
    }
    assert_eq!(dry.stderr, run.stderr);
    assert!(home.provider.calls("provisioning").await.is_empty());
}

#[tokio::test]
async fn shop_numbers_are_never_taken_for_ids_of_stores() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_named(4);
    let write = |name: &str, text: String| {
        let path = home.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let row = |at: usize| format!("{},{},{}\n", stores[at - 2].0, stores[at].0, stores[at].1);
    let rows = format!("{}{}", row(2), row(3));
    let args = |file: &str| ["provision", "--merchant", &email, "--from-csv", file].map(str::to_owned);
    let of = |args: &[String; 5], more: &[&str]| -> Vec<String> {
        args.iter().cloned().chain(more.iter().map(|one| (*one).to_owned())).collect()
    };

    // The title that says id wins, whatever stands first.
    let file = write("numbers.csv", format!("Store number,Store ID,Name\n{rows}"));
    let dry = home.run(&refs(&of(&args(&file), &["--dry-run"])));
    assert_eq!(dry.code, 0, "{dry:?}");
    let said = dry.json();
    assert_eq!(said["import"]["request"]["columns"]["id"], 1);
    assert_eq!(said["reviews"][0]["batches"][0]["stores"][0]["store"], json!(stores[2].0));

    // Equal titles are a person's to tell apart.
    let file = write("equal.csv", format!("Store ID,ID tienda\n{},{}\n", stores[0].0, stores[2].0));
    let equal = of(&args(&file), &[]);
    refused_both_ways(&home, &refs(&equal), 2, "\"Store ID\" (1), \"ID tienda\" (2). Say which with --map id=NUMBER")
        .await;
    assert_eq!(home.run(&refs(&of(&args(&file), &["--map", "id=2", "--dry-run"]))).code, 0);

    // Names of other stores: whatever was said about the columns, nothing leaves.
    let file = write("wrong.csv", format!("Store number,Which,Name\n{rows}"));
    let wrong = of(&args(&file), &["--map", "id=1", "--ready-only"]);
    refused_both_ways(&home, &refs(&wrong), 2, "In 2 of 2 rows the name is not that of the store").await;
    let failed = home.run(&refs(&wrong)).json();
    assert_eq!(failed["failure"]["reason"], "names_contradict");
    let unnamed = of(&args(&file), &["--map", "id=1,name=none", "--dry-run"]);
    assert_eq!(home.run(&refs(&unnamed)).code, 0);
}

fn refs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

#[tokio::test]
async fn a_dry_run_refuses_what_a_run_refuses() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(2);
    let file = home.folder.path().join("in.csv");
    std::fs::write(&file, format!("storeId;name\n{};\n{};\nTotal: 2;\n", stores[0], stores[1])).unwrap();
    let file = file.to_str().unwrap();
    let args = ["provision", "--merchant", &email, "--from-csv", file];
    refused_both_ways(&home, &args, 2, "1 row cannot be sent").await;
}

#[tokio::test]
async fn marks_and_invisible_characters_are_taken_away_and_named() {
    let home = Home::open();
    // With a mark, a carriage return too many, and a second line end: still the client's secret.
    let secret = std::fs::read_to_string(home.credentials().join("rappi-client-secret")).unwrap();
    home.secret(&format!("\u{feff}{}\r\n\r\n", secret.trim()));
    home.authorize().await;
    let email = home.email(0);
    let stores = home.free_stores(2);
    let file = home.folder.path().join("ids.txt");
    let args = ["provision", "--merchant", &email, "--stores-file", file.to_str().unwrap(), "--dry-run"];
    let text = format!("\u{feff}{}\r\n\u{200b}{}\u{a0}\r\n", stores[0], stores[1]);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.into_bytes(), utf16] {
        std::fs::write(&file, bytes).unwrap();
        let dry = home.run(&args);
        assert_eq!((dry.code, dry.json()["plan"]["stores"].as_u64()), (0, Some(2)), "{dry:?}");
        assert!(dry.stderr.contains("a zero-width character at line 2, column 1 taken away"), "{dry:?}");
    }
    std::fs::write(&file, b"%PDF-1.4\n10\n").unwrap();
    let pdf = home.run(&args);
    assert!(pdf.code == 2 && pdf.stderr.contains("it is a PDF"), "{pdf:?}");

    home.secret(&format!("\"{}\"\n", secret.trim()));
    let quoted = home.run(&["authorize", "--way", "loopback"]);
    assert!(quoted.code == 2 && quoted.stderr.contains("the secret is in quotation marks"), "{quoted:?}");
    assert!(!format!("{quoted:?}").contains(secret.trim()));
}

#[tokio::test]
async fn a_workbook_is_read_whatever_its_name_is() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let at = |name: &str| home.folder.path().join(name).to_str().unwrap().to_owned();
    let written = home.run(&["stores", "--merchant", &email, "--filter", "not-integrated", "--csv", &at("a.xlsx")]);
    assert_eq!(written.code, 0, "{written:?}");
    std::fs::rename(at("a.xlsx"), at("stores.csv")).unwrap();
    let (file, refused) = (at("stores.csv"), at("refused.xlsx"));
    let args = ["provision", "--merchant", &email, "--from-file", &file, "--dry-run", "--ready-only"];
    let more = ["--sheet", "1", "--refused", &refused];
    let dry = home.run(&[&args[..], &more].concat());
    let said = dry.json();
    assert_eq!(said["import"]["sheets"], json!(["Sheet1"]));
    let rows = said["import"]["rows"].as_u64().unwrap();
    assert!(rows > 100 && said["plans"][0]["stores"].as_u64().unwrap() > 100, "{dry:?}");
    assert!(std::fs::read(at("refused.xlsx")).unwrap().starts_with(b"PK"));
    let strange = home.run(&[&args[..], &["--sheet", "Otra"]].concat());
    assert!(strange.code == 2 && strange.stderr.contains("there is Sheet1"), "{strange:?}");
    let listed = home.run(&["provision", "--merchant", &email, "--stores-file", &file, "--dry-run"]);
    assert!(listed.code == 2 && listed.stderr.contains("it is a workbook"), "{listed:?}");
}

#[tokio::test]
async fn ids_that_a_spreadsheet_changed_are_asked_about() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(3);
    let at = |name: &str| home.folder.path().join(name).to_str().unwrap().to_owned();
    let changed = [format!("{}.0", stores[0]), format!("0{}", stores[1]), format!("{},00", stores[2])];
    std::fs::write(at("in.csv"), format!("Store ID;Name\n{};\n{};\n{};\n", changed[0], changed[1], changed[2]))
        .unwrap();
    std::fs::write(at("ids.txt"), changed.join("\n")).unwrap();
    for (way, file) in [("--from-csv", at("in.csv")), ("--stores-file", at("ids.txt"))] {
        let args = ["provision", "--merchant", &email, way, &file];
        refused_both_ways(&home, &args, 2, "--accept-changed-ids").await;
        let asked = home.run(&args);
        assert!(asked.stderr.contains(&format!("probably {}", if way == "--from-csv" { "was" } else { &stores[0] })));
        let taken = home.run(&[&args[..], &["--accept-changed-ids", "--dry-run"]].concat());
        assert_eq!(taken.code, 0, "{taken:?}");
        let said = taken.json();
        let review = if way == "--from-csv" { &said["reviews"][0] } else { &said["review"] };
        let sent = review["batches"][0]["stores"].as_array().unwrap().iter().map(|store| store["store"].clone());
        assert_eq!(sent.collect::<Vec<_>>(), stores.iter().map(|id| json!(id)).collect::<Vec<_>>());
    }
}
