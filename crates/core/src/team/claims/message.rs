//! That a message leaves from one console of the team alone.

use crate::{
    Code, Failure, Reason,
    environment::Answer,
    notifications::ClaimMessages,
    team::{Team, claims::ask::PERMIT},
};
use gangway_domain::claims::ClaimKey;
use gangway_record::{Connection, team};
use gangway_wire::{ClaimAct, ClaimKey as WireKey};

impl ClaimMessages for Team {
    /// A message has no status call: what a colleague may have sent is never free by itself, and a person decides.
    fn permit_message<'a>(&'a self, id: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let read =
                |c: &Connection| Ok(team::membership(c)?.and(team::entries::cursor(c)?).map(|cursor| cursor.seq));
            let Some(knows) = self.environment.record().read(read).await? else { return Ok(()) };
            let key = WireKey(ClaimKey::Message(id.to_owned()).to_string());
            let asked = self.ask_relay(ClaimAct::Permit { knows }, vec![key]);
            let answered = tokio::time::timeout(PERMIT, asked).await;
            let message = "The team's relay does not answer in time whether the message may leave.";
            let late = |_| Failure::new(Code::RelayUnavailable, message).because(Reason::TimedOut);
            answered.map_err(late)?.map(drop)
        })
    }

    fn look(&self) {
        self.claims_woken.notify_one();
    }
}
