//! The last look before the bytes of a request leave.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};
use thiserror::Error;

/// Asked when the connection is there and the body of a request is about to be written: between a decision to send and that moment
/// a computer may have slept for hours. Cheap to clone.
#[derive(Clone)]
pub struct LastLook {
    may_leave: Arc<dyn Fn() -> bool + Send + Sync>,
    refused: Arc<AtomicBool>,
}

/// It may not leave any more: certainly nothing of the body was written.
#[derive(Debug, Error)]
#[error("the request may not leave any more")]
pub(crate) struct TooLate;

impl LastLook {
    /// What decides.
    pub fn new(may_leave: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { may_leave: Arc::new(may_leave), refused: Arc::default() }
    }

    /// Everything may leave.
    pub fn none() -> Self {
        Self::new(|| true)
    }

    /// Whether it said no.
    pub(crate) fn refused(&self) -> bool {
        self.refused.load(Ordering::Acquire)
    }

    /// A body that is written only if it may.
    pub(crate) fn body(&self, bytes: Vec<u8>) -> reqwest::Body {
        reqwest::Body::wrap(Guarded { look: self.clone(), bytes: Some(bytes.into()) })
    }
}

struct Guarded {
    look: LastLook,
    bytes: Option<Bytes>,
}

impl Body for Guarded {
    type Data = Bytes;
    type Error = TooLate;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TooLate>>> {
        let Some(bytes) = self.bytes.take() else { return Poll::Ready(None) };
        if (self.look.may_leave)() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        self.look.refused.store(true, Ordering::Release);
        Poll::Ready(Some(Err(TooLate)))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |it| it.len() as u64))
    }
}
