//! That a message leaves once, whoever of the team sends it.

use crate::{Failure, environment::Answer};

/// Claims of messages in a team. In no team everything is granted at once.
pub(crate) trait ClaimMessages: Send + Sync {
    /// That one attempt of this message may leave now, from here. A failure: not now, and why.
    fn permit_message<'a>(&'a self, id: &'a str) -> Answer<'a, ()>;

    /// How an attempt ended is in the record: what nobody needs any more is given back.
    fn look(&self);
}

/// A permit that was refused because a colleague has the message, or sent it.
pub(super) fn is_a_colleagues(failure: &Failure) -> bool {
    failure.code == crate::Code::Stale
}
