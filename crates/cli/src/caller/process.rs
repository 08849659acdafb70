//! A command of this process.

use super::{Caller, Opened};
use crate::interrupts::{Interrupts, Signals};
use gangway_core::{Failure, Files, LocalFiles};
use std::{
    io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _},
    path::Path,
};
use tokio::sync::mpsc;

/// This process.
#[derive(Default)]
pub(crate) struct Process {
    opened: Opened,
}

impl Files for Process {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        LocalFiles.read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        LocalFiles.write(path, bytes)
    }
}

impl Caller for Process {
    fn stdout(&self, bytes: &[u8]) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
    }

    fn stderr(&self, bytes: &[u8]) {
        let _ = io::stderr().write_all(bytes);
    }

    fn stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// On a thread of its own, which nobody waits for: a read cannot be cancelled.
    fn lines(&self, limit: u64) -> mpsc::UnboundedReceiver<io::Result<String>> {
        let (sender, lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let mut text = Vec::new();
                let line = match io::Read::take(&mut stdin, limit).read_until(b'\n', &mut text) {
                    Ok(0) => return,
                    read => read.map(|_| String::from_utf8_lossy(&text).into_owned()),
                };
                let failed = line.is_err();
                if sender.send(line).is_err() || failed {
                    return;
                }
            }
        });
        lines
    }

    fn is_person(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    fn interrupts(&self) -> Result<Interrupts, Failure> {
        Ok(Interrupts::Signals(Signals::catch()?))
    }

    fn opened(&self) -> &Opened {
        &self.opened
    }

    fn is_held(&self) -> bool {
        false
    }
}
