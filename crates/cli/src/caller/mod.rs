//! Whoever typed a command: where it reads and writes, how it is interrupted, and with which open environment it works. That is
//! this process, or another one that asked this one to run the command for it.

mod process;

pub(crate) use process::Process;

use crate::interrupts::Interrupts;
use gangway_core::{Console, Failure, Files};
use std::{
    io,
    sync::{Arc, OnceLock},
};
use tokio::sync::mpsc;

/// The environment that a command works with, and when it began to.
pub(crate) type Opened = OnceLock<(Arc<Console>, i64)>;

/// Whoever typed a command. Its files are as it sees them.
pub(crate) trait Caller: Files + Send + Sync {
    /// Written at once: another program waits for it. A reader that went away is not our concern.
    fn stdout(&self, bytes: &[u8]);

    /// The same, for what is no result.
    fn stderr(&self, bytes: &[u8]);

    /// All of standard input, up to a limit.
    fn stdin(&self, limit: u64) -> io::Result<Vec<u8>>;

    /// Standard input line by line, each up to a limit.
    fn lines(&self, limit: u64) -> mpsc::UnboundedReceiver<io::Result<String>>;

    /// Whether a person sits there and can be asked.
    fn is_person(&self) -> bool;

    /// From now on an interruption is the command's to heed.
    fn interrupts(&self) -> Result<Interrupts, Failure>;

    /// The environment, once it was opened; whoever holds one for others has it from the beginning.
    fn opened(&self) -> &Opened;

    /// Whether the environment outlives the command.
    fn is_held(&self) -> bool;
}
