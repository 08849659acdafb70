//! `gangway` as a script meets it: arguments, stdin, stdout, stderr and the exit code of a real process.

mod authorize;
mod journey;
mod process;
mod profile;
mod receive;
mod sandbox;
mod usage;
mod verify;
