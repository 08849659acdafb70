//! What a newcomer types first.

use crate::process::{gangway, run};

#[test]
fn help_has_the_table_of_exit_codes() {
    let ran = run(gangway(&["--help"]), b"");
    assert_eq!(ran.code, 0);
    let readme = include_str!("../../README.md");
    for code in 0..=7 {
        let line = ran.stdout.lines().find(|line| line.starts_with(&format!("  {code}  "))).unwrap();
        let row = format!("| {code} | {} |", line[5..].trim());
        assert!(readme.contains(&row), "README.md misses {row}");
    }
    assert!(!ran.stdout.lines().any(|line| line.starts_with("  8  ")));
}

#[test]
fn every_command_explains_itself() {
    let commands: &[&[&str]] = &[
        &["sandbox"],
        &["webhook", "verify"],
        &["webhook", "rotate"],
        &["authorize"],
        &["stores"],
        &["provision"],
        &["operations"],
        &["receive"],
        &["record", "stats"],
        &["record", "prune"],
        &["record", "erase"],
        &["status"],
        &["check"],
        &["subscriptions", "list"],
        &["subscriptions", "create"],
        &["subscriptions", "update"],
        &["subscriptions", "delete"],
        &["subscriptions", "rotate"],
        &["subscriptions", "check"],
        &["subscriptions", "drift"],
        &["subscriptions", "apply"],
    ];
    for command in commands {
        let ran = run(gangway(&[command, &["--help"][..]].concat()), b"");
        assert_eq!(ran.code, 0, "{command:?}");
        for option in ["--home", "--profile", "--json", "--quiet"] {
            assert!(ran.stdout.contains(option), "{command:?} has no {option}");
        }
    }
}

#[test]
fn mistakes_in_the_command_line() {
    for args in [
        &[][..],
        &["sandbo"],
        &["--profile", "../other", "stores", "--merchant", "x"],
        &["--profile", "", "status"],
        &["stores"],
        &["provision", "--merchant", "x"],
        &["provision", "--merchant", "x", "--all-not-integrated", "--store", "1"],
        &["provision", "--merchant", "x", "--store"],
        &["authorize", "--way", "pigeon"],
        &["operations", "1", "--merchant", "x"],
        &["subscriptions"],
        &["subscriptions", "create", "--event", "E"],
        &["subscriptions", "create", "--event", "E", "--here", "--url", "https://a.com/"],
        &["subscriptions", "create", "--event", "E", "--here", "--secret-of", "x", "--new-secret"],
        &["subscriptions", "drift", "--adopt", "--restore"],
        &["subscriptions", "drift", "--all"],
        &["subscriptions", "drift", "--adopt", "--all", "x"],
        &["subscriptions", "apply"],
    ] {
        let ran = run(gangway(args), b"");
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {ran:?}");
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
}
