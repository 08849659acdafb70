//! When the provider is asked about unknowns: growing pauses, so that nobody is hammered.

use gangway_domain::MerchantId;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

/// Between two status calls for one merchant.
const BACK_OFF: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
];

/// Tries and the time of the last one, by merchant.
#[derive(Default)]
pub(crate) struct Asking(HashMap<MerchantId, (usize, Duration)>);

impl Asking {
    /// About whom the provider is to be asked now; counted as asked. `since_start` never goes back, unlike a wall clock.
    pub(crate) fn due(&mut self, in_doubt: &HashSet<MerchantId>, since_start: Duration) -> Vec<MerchantId> {
        self.0.retain(|merchant, _| in_doubt.contains(merchant));
        let mut due: Vec<MerchantId> = in_doubt.iter().filter(|it| self.is_due(it, since_start)).cloned().collect();
        due.sort();
        for merchant in &due {
            let (tries, _) = self.0.get(merchant).copied().unwrap_or_default();
            self.0.insert(merchant.clone(), (tries + 1, since_start));
        }
        due
    }

    fn is_due(&self, merchant: &MerchantId, since_start: Duration) -> bool {
        self.0
            .get(merchant)
            .is_none_or(|(tries, last)| since_start.saturating_sub(*last) >= BACK_OFF[(*tries).min(BACK_OFF.len() - 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::Asking;
    use std::{collections::HashSet, time::Duration};

    #[test]
    fn pauses_grow_and_begin_anew() {
        let (mut asking, unknown) = (Asking::default(), HashSet::from(["m".into()]));
        let mut asked_at = Vec::new();
        for second in 0..=120 {
            if !asking.due(&unknown, Duration::from_secs(second)).is_empty() {
                asked_at.push(second);
            }
        }
        assert_eq!(asked_at, [0, 2, 7, 22, 52, 112]);
        asking.due(&HashSet::new(), Duration::from_secs(121));
        assert_eq!(
            asking.due(&unknown, Duration::from_secs(122)).len(),
            1,
            "a new unknown outcome is asked about at once"
        );
    }
}
