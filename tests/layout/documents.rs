//! Documents and comments name only files that are there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold what is built or installed.
const SKIPPED: [&str; 6] = ["target", "node_modules", ".git", "dist", "gen", "corpus"];
/// Named as an example of a name, with a number to be filled in, or made by the program or by whoever releases it.
const EXAMPLES: [&str; 4] = ["record-vNN.db", "latest.json", "lock.json", "updates.json"];

#[test]
fn every_file_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = BTreeSet::new();
    walk(root, root, &mut files);
    let mut missing = Vec::new();
    for file in files.iter().filter(|it| it.extension().is_some_and(|it| it == "md" || it == "rs")) {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let lines = text.lines().enumerate().filter(|(_, line)| is_prose(file, line));
        for (at, line) in lines {
            let named = line.split('`').skip(1).step_by(2).filter(|it| is_path(it));
            missing.extend(
                named
                    .filter(|it| !there(it, &files) && !EXAMPLES.iter().any(|example| it.ends_with(example)))
                    .map(|it| format!("{}:{}: {it}", file.display(), at + 1)),
            );
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_file_that_is_gone_is_found() {
    let files = BTreeSet::from([PathBuf::from("crates/core/src/lib.rs")]);
    assert!(["lib.rs", "src/lib.rs", "crates/core", "core/src/"].iter().all(|it| is_path(it) && there(it, &files)));
    assert!(["main.rs", "b.rs", "crates/console", "core/lib.rs"].iter().all(|it| is_path(it) && !there(it, &files)));
    assert!(["cargo test", "Result<T>", "text/plain", "*.rs", "x-signature"].iter().all(|it| !is_path(it)));
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, files);
            }
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned());
        }
    }
}

/// All of a document; of a source its comments.
fn is_prose(file: &Path, line: &str) -> bool {
    file.extension().is_some_and(|it| it == "md") || line.trim_start().starts_with("//")
}

/// A file of ours by its ending, or a folder by where it begins.
fn is_path(text: &str) -> bool {
    let plain = text.chars().all(|it| it.is_ascii_alphanumeric() || "/._-".contains(it));
    let ends = [".rs", ".ts", ".tsx", ".json"].iter().any(|end| text.ends_with(end));
    let begins = ["crates/", "src-tauri/", "ui/src", "core/", "tests/"].iter().any(|begin| text.starts_with(begin));
    plain && text.len() > 3 && !text.starts_with('/') && (ends || begins)
}

fn there(text: &str, files: &BTreeSet<PathBuf>) -> bool {
    let wanted = format!("/{}", text.trim_end_matches('/'));
    files
        .iter()
        .map(|it| format!("/{}", it.display()))
        .any(|it| it.ends_with(&wanted) || it.contains(&format!("{wanted}/")))
}
