//! Writes anew what is made from the list of commands: the TypeScript of the window and what the window is granted.

use gangway_console::bindings::{builder, capability, typescript};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    builder().export(typescript(), root.join("ui/src/api/bindings.ts"))?;
    std::fs::write(root.join("src-tauri/capabilities/main.json"), capability())?;
    Ok(())
}
