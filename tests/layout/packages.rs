//! Which package of the workspace may depend on which.

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// The desktop app: the only package that may know Tauri.
const SHELL: &str = "gangway-console";
/// Packages of tests may use everything but the shell, which they drive from outside.
const TESTS: [&str; 2] = ["gangway-tests", "gangway-desktop-tests"];

/// What each package may use of the workspace.
const MAY_USE: &[(&str, &[&str])] = &[
    ("gangway-domain", &[]),
    ("gangway-locales", &["gangway-domain"]),
    ("gangway-sandbox", &[]),
    ("gangway-wire", &[]),
    ("gangway-vault", &["gangway-domain"]),
    ("gangway-providers", &["gangway-domain"]),
    ("gangway-record", &["gangway-domain"]),
    ("gangway-inbox", &["gangway-domain", "gangway-providers", "gangway-record"]),
    ("gangway-relay", &["gangway-domain", "gangway-inbox", "gangway-locales", "gangway-wire"]),
    (
        "gangway-core",
        &[
            "gangway-domain",
            "gangway-locales",
            "gangway-providers",
            "gangway-record",
            "gangway-inbox",
            "gangway-vault",
            "gangway-sandbox",
            "gangway-wire",
        ],
    ),
    (
        "gangway-cli",
        &["gangway-core", "gangway-providers", "gangway-relay", "gangway-sandbox", "gangway-vault", "gangway-wire"],
    ),
    // The window runs commands that are typed beside it (decision 0016).
    (SHELL, &["gangway-cli", "gangway-core", "gangway-locales", "gangway-sandbox"]),
];

/// Why an arrow may not be; `None`: it may.
fn forbidden(from: &str, to: &str) -> Option<String> {
    if to.starts_with("tauri") && from != SHELL {
        return Some(format!("{from} knows Tauri, by {to}"));
    }
    if !to.starts_with("gangway-") {
        return None;
    }
    if TESTS.contains(&from) {
        return (to == SHELL).then(|| format!("{from} builds the shell"));
    }
    match MAY_USE.iter().find(|(package, _)| *package == from) {
        None => Some(format!("{from} has no place in the house; give it one in this test and in ARCHITECTURE.md")),
        Some((_, may_use)) if may_use.contains(&to) => None,
        Some(_) => Some(format!("{from} may not use {to}")),
    }
}

/// What a package uses when it runs. What only its tests use is another matter, but for the two readings of one
/// document, which must not meet in tests either.
fn arrows(package: &Package) -> impl Iterator<Item = (&str, &str)> {
    let alone = ["gangway-domain", "gangway-sandbox"].contains(&package.name.as_str());
    let counted = package.dependencies.iter().filter(move |it| it.kind != DependencyKind::Development || alone);
    counted.map(|it| (package.name.as_str(), it.name.as_str()))
}

#[test]
fn the_house_stands() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let metadata =
        MetadataCommand::new().manifest_path(manifest).no_deps().other_options(["--offline".to_owned()]).exec();
    let packages = metadata.unwrap().packages;
    for (name, _) in MAY_USE {
        assert!(packages.iter().any(|package| package.name == *name), "{name} is gone");
    }
    let wrong: Vec<String> = packages.iter().flat_map(arrows).filter_map(|(from, to)| forbidden(from, to)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_wrong_arrow_is_seen() {
    let check = |from, to, wrong| assert_eq!(forbidden(from, to).is_some(), wrong, "{from} -> {to}");
    check("gangway-domain", "serde", false);
    check("gangway-domain", "gangway-record", true);
    check("gangway-sandbox", "gangway-providers", true);
    check("gangway-providers", "gangway-sandbox", true);
    check("gangway-core", "tauri", true);
    check("gangway-cli", "tauri-plugin-opener", true);
    check("gangway-cli", SHELL, true);
    check(SHELL, "tauri", false);
    check(SHELL, "gangway-record", true);
    check("gangway-tests", SHELL, true);
    check("gangway-relay", "gangway-wire", false);
    check("gangway-relay", "gangway-record", true);
    check("gangway-wire", "gangway-domain", true);
    check("gangway-newcomer", "gangway-domain", true);
}
