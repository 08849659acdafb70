//! One version for everything that says one.

use std::{fs, path::Path};

/// The first quoted text after `key` in the file's first line that has it.
fn quoted_after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(key)?;
    rest.split('"').nth(1)
}

#[test]
fn package_window_and_store_entry_have_one_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let of = |file: &str, key: &str| {
        let text = fs::read_to_string(root.join(file)).unwrap();
        quoted_after(&text, key).unwrap_or_else(|| panic!("{file} has no {key}")).to_owned()
    };
    let version = of("Cargo.toml", "[workspace.package]\nversion =");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert_eq!(of("tauri.conf.json", "\"version\":"), version);
    assert_eq!(of("ui/package.json", "\"version\":"), version);
    assert_eq!(of("src-tauri/dev.gangway.console.metainfo.xml", "<release version="), version, "the newest release");
}

#[test]
fn a_version_that_differs_is_seen() {
    assert_eq!(quoted_after("{ \"version\": \"1.2.3\", \"b\": \"c\" }", "\"version\":"), Some("1.2.3"));
    assert_eq!(quoted_after("<release version=\"2.0.0\" date=\"x\">", "<release version="), Some("2.0.0"));
    assert_eq!(quoted_after("{}", "\"version\":"), None);
}
