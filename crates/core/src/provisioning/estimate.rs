//! How long the requests of a plan will take to leave: what a person should know before a large run begins.

use crate::{Failure, provisioning::Provisioning};
use gangway_record::operations::batches;

/// The newest answers whose pace counts.
const NEWEST: u32 = 50;
/// Before any answer was seen: what a request of 20 stores commonly takes, in ms.
const UNSEEN_MS: i64 = 1500;

impl Provisioning {
    /// Seconds from the first request to the last answer. Results come after that, in Rappi's own time.
    pub(crate) async fn estimated_seconds(&self, requests: usize) -> Result<u32, Failure> {
        let pace = self.environment.record().read(|c| batches::mean_answer_ms(c, NEWEST)).await?;
        Ok(seconds(requests, self.environment.profile().concurrency, pace.unwrap_or(UNSEEN_MS)))
    }
}

/// Rounds of as many requests as go side by side, each as long as an answer takes.
fn seconds(requests: usize, side_by_side: u32, answer_ms: i64) -> u32 {
    let rounds = requests.div_ceil(side_by_side.max(1) as usize) as i64;
    u32::try_from((rounds * answer_ms.max(1) + 999) / 1000).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn requests_go_side_by_side_in_rounds() {
        let table =
            [(0, 4, 1500, 0), (1, 4, 1500, 2), (4, 4, 1500, 2), (5, 4, 1500, 3), (3194, 4, 1000, 799), (3, 0, 10, 1)];
        for (requests, side_by_side, answer_ms, expected) in table {
            assert_eq!(seconds(requests, side_by_side, answer_ms), expected, "{requests} requests");
        }
    }
}
