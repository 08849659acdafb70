//! Addresses that Ratepay is to call: it checks none, so they are checked here.

use crate::{
    Code, Failure, Reason,
    error::because::{Because, bad_address, no_answer, unresolved},
    providers::ratepay::Subscriptions,
    view::{AddressFinding, AddressReport, CallReport, FindingWord, ProfileKind, Severity},
};
use gangway_domain::ActKind;
use gangway_domain::address::{Address, BadAddress, Reach, check};
use gangway_providers::{
    probe::{self, Called, NoAnswer, Resolved, SystemNames, TestCall, Unresolved},
    ratepay::{HEADER, sign},
};
use secrecy::SecretString;

/// What a test call sends: no event has such a body.
const TEST_BODY: &str = r#"{"gangway":"test call"}"#;
/// A certificate that ends sooner, in milliseconds, is worth a word.
const SOON: i64 = 14 * 24 * 60 * 60 * 1000;
/// An answer that takes longer, in milliseconds, is worth a word: how long Ratepay waits is not published.
const SLOW: u128 = 3000;

impl Subscriptions {
    /// How far addresses of this profile may lead.
    fn reach(&self) -> Reach {
        if self.environment.profile().kind == ProfileKind::Sandbox { Reach::Loopback } else { Reach::Public }
    }

    /// Refuses an address that a subscription must not point at. The sandbox has no network, so it asks no name service.
    pub(super) async fn check_address_for_use(&self, text: &str) -> Result<(), Failure> {
        let address = check(text, self.reach())?;
        if self.reach() == Reach::Public {
            self.resolved(&address).await.map_err(|error| {
                let failure = Failure::new(Code::BadInput, format!("The address cannot be used: {error}."));
                failure.caused(unresolved(&error))
            })?;
        }
        Ok(())
    }

    async fn resolved(&self, address: &Address) -> Result<Resolved, Unresolved> {
        probe::resolve(address, self.reach(), &SystemNames).await
    }

    /// Everything that can be found out about an address. With `call` it is sent one signed test call: with the secret of a
    /// row, if one is named, so that the receiver can verify it. Nothing private is ever reached, no redirect followed.
    pub async fn check_address(&self, text: &str, call: bool, row: Option<&str>) -> Result<AddressReport, Failure> {
        let mut report = AddressReport {
            url: text.trim().to_owned(),
            usable: false,
            answered_well: None,
            findings: Vec::new(),
            resolved: Vec::new(),
            call: None,
        };
        let address = match check(text, self.reach()) {
            Ok(address) => address,
            Err(bad) => {
                report.findings.push(because(word(&bad), Severity::Bad, bad.to_string(), bad_address(&bad)));
                return Ok(report);
            }
        };
        report.findings.push(finding(
            FindingWord::Syntax,
            Severity::Good,
            "it is an address that can be used".to_owned(),
        ));
        let is_here = address.url.host().is_some_and(|host| match host {
            url::Host::Ipv4(ip) => ip.is_loopback(),
            url::Host::Ipv6(ip) => ip.is_loopback(),
            url::Host::Domain(name) => name == "localhost",
        });
        if self.reach() == Reach::Loopback && !is_here {
            report.usable = true;
            let note = "the sandbox has no network: the name was not looked up, and no test call is made".to_owned();
            report.findings.push(because(FindingWord::Resolved, Severity::Note, note, (Reason::NoNetwork, None)));
            return Ok(report);
        }
        let resolved = match self.resolved(&address).await {
            Ok(resolved) => resolved,
            Err(error) => {
                let why = unresolved(&error);
                report.findings.push(because(FindingWord::Resolved, Severity::Bad, error.to_string(), why));
                return Ok(report);
            }
        };
        report.usable = true;
        report.resolved = resolved.addresses().iter().map(|address| address.ip().to_string()).collect();
        report.findings.push(finding(FindingWord::Resolved, Severity::Good, report.resolved.join(", ")));
        if call {
            let secret = match row {
                Some(row) => self.secret_of(row).await?.ok_or_else(|| Failure::not_found("secret").with(row))?,
                None => super::secrets::generate()?,
            };
            self.test_call(&address, &resolved, &secret, &mut report).await?;
        }
        Ok(report)
    }

    async fn test_call(
        &self,
        address: &Address,
        at: &Resolved,
        secret: &SecretString,
        report: &mut AddressReport,
    ) -> Result<(), Failure> {
        let network = self.environment.network();
        let trust = network.trust().map_err(|error| {
            Failure::new(Code::Internal, format!("The system's trusted certificates cannot be used: {error}."))
        })?;
        let headers = [(HEADER, sign(secret, TEST_BODY))];
        let test = TestCall { headers: &headers, body: TEST_BODY, agent: probe::TEST_CALL };
        let act = self.environment.act(ActKind::AddressCalled, &report.url, None, None);
        // However the call ends is in the report: it has been made.
        let call = async { Ok(probe::call(&network, address, at, trust, &test).await) };
        let called = self.environment.audit_outside(act, call).await?;
        report.findings.extend(findings(&called, crate::now()));
        report.answered_well = Some(matches!(called.status, Ok(200..=299)));
        report.call = Some(CallReport {
            connected_to: called.connected_to.to_string(),
            status: called.status.as_ref().ok().copied(),
            took_ms: called.took.as_millis() as u32,
            tls: called.tls.as_ref().map(|tls| tls.version.clone()),
            certificate_ends_at: called.tls.and_then(|tls| tls.ends_at),
        });
        Ok(())
    }
}

fn finding(what: FindingWord, severity: Severity, detail: String) -> AddressFinding {
    AddressFinding { what, severity, detail, reason: None, about: None }
}

fn because(what: FindingWord, severity: Severity, detail: String, (reason, about): Because) -> AddressFinding {
    AddressFinding { what, severity, detail, reason: Some(reason), about }
}

const fn word(bad: &BadAddress) -> FindingWord {
    match bad {
        BadAddress::NotHttps => FindingWord::Scheme,
        BadAddress::NotPublic(_) | BadAddress::Suffix(_) | BadAddress::Private { .. } => FindingWord::PublicName,
        _ => FindingWord::Syntax,
    }
}

/// What a test call showed, in the order in which it went.
fn findings(called: &Called, now: i64) -> Vec<AddressFinding> {
    let mut findings = Vec::new();
    if !matches!(called.status, Err(NoAnswer::NotConnected(_))) {
        findings.push(finding(FindingWord::Connected, Severity::Good, called.connected_to.to_string()));
    }
    if let Some(tls) = &called.tls {
        findings.push(finding(FindingWord::Certificate, Severity::Good, "it is trusted, and for this name".to_owned()));
        findings.push(finding(FindingWord::TlsVersion, Severity::Good, tls.version.clone()));
        if let Some(days) = tls.ends_at.map(|end| (end - now) / (24 * 60 * 60 * 1000)) {
            let soon = tls.ends_at.is_some_and(|end| end - now < SOON);
            let severity = if soon { Severity::Note } else { Severity::Good };
            findings.push(finding(FindingWord::CertificateEnds, severity, format!("in {days} days")));
        }
    }
    findings.push(answered(&called.status));
    let slow = called.took.as_millis() > SLOW;
    let severity = if slow { Severity::Note } else { Severity::Good };
    findings.push(finding(FindingWord::Time, severity, format!("{} ms", called.took.as_millis())));
    findings
}

fn answered(status: &Result<u16, NoAnswer>) -> AddressFinding {
    let about = |status: &u16| Some(status.to_string());
    match status {
        Ok(status @ 200..=299) => finding(FindingWord::Status, Severity::Good, status.to_string()),
        Ok(status @ 300..=399) => {
            let words = format!("{status}: a redirect counts as a failed call");
            because(FindingWord::Status, Severity::Bad, words, (Reason::Redirected, about(status)))
        }
        // It verified the signature and did not know the secret: a receiver as it should be.
        Ok(status @ (401 | 403)) => {
            let words = format!("{status}: it did not accept the signature of the test call");
            because(FindingWord::Status, Severity::Note, words, (Reason::SignatureRefused, about(status)))
        }
        Ok(status) => {
            let words = format!("{status}: only 200 to 299 counts as delivered");
            because(FindingWord::Status, Severity::Bad, words, (Reason::NotDelivered, about(status)))
        }
        Err(error) => {
            let what = match error {
                NoAnswer::NotConnected(_) => FindingWord::Connected,
                NoAnswer::Certificate(_) | NoAnswer::Tls(_) => FindingWord::Certificate,
                _ => FindingWord::Status,
            };
            because(what, Severity::Bad, error.to_string(), no_answer(error))
        }
    }
}
