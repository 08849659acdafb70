//! Writes `ui/test/fixtures.ts` anew.
#![allow(clippy::expect_used, missing_docs, reason = "a tool of the tests")]

#[path = "../fixtures/rows.rs"]
mod rows;
#[path = "../fixtures/typescript.rs"]
mod typescript;

fn main() {
    std::fs::write(typescript::path(), typescript::typescript()).expect("the file can be written");
}
