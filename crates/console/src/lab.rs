//! The signature lab: why a delivery is believed or not, and what to do about it.

use crate::{
    Code, Console, Failure, Reason, now,
    view::{LabFinding, LabReport, LabRequest, LabSecret, LabSource, LabStep, ProfileKind, Verdict},
};
use gangway_domain::EndpointId;
use gangway_providers::rappi::{Examined, Finding, Form, HEADER, Keys, Unverified, Which, examine};
use gangway_record::deliveries;

/// Bytes; the receiver takes no larger body either.
const BODY: usize = 1 << 20;

/// A delivery, wherever it is from.
struct Sample {
    /// All values of the signature's header.
    signatures: Vec<Vec<u8>>,
    body: Vec<u8>,
    /// Unix milliseconds.
    at: i64,
    endpoint: Option<EndpointId>,
}

impl Console {
    /// Finds out why. Changes nothing: a delivery that turns out to be right is still not believed.
    pub async fn examine(&self, request: LabRequest) -> Result<LabReport, Failure> {
        let sample = match request.source {
            LabSource::Delivery { id } => self.sample(id).await?,
            LabSource::Pasted { headers, body, at, endpoint } => Sample {
                signatures: signatures(&headers),
                body: body.into_bytes(),
                at: at.unwrap_or_else(now),
                endpoint: endpoint.map(EndpointId),
            },
        };
        if sample.body.len() > BODY {
            return Err(Failure::new(Code::BadInput, "The body is larger than 1 MiB.").because(Reason::BodyTooLarge));
        }
        let keys = match (request.secret, request.previous_secret) {
            (None, None) => self.keys_of(sample.endpoint.as_ref()).await?,
            (current, previous) => Keys { current: typed(current), previous: typed(previous) },
        };
        let accept_tester_form = self.profile().kind != ProfileKind::Production;
        // Guessing what was changed takes a while with a large body.
        let report = tokio::task::spawn_blocking(move || {
            let signatures: Vec<&[u8]> = sample.signatures.iter().map(Vec::as_slice).collect();
            let call = Unverified { signatures: &signatures, body: &sample.body };
            report(&examine(&call, &keys, sample.at), accept_tester_form, sample.body.len())
        });
        report.await.map_err(|_| Failure::new(Code::Internal, "The delivery could not be examined."))
    }

    async fn sample(&self, id: i64) -> Result<Sample, Failure> {
        let found = self.record.read(move |c| deliveries::by_id(c, id)).await?;
        let (delivery, content) = found.ok_or_else(|| Failure::not_found("delivery"))?;
        if content.digest.is_some() {
            let gone = "The headers and the body of this delivery were removed, so it cannot be examined.";
            return Err(Failure::new(Code::NotFound, gone).because(Reason::ContentRemoved));
        }
        let headers: Vec<(String, String)> = serde_json::from_str(&content.headers).unwrap_or_default();
        let ours = headers.into_iter().filter(|(name, _)| name.eq_ignore_ascii_case(HEADER));
        Ok(Sample {
            signatures: ours.map(|(_, value)| value.into_bytes()).collect(),
            body: content.body,
            at: delivery.at,
            endpoint: Some(delivery.endpoint),
        })
    }

    /// The newest secret that the endpoint takes, and the one before it.
    async fn keys_of(&self, endpoint: Option<&EndpointId>) -> Result<Keys, Failure> {
        let Some(endpoint) = endpoint else { return Ok(Keys::default()) };
        let mut secrets = self.endpoint_secrets(endpoint).await?.into_iter();
        Ok(Keys { current: secrets.next(), previous: secrets.next() })
    }
}

fn typed(secret: Option<String>) -> Option<secrecy::SecretString> {
    secret.filter(|secret| !secret.is_empty()).map(Into::into)
}

/// From lines `Name: value`; a text that is only the value is one too.
fn signatures(headers: &str) -> Vec<Vec<u8>> {
    let lines = headers.lines().map(str::trim).filter(|line| !line.is_empty());
    let value = |line: &str| match line.split_once(':') {
        Some((name, value)) => {
            name.trim().eq_ignore_ascii_case(HEADER).then(|| value.trim_matches([' ', '\t']).as_bytes().to_vec())
        }
        None => Some(line.as_bytes().to_vec()),
    };
    lines.filter_map(value).collect()
}

/// Also for the command line, which has no profile.
pub fn report(examined: &Examined, accept_tester_form: bool, bytes: usize) -> LabReport {
    let previous = examined.secret == Some(Which::Previous);
    let (finding, detail, next) = match examined.finding {
        Finding::Right if previous => (LabFinding::PreviousSecret, None, LabStep::FinishRotation),
        Finding::Right => (LabFinding::Right, None, LabStep::Nothing),
        Finding::TesterForm => (LabFinding::TesterForm, None, LabStep::UseARealCall),
        Finding::ClockOff => (LabFinding::ClockOff, None, LabStep::SetTheClock),
        Finding::Reformatted(change) => (LabFinding::BodyReformatted, Some(change.code()), LabStep::KeepTheBytes),
        Finding::SecretHasBlanks => (LabFinding::SecretHasBlanks, None, LabStep::TrimTheSecret),
        Finding::WrongSecret => (LabFinding::WrongSecret, None, LabStep::RegisterAgain),
        // Nothing is signed where no secret was registered (PROVIDERS.md 1.6).
        Finding::HeaderMissing => (LabFinding::HeaderMissing, None, LabStep::RegisterAgain),
        Finding::HeaderDoubled => (LabFinding::HeaderDoubled, None, LabStep::KeepTheHeader),
        Finding::HeaderMalformed(how) => (LabFinding::HeaderMalformed, Some(how.code()), LabStep::KeepTheHeader),
        Finding::NoSecret => (LabFinding::NoSecret, None, LabStep::StoreASecret),
    };
    let form = examined.finding.form();
    let believed = form.is_some_and(|form| form == Form::Raw || accept_tester_form);
    LabReport {
        verdict: if believed { Verdict::Verified } else { Verdict::Rejected },
        form: form.map(|form| form.word().to_owned()),
        finding,
        detail: detail.map(str::to_owned),
        secret: examined.secret.map(|which| match which {
            Which::Current => LabSecret::Current,
            Which::Previous => LabSecret::Previous,
        }),
        by_ms: examined.by_ms,
        next,
        bytes: bytes as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::signatures;

    #[test]
    fn headers_as_people_paste_them() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = signatures(text).into_iter().map(|it| String::from_utf8(it).unwrap()).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("t=1,sign=2", &["t=1,sign=2"]);
        check("Content-Type: application/json\r\nrappi-signature:  t=1,sign=2\r\n\r\n", &["t=1,sign=2"]);
        check("Rappi-Signature: a\nRappi-Signature: b", &["a", "b"]);
        check("Host: x", &[]);
        check("", &[]);
    }
}
