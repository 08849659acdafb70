//! The wrong way is hard to take: entries are appended in few places, each within the transaction of its act.

use std::path::Path;

/// Within a transaction that writes the act: the engine's own, and two that have more than one entry.
const WITHIN: [&str; 6] = [
    "environment/audited.rs",
    "providers/ratepay/list.rs",
    "provisioning/engine/end.rs",
    "provisioning/engine/repeat.rs",
    "provisioning/engine/start.rs",
    "reviews/tree.rs",
];

#[test]
fn entries_are_appended_within_their_act() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/core/src");
    let mut found = Vec::new();
    scan(&root, &root, &mut found);
    found.sort();
    assert_eq!(
        found, WITHIN,
        "use `Console::commit`, `disclose` or `audit_outside` (crates/core/src/environment/audited.rs)"
    );
}

fn scan(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(root, &path, found);
        } else if std::fs::read_to_string(&path).unwrap().contains("audit::append(") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            found.push(name.replace('\\', "/"));
        }
    }
}
