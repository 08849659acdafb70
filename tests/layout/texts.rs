//! A text of the catalogue that only Rust says is said somewhere.

use serde_json::{Map, Value};
use std::{fs, path::Path};

/// Looked up by what a provider calls a thing.
const LOOKED_UP: &str = "missing";

#[test]
fn every_text_of_rust_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let json = |name: &str| -> Map<String, Value> {
        serde_json::from_str(&fs::read_to_string(root.join("locales").join(name)).unwrap()).unwrap()
    };
    let (namespaces, texts) = (json("namespaces.json"), json("en.json"));
    let mut code = String::new();
    for source in ["crates/core/src", "crates/relay/src", "src-tauri/src"] {
        read(&root.join(source), &mut code);
    }
    let unsaid: Vec<&String> = texts
        .keys()
        .filter(|key| {
            let said_by_rust = namespaces["rust"].as_object().unwrap().keys().filter(|it| *it != LOOKED_UP);
            let name = said_by_rust.into_iter().find_map(|it| key.strip_prefix(it.as_str())?.strip_prefix('.'));
            name.is_some_and(|name| !code.contains(&format!("::{}", function(name))))
        })
        .collect();
    assert_eq!(unsaid, Vec::<&String>::new());
}

/// `plan.batchOfWave` is `plan_batch_of_wave`.
fn function(rest: &str) -> String {
    let mut name = String::new();
    for letter in rest.chars() {
        if letter == '.' || letter.is_ascii_uppercase() {
            name.push('_');
        }
        if letter != '.' {
            name.push(letter.to_ascii_lowercase());
        }
    }
    name
}

fn read(folder: &Path, code: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, code);
        } else if path.extension().is_some_and(|it| it == "rs") {
            code.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
