//! Commands beside a process that holds the environment: it runs them for whoever asks over a local socket, with its own open
//! console, and they read and write where they were typed. Decision 0016.

mod ask;
mod frame;
mod listen;
mod place;
mod remote;
mod socket;

pub(crate) use ask::ask;
pub use listen::Serving;
pub(crate) use listen::serve;
