//! Leaving a team.

use super::{Team, key_name, relay::Relay, token_name};
use crate::{Failure, Reason, view::Change};
use gangway_domain::ActKind;
use gangway_record::team;
use gangway_wire::DeviceId;

impl Team {
    /// This console is no device of the team any more. The relay hears of it first; a kill in between is no harm, because a
    /// device that is unknown there has left. Deliveries and trees stay as they are.
    pub async fn leave(&self) -> Result<(), Failure> {
        let _one = self.turn.lock().await;
        let membership = self.membership().await?;
        let left = match self.bearer(&membership).await {
            Ok(bearer) => {
                let relay = Relay::new(&self.environment.network(), &membership.relay, Some(bearer))?;
                relay.remove(&DeviceId(membership.device.clone())).await
            }
            // Without its token the device is of no use to anybody; an admin removes it.
            Err(failure) if failure.reason == Some(Reason::SecretMissing) => Ok(()),
            Err(failure) => Err(failure),
        };
        match left {
            Err(failure) if failure.reason != Some(Reason::DeviceRemoved) => return Err(failure),
            Ok(()) | Err(_) => {}
        }
        let act = self.act(ActKind::TeamLeft, &membership.team_name, Some(membership.relay.clone()));
        self.environment.commit(act, team::leave).await?;
        self.environment.vault().discard(&token_name(&membership.invitation)).await?;
        self.environment.vault().discard(&key_name(&membership.team)).await?;
        self.forget_registered();
        self.environment.tell(Change::Activity);
        self.environment.tell(Change::Team);
        self.retry();
        Ok(())
    }
}
