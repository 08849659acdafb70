//! Saying things: results on stdout, everything else on stderr.

use gangway_core::Failure;
use serde::Serialize;
use std::io::Write;
use tracing_subscriber::EnvFilter;

/// Overrides what is logged, for instance `gangway=debug`.
const LOG_VARIABLE: &str = "GANGWAY_LOG";

/// Where a command says things.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Out {
    json: bool,
    quiet: bool,
}

impl Out {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// A result: one line of JSON with `--json`, otherwise words.
    pub(crate) fn result(self, value: &impl Serialize, words: impl FnOnce() -> String) {
        if self.json {
            self.json_line(value);
        } else {
            line(&words());
        }
    }

    /// A result whose form is JSON always.
    #[expect(clippy::unused_self, reason = "one way to say things")]
    pub(crate) fn json_line(self, value: &impl Serialize) {
        // Our views are plain data; serde_json refuses only maps with keys that are no text.
        line(&serde_json::to_string(value).unwrap_or_default());
    }

    /// How things are going.
    pub(crate) fn progress(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// Why it ended; `-q` does not hide it.
    pub(crate) fn failure(self, failure: &Failure) {
        let _ = writeln!(std::io::stderr(), "gangway: {failure}");
        if self.json {
            self.json_line(&serde_json::json!({ "failure": failure }));
        }
    }
}

/// Written and flushed at once: another program waits for it. A reader that went away is not our concern.
fn line(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
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
