//! Leaving a team.

use super::{Team, key_name, relay::Relay, token_name};
use crate::{
    Code, Failure, Reason,
    view::{Change, TeamState},
};
use gangway_domain::ActKind;
use gangway_record::{operations, team};
use gangway_wire::DeviceId;

impl Team {
    /// This console is no device of the team any more. The relay hears of it first; a kill in between is no harm, because a
    /// device that is unknown there has left. Deliveries and trees stay as they are.
    pub async fn leave(&self) -> Result<(), Failure> {
        let _one = self.turn.lock().await;
        let membership = self.membership().await?;
        // A device that was removed holds nothing any more.
        if self.standing().state != TeamState::Removed {
            self.nothing_under_way().await?;
        }
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
        self.lead_woken.notify_one();
        Ok(())
    }

    /// What is sent, or may have been, is claimed in a team and not outside of one: nobody comes or goes in between, or a colleague
    /// would take these stores for free.
    pub(super) async fn nothing_under_way(&self) -> Result<(), Failure> {
        let (planned, open) = self.environment.record().read(operations::working_on).await?;
        let stores = open.len() + planned.iter().filter(|(store, rests)| !**rests && !open.contains(*store)).count();
        if stores == 0 {
            return Ok(());
        }
        let message = format!("Operations are under way, with {stores} stores. Let them end, or stop them, first.");
        Err(Failure::new(Code::Stale, message).because(Reason::RunsUnderWay).about(stores.to_string()))
    }
}
