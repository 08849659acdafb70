//! Hands capabilities and the list of commands to Tauri's build step; the root of the repository is the Tauri folder.

/// A command that is not declared cannot be granted to any window.
const COMMANDS: &[&str] = {
    macro_rules! commands {
        ($($file:ident { $($command:ident,)+ })+) => { &[$($(stringify!($command),)+)+] };
    }
    include!("commands.in")
};

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/commands.in");
    // The pages are part of the program: new pages, new program.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS))
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
    }
}
