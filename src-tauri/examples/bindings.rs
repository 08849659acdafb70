//! Writes `ui/src/api/bindings.ts` anew.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/api/bindings.ts");
    gangway_console::bindings::builder().export(gangway_console::bindings::typescript(), path)?;
    Ok(())
}
