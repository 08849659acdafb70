//! Who works on what, for a person; asking a colleague to let something go.

use crate::{
    Failure,
    team::Team,
    view::{Change, TeamClaimRow, TeamClaimStage},
};
use gangway_domain::{StoreId, claims::Stage};
use gangway_record::{
    Connection,
    team::{self, claims, facts},
};
use gangway_wire::{CLAIM_KEYS, ClaimAct};
use std::collections::HashMap;

impl Team {
    /// Stores of this environment that somebody has, as far as this console has the log.
    pub async fn claims(&self) -> Result<Vec<TeamClaimRow>, Failure> {
        let read = |c: &Connection| {
            let Some(membership) = team::membership(c)? else { return Ok(None) };
            Ok(Some((membership, claims::all(c)?, claims::asks(c)?, facts::people(c)?)))
        };
        let Some((membership, held, asks, people)) = self.environment.record().read(read).await? else {
            return Ok(Vec::new());
        };
        let names: HashMap<String, String> =
            people.into_iter().chain([(membership.person.clone(), membership.person_name.clone())]).collect();
        let name = |person: &str| names.get(person).cloned().unwrap_or_else(|| person.to_owned());
        let mut asked: HashMap<&str, Vec<&claims::Ask>> = HashMap::new();
        for ask in &asks {
            asked.entry(&ask.key).or_default().push(ask);
        }
        let row = |it: claims::TeamClaim| {
            let waiting = asked.get(it.key.as_str()).map(Vec::as_slice).unwrap_or_default();
            Some(TeamClaimRow {
                store: self.store_of(&it.key)?.0,
                person: name(&it.person),
                is_this: it.held.by == membership.device,
                stage: match it.held.stage {
                    Stage::Planned => TeamClaimStage::Planned,
                    Stage::Leaving => TeamClaimStage::Leaving,
                    Stage::Unknown => TeamClaimStage::Unknown,
                },
                since: it.held.since,
                we_asked: waiting.iter().any(|ask| ask.device == membership.device),
                asked_by: waiting.iter().filter(|ask| ask.device != it.held.by).map(|ask| name(&ask.person)).collect(),
            })
        };
        Ok(held.into_iter().filter_map(row).collect())
    }

    /// Tells whoever has these stores that somebody waits for them. They decide.
    pub async fn ask_to_let_go(&self, stores: &[String]) -> Result<(), Failure> {
        let stores: Vec<StoreId> = stores.iter().map(|it| StoreId(it.clone())).collect();
        for some in stores.chunks(CLAIM_KEYS) {
            self.ask_relay(ClaimAct::AskToLetGo, self.keys(some)).await?;
        }
        self.environment.tell(Change::TeamClaims);
        Ok(())
    }
}
