use super::{Known, Presumed, judge};
use crate::{
    IntegrationId,
    operation::StoreState,
    plan::Facts,
    store_file::{Columns, RowVerdict, read},
};

fn known(ours: &[IntegrationId]) -> Known<'_> {
    let facts = |name, integration, latest| Facts { name, integration, latest };
    let stores = [
        ("1", facts("Uno", None, None)),
        ("2", facts("Dos", None, Some(StoreState::Failed))),
        ("3", facts("Tres", Some("ours"), None)),
        ("4", facts("Cuatro", Some("theirs"), None)),
        ("5", facts(" ", None, None)),
        ("6", facts("Seis", None, Some(StoreState::Accepted))),
        ("7", facts("Siete", None, Some(StoreState::Unknown))),
        ("8", facts("=Ocho", None, None)),
    ];
    Known { stores: stores.into_iter().collect(), ours }
}

fn whole(text: &str) -> super::Judgement {
    accepted(text, false)
}

fn accepted(text: &str, accept_changed: bool) -> super::Judgement {
    let ours: [IntegrationId; 2] = ["ours".into(), "second".into()];
    let file = read(text.as_bytes()).unwrap();
    let columns = Columns::guess(&file.first().cells, file.headed);
    let presumed = Presumed { integration: Some("ours".into()), accept_changed, ..Presumed::default() };
    judge(&file, file.headed, &columns, &presumed, &known(&ours))
}

fn judged(text: &str) -> (Vec<(RowVerdict, Option<String>)>, Vec<super::Group>) {
    let judgement = whole(text);
    let rows = judgement.rows.into_iter().map(|one| (one.verdict, one.about.map(String::from)));
    (rows.collect(), judgement.groups)
}

fn check(row: &str, expected: RowVerdict, about: Option<&str>) {
    let (judged, _) = judged(&format!("id;name;integration;ping;status\n{row}\n"));
    assert_eq!(judged, [(expected, about.map(str::to_owned))], "{row}");
}

#[test]
fn each_verdict() {
    check("1;Uno;;;", RowVerdict::Ready, None);
    check(" 1 ; Uno ;ours;yes;ACTIVE", RowVerdict::Ready, None);
    check("1", RowVerdict::Ready, None);
    check("2;Dos caminos", RowVerdict::NameDiffers, Some("Dos"));
    check("2;Two", RowVerdict::NameContradicts, Some("Dos"));
    check("8;'=Ocho", RowVerdict::Ready, None);
    check("1;\"Uno;;", RowVerdict::BrokenQuote, None);
    check("1;Uno;;;;x", RowVerdict::TooManyCells, None);
    check("1;Uno;;;;;;", RowVerdict::Ready, None);
    check(";Uno", RowVerdict::EmptyId, None);
    check("99;x", RowVerdict::UnknownStore, None);
    check("3;Tres", RowVerdict::AlreadyOurs, Some("ours"));
    check("4;Cuatro", RowVerdict::OtherIntegration, Some("theirs"));
    check("5;Cinco", RowVerdict::BlankName, None);
    check("6;Seis", RowVerdict::InProgress, None);
    check("7;Siete", RowVerdict::UnknownOutcome, None);
    check("1;Uno;theirs", RowVerdict::IntegrationUnknown, Some("theirs"));
    check("1;Uno;;perhaps", RowVerdict::FlagUnreadable, Some("ping: perhaps"));
    check("1;Uno;;;yes", RowVerdict::FlagUnreadable, Some("status: yes"));
}

#[test]
fn a_row_named_twice_names_the_first_line() {
    let (judged, groups) = judged("id;name\n2;\"Dos\n\"\n1;Uno\n2;Dos\n");
    assert_eq!(judged[2], (RowVerdict::Duplicate, Some("2".to_owned())));
    assert_eq!(groups[0].rows, [0, 1]);
}

#[test]
fn a_file_whose_names_are_those_of_other_stores_stops() {
    let stopped = whole("id;name\n1;Dos\n2;Uno\n8;=Ocho\n");
    assert_eq!(stopped.contradiction, Some(super::Contradiction { rows: 2, of: 3 }));
    assert!(stopped.groups.is_empty());
    let verdicts: Vec<_> = stopped.rows.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [RowVerdict::NameContradicts, RowVerdict::NameContradicts, RowVerdict::Ready]);

    let one_of_many = whole("id;name\n1;Uno\n2;Tres\n8;=Ocho\n");
    assert_eq!((one_of_many.contradiction, &one_of_many.groups[0].rows), (None, &vec![0, 2]));
    assert_eq!(one_of_many.rows[1].verdict, RowVerdict::NameContradicts);
    let unlike = whole("id;name\n1;Uno\n2;Another\n8;=Ocho\n");
    assert_eq!((unlike.contradiction, unlike.groups[0].rows.len()), (None, 3));
    assert_eq!(unlike.rows[1].verdict, RowVerdict::NameDiffers);
    assert_eq!(whole("id;name\n1;\n99;Dos\n").contradiction, None);
}

#[test]
fn ids_that_a_spreadsheet_changed_go_once_a_person_accepts_them() {
    let text = "id;name\n1.0;Uno\n002;Dos\n8E0;=Ocho\n1;Uno\n404.0;\n404;\n";
    let verdicts = |judgement: &super::Judgement| -> Vec<(RowVerdict, Option<String>)> {
        judgement.rows.iter().map(|one| (one.verdict, one.about.as_deref().map(str::to_owned))).collect()
    };
    let about = |verdict, about: &str| (verdict, Some(about.to_owned()));
    let unclear = (RowVerdict::IdChanged, None);
    let unknown = (RowVerdict::UnknownStore, None);
    let changed = RowVerdict::IdChanged;
    let asked = whole(text);
    let expected = [
        about(changed, "1"),
        about(changed, "2"),
        about(changed, "8"),
        (RowVerdict::Ready, None),
        unclear.clone(),
        unknown.clone(),
    ];
    assert_eq!(verdicts(&asked), expected);
    assert_eq!(asked.groups[0].rows, [3]);

    let accepted = accepted(text, true);
    let taken = RowVerdict::ChangedAccepted;
    let expected =
        [about(taken, "1"), about(taken, "2"), about(taken, "8"), about(RowVerdict::Duplicate, "2"), unclear, unknown];
    assert_eq!(verdicts(&accepted), expected);
    assert_eq!(accepted.groups[0].rows, [0, 1, 2]);
    // Names of other stores stop what was accepted too.
    let wrong = super::tests::accepted("id;name\n1.0;Dos\n2.0;Uno\n", true);
    assert!(wrong.contradiction.is_some() && wrong.groups.is_empty());
}

#[test]
fn rows_with_the_same_wish_go_together() {
    let (_, groups) = judged("id;integration;ping\n1;ours;yes\n2;;no\n8;ours;1\n");
    let groups: Vec<_> = groups.iter().map(|group| (group.flags.ping_active, group.rows.as_slice())).collect();
    assert_eq!(groups, [(true, &[0, 2][..]), (false, &[1][..])]);
}
