//! The log: on stderr for whoever started the program there, and in files that grow no further than a week. What may not be
//! seen is in neither: secrets have types that do not print.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tracing_appender::rolling::{Builder, RollingFileAppender, Rotation};
use tracing_subscriber::{
    EnvFilter, Layer, filter::LevelFilter, fmt, fmt::MakeWriter, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// Files that are kept, one a day.
const DAYS: usize = 7;
/// Lines of the newest file that diagnostics show.
const SHOWN: usize = 200;
/// Folder below the home.
const FOLDER: &str = "logs";
const PREFIX: &str = "gangway";

/// The files, once the home is known; what is said before goes to stderr alone.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<OnceLock<Mutex<RollingFileAppender>>>);

/// Starts it.
pub(crate) fn start() -> Log {
    let log = Log::default();
    let filter = EnvFilter::try_from_env("GANGWAY_LOG").unwrap_or_else(|_| "info".into());
    let stderr = fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    let files = fmt::layer().with_ansi(false).with_writer(log.clone()).with_filter(LevelFilter::INFO);
    tracing_subscriber::registry().with(files).with(stderr).init();
    log
}

impl Log {
    /// From now on into files as well. A disk that takes none is no reason not to start.
    pub(crate) fn keep_in(&self, home: &Path) {
        let folder = home.join(FOLDER);
        let built = gangway_core::private_folder(&folder).map_err(|error| error.to_string()).and_then(|()| {
            let files = Builder::new().rotation(Rotation::DAILY).filename_prefix(PREFIX).filename_suffix("log");
            files.max_log_files(DAYS).build(&folder).map_err(|error| error.to_string())
        });
        match built {
            Ok(files) => drop(self.0.set(Mutex::new(files))),
            Err(error) => tracing::warn!(%error, "no log is kept"),
        }
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Lines<'a>;

    fn make_writer(&'a self) -> Lines<'a> {
        Lines(self.0.get())
    }
}

/// To the files, or to nowhere while there are none.
pub(crate) struct Lines<'a>(Option<&'a Mutex<RollingFileAppender>>);

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0 {
            Some(files) => files.lock().unwrap_or_else(PoisonError::into_inner).write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self.0 {
            Some(files) => files.lock().unwrap_or_else(PoisonError::into_inner).flush(),
            None => Ok(()),
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
