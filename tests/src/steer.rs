//! Stopping just where something has an unknown outcome: whoever receives says so the moment it has, and keeps its answer back if asked to.

use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

/// When a server of a test says that something came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It was received, and is never answered.
    BeforeAnswer,
    /// It was received and answered.
    AfterAnswer,
}

impl Moment {
    /// The word for a server in a process of its own.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BeforeAnswer => "before",
            Self::AfterAnswer => "after",
        }
    }
}

struct Armed {
    skip: u64,
    moment: Moment,
    tell: oneshot::Sender<String>,
}

/// What is waited for, if anything is.
#[derive(Clone, Default)]
pub(crate) struct Steer(Arc<Mutex<Option<Armed>>>);

impl Steer {
    /// Waits for what comes after the next `skip`; what was waited for before is forgotten.
    pub(crate) fn arm(&self, skip: u64, moment: Moment) -> oneshot::Receiver<String> {
        let (tell, told) = oneshot::channel();
        *self.0.lock().expect("nobody panicked with it") = Some(Armed { skip, moment, tell });
        told
    }

    /// Something came: is it what is waited for?
    pub(crate) fn came(&self) -> Option<(Moment, oneshot::Sender<String>)> {
        let mut armed = self.0.lock().expect("nobody panicked with it");
        match armed.as_mut()? {
            it if it.skip > 0 => {
                it.skip -= 1;
                None
            }
            _ => armed.take().map(|it| (it.moment, it.tell)),
        }
    }
}
