//! The connection check: the way from this desk to the provider and back, and what to mend where it ends.

use crate::{
    Failure,
    endpoints::{TeamEndpoints as _, TeamReceiver, secret_name},
    overview::{
        Overview,
        steps::{LIMIT, Steps, check_host, check_line, finding},
    },
    providers::rappi::registration::{EVENT, secret_rotation::unmarked},
    settings::network::mail_host,
    view::{Check, CheckOutcome, Finding, ProfileKind, Step},
};
use gangway_domain::{IntegrationId, Provider};
use gangway_inbox::{ALIVE, Echo, SIGNED};
use gangway_providers::{
    http::Answer,
    net::{ApiError, ApiErrorKind},
    rappi::{Rappi, Registration},
    reach::{connects, post},
};
use gangway_record::endpoints::{self, Endpoint};
use gangway_vault::State;
use url::Url;

/// A body that whoever reads JSON and writes it anew would change: white space, escapes, digits, order, a line end.
const ASKED: &str = "{ \"z\":1.0,\"a\": \"Ca\\u00f1a \\/ ñ\"}\n";
/// A difference of clocks that somebody should know of, in milliseconds; `Date` is to a second.
const OFF_MS: i64 = 30_000;
/// One with which every signature would be refused (docs/wire.md 1.6).
const TOO_FAR_MS: i64 = 5 * 60 * 1000;

impl Overview {
    /// Walks the whole way. Changes nothing: what a run would mend by itself is only said.
    pub async fn check(&self) -> Check {
        let mut steps = Steps::default();
        self.check_vault(&mut steps).await;
        let settings = self.line.rappi_settings();
        check_host(&self.environment, &mut steps, Step::LoginHost, &settings.login).await;
        let date = check_host(&self.environment, &mut steps, Step::ApiHost, &settings.api).await;
        match &date {
            Some(answer) => check_clock(&mut steps, &settings.api, answer.clock_skew_ms),
            None => steps.skipped(Step::Clock, &settings.api),
        }
        let rappi = self.check_login(&mut steps, &settings.api, date.is_some()).await;
        let receiver = self.team.receives().await.unwrap_or_default();
        self.check_webhooks(&mut steps, rappi.as_deref(), receiver.as_ref()).await;
        for line in self.lines.all().filter(|line| line.is_named() && line.provider() != Provider::Rappi) {
            check_line(&self.environment, &mut steps, line).await;
        }
        if let Some(receiver) = &receiver {
            self.check_relay(&mut steps, receiver).await;
            self.check_feed(&mut steps, receiver).await;
        }
        if receiver.is_none() || self.is_called_here() {
            self.check_receiver(&mut steps).await;
        }
        Check { ok: steps.taken.iter().all(|step| step.outcome != CheckOutcome::Failed), steps: steps.taken }
    }

    /// Calls every host of the profile on the way that calls take now, and nothing else.
    pub async fn check_network(&self) -> Result<Check, Failure> {
        let mut steps = Steps::default();
        for (step, host) in self.settings.hosts() {
            match mail_host(step, &host) {
                Some((name, port)) => self.check_mail_host(&mut steps, &host, name, port).await,
                None => drop(check_host(&self.environment, &mut steps, step, &host).await),
            }
        }
        Ok(Check { ok: steps.taken.iter().all(|step| step.outcome != CheckOutcome::Failed), steps: steps.taken })
    }

    async fn check_vault(&self, steps: &mut Steps) {
        let (step, subject) = (Step::Vault, self.environment.profile().name);
        match self.environment.vault().state() {
            State::Locked(why) => return steps.failed(step, &subject, Finding::VaultLocked, Some(why)),
            State::Absent(why) => steps.attention(step, &subject, Finding::VaultForgets, Some(why)),
            State::Keyring | State::Folder(_) => steps.ok(step, &subject),
        }
        if crate::providers::rappi::client::client_secret(self.environment.sandbox(), self.environment.vault())
            .await
            .is_none()
        {
            steps.failed(step, &subject, Finding::ClientSecretMissing, None);
        }
    }

    /// A connection will do: what is said there is for the test of the mail server.
    async fn check_mail_host(&self, steps: &mut Steps, subject: &str, name: &str, port: u16) {
        let (through, connected) = connects(&self.environment.network(), name, port, LIMIT).await;
        steps.through(through);
        match connected {
            Ok(()) => steps.ok(Step::MailHost, subject),
            Err(unreached) => steps.failed(Step::MailHost, subject, finding(unreached), None),
        }
    }

    async fn check_login(&self, steps: &mut Steps, host: &str, reached: bool) -> Option<std::sync::Arc<Rappi>> {
        let step = Step::IntegratorLogin;
        let elsewhere = self.environment.profile().wire.token.url;
        let subject = elsewhere.as_deref().unwrap_or(host);
        let (true, Ok(rappi)) = (reached, self.line.rappi()) else {
            steps.skipped(step, subject);
            return None;
        };
        let outcome = rappi.check_login().await;
        match &outcome {
            Ok(()) => steps.ok(step, subject),
            Err(ApiError { kind: ApiErrorKind::Credentials { status, text }, .. }) => {
                steps.failed(step, subject, Finding::LoginRefused, Some(format!("{status} {text}").trim().to_owned()));
            }
            Err(error) => steps.failed(step, subject, Finding::LoginFailed, Some(error.to_string())),
        }
        self.line.noted(outcome).is_ok().then_some(rappi)
    }

    async fn check_webhooks(&self, steps: &mut Steps, rappi: Option<&Rappi>, receiver: Option<&TeamReceiver>) {
        let integrations = self.environment.profile().integrations;
        if integrations.is_empty() {
            return steps.failed(Step::Webhook, "", Finding::NoIntegration, None);
        }
        let Some(rappi) = rappi else {
            return integrations.iter().for_each(|it| steps.skipped(Step::Webhook, it.as_str()));
        };
        let registered = rappi.webhooks().await;
        for integration in integrations {
            match (&registered, receiver) {
                (Ok(registered), None) => self.check_webhook(steps, &integration, registered).await,
                (Ok(registered), Some(receiver)) => {
                    self.check_team_webhook(steps, &integration, registered, receiver).await;
                }
                (Err(error), _) => {
                    steps.failed(Step::Webhook, integration.as_str(), Finding::WebhookUnread, Some(error.to_string()));
                }
            }
        }
    }

    async fn check_webhook(&self, steps: &mut Steps, integration: &IntegrationId, registered: &[Registration]) {
        let (step, subject) = (Step::Webhook, integration.as_str());
        let Some(theirs) = registered.iter().find(|it| it.event == EVENT) else {
            return steps.attention(step, subject, Finding::WebhookMissing, None);
        };
        let Some(row) = self.endpoint_here(&theirs.url).await else {
            return steps.attention(step, subject, Finding::WebhookElsewhere, host_of(&theirs.url));
        };
        match self.environment.vault().get(&secret_name(&row.id)).await {
            Ok(Some(_)) => steps.ok(step, subject),
            _ => steps.attention(step, subject, Finding::WebhookSecretMissing, None),
        }
    }

    /// The endpoint of this computer that an address leads to. One registration serves all integrations of a client, so any
    /// will do.
    pub(super) async fn endpoint_here(&self, url: &str) -> Option<Endpoint> {
        let rows = self.environment.record().read(endpoints::all).await.unwrap_or_default();
        rows.into_iter().find(|row| self.receiver.hook(&row.id) == unmarked(url))
    }

    async fn check_receiver(&self, steps: &mut Steps) {
        let address = self.receiver.address().to_owned();
        let profile = self.environment.profile();
        let public = profile.public_url.as_deref();
        if let Some(failure) = self.receiver.failure() {
            steps.failed(Step::Receiver, &address, Finding::NotListening, Some(failure.message.clone()));
            return steps.skipped(Step::PublicAddress, public.unwrap_or(&address));
        }
        steps.ok(Step::Receiver, &address);
        if public.is_none() && profile.kind != ProfileKind::Sandbox {
            return steps.failed(Step::PublicAddress, "", Finding::PublicAddressMissing, None);
        }
        let public = self.receiver.public_address();
        let headers = SIGNED.map(|name| (name, name));
        let address = format!("{public}/hooks/{}", self.receiver.alive());
        let asked = post(&self.environment.network(), &address, LIMIT, &headers, ASKED).await;
        steps.through(asked.through);
        match asked.answer {
            Ok(answer) => match on_the_way(&answer) {
                None => steps.ok(Step::PublicAddress, &public),
                Some((finding, data)) => steps.failed(Step::PublicAddress, &public, finding, data),
            },
            Err(unreached) => steps.failed(Step::PublicAddress, &public, finding(unreached), None),
        }
    }
}

/// The whole address would be a secret of whoever it belongs to.
pub(super) fn host_of(url: &str) -> Option<String> {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned))
}

/// What something in front of the receiver does to calls: the first thing that keeps them from being taken.
fn on_the_way(answer: &Answer) -> Option<(Finding, Option<String>)> {
    let status = Some(answer.status.to_string());
    if (300..400).contains(&answer.status) {
        return Some((Finding::RedirectedOnTheWay, status));
    }
    let echo: Option<Echo> = serde_json::from_slice(&answer.body).ok();
    let Some(echo) = echo.filter(|echo| answer.status == 200 && echo.here == ALIVE) else {
        return Some((Finding::AnotherProgram, status));
    };
    if echo.path != "/hooks/…" && echo.path != "/hooks/…/" {
        Some((Finding::PathChanged, Some(echo.path)))
    } else if echo.method != "POST" {
        Some((Finding::MethodChanged, Some(echo.method)))
    } else if !echo.missing.is_empty() {
        Some((Finding::HeadersTaken, Some(echo.missing.join(", "))))
    } else if let Some(coding) = echo.coding {
        Some((Finding::BodyCompressed, Some(coding)))
    } else if echo.body != Echo::digest(ASKED.as_bytes()) {
        Some((Finding::BodyChanged, None))
    } else {
        None
    }
}

fn check_clock(steps: &mut Steps, host: &str, skew_ms: Option<i64>) {
    let seconds = |skew: i64| Some((skew / 1000).to_string());
    match skew_ms {
        None => steps.attention(Step::Clock, host, Finding::ClockUnknown, None),
        Some(skew) if skew.abs() > TOO_FAR_MS => {
            steps.failed(Step::Clock, host, Finding::ClockTooFarOff, seconds(skew));
        }
        Some(skew) if skew.abs() > OFF_MS => steps.attention(Step::Clock, host, Finding::ClockOff, seconds(skew)),
        Some(_) => steps.ok(Step::Clock, host),
    }
}

#[cfg(test)]
mod tests {
    use super::{ASKED, Steps, check_clock, on_the_way};
    use crate::view::{CheckOutcome, Finding};
    use gangway_inbox::{ALIVE, Echo};
    use gangway_providers::http::Answer;

    #[test]
    fn what_is_in_front_of_the_receiver() {
        let whole = Echo {
            here: ALIVE.into(),
            method: "POST".into(),
            path: "/hooks/…".into(),
            missing: Vec::new(),
            coding: None,
            body: Echo::digest(ASKED.as_bytes()),
        };
        let check = |status: u16, body: &str, expected: Option<(Finding, Option<&str>)>| {
            let answer = Answer::plain(status, body.into());
            let found = on_the_way(&answer);
            assert_eq!(found.as_ref().map(|(finding, data)| (*finding, data.as_deref())), expected, "{status} {body}");
        };
        let came = |echo: &Echo, expected| check(200, &serde_json::to_string(echo).unwrap(), expected);
        came(&whole, None);
        came(&Echo { path: "/hooks/…/".into(), ..whole.clone() }, None);
        came(&Echo { path: "/x/hooks/…".into(), ..whole.clone() }, Some((Finding::PathChanged, Some("/x/hooks/…"))));
        came(&Echo { method: "GET".into(), ..whole.clone() }, Some((Finding::MethodChanged, Some("GET"))));
        let taken = Echo { missing: vec!["x-signature".into(), "svix-id".into()], ..whole.clone() };
        came(&taken, Some((Finding::HeadersTaken, Some("x-signature, svix-id"))));
        came(&Echo { coding: Some("gzip".into()), ..whole.clone() }, Some((Finding::BodyCompressed, Some("gzip"))));
        came(&Echo { body: "00".into(), ..whole }, Some((Finding::BodyChanged, None)));
        check(301, "", Some((Finding::RedirectedOnTheWay, Some("301"))));
        check(200, "OK", Some((Finding::AnotherProgram, Some("200"))));
        check(200, ALIVE, Some((Finding::AnotherProgram, Some("200"))));
        check(404, "no such endpoint", Some((Finding::AnotherProgram, Some("404"))));
    }

    #[test]
    fn clocks() {
        let check = |skew: Option<i64>, outcome: CheckOutcome, finding: Option<Finding>, data: Option<&str>| {
            let mut steps = Steps::default();
            check_clock(&mut steps, "h", skew);
            let step = &steps.taken[0];
            assert_eq!((step.outcome, step.finding, step.data.as_deref()), (outcome, finding, data), "{skew:?}");
        };
        check(None, CheckOutcome::Attention, Some(Finding::ClockUnknown), None);
        check(Some(30_000), CheckOutcome::Ok, None, None);
        check(Some(-31_000), CheckOutcome::Attention, Some(Finding::ClockOff), Some("-31"));
        check(Some(300_000), CheckOutcome::Attention, Some(Finding::ClockOff), Some("300"));
        check(Some(-300_001), CheckOutcome::Failed, Some(Finding::ClockTooFarOff), Some("-300"));
    }
}
