use serde::Serialize;
use specta::Type;

/// The way from this desk to the provider and back, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Nothing failed; there may be steps that want attention.
    pub ok: bool,
    /// In the order of the way.
    pub steps: Vec<CheckStep>,
}

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckStep {
    /// Which.
    pub step: Step,
    /// What it is about: a host, an address, an integration.
    pub subject: String,
    /// How it went.
    pub outcome: CheckOutcome,
    /// What was found; `None` where there is nothing to say. Each has words and a next step.
    pub finding: Option<Finding>,
    /// What the finding's words need: seconds, a status, the provider's words.
    pub data: Option<String>,
    /// The proxy that is between, without credentials; `None`: straight, or no way is taken.
    pub through: Option<String>,
}

/// The steps, in the order of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Secrets can be read and kept.
    Vault,
    /// The login host answers, over TLS.
    LoginHost,
    /// The API host answers, over TLS.
    ApiHost,
    /// Rainforest's API host answers, over TLS.
    RainforestHost,
    /// Ratepay's login or API host answers, over TLS.
    RatepayHost,
    /// The platform's host answers, over TLS.
    PlatformHost,
    /// The mail server takes connections.
    MailHost,
    /// The provider's clock and ours agree.
    Clock,
    /// The integrator logs in.
    IntegratorLogin,
    /// A provider takes the credentials: Rainforest the API key, Ratepay the client secret.
    ProviderLogin,
    /// The provider sends results to us.
    Webhook,
    /// The team's relay answers, and keeps what it receives.
    Relay,
    /// What the relay receives comes here, and nothing is missing.
    Feed,
    /// The receiver listens.
    Receiver,
    /// The receiver is reached under its public address.
    PublicAddress,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// As it should be.
    Ok,
    /// It works, or will by itself, and somebody should know.
    Attention,
    /// It does not work.
    Failed,
    /// Not looked at, because an earlier step failed.
    Skipped,
}

/// What a step found: a closed set, each with words and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Unlock the keyring.
    VaultLocked,
    /// No keyring: secrets are forgotten when the program ends.
    VaultForgets,
    /// Store the client secret.
    ClientSecretMissing,
    /// The host's name is not known: a typing mistake, or no network.
    NameUnknown,
    /// Nobody listens there.
    ConnectionRefused,
    /// No connection in time: a firewall, or the host is down.
    ConnectionTimedOut,
    /// No way there: the network is down.
    NoRoute,
    /// The certificate has expired, or the desk's clock is ahead.
    CertificateExpired,
    /// The certificate is not valid yet, or the desk's clock is behind.
    CertificateNotYetValid,
    /// The certificate is signed by nobody known here: a proxy that reads along, or a wrong host.
    CertificateUnknown,
    /// The certificate is for another name.
    CertificateOtherName,
    /// What answers does not speak TLS.
    NotTls,
    /// Connected, and no complete answer.
    NoAnswer,
    /// A sandbox calls nothing outside this computer.
    Outside,
    /// The proxy's name is not known, or its address cannot be used.
    ProxyUnknown,
    /// The proxy takes no connection.
    ProxyUnreached,
    /// The proxy did not answer in time.
    ProxyTimedOut,
    /// The proxy asks for another user or password.
    ProxyCredentials,
    /// The proxy does not allow this host.
    ProxyForbids,
    /// The proxy finds no way on to the host.
    ProxyNoWayOn,
    /// What answers at the proxy's address is no proxy.
    NotAProxy,
    /// Plain HTTP on this machine; right for a simulated provider only.
    PlainHttp,
    /// No answer had a date.
    ClockUnknown,
    /// The clocks differ by `data` seconds; the provider's minus ours.
    ClockOff,
    /// They differ by more than a signature may be old: every result would be rejected.
    ClockTooFarOff,
    /// The login was refused; `data` has status and words.
    LoginRefused,
    /// The login did not work out; `data` has why.
    LoginFailed,
    /// The profile names no integration.
    NoIntegration,
    /// No webhook is registered; a run registers it by itself.
    WebhookMissing,
    /// Results go to another address, and a person is asked before that changes. `data` has the address's host.
    WebhookElsewhere,
    /// Registered, and its secret is not in the vault; a run registers a new one by itself.
    WebhookSecretMissing,
    /// The registration could not be read; `data` has why.
    WebhookUnread,
    /// In a team results still come to this computer, and not to the relay; a run of an admin moves the registration.
    WebhookNotAtRelay,
    /// The relay cannot keep what it receives; `data` has its own sentence.
    RelayNotReady,
    /// What answers at the relay's address is no relay; `data` has the status.
    NotARelay,
    /// Entries of the team's log are still being taken in; `data` has how many.
    FeedBehind,
    /// The feed is not live; `data` has why.
    FeedNotLive,
    /// The relay showed two different logs; `data` has the entry.
    FeedForked,
    /// The relay has less than it had proven, and is being put right.
    FeedRecovering,
    /// This device was removed from the team.
    DeviceRemoved,
    /// The receiver does not listen; `data` has why.
    NotListening,
    /// The profile has no public address: the provider cannot reach a receiver on this machine.
    PublicAddressMissing,
    /// The public address leads to something else; `data` has the status it answered with.
    AnotherProgram,
    /// A call to the public address is redirected; no provider follows. `data` has the status.
    RedirectedOnTheWay,
    /// Calls arrive under another path; `data` has it.
    PathChanged,
    /// A POST arrives as another call; `data` has which.
    MethodChanged,
    /// Headers with signatures do not arrive as they were sent; `data` has their names.
    HeadersTaken,
    /// Bodies arrive compressed; `data` has how.
    BodyCompressed,
    /// Bodies arrive changed.
    BodyChanged,
}
