//! What the calls of all providers have in common that sign what they send.

use gangway_domain::VerifiedBody;

/// A call as it came in, signed in one header. Nothing in it is to be believed.
#[derive(Debug, Clone, Copy)]
pub struct Unverified<'a> {
    /// All values of the provider's header.
    pub signatures: &'a [&'a [u8]],
    /// The exact bytes received.
    pub body: &'a [u8],
}

/// A call whose signature is right over one of its provider's forms `F` of the body. Only the provider's `verify` makes one.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a, F> {
    body: &'a [u8],
    form: F,
    secret: usize,
}

impl<'a, F: Copy> Verified<'a, F> {
    /// To be made by the provider's `verify` alone.
    pub(crate) const fn new(body: &'a [u8], form: F, secret: usize) -> Self {
        Self { body, form, secret }
    }

    /// Over which form of the body the signature is right.
    pub fn form(&self) -> F {
        self.form
    }

    /// Which of the secrets it was: 0 is the current one.
    pub fn secret(&self) -> usize {
        self.secret
    }
}

impl<F> VerifiedBody for Verified<'_, F> {
    fn body(&self) -> &[u8] {
        self.body
    }
}

/// Which key fits. Every one is tried, so that the time taken does not tell which.
pub(crate) fn fitting<K>(keys: &[K], fits: impl Fn(&K) -> bool) -> Option<usize> {
    keys.iter().map(fits).enumerate().fold(None, |found, (index, fits)| found.or(fits.then_some(index)))
}

#[cfg(test)]
mod tests {
    use super::fitting;
    use std::cell::Cell;

    #[test]
    fn every_key_is_tried_and_the_first_that_fits_is_told() {
        let tried = Cell::new(0);
        let fits = |key: &u8| {
            tried.set(tried.get() + 1);
            *key == 7
        };
        assert_eq!((fitting(&[1, 7, 7, 2], fits), tried.get()), (Some(1), 4));
        assert_eq!(fitting(&[], fits), None);
    }
}
