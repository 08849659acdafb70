//! Runs: planned, carried out, settled, read.

pub(crate) mod conclusion;
pub(crate) mod control;
pub(crate) mod engine;
pub(crate) mod estimate;
pub(crate) mod halted;
pub(crate) mod operate;
pub(crate) mod operations;
pub(crate) mod plan;
pub(crate) mod run;
pub(crate) mod settle;
#[cfg(test)]
pub(crate) mod simulation;
pub(crate) mod store_file;
