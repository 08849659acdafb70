//! No circle crosses a folder: what two folders need of each other lies in a third.

use crate::imports::{Edge, edges};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Sources, from the root of the workspace.
const SOURCES: [&str; 9] = [
    "crates/domain/src",
    "crates/locales/src",
    "crates/providers/src",
    "crates/record/src",
    "crates/inbox/src",
    "crates/core/src",
    "crates/sandbox/src",
    "crates/cli/src",
    "src-tauri/src",
];

#[test]
fn no_circle_crosses_a_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for source in SOURCES {
        let edges = edges(&root.join(source));
        let circle: Vec<&Edge> = circle(&edges);
        assert!(circle.is_empty(), "{source}: {circle:#?}");
    }
}

/// The engine decides and does nothing itself, so that a simulation can carry out the very same.
#[test]
fn the_engine_knows_no_runtime_and_no_window() {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("crates/core/src/provisioning/engine");
    let mut files = 0;
    for entry in std::fs::read_dir(engine).unwrap() {
        let path = entry.unwrap().path();
        // A folder of tests.
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        files += 1;
        for foreign in ["tokio", "crate::view", "view::", "async fn", "std::fs", "std::thread"] {
            let found = text.lines().find(|line| !line.trim_start().starts_with("//") && line.contains(foreign));
            assert_eq!(found, None, "{}: {foreign}", path.display());
        }
    }
    assert!(files > 10, "{files} files were read");
}

/// What reads a payload takes a body that was verified, and nobody else says of a body that it was.
#[test]
fn a_body_is_verified_by_a_signature_or_by_the_record() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut claim = BTreeSet::new();
    for source in SOURCES.into_iter().chain(["crates/relay/src", "crates/wire/src"]) {
        for (name, text) in sources(&root.join(source)) {
            let says = |line: &&str| line.starts_with("impl") && line.contains("VerifiedBody for ");
            claim.extend(text.lines().filter(says).map(|line| format!("{source}/{name}: {line}")));
        }
    }
    let expected = [
        "crates/providers/src/rainforest/signature.rs: impl VerifiedBody for Verified<'_> {",
        "crates/providers/src/webhook_signature/verified.rs: impl<F> VerifiedBody for Verified<'_, F> {",
        "crates/record/src/deliveries/stored_verified.rs: impl VerifiedBody for StoredVerified {",
    ];
    assert_eq!(claim, expected.map(str::to_owned).into());
}

#[test]
fn a_circle_is_found() {
    let edge = |from: &str, to: &str| Edge { from: from.into(), to: to.into(), at: "x.rs".into() };
    let straight = BTreeSet::from([edge("a", "b"), edge("b", "c"), edge("a", "c")]);
    assert!(circle(&straight).is_empty());
    let round = BTreeSet::from([edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("c", "d")]);
    assert_eq!(circle(&round).len(), 3);
}

/// The edges from which a way leads back to where they begin.
fn circle(edges: &BTreeSet<Edge>) -> Vec<&Edge> {
    let mut to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for edge in edges {
        to.entry(&edge.from).or_default().insert(&edge.to);
    }
    let reaches = |from: &str, wanted: &str| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
        while let Some(at) = left.pop() {
            if at == wanted {
                return true;
            }
            if seen.insert(at.to_owned()) {
                left.extend(to.get(at).into_iter().flatten().copied());
            }
        }
        false
    };
    edges.iter().filter(|edge| reaches(&edge.to, &edge.from)).collect()
}

/// All Rust files below a folder, by their path in it.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        for entry in std::fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}
