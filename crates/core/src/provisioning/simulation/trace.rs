//! What happened, as one number: the same seed gives the same.

use super::event::Event;
use std::fmt::Write;

/// FNV-1a over every step in words.
pub(super) struct Trace(u64);

impl Default for Trace {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Trace {
    pub(super) fn step(&mut self, at: i64, event: &Event) {
        self.note(format_args!("{at} {event:?}"));
    }

    pub(super) fn note(&mut self, words: std::fmt::Arguments<'_>) {
        // A trace that is wanted in words is a failing one.
        if std::env::var_os("GANGWAY_TRACE").is_some() {
            eprintln!("{words}");
        }
        let _ = self.write_fmt(words);
    }

    pub(super) fn hash(&self) -> u64 {
        self.0
    }
}

impl Write for Trace {
    fn write_str(&mut self, words: &str) -> std::fmt::Result {
        for byte in words.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}
