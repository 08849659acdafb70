//! The way to the provider and back, and what to mend where it ends.

use crate::{args::Common, exit::Exit, open_profile, out::Out};
use gangway_core::{
    Failure, Options,
    view::{Check, CheckOutcome, CheckStep, Finding, Step},
};

pub(super) async fn run(common: &Common, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::default(), out).await?;
    let check = console.overview.check().await;
    Ok(say(&check, out))
}

/// Every step, and what its end comes to.
pub(super) fn say(check: &Check, out: Out<'_>) -> Exit {
    out.result(check, || check.steps.iter().map(line).collect::<Vec<_>>().join("\n"));
    exit(check)
}

/// By the first step that failed: what comes after it follows from it.
fn exit(check: &Check) -> Exit {
    let failed = check.steps.iter().find(|step| step.outcome == CheckOutcome::Failed);
    match failed.map(|step| (step.step, step.finding)) {
        None => Exit::Done,
        Some((_, Some(Finding::ClientSecretMissing | Finding::LoginRefused))) => Exit::SignIn,
        Some((Step::Vault, _)) => Exit::Storage,
        Some((
            Step::LoginHost
            | Step::ApiHost
            | Step::RainforestHost
            | Step::RatepayHost
            | Step::PlatformHost
            | Step::MailHost
            | Step::IntegratorLogin
            | Step::ProviderLogin
            | Step::Relay,
            _,
        )) => Exit::Unavailable,
        Some(_) => Exit::No,
    }
}

fn line(step: &CheckStep) -> String {
    let mark = match step.outcome {
        CheckOutcome::Ok => "ok",
        CheckOutcome::Attention => "note",
        CheckOutcome::Failed => "FAILED",
        CheckOutcome::Skipped => "skipped",
    };
    let subject = if step.subject.is_empty() { String::new() } else { format!(" {}", step.subject) };
    let head = format!("{mark:<8}{}{subject}", name(step.step));
    let head = match &step.through {
        Some(proxy) => format!("{head}, through the proxy {proxy}"),
        None => head,
    };
    let Some(finding) = step.finding else { return head };
    let (what, mend) = words(finding);
    let data = step.data.as_ref().map(|data| format!(" ({data})")).unwrap_or_default();
    format!("{head}\n        {what}{data}. {mend}")
}

pub(super) const fn name(step: Step) -> &'static str {
    match step {
        Step::Vault => "Vault of profile",
        Step::LoginHost => "Login host",
        Step::ApiHost => "API host",
        Step::RainforestHost => "Rainforest's host",
        Step::RatepayHost => "Ratepay's host",
        Step::PlatformHost => "Platform's host",
        Step::MailHost => "Mail server",
        Step::Clock => "Clock against",
        Step::IntegratorLogin => "Integrator login at",
        Step::ProviderLogin => "Credentials for",
        Step::Webhook => "Webhook of",
        Step::Relay => "Relay of the team at",
        Step::Feed => "Feed of",
        Step::Receiver => "Receiver at",
        Step::PublicAddress => "Public address",
    }
}

/// What was found.
pub(super) const fn what(finding: Finding) -> &'static str {
    words(finding).0
}

/// What was found, and what to do about it.
const fn words(finding: Finding) -> (&'static str, &'static str) {
    match finding {
        Finding::VaultLocked => ("The keyring is locked", "Unlock it and try again."),
        Finding::VaultForgets => ("There is no keyring", "Secrets are forgotten when the program ends."),
        Finding::ClientSecretMissing => ("The client secret is missing", "Store it in the profile's vault."),
        Finding::NameUnknown => {
            ("The host's name is not known", "Check the profile's host and this machine's network.")
        }
        Finding::ConnectionRefused => ("Nobody listens there", "Check host and port."),
        Finding::ConnectionTimedOut => ("No connection in time", "Look for a firewall between here and there."),
        Finding::NoRoute => ("There is no way there", "Check this machine's network."),
        Finding::CertificateExpired => {
            ("Its certificate has expired", "Check this machine's clock, then tell the host's owner.")
        }
        Finding::CertificateNotYetValid => ("Its certificate is not valid yet", "Check this machine's clock."),
        Finding::CertificateUnknown => {
            ("Nobody known here signed its certificate", "Check the host; a proxy in between may read along.")
        }
        Finding::CertificateOtherName => ("Its certificate is for another name", "Check the host."),
        Finding::NotTls => ("What answers there does not speak TLS", "Check host and port."),
        Finding::NoAnswer => ("It is connected and does not answer", "Try again later."),
        Finding::Outside => {
            ("A sandbox calls nothing outside this computer", "Make a development or production profile for it.")
        }
        Finding::ProxyUnknown => ("The proxy is not known", "Check [network] proxy, or the system's proxy settings."),
        Finding::ProxyUnreached => ("The proxy takes no connection", "Check its host and port, or the network."),
        Finding::ProxyTimedOut => ("The proxy does not answer in time", "Try again; if it lasts, ask who runs it."),
        Finding::ProxyCredentials => {
            ("The proxy asks for another user or password", "Check [network] proxy_user and the password.")
        }
        Finding::ProxyForbids => ("The proxy does not allow this host", "Ask whoever runs it to allow the host."),
        Finding::ProxyNoWayOn => ("The proxy finds no way to the host", "Check the host; ask whoever runs the proxy."),
        Finding::NotAProxy => ("What answers there is no proxy", "Check the proxy's host and port."),
        Finding::PlainHttp => ("It is plain HTTP", "Right for a simulated provider only."),
        Finding::ClockUnknown => ("The host does not say its time", "Nothing to do."),
        Finding::ClockOff => ("The clocks differ, by seconds", "Set this machine's clock by the network."),
        Finding::ClockTooFarOff => {
            ("The clocks differ too far, by seconds", "Set this machine's clock: every webhook would be rejected.")
        }
        Finding::LoginRefused => ("The login was refused", "Check client id, client secret and the way of logging in."),
        Finding::LoginFailed => ("The login did not work out", "Try again later."),
        Finding::NoIntegration => ("The profile names no integration", "Add it to the profile."),
        Finding::WebhookMissing => {
            ("No webhook is registered", "A run registers it; `gangway receive --register` too.")
        }
        Finding::WebhookElsewhere => (
            "Results go to another address",
            "Whoever listens there gets them; `gangway receive --register --take-over` changes that.",
        ),
        Finding::WebhookSecretMissing => ("Its secret is not in the vault", "A run registers a new one."),
        Finding::WebhookUnread => ("The registration could not be read", "Try again later."),
        Finding::WebhookNotAtRelay => (
            "Results come to this computer, and not to the team's relay",
            "A run of an admin moves it; `gangway receive --register` too.",
        ),
        Finding::RelayNotReady => ("It cannot keep what it receives", "Tell whoever runs the relay."),
        Finding::NotARelay => ("What answers there is no relay", "Tell whoever runs the relay."),
        Finding::FeedBehind => ("Entries of the team's log are still to come", "Nothing to do: it goes on by itself."),
        Finding::FeedNotLive => ("Nothing comes from the relay", "It tries again by itself; check the relay above."),
        Finding::FeedForked => (
            "The relay showed two different logs",
            "Nothing more is taken in. Tell whoever runs the relay, leave the team and join anew.",
        ),
        Finding::FeedRecovering => {
            ("The relay has less than it had proven", "It was put back from a backup; tell whoever runs it.")
        }
        Finding::DeviceRemoved => {
            ("This device was removed from the team", "Leave the team, and join by a new invitation.")
        }
        Finding::NotListening => ("The receiver does not listen", "Free its address or choose another one."),
        Finding::PublicAddressMissing => {
            ("There is no public address", "Set receiver.public_url: the provider cannot reach this machine by itself.")
        }
        Finding::AnotherProgram => {
            ("Something else answers there", "Point the tunnel or proxy at the receiver, with its paths unchanged.")
        }
        Finding::RedirectedOnTheWay => {
            ("Calls are redirected there", "Use the final address: no provider follows a redirect.")
        }
        Finding::PathChanged => {
            ("Calls arrive under another path", "Have the tunnel or proxy pass on /hooks/… as it is, without a prefix.")
        }
        Finding::MethodChanged => ("A POST arrives as another call", "Look for a redirect on the way."),
        Finding::HeadersTaken => {
            ("Headers with signatures do not arrive", "Have the tunnel or proxy pass on all headers, once each.")
        }
        Finding::BodyCompressed => ("Bodies arrive compressed", "Turn off compression of requests on the way."),
        Finding::BodyChanged => ("Bodies arrive changed", "Have the tunnel or proxy pass on bodies byte for byte."),
    }
}
