//! Writes a function for each text that Rust says, from the catalogue that the window has too. A text that is missing in a
//! language, or that wants other arguments than the English one, fails the build.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/code.rs"]
mod code;
#[path = "build/message.rs"]
mod message;

use std::{env, fs, path::Path, process::ExitCode};

/// The catalogue, from this crate.
const FOLDER: &str = "../../locales";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={FOLDER}");
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Vec<String>> {
    let catalogue = catalogue::read(Path::new(FOLDER))?;
    let place = env::var("OUT_DIR").map_err(|error| vec![format!("OUT_DIR: {error}")])?;
    let written = fs::write(Path::new(&place).join("texts.rs"), code::of(&catalogue));
    written.map_err(|error| vec![format!("texts.rs cannot be written: {error}")])
}
