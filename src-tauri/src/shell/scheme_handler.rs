//! Which program a Linux desktop opens for our scheme. An installed package brings a desktop entry, and then nothing is written;
//! a program that runs from somewhere else writes one for itself.
//!
//! Not by the deep-link plugin: it writes and becomes the default at every start, over the entry of a package, and with quotes
//! that `xdg-open` of Debian 12 cannot read.

use crate::shell::desktop_entry;
use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The name that the plugin gave it too, so that what earlier versions left is found.
const OURS: &str = "gangway-console-handler.desktop";

/// Where a desktop looks (XDG Base Directory Specification).
pub(crate) struct Places {
    /// This person's entries: `~/.local/share`.
    pub(crate) data: PathBuf,
    /// This person's choices: `~/.config`.
    pub(crate) config: PathBuf,
    /// Where packages put theirs.
    pub(crate) system: Vec<PathBuf>,
    /// Where programs without a folder are looked for.
    pub(crate) programs: Vec<PathBuf>,
}

/// What was done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Registered {
    /// A package did it, and an old entry of ours was in its way.
    ByPackage {
        /// Whether that was removed.
        removed_ours: bool,
    },
    /// By an entry of ours.
    ByUs,
}

impl Places {
    /// Those of this session.
    pub(crate) fn new(data: PathBuf, config: PathBuf) -> Self {
        let list = |name: &str, default: &str| {
            let text = std::env::var_os(name).filter(|text| !text.is_empty()).unwrap_or_else(|| default.into());
            std::env::split_paths(&text).filter(|path| path.is_absolute()).collect()
        };
        Self {
            data,
            config,
            system: list("XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
            programs: list("PATH", "/usr/local/bin:/usr/bin"),
        }
    }

    /// Makes the desktop open `scheme` with a package's program, or else with `program`.
    pub(crate) fn register(&self, scheme: &str, program: &Path) -> io::Result<Registered> {
        let ours = self.data.join("applications").join(OURS);
        if let Some(packaged) = self.packaged(scheme) {
            return Ok(Registered::ByPackage { removed_ours: self.clear(scheme, &ours, &packaged)? });
        }
        let text = desktop_entry::handler(program, scheme);
        // Once written it is the person's: whoever chose another program for these addresses meant it.
        if !std::fs::read_to_string(&ours).is_ok_and(|old| old == text) {
            std::fs::create_dir_all(self.data.join("applications"))?;
            std::fs::write(&ours, text)?;
            self.refresh();
            run(self.tool("xdg-mime").args(["default", OURS, &format!("x-scheme-handler/{scheme}")]))?;
        }
        Ok(Registered::ByUs)
    }

    /// The entry of a package that takes `scheme`.
    fn packaged(&self, scheme: &str) -> Option<String> {
        let folders = self.system.iter().map(|folder| folder.join("applications"));
        let files = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let entries = files.filter(|file| file.path().extension().is_some_and(|end| end == "desktop"));
        entries
            .filter_map(|file| std::fs::read_to_string(file.path()).ok())
            .find(|text| desktop_entry::takes(text, scheme))
    }

    /// Removes an entry of ours that stands before a package's, unless it starts another program that exists.
    fn clear(&self, scheme: &str, ours: &Path, packaged: &str) -> io::Result<bool> {
        let Ok(text) = std::fs::read_to_string(ours) else { return Ok(false) };
        let starts = desktop_entry::program(&text).and_then(|program| self.found(&program));
        let package_starts = desktop_entry::program(packaged).and_then(|program| self.found(&program));
        if starts.is_some() && starts != package_starts {
            return Ok(false);
        }
        std::fs::remove_file(ours)?;
        self.forget(scheme)?;
        self.refresh();
        Ok(true)
    }

    /// A program that exists, by the path that does not lead over links.
    fn found(&self, program: &Path) -> Option<PathBuf> {
        if program.is_absolute() {
            return program.canonicalize().ok();
        }
        self.programs.iter().find_map(|folder| folder.join(program).canonicalize().ok())
    }

    fn choices(&self) -> PathBuf {
        self.config.join("mimeapps.list")
    }

    /// Takes the removed entry out of this person's choices: `xdg-mime` believes them without looking.
    fn forget(&self, scheme: &str) -> io::Result<()> {
        let Ok(text) = std::fs::read_to_string(self.choices()) else { return Ok(()) };
        let key = format!("x-scheme-handler/{scheme}");
        let kept: Vec<String> = text.lines().filter_map(|line| without(line, &key)).collect();
        let kept = kept.join("\n") + "\n";
        if kept == text { Ok(()) } else { std::fs::write(self.choices(), kept) }
    }

    /// The desktop's own index of entries. A desktop without the tool reads the entries themselves.
    fn refresh(&self) {
        let _ = run(self.tool("update-desktop-database").arg(self.data.join("applications")));
    }

    /// A tool of the desktop that works in the same folders.
    fn tool(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("XDG_DATA_HOME", &self.data).env("XDG_CONFIG_HOME", &self.config);
        command
    }
}

/// A line of choices without the entry of ours; `None` where nothing is left.
fn without(line: &str, key: &str) -> Option<String> {
    let Some((name, entries)) = line.split_once('=').filter(|(name, _)| name.trim() == key) else {
        return Some(line.to_owned());
    };
    let left: Vec<&str> = entries.split(';').map(str::trim).filter(|one| !one.is_empty() && *one != OURS).collect();
    (!left.is_empty()).then(|| format!("{name}={};", left.join(";")))
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("it ended with {status}"))) }
}

#[cfg(test)]
mod tests;
