//! Why no connection was made. To a person these are different things, because each is mended elsewhere.

use std::{
    error::Error,
    io::{self, ErrorKind},
};

/// Why no connection was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unconnected {
    /// Nothing listens there, or something in between says no.
    Refused,
    /// Nobody answered in time.
    TimedOut,
    /// Somebody answered, and no connection that is safe came of it.
    Unsafe,
    /// Anything else; the system's words say it.
    Other,
}

impl Unconnected {
    /// By the system's error. TLS hands its own errors on inside of one.
    pub fn of(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::TimedOut => Self::TimedOut,
            _ if error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()).is_some() => Self::Unsafe,
            _ => Self::Other,
        }
    }

    /// By the first error of the system among an error's sources.
    pub(crate) fn among(error: &(dyn Error + 'static)) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(error) = error.downcast_ref::<io::Error>() {
                return Self::of(error);
            }
            next = error.source();
        }
        Self::Other
    }
}
