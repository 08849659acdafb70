//! What the connection check looks at in a team: the relay takes webhooks in, and the feed brings them here.

use crate::{
    Failure,
    endpoints::{TeamEndpoints as _, TeamReceiver},
    overview::{
        Overview,
        connection_check::host_of,
        steps::{LIMIT, Steps, finding},
    },
    providers::rappi::registration::EVENT,
    view::{Finding, Step, TeamState, TeamStatus},
};
use gangway_domain::{IntegrationId, Provider};
use gangway_providers::{rappi::Registration, reach::reach};
use std::time::Duration;

/// For a feed that has just begun.
const SETTLE: Duration = Duration::from_secs(10);

impl Overview {
    /// Results go to the team's relay, to this computer as before the team, or to somebody else.
    pub(super) async fn check_team_webhook(
        &self,
        steps: &mut Steps,
        integration: &IntegrationId,
        registered: &[Registration],
        receiver: &TeamReceiver,
    ) {
        let (step, subject) = (Step::Webhook, integration.as_str());
        let Some(theirs) = registered.iter().find(|it| it.event == EVENT) else {
            return steps.attention(step, subject, Finding::WebhookMissing, None);
        };
        match self.team.is_endpoint(Provider::Rappi, EVENT, &theirs.url).await {
            Ok(true) => steps.ok(step, &format!("{subject} · {}/hooks/…", receiver.relay)),
            Ok(false) if self.endpoint_here(&theirs.url).await.is_some() => {
                steps.attention(step, subject, Finding::WebhookNotAtRelay, None);
            }
            Ok(false) => steps.attention(step, subject, Finding::WebhookElsewhere, host_of(&theirs.url)),
            Err(failure) => steps.failed(step, subject, Finding::WebhookUnread, Some(failure.message)),
        }
    }

    /// Whether a provider calls this computer although the environment is in a team: only Rappi's webhook is the relay's.
    pub(super) fn is_called_here(&self) -> bool {
        self.lines.all().any(|line| line.is_named() && line.provider() != Provider::Rappi)
    }

    /// The relay answers, and would keep what it received now.
    pub(super) async fn check_relay(&self, steps: &mut Steps, receiver: &TeamReceiver) {
        let (step, subject) = (Step::Relay, &receiver.relay);
        let reached = reach(&self.environment.network(), &format!("{subject}/readyz"), LIMIT).await;
        steps.through(reached.through);
        match reached.answer {
            Ok(answer) if answer.status == 200 && answer.body == b"ready" => steps.ok(step, subject),
            Ok(answer) if answer.status == 503 => {
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                steps.failed(step, subject, Finding::RelayNotReady, Some(said).filter(|it| !it.is_empty()));
            }
            Ok(answer) => steps.failed(step, subject, Finding::NotARelay, Some(answer.status.to_string())),
            Err(unreached) => steps.failed(step, subject, finding(unreached), None),
        }
    }

    /// What the relay receives comes here.
    pub(super) async fn check_feed(&self, steps: &mut Steps, receiver: &TeamReceiver) {
        let (step, subject) = (Step::Feed, &receiver.team);
        let status = match self.settled_feed().await {
            Ok(status) => status,
            Err(failure) => return steps.failed(step, subject, Finding::FeedNotLive, Some(failure.message)),
        };
        let behind = status.head.saturating_sub(status.received_to);
        let why = status.failure.map(|failure| failure.message);
        match status.state {
            TeamState::Live => steps.ok(step, &format!("{subject} · #{}", status.complete_to)),
            TeamState::Connecting | TeamState::CatchingUp => {
                steps.attention(step, subject, Finding::FeedBehind, Some(behind.to_string()));
            }
            TeamState::NotLive => steps.failed(step, subject, Finding::FeedNotLive, why),
            TeamState::Fork => {
                let at = status.fork.map(|fork| format!("#{}", fork.seq));
                steps.failed(step, subject, Finding::FeedForked, at);
            }
            TeamState::Recovering => steps.attention(step, subject, Finding::FeedRecovering, None),
            TeamState::Removed => steps.failed(step, subject, Finding::DeviceRemoved, None),
            TeamState::None => steps.skipped(step, subject),
        }
    }

    /// How the feed stands once it is neither connecting nor catching up, and for a while at most.
    async fn settled_feed(&self) -> Result<TeamStatus, Failure> {
        let mut changes = self.environment.changes();
        let settled = async {
            loop {
                let status = self.team.status().await?;
                let is_beginning = match status.state {
                    TeamState::Connecting | TeamState::CatchingUp => true,
                    TeamState::NotLive => status.failure.is_none(),
                    TeamState::None
                    | TeamState::Live
                    | TeamState::Fork
                    | TeamState::Recovering
                    | TeamState::Removed => false,
                };
                if !is_beginning {
                    return Ok(status);
                }
                // Whatever changed, it is looked at again.
                let _ = changes.recv().await;
            }
        };
        match tokio::time::timeout(SETTLE, settled).await {
            Ok(settled) => settled,
            Err(_) => self.team.status().await,
        }
    }
}
