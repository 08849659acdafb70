//! What Rust says to people, in every language: one function for each text of the catalogue (`locales/`), written by
//! `build.rs`. The window compiles the same files. Decision 0015.

mod accepted;
mod numbers;

pub use accepted::accepted;
pub use numbers::number;
pub(crate) use numbers::{form, put};

#[allow(clippy::all, clippy::pedantic, reason = "written by build.rs, and read by the compiler alone")]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

pub use texts::*;
