//! A window of the same toolkit with nothing in it: what the benchmark of the store tree compares memory with.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() {
    let opened = tauri::Builder::default()
        .setup(|app| {
            let nothing = "about:blank".parse().map(WebviewUrl::External)?;
            WebviewWindowBuilder::new(app, "empty", nothing).title("Empty").inner_size(1280.0, 800.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = opened {
        eprintln!("the empty window could not be opened: {error}");
        std::process::exit(1);
    }
}
