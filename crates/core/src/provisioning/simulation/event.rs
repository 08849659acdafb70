//! What can happen next. Everything between two events is one step of somebody; the process can die between any two.

use super::provider::OURS;
use crate::provisioning::engine::Asked;
use gangway_domain::tree;
use gangway_providers::rappi::Submission;

/// Number of a run within a seed: going on with an operation is another run of it.
pub(super) type RunId = u32;

#[derive(Debug)]
pub(super) enum Event {
    /// In the process of this life; forgotten when it has died meanwhile.
    Ours(u32, Ours),
    /// At the provider.
    Theirs(Theirs),
    /// A person does something.
    Person,
    /// The process is killed.
    Crash,
    /// It is started again.
    Start,
    /// The merchant's token ends at the provider.
    Expire,
    /// The merchant signs in.
    SignIn,
    /// From now on nothing goes wrong, and a person brings everything to its end.
    Calm,
    /// Looks whether everything is at its end.
    Tidy,
}

#[derive(Debug)]
pub(super) enum Ours {
    /// A run looks what is next.
    Run(RunId),
    /// Its end is written.
    End(RunId),
    /// It leaves the list of runs.
    Gone(RunId),
    /// A worker does what its machine says.
    Work(RunId, usize),
    /// What came back to a worker, or the want of it.
    Answer {
        run: RunId,
        worker: usize,
        position: u32,
        submission: Submission,
    },
    /// A worker's pause is over.
    Paused(RunId, usize),
    Fold,
    /// The clock of late results; only the newest counts.
    Clock(u32),
    /// The answer to the status call, or the want of it.
    Status {
        asked: Asked,
        answer: Status,
    },
}

pub(super) enum Status {
    Tree(Vec<tree::Row>),
    /// 401 for this token.
    Refused(u32),
    /// Cut off or 5xx.
    Failed,
}

/// Short: a tree has a hundred rows.
impl std::fmt::Debug for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tree(rows) => rows.iter().try_for_each(|row| {
                f.write_str(row.store.integration.as_ref().map_or(".", |it| if it.0 == OURS { "O" } else { "T" }))
            }),
            Self::Refused(token) => write!(f, "{token} refused"),
            Self::Failed => f.write_str("failed"),
        }
    }
}

#[derive(Debug)]
pub(super) enum Theirs {
    /// A request arrives; its answer goes to this worker of this life, unless it is lost.
    Request { request: usize, back: Option<(u32, RunId, usize)> },
    /// What was accepted is worked on.
    Perform(usize),
    /// A report is sent, for the n-th time.
    Report(usize, usize),
    /// The status call arrives.
    Question { life: u32, asked: Asked, token: u32 },
}
