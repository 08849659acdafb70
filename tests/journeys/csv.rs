//! A file of stores: judged before anything runs, planned as its rows ask, and written again.

use gangway_core::{
    Code, Reason, stores_csv, stores_style,
    view::{
        ExportFormat, Flags, ImportView, Kind, Language, MerchantRow, PlanRequest, PlanSource, RowVerdict, Selection,
        SheetFormat,
    },
};
use gangway_tests::Desk;
use std::collections::HashMap;

fn counts(view: &ImportView) -> HashMap<RowVerdict, u32> {
    view.counts.iter().map(|count| (count.verdict, count.rows)).collect()
}

fn plan_request(merchant: &MerchantRow, view: &ImportView, group: u32) -> PlanRequest {
    let of = &view.groups[group as usize];
    PlanRequest {
        merchant: merchant.id.clone(),
        source: PlanSource::Import { import: view.id.clone(), group },
        integration: of.integration.clone(),
        flags: of.flags,
        kind: Kind::Provision,
        hold_s: 0,
        repeat: true,
    }
}

#[tokio::test]
async fn only_the_ready_rows_go_each_with_its_own_options() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let free = desk.free_stores(&merchant, 24).await;
    let ours = columns.state.iter().position(|state| *state == 1).map(|row| columns.ids[row].clone()).unwrap();
    let row = |at: usize, id: &String| format!("{id};;{}\r\n", if at < 22 { "sí" } else { "no" });
    let rows: String = free.iter().enumerate().map(|(at, id)| row(at, id)).collect();
    let mistakes = format!("{};;\r\n{ours};;\r\nnobody;;\r\n{};;perhaps\r\n", free[0], free[1]);
    let text = format!("ID tienda;Nombre;Ping\r\n{rows}{mistakes}");
    let view = desk.console.provisioning.import_file(&merchant.id, "tiendas.csv", text.into_bytes()).await.unwrap();
    assert_eq!((view.rows, view.delimiter.as_deref(), view.request.headed), (28, Some(";"), true));
    let expected = [
        (RowVerdict::Ready, 24),
        (RowVerdict::Duplicate, 2),
        (RowVerdict::AlreadyOurs, 1),
        (RowVerdict::UnknownStore, 1),
    ];
    assert_eq!(counts(&view), expected.into_iter().collect());
    let sizes: Vec<(bool, u32)> = view.groups.iter().map(|group| (group.flags.ping_active, group.stores)).collect();
    assert_eq!(sizes, [(true, 22), (false, 2)]);
    assert!(desk.provider.calls("provisioning").await.is_empty(), "a verdict calls nobody");

    let twice = desk.console.provisioning.import_rows(&view.id, Some(RowVerdict::Duplicate), 0, 10).unwrap();
    assert_eq!(twice.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [26, 29]);
    assert_eq!(twice.rows[0].about.as_deref(), Some("2"), "the first line with the same store");

    // Options that the rows did not ask for are refused, and nothing leaves.
    let mut strange = plan_request(&merchant, &view, 0);
    strange.flags = Flags::default();
    assert_eq!(desk.start(&strange).await.unwrap_err().code, Code::BadInput);

    for group in [0, 1] {
        let run = desk.run(&plan_request(&merchant, &view, group)).await;
        assert_eq!(run.row.counts.confirmed, view.groups[group as usize].stores);
    }
    let received = desk.provider.received().await;
    assert_eq!(received.len(), 24);
    assert!(received.values().all(|times| *times == 1));

    // Judged again, what was ready is ours now.
    let again = desk.console.provisioning.import_judge(&view.id, view.request.clone()).await.unwrap();
    assert_eq!((counts(&again)[&RowVerdict::AlreadyOurs], again.groups.len()), (25, 0));
    desk.console.provisioning.close_import(&view.id);
    let gone = desk.console.provisioning.import_judge(&view.id, view.request).await.unwrap_err();
    assert_eq!(gone.reason, Some(Reason::ImportGone));
}

#[tokio::test]
async fn columns_can_be_named_and_refused_rows_come_back_as_they_were() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let free = desk.free_stores(&merchant, 2).await;
    let text = format!("Local\tQué\n=1+2\t{}\n\"x\ny\"\t404\n@z\t{}\n", free[0], free[1]);
    let view = desk.console.provisioning.import_file(&merchant.id, "list.tsv", text.into_bytes()).await.unwrap();
    assert_eq!(view.request.columns.id, None, "no title says which one it is");
    let mut request = view.request.clone();
    request.columns.id = Some(1);
    request.columns.name = Some(0);
    let view = desk.console.provisioning.import_judge(&view.id, request.clone()).await.unwrap();
    assert_eq!(counts(&view)[&RowVerdict::NameContradicts], 2, "that column has no names of these stores");
    assert!(view.contradiction.is_some() && view.groups.is_empty(), "nothing of it can be planned");
    request.columns.name = None;
    let view = desk.console.provisioning.import_judge(&view.id, request).await.unwrap();
    assert_eq!(counts(&view)[&RowVerdict::UnknownStore], 1);
    assert_eq!(counts(&view)[&RowVerdict::Ready], 2);
    let (name, bytes) = desk.console.provisioning.import_refused(&view.id, Language::Es, SheetFormat::Csv).unwrap();
    assert_eq!(name, "list-rechazadas.csv");
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text, "\u{feff}Local\tQué\tfila\tmotivo\r\n\"x\ny\"\t404\t3\tEl comercio no tiene esa tienda\r\n");
}

#[tokio::test]
async fn what_is_exported_is_imported_with_the_same_rows() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let all = Selection { version: columns.version, ranges: vec![(3, 90), (120, 200)] };
    let both = [SheetFormat::Csv, SheetFormat::Xlsx];
    for (language, format) in [Language::En, Language::Es].into_iter().flat_map(|it| both.map(|format| (it, format))) {
        let (name, bytes) = desk.console.merchants.export_stores(&merchant.id, &all, language, format).await.unwrap();
        assert!(name.starts_with("gangway-"), "{name}");
        let view = desk.console.provisioning.import_file(&merchant.id, &name, bytes).await.unwrap();
        assert_eq!(view.rows, 167);
        let page = desk.console.provisioning.import_rows(&view.id, None, 0, 1000).unwrap();
        let read: Vec<(&str, &str)> = page.rows.iter().map(|row| (row.store.as_str(), row.name.as_str())).collect();
        let rows = (3..90).chain(120..200).map(|row| (columns.ids[row].as_str(), columns.names[row].as_str()));
        assert_eq!(read, rows.collect::<Vec<_>>());
        assert!(!counts(&view).contains_key(&RowVerdict::NameDiffers));
    }
    let stale = Selection { version: columns.version - 1, ranges: vec![(0, 1)] };
    assert_eq!(
        desk.console
            .merchants
            .export_stores(&merchant.id, &stale, Language::En, SheetFormat::Csv)
            .await
            .unwrap_err()
            .code,
        Code::Stale
    );
    let plain = stores_csv(&columns, 0..1, stores_style(None));
    assert!(plain.starts_with(b"storeId,"), "no mark for programs");
}

#[tokio::test]
async fn a_review_says_what_goes_and_what_rappi_would_refuse() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let mut stores: Vec<String> = columns.ids.clone();
    stores.push("404".into());
    let request = desk.plan_request(&merchant, &stores);
    let review = desk.console.reviews.review(&request).await.unwrap();
    let free = columns.state.iter().map(|state| usize::from(*state == 0)).sum::<usize>();
    assert_eq!(review.stores as usize, free);
    assert_eq!(review.batches.iter().map(|batch| batch.stores.len()).sum::<usize>(), free);
    assert_eq!(review.left_out.len(), 201 - free, "every store is accounted for");
    let strange = review.left_out.iter().find(|left| left.store == "404").unwrap();
    assert_eq!(strange.answer.as_deref(), Some("not_owned"));

    // The provider is of the same opinion: what the plan would send is taken, and a store of nobody is not owned.
    for format in [ExportFormat::Csv, ExportFormat::Json, ExportFormat::Html] {
        let (name, bytes) = desk.console.reviews.export_plan(&request, format, Language::Es).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(stores.iter().all(|store| text.contains(store.as_str())), "{name} leaves a store out");
    }
    assert!(desk.provider.calls("provisioning").await.is_empty(), "a review calls nobody");

    // The table of a plan is a file of stores: its rows that go are ready, and the others are refused again.
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let (name, bytes) = desk.console.reviews.export_plan(&request, format, Language::En).await.unwrap();
        let view = desk.console.provisioning.import_file(&merchant.id, &name, bytes).await.unwrap();
        assert_eq!((view.rows, counts(&view)[&RowVerdict::Ready] as usize), (201, free), "{name}");
    }
}

#[tokio::test]
async fn a_file_that_is_none_says_so() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let large = vec![b'1'; 50 * 1024 * 1024 + 1];
    let failure = desk.console.provisioning.import_file(&merchant.id, "a", large).await.unwrap_err();
    assert_eq!((failure.code, failure.reason), (Code::BadInput, Some(Reason::FileTooLarge)));
    let failure = desk.console.provisioning.import_file(&merchant.id, "a", b" \n".to_vec()).await.unwrap_err();
    assert_eq!(failure.reason, Some(Reason::FileEmpty));
}
