//! The numbers of the side bar, without the lists behind them.

use crate::{Failure, overview::Overview, providers::ratepay, view::PlaceCounts};
use gangway_domain::Provider;
use gangway_record::{applications, endpoints, merchants, notifications::outbox_list};

impl Overview {
    /// How many there are of everything that the side bar leads to. Reads the record alone: no secret is looked for, and no row
    /// is made that nobody sees.
    pub async fn counts(&self) -> Result<PlaceCounts, Failure> {
        let integrations = self.environment.profile().integrations.len();
        let needs = self.needs().await?;
        let counts = self.environment.record().read(move |c| {
            let endpoints = endpoints::all(c)?;
            let rainforest = endpoints.iter().filter(|it| it.provider == Provider::Rainforest).count();
            Ok(PlaceCounts {
                needs: needs as u32,
                merchants: merchants::count(c)?,
                applications: applications::board(c)?.iter().map(|it| it.count).sum(),
                subscriptions: (ratepay::compared(c)?.len() + integrations + rainforest) as u32,
                unread: outbox_list::unread(c)?,
            })
        });
        Ok(counts.await?)
    }
}
