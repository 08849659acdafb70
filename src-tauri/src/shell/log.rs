//! The log: on stderr for whoever started the program there, and in files that grow no further than a week. What may not be
//! seen is in neither: secrets have types that do not print.

use std::path::{Path, PathBuf};
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::LevelFilter, fmt, layer::SubscriberExt as _, reload,
    util::SubscriberInitExt as _,
};

/// Files that are kept, one a day.
const DAYS: usize = 7;
/// Lines of the newest file that diagnostics show.
const SHOWN: usize = 200;
/// Folder below the home.
const FOLDER: &str = "logs";
const PREFIX: &str = "gangway";

type File = Box<dyn Layer<Registry> + Send + Sync>;

/// Where the files are to be added once the home is known.
pub(crate) struct Log(reload::Handle<Option<File>, Registry>);

/// Starts it, on stderr alone.
pub(crate) fn start() -> Log {
    let (file, handle) = reload::Layer::new(None);
    let filter = EnvFilter::try_from_env("GANGWAY_LOG").unwrap_or_else(|_| "info".into());
    let stderr = fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    tracing_subscriber::registry().with(file).with(stderr).init();
    Log(handle)
}

impl Log {
    /// From now on into files as well. A disk that takes none is no reason not to start.
    pub(crate) fn keep_in(&self, home: &Path) {
        let files = Builder::new()
            .rotation(Rotation::DAILY)
            .filename_prefix(PREFIX)
            .filename_suffix("log")
            .max_log_files(DAYS)
            .build(home.join(FOLDER));
        match files {
            Ok(files) => {
                let layer = fmt::layer().with_ansi(false).with_writer(std::sync::Mutex::new(files));
                let layer: File = Box::new(layer.with_filter(LevelFilter::INFO));
                let _ = self.0.reload(Some(layer));
            }
            Err(error) => tracing::warn!(%error, "no log is kept"),
        }
    }
}

/// The last lines of the newest file, oldest first.
pub(crate) fn newest(home: &Path) -> Vec<String> {
    let Some(path) = files(home).pop() else { return Vec::new() };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(SHOWN)..].iter().map(|line| (*line).to_owned()).collect()
}

/// By day: their names sort so.
fn files(home: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home.join(FOLDER)).into_iter().flatten().flatten();
    let mut files: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "log")).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::{FOLDER, SHOWN, newest};

    #[test]
    fn the_last_lines_of_the_newest_file() {
        let home = tempfile::tempdir().expect("a folder");
        assert!(newest(home.path()).is_empty());
        let folder = home.path().join(FOLDER);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("gangway.2026-11-28.log"), "old\n").expect("a file");
        let many = (0..SHOWN + 5).map(|line| line.to_string()).collect::<Vec<_>>().join("\n");
        std::fs::write(folder.join("gangway.2026-11-29.log"), many).expect("a file");
        let lines = newest(home.path());
        assert_eq!((lines.len(), lines[0].as_str()), (SHOWN, "5"));
    }
}
