//! The steps of a check, and those that are the same for every provider.

use crate::{
    Code,
    environment::Environment,
    providers::provider_line::ProviderLine,
    view::{CheckOutcome, CheckStep, Finding, ProfileKind, Step},
};
use gangway_providers::{
    http::Answer,
    reach::{ProxyHop, TlsProblem, Unreached, reach},
};
use std::time::Duration;

/// Of each step of reaching a host.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);

/// Steps as they are taken.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) taken: Vec<CheckStep>,
    /// The proxy that the next step goes through.
    through: Option<String>,
}

impl Steps {
    pub(crate) fn add(
        &mut self,
        step: Step,
        subject: &str,
        outcome: CheckOutcome,
        found: Option<(Finding, Option<String>)>,
    ) {
        let (finding, data) = found.map_or((None, None), |(finding, data)| (Some(finding), data));
        let through = self.through.take();
        self.taken.push(CheckStep { step, subject: subject.to_owned(), outcome, finding, data, through });
    }

    /// The next step's way.
    pub(crate) fn through(&mut self, proxy: Option<String>) {
        self.through = proxy;
    }

    pub(crate) fn ok(&mut self, step: Step, subject: &str) {
        self.add(step, subject, CheckOutcome::Ok, None);
    }

    pub(crate) fn attention(&mut self, step: Step, subject: &str, finding: Finding, data: Option<String>) {
        self.add(step, subject, CheckOutcome::Attention, Some((finding, data)));
    }

    pub(crate) fn failed(&mut self, step: Step, subject: &str, finding: Finding, data: Option<String>) {
        self.add(step, subject, CheckOutcome::Failed, Some((finding, data)));
    }

    pub(crate) fn skipped(&mut self, step: Step, subject: &str) {
        self.add(step, subject, CheckOutcome::Skipped, None);
    }
}

/// Any answer will do: the way is there. An answer, for its date.
pub(crate) async fn check_host(environment: &Environment, steps: &mut Steps, step: Step, host: &str) -> Option<Answer> {
    let reached = reach(&environment.network(), &format!("{host}/"), LIMIT).await;
    steps.through(reached.through);
    match reached.answer {
        Ok(answer) => {
            if host.starts_with("http:") && environment.profile().kind != ProfileKind::Sandbox {
                steps.attention(step, host, Finding::PlainHttp, None);
            } else {
                steps.ok(step, host);
            }
            Some(answer)
        }
        Err(unreached) => {
            steps.failed(step, host, finding(unreached), None);
            None
        }
    }
}

/// A provider that has one host for everything, or two: they answer, and take the credentials.
pub(crate) async fn check_line(environment: &Environment, steps: &mut Steps, line: &dyn ProviderLine) {
    let (mut reached, subject) = (true, line.provider().name());
    for (step, host) in line.hosts() {
        reached &= check_host(environment, steps, step, &host).await.is_some();
    }
    if !reached {
        return steps.skipped(Step::ProviderLogin, subject);
    }
    match line.check_login().await {
        Ok(()) => steps.ok(Step::ProviderLogin, subject),
        Err(failure) => {
            let is_credentials = failure.code == Code::IntegratorCredentials;
            let finding = if is_credentials { Finding::LoginRefused } else { Finding::LoginFailed };
            steps.failed(Step::ProviderLogin, subject, finding, Some(failure.message));
        }
    }
}

pub(crate) const fn finding(unreached: Unreached) -> Finding {
    match unreached {
        Unreached::NotAnAddress | Unreached::NameUnknown => Finding::NameUnknown,
        Unreached::Refused => Finding::ConnectionRefused,
        Unreached::TimedOut => Finding::ConnectionTimedOut,
        Unreached::NoRoute => Finding::NoRoute,
        Unreached::NoAnswer(_) => Finding::NoAnswer,
        Unreached::Outside => Finding::Outside,
        Unreached::Proxy(ProxyHop::Unknown) => Finding::ProxyUnknown,
        Unreached::Proxy(ProxyHop::Unreached) => Finding::ProxyUnreached,
        Unreached::Proxy(ProxyHop::TimedOut) => Finding::ProxyTimedOut,
        Unreached::Proxy(ProxyHop::Credentials) => Finding::ProxyCredentials,
        Unreached::Proxy(ProxyHop::Forbidden) => Finding::ProxyForbids,
        Unreached::Proxy(ProxyHop::NoWayOn) => Finding::ProxyNoWayOn,
        Unreached::Proxy(ProxyHop::NoProxy) => Finding::NotAProxy,
        Unreached::Tls(TlsProblem::Expired) => Finding::CertificateExpired,
        Unreached::Tls(TlsProblem::NotYetValid) => Finding::CertificateNotYetValid,
        Unreached::Tls(TlsProblem::UnknownIssuer) => Finding::CertificateUnknown,
        Unreached::Tls(TlsProblem::OtherName) => Finding::CertificateOtherName,
        Unreached::Tls(TlsProblem::Other) => Finding::NotTls,
    }
}
