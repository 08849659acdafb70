//! What members did: told to the team by whoever did it (`tell`), and shown to everybody (`show`).

mod show;
mod tell;
mod words;

pub(crate) use tell::keep_telling;
pub(super) use words::heard;
