//! A command that another process asked for: what it says goes there, and what it reads comes from there.

use super::frame::{Bytes, FromCaller, ToCaller};
use crate::{
    caller::{Caller, Opened},
    interrupts::Interrupts,
};
use gangway_core::{Console, Failure, Files, now};
use std::{
    collections::HashMap,
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

type Answer = Result<Bytes, String>;
type Line = io::Result<String>;

/// The process that asked.
pub(super) struct Remote {
    frames: mpsc::UnboundedSender<ToCaller>,
    opened: Opened,
    is_person: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: u64,
    /// What was asked and not answered yet.
    asked: HashMap<u64, oneshot::Sender<Answer>>,
    /// Where the command reads lines.
    lines: Option<mpsc::UnboundedSender<Line>>,
    /// Nothing is said or answered any more.
    is_over: bool,
    /// Where the command heeds interruptions.
    interrupts: Option<mpsc::UnboundedSender<()>>,
}

impl Remote {
    pub(super) fn new(frames: mpsc::UnboundedSender<ToCaller>, console: Arc<Console>, is_person: bool) -> Self {
        Self { frames, opened: Opened::from((console, now())), is_person, state: Mutex::default() }
    }

    /// What came from there. Answers whether the command goes on: one that heeds no interruption ends with it.
    pub(super) fn heard(&self, frame: FromCaller) -> bool {
        let mut state = self.state();
        match frame {
            FromCaller::Answer { id, answer } => {
                if let Some(asked) = state.asked.remove(&id) {
                    let _ = asked.send(answer);
                }
            }
            FromCaller::Line { line } => {
                let line = line.map_err(io::Error::other);
                if state.lines.as_ref().is_some_and(|lines| lines.send(line).is_err()) {
                    state.lines = None;
                }
            }
            FromCaller::NoMoreLines => state.lines = None,
            FromCaller::Interrupt => {
                return state.interrupts.as_ref().is_some_and(|heeded| heeded.send(()).is_ok());
            }
        }
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, frame: ToCaller) {
        if !self.is_over() {
            let _ = self.frames.send(frame);
        }
    }

    /// Asks there and waits, as a read of a file does.
    fn ask(&self, frame: impl FnOnce(u64) -> ToCaller) -> io::Result<Vec<u8>> {
        let (answered, answer) = oneshot::channel();
        let id = {
            let mut state = self.state();
            if state.is_over {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            state.next += 1;
            let id = state.next;
            state.asked.insert(id, answered);
            id
        };
        self.say(frame(id));
        let answer = tokio::task::block_in_place(|| Handle::current().block_on(answer));
        let answer = answer.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        answer.map(|bytes| bytes.0).map_err(io::Error::other)
    }

    /// Whoever asked is gone, or does not wait any more: the command ends where it waits next, and what it says is for nobody.
    pub(super) fn end(&self) {
        let mut state = self.state();
        (state.is_over, state.lines) = (true, None);
        state.asked.clear();
    }

    pub(super) fn is_over(&self) -> bool {
        self.state().is_over
    }
}

impl Files for Remote {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = path.to_string_lossy().into_owned();
        self.ask(|id| ToCaller::Read { id, path })
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let (path, bytes) = (path.to_string_lossy().into_owned(), Bytes(bytes.to_vec()));
        self.ask(|id| ToCaller::Write { id, path, bytes }).map(drop)
    }
}

impl Caller for Remote {
    fn stdout(&self, bytes: &[u8]) {
        self.say(ToCaller::Stdout(Bytes(bytes.to_vec())));
    }

    fn stderr(&self, bytes: &[u8]) {
        self.say(ToCaller::Stderr(Bytes(bytes.to_vec())));
    }

    fn stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        self.ask(|id| ToCaller::Input { id, limit })
    }

    fn lines(&self, limit: u64) -> mpsc::UnboundedReceiver<Line> {
        let (sender, lines) = mpsc::unbounded_channel();
        self.state().lines = Some(sender);
        self.say(ToCaller::Lines { limit });
        lines
    }

    fn is_person(&self) -> bool {
        self.is_person
    }

    fn interrupts(&self) -> Result<Interrupts, Failure> {
        let (sender, asked) = mpsc::unbounded_channel();
        self.state().interrupts = Some(sender);
        Ok(Interrupts::Asked(asked))
    }

    fn opened(&self) -> &Opened {
        &self.opened
    }

    fn is_held(&self) -> bool {
        true
    }
}
