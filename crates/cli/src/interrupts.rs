//! The ways a person or a system ends a command.

use gangway_core::{Code, Failure};
use tokio::sync::mpsc;

/// Interruptions of a command, from [`crate::caller::Caller::interrupts`] on.
pub(crate) enum Interrupts {
    /// Of this process.
    Signals(Signals),
    /// Of the process that asked for the command.
    Asked(mpsc::UnboundedReceiver<()>),
}

impl Interrupts {
    /// The next one.
    pub(crate) async fn next(&mut self) {
        match self {
            Self::Signals(signals) => signals.next().await,
            Self::Asked(asked) => {
                if asked.recv().await.is_none() {
                    // Whoever asked is gone, and the command with it.
                    std::future::pending::<()>().await;
                }
            }
        }
    }
}

/// Ctrl-C and, where there is one, SIGTERM. Caught from [`Signals::catch`] on.
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    pub(crate) fn catch() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let caught = |kind| signal(kind).map_err(|error| failed(&error));
        Ok(Self { interrupt: caught(SignalKind::interrupt())?, terminate: caught(SignalKind::terminate())? })
    }

    #[cfg(not(unix))]
    pub(crate) fn catch() -> Result<Self, Failure> {
        Ok(Self {})
    }

    /// The next one.
    #[cfg(unix)]
    pub(crate) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// The next one.
    #[cfg(not(unix))]
    pub(crate) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the system ends the program itself.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
fn failed(error: &std::io::Error) -> Failure {
    Failure::new(Code::Internal, format!("Signals cannot be caught: {error}."))
}
