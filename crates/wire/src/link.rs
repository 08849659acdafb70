use crate::{Envelope, bytes_text::bytes_as_text};
use sha2::{Digest, Sha256};

bytes_as_text! {
    /// What ties an entry to all before it: `link(n) = SHA-256(link(n-1) ‖ envelope(n))`, and [`Link::ORIGIN`] before the
    /// first. Two logs with the same link at the same place are the same up to there.
    Link, 32
}

impl Link {
    /// `link(0)`.
    pub const ORIGIN: Self = Self([0; 32]);

    /// The link of the entry that comes after.
    #[must_use]
    pub fn next(&self, envelope: &Envelope) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(envelope.as_bytes()).finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::Envelope;

    /// Computed with another program (Python's `hashlib`).
    #[test]
    fn the_chain_is_what_the_document_says() {
        let first = Link::ORIGIN.next(&Envelope::from_bytes(b"a".to_vec()));
        assert_eq!(first.to_string(), "41a0370c3d9f42773a59e8e01651911cf43b1e3f66944cbb690029debc4eb647");
        let second = first.next(&Envelope::from_bytes(b"b".to_vec()));
        assert_eq!(second.to_string(), "abccbe9b24d2bbd3aa1360d605147a841dd051130131c6929d6004e1ae4796e8");
    }
}
