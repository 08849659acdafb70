//! Hearing everything that our crates log, down to TRACE.

use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// What was logged.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

/// Takes everything that is logged from now on, in this process.
pub(crate) fn listen() -> Log {
    let log = Log::default();
    let ours = "gangway_core=trace,gangway_providers=trace,gangway_record=trace,gangway_inbox=trace,\
                gangway_vault=trace,gangway_domain=trace,secrets=trace";
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(ours))
        .with_ansi(false)
        .with_writer(log.clone())
        .try_init()
        .unwrap();
    tracing::trace!("listening");
    log
}

impl Log {
    pub(crate) fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
