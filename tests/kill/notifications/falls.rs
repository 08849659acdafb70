//! Where kills fall: some at any moment, the others where it hurts most.

use crate::Moments;
use gangway_tests::Moment;

/// Where a kill falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Falls {
    /// Wherever it happens to be.
    Anywhere,
    /// The platform has a call.
    Call(Moment),
    /// The mail server has a letter.
    Letter(Moment),
    /// A delivery was answered 2xx, and is not folded.
    Unfolded,
    /// A delivery was folded a moment ago.
    Folded,
}

/// Of twenty kills, so many fall there; what a number that cannot be divided leaves over falls anywhere.
const OF_TWENTY: [(Falls, u64); 6] = [
    (Falls::Call(Moment::BeforeAnswer), 4),
    (Falls::Call(Moment::AfterAnswer), 1),
    (Falls::Letter(Moment::BeforeAnswer), 4),
    (Falls::Letter(Moment::AfterAnswer), 1),
    (Falls::Unfolded, 2),
    (Falls::Folded, 2),
];

/// So many kills, in a seeded order.
pub(crate) fn kills(number: u64, moments: &mut Moments) -> Vec<Falls> {
    let steered = OF_TWENTY.iter().flat_map(|(falls, share)| vec![*falls; (number * share / 20) as usize]);
    let mut all: Vec<Falls> = steered.collect();
    all.resize(number as usize, Falls::Anywhere);
    for place in (1..all.len()).rev() {
        all.swap(place, moments.next(place as u64 + 1) as usize);
    }
    all
}
