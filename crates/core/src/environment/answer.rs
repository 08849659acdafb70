//! An answer of a seam that has several implementations.

use crate::Failure;
use futures_util::future::BoxFuture;

/// What comes of something that may take a call.
pub(crate) type Answer<'a, T> = BoxFuture<'a, Result<T, Failure>>;
