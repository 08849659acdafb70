//! Every answer has a meaning: the table in `docs/rappi.md` is the data of these tests. Each row is one test; it makes
//! every call of its columns at a simulated provider, in both dialects, and compares what is concluded with the cell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod calls;
mod page;
mod rows;
mod words;
