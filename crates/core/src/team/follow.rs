//! Following the feed for the life of a profile: it comes again by itself, not all at once, and not for ever at the same pace.

use super::{
    Team,
    chain::Chain,
    effects::Effects,
    feed::{Ended, Session},
    relay::Relay,
    standing::Standing,
    token_name,
};
use crate::{Code, Failure, Reason, environment::random::octets, providers::descriptor::Touched, view::TeamState};
use gangway_record::team::{self, Membership, entries::Cursor, forks::Fork};
use gangway_wire::{Link, RelayKey};
use secrecy::{ExposeSecret as _, SecretString};
use std::{
    sync::{MutexGuard, PoisonError, Weak},
    time::Duration,
};

/// Pauses after attempts that failed, one after the other; each is shortened by chance, down to half of it.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(8),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

/// Runs for the life of a profile.
pub(crate) async fn keep_following(team: Weak<Team>, effects: impl Effects) {
    let (mut failed, mut touched) = (0, Touched::default());
    loop {
        // Held while a session runs: the environment ends it where it waits.
        let Some(team) = team.upgrade() else { return };
        match team.session(&effects, &mut failed, &mut touched).await {
            Ended::Closed => return,
            Ended::Again => {}
            Ended::For(state, failure) => {
                team.becomes(state, failure);
                team.woken.notified().await;
                failed = 0;
            }
            Ended::Failed(failure) => {
                tracing::warn!(%failure, "the feed of the team's relay ended");
                team.becomes(TeamState::NotLive, Some(failure));
                let pause = shortened(PAUSES[failed.min(PAUSES.len() - 1)]);
                failed += 1;
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    () = team.woken.notified() => failed = 0,
                }
            }
        }
    }
}

/// Those who were cut off together do not come back together.
fn shortened(pause: Duration) -> Duration {
    let [byte] = octets::<1>().unwrap_or([255]);
    pause.mul_f64(0.5 + f64::from(byte) / 510.0)
}

/// What is needed to follow.
type Known = (Membership, Cursor, Option<Fork>);

impl Team {
    async fn session(&self, effects: &impl Effects, failed: &mut usize, touched: &mut Touched) -> Ended {
        let known = match self.known().await {
            Ok(Some((_, _, Some(_)))) => return Ended::For(TeamState::Fork, None),
            Ok(Some((membership, cursor, None))) => (membership, cursor),
            Ok(None) => {
                *self.standing() = Standing::default();
                return Ended::For(TeamState::None, None);
            }
            Err(failure) => return Ended::Failed(failure),
        };
        let begun = self.begin(effects, known, touched).await;
        let mut session = match begun {
            Ok(session) => session,
            Err(failure) => return Ended::Failed(failure),
        };
        let ended = session.run().await;
        if session.heard {
            *failed = 0;
        }
        ended
    }

    async fn begin<'a, E: Effects>(
        &'a self,
        effects: &'a E,
        (membership, cursor): (Membership, Cursor),
        touched: &'a mut Touched,
    ) -> Result<Session<'a, E>, Failure> {
        let bearer = self.bearer(&membership).await?;
        let relay = Relay::new(&self.environment.network(), &membership.relay, Some(bearer.clone()))?;
        self.standing().head = cursor.proven;
        // Otherwise it stays what it is until something comes: not live, and since when.
        if self.standing().state == TeamState::None {
            self.becomes(TeamState::Connecting, None);
        }
        let chain = Chain {
            team: membership.team.as_str().into(),
            key: RelayKey(membership.relay_key),
            seq: cursor.seq,
            link: Link(cursor.link),
            proven: (cursor.proven, cursor.proven_at.unwrap_or_default()),
        };
        let url = membership.relay;
        Ok(Session { team: self, effects, relay, url, bearer, chain, touched, heard: false })
    }

    async fn known(&self) -> Result<Option<Known>, Failure> {
        let read = |c: &gangway_record::Connection| {
            let (membership, cursor, fork) = (team::membership(c)?, team::entries::cursor(c)?, team::forks::first(c)?);
            Ok(membership.zip(cursor).map(|(membership, cursor)| (membership, cursor, fork)))
        };
        Ok(self.environment.record().read(read).await?)
    }

    /// `<device>.<token>`, as the relay asks for it.
    pub(super) async fn bearer(&self, membership: &Membership) -> Result<SecretString, Failure> {
        let token = self.environment.vault().get(&token_name(&membership.invitation)).await?.ok_or_else(|| {
            let message = "The token of this device is missing: leave the team and join by a new invitation.";
            Failure::new(Code::VaultFailed, message).because(Reason::SecretMissing)
        })?;
        Ok(SecretString::from(format!("{}.{}", membership.device, token.expose_secret())))
    }

    pub(super) fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
