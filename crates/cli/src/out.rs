//! Saying things: results on stdout, everything else on stderr, of whoever typed the command.

use crate::caller::Caller;
use gangway_core::{Failure, save_as};
use serde::Serialize;
use std::path::Path;
use tracing_subscriber::EnvFilter;

/// Overrides what is logged, for instance `gangway=debug`.
const LOG_VARIABLE: &str = "GANGWAY_LOG";

/// Where a command says things, and how.
#[derive(Clone, Copy)]
pub(crate) struct Out<'a> {
    json: bool,
    quiet: bool,
    pub(crate) caller: &'a dyn Caller,
}

impl<'a> Out<'a> {
    pub(crate) fn new(json: bool, quiet: bool, caller: &'a dyn Caller) -> Self {
        Self { json, quiet, caller }
    }

    /// A result: one line of JSON with `--json`, otherwise words.
    pub(crate) fn result(self, value: &impl Serialize, words: impl FnOnce() -> String) {
        if self.json {
            self.json_line(value);
        } else {
            self.line(&words());
        }
    }

    /// A result whose form is JSON always.
    pub(crate) fn json_line(self, value: &impl Serialize) {
        // Our views are plain data; serde_json refuses only maps with keys that are no text.
        self.line(&serde_json::to_string(value).unwrap_or_default());
    }

    fn line(self, text: &str) {
        self.caller.stdout(format!("{text}\n").as_bytes());
    }

    /// How things are going.
    pub(crate) fn progress(self, text: &str) {
        if !self.quiet {
            self.caller.stderr(format!("{text}\n").as_bytes());
        }
    }

    /// Why it ended; `-q` does not hide it.
    pub(crate) fn failure(self, failure: &Failure) {
        self.caller.stderr(format!("gangway: {failure}\n").as_bytes());
        if self.json {
            self.json_line(&serde_json::json!({ "failure": failure }));
        }
    }

    /// Writes a file where the person said, over one that is there; `-` is stdout.
    pub(crate) fn save(self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if path.as_os_str() == "-" {
            self.caller.stdout(bytes);
            return Ok(());
        }
        save_as(self.caller, path, bytes)
    }
}

/// Logs to stderr; warnings, unless told otherwise.
pub(crate) fn start_log(quiet: bool) {
    let usual = if quiet { "error" } else { "warn" };
    let filter = EnvFilter::try_from_env(LOG_VARIABLE).unwrap_or_else(|_| EnvFilter::new(usual));
    // Nobody else sets one in this program.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// `1 store`, `2 stores`.
pub(crate) fn count(number: u32, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Columns padded to their widest value; the last one is not.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |row: &[String], at: usize| row.get(at).map_or(0, |cell| cell.chars().count());
    let widths: Vec<usize> = (0..head.len())
        .map(|at| rows.iter().map(|row| cells(row, at)).chain([head[at].chars().count()]).max().unwrap_or(0))
        .collect();
    let line = |row: Vec<&str>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let body = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    std::iter::once(line(head.to_vec())).chain(body).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_line_up() {
        let rows =
            [vec!["1".to_owned(), "Ñandú".into(), "a b".into()], vec!["22".to_owned(), "x".into(), String::new()]];
        assert_eq!(table(&["id", "name", "note"], &rows), "id  name   note\n1   Ñandú  a b\n22  x");
    }
}
