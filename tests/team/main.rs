//! A team: a relay in this process, and consoles with homes and keyrings of their own.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod catch_up;
mod claims;
mod facts;
mod house;
mod joining;
mod lead;
mod lying;
mod shared_tree;
mod tried;
mod truth;
