//! What is said to the window is said by somebody: every variant of a closed enum that leaves the core is made somewhere
//! outside of its definition and of tests. A code that nobody emits has words, a next step and a test in the window, and is
//! never seen.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// Enums that cross because a person chooses: the window makes their variants, and the core only keeps them.
const CHOSEN: [&str; 1] = ["Theme"];
/// What the record writes as a word of SQL.
const WRITTEN_IN_SQL: [(&str, &str); 1] = [("Reason", "'program_ended'")];

struct Source {
    path: PathBuf,
    text: String,
}

struct Enum {
    name: String,
    variants: Vec<String>,
    at: Range<usize>,
}

#[test]
fn every_variant_that_leaves_the_core_is_emitted() {
    let sources = sources();
    let mut enums = 0;
    let mut silent = Vec::new();
    for source in &sources {
        for it in leaving(&source.text) {
            enums += 1;
            let made = |variant: &&String| sources.iter().any(|other| makes(other, source, &it, variant));
            let never = it.variants.iter().filter(|variant| !made(variant));
            silent.extend(never.map(|variant| format!("{}::{variant} ({})", it.name, source.path.display())));
        }
    }
    assert!(enums > 60, "the scan sees {enums} enums: it has lost its way");
    silent.retain(|it| !CHOSEN.iter().any(|name| it.starts_with(&format!("{name}::"))));
    assert!(silent.is_empty(), "nobody emits {silent:#?}");
}

/// The scan itself: it finds a variant that nobody makes, by whatever name.
#[test]
fn a_variant_that_nobody_makes_is_found() {
    let text = "#[derive(Debug, Serialize, Type)]\npub enum Word {\n    /// One.\n    One,\n    Two { of: u8 },\n    Three(u8),\n}\n\
                fn one() -> Word { Word::One }\nimpl From<u8> for Word { fn from(of: u8) -> Self { Self::Two { of } } }\n";
    let source = Source { path: "word.rs".into(), text: text.to_owned() };
    let it = leaving(text).remove(0);
    assert_eq!(it.variants, ["One", "Two", "Three"]);
    let made: Vec<bool> = it.variants.iter().map(|variant| makes(&source, &source, &it, variant)).collect();
    assert_eq!(made, [true, true, false]);
    let other = Source { path: "other.rs".into(), text: "use x::Word as Said; let a = Said::Three(1);".to_owned() };
    assert!(makes(&other, &source, &it, "Three"));
    let set =
        "closed_words! {\n    /// Acts.\n    pub enum Act {\n        /// One.\n        One = \"one\",\n    }\n}\n";
    assert_eq!(leaving(set).remove(0).variants, ["One"]);
}

/// All code that is no test.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(root.join("crates")).unwrap() {
        read(&entry.unwrap().path().join("src"), &mut sources);
    }
    read(&root.join("src-tauri/src"), &mut sources);
    sources
}

fn read(folder: &Path, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if name != "simulation" {
                read(&path, sources);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") && name != "tests.rs" {
            let text = std::fs::read_to_string(&path).unwrap();
            let end = ["#[cfg(test)]\nmod tests", "#[cfg(test)]\npub(crate) mod tests"]
                .iter()
                .filter_map(|mark| text.find(mark))
                .min();
            let text = text[..end.unwrap_or(text.len())].to_owned();
            sources.push(Source { path, text });
        }
    }
}

/// The enums of a file that are written for the window.
fn leaving(text: &str) -> Vec<Enum> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("pub enum ") {
        let begin = from + at;
        let name: String = text[begin + 9..].chars().take_while(|c| c.is_alphanumeric()).collect();
        let end = begin + text[begin..].find("\n}").map_or(text.len() - begin, |end| end + 2);
        let attributes: Vec<&str> =
            text[..begin].lines().rev().take_while(|line| line.trim_start().starts_with("#[")).collect();
        let has = |word: &str| attributes.iter().any(|line| words(line).any(|it| it == word));
        let is_closed_set = text[..begin].contains("closed_words! {\n");
        if (is_closed_set || has("Type") && has("Serialize")) && !name.is_empty() {
            let variants = text[begin..end].lines().filter_map(variant).collect();
            found.push(Enum { name, variants, at: begin..end });
        }
        from = end;
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// The variant that a line of an enum begins; in a closed set of words it stands a level deeper, with its word.
fn variant(line: &str) -> Option<String> {
    let is_named = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    let in_set = || line.strip_prefix("        ").filter(is_named).filter(|rest| rest.ends_with("\","));
    let rest = line.strip_prefix("    ").filter(is_named).or_else(in_set)?;
    Some(rest.chars().take_while(|c| c.is_alphanumeric()).collect())
}

/// Whether a file makes the variant: by the enum's name, by another name that it has there, or as `Self`.
fn makes(file: &Source, home: &Source, it: &Enum, variant: &str) -> bool {
    let is_home = file.path == home.path;
    let text = if is_home { [&file.text[..it.at.start], &file.text[it.at.end..]].concat() } else { file.text.clone() };
    if WRITTEN_IN_SQL.iter().any(|(name, word)| {
        *name == it.name && word.replace(['\'', '_'], "") == variant.to_lowercase() && text.contains(word)
    }) {
        return true;
    }
    let alias = |text: &str| {
        let after = text.split(&format!("{} as ", it.name)).nth(1)?;
        Some(after.chars().take_while(|c| c.is_alphanumeric()).collect::<String>())
    };
    let mut names = vec![it.name.clone()];
    names.extend(alias(&text));
    if is_home || text.contains(&format!("for {} ", it.name)) || text.contains(&format!("impl {} ", it.name)) {
        names.push("Self".to_owned());
    }
    names.iter().any(|name| holds(&text, &format!("{name}::{variant}")))
}

/// As a whole word: not `Reason::File` in `Reason::FileEmpty`.
fn holds(text: &str, wanted: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(wanted).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + wanted.len()..].chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}
