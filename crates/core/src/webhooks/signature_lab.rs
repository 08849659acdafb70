//! The signature lab: why a delivery is believed or not, and what to do about it.

use crate::{
    Code, Failure, Reason, now,
    registry::descriptor_of,
    view::{LabFinding, LabReport, LabRequest, LabSecret, LabSource, LabStep, ProfileKind, Verdict},
    webhooks::{Deliveries, deliveries::headers_of},
};
use gangway_domain::{EndpointId, Provider};
use gangway_providers::{
    signer_of,
    webhook_signature::{
        lab::{Examined, Finding, Keys, Which},
        scheme::Call,
    },
};
use gangway_record::{deliveries, endpoints};

/// Bytes; the receiver takes no larger body either.
const BODY: usize = 1 << 20;

/// Names and values of headers.
pub(crate) type Headers = [(String, String)];

/// A delivery, wherever it is from.
struct Sample {
    provider: Provider,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Unix milliseconds.
    at: i64,
    endpoint: Option<EndpointId>,
}

/// Finds out why a call is right or wrong. `at` in Unix milliseconds. Also for the command line, which has no profile.
pub fn examine(provider: Provider, headers: &Headers, body: &[u8], keys: &Keys, at: i64) -> Examined {
    (descriptor_of(provider).scheme.examine)(&Call { headers: &headers.to_vec(), body, at }, keys)
}

impl Deliveries {
    /// Finds out why. Changes nothing: a delivery that turns out to be right is still not believed.
    pub async fn examine(&self, request: LabRequest) -> Result<LabReport, Failure> {
        let sample = match request.source {
            LabSource::Delivery { id } => self.sample(id).await?,
            LabSource::Pasted { headers, body, at, endpoint } => {
                self.pasted(&headers, body, at.unwrap_or_else(now), endpoint.map(EndpointId)).await?
            }
        };
        if sample.body.len() > BODY {
            return Err(Failure::new(Code::BadInput, "The body is larger than 1 MiB.").because(Reason::BodyTooLarge));
        }
        let keys = match (request.secret, request.previous_secret) {
            (None, None) => self.keys_of(sample.endpoint.as_ref()).await?,
            (current, previous) => Keys { current: typed(current), previous: typed(previous) },
        };
        let accept_tester_form = self.environment.profile().kind != ProfileKind::Production;
        // Guessing what was changed takes a while with a large body.
        let report = tokio::task::spawn_blocking(move || {
            let examined = examine(sample.provider, &sample.headers, &sample.body, &keys, sample.at);
            report(sample.provider, &examined, accept_tester_form, sample.body.len())
        });
        report.await.map_err(|_| Failure::new(Code::Internal, "The delivery could not be examined."))
    }

    async fn sample(&self, id: i64) -> Result<Sample, Failure> {
        let found = self.environment.record().read(move |c| deliveries::by_id(c, id)).await?;
        let (delivery, content) = found.ok_or_else(|| Failure::not_found("delivery"))?;
        if content.digest.is_some() {
            let gone = "The headers and the body of this delivery were removed, so it cannot be examined.";
            return Err(Failure::new(Code::NotFound, gone).because(Reason::ContentRemoved));
        }
        Ok(Sample {
            provider: provider_of(&delivery)?,
            headers: headers_of(id, &content)?,
            body: content.body,
            at: delivery.at,
            endpoint: Some(delivery.endpoint),
        })
    }

    async fn pasted(&self, text: &str, body: String, at: i64, endpoint: Option<EndpointId>) -> Result<Sample, Failure> {
        let known = match endpoint.clone() {
            Some(endpoint) => self.environment.record().read(move |c| endpoints::by_id(c, &endpoint)).await?,
            None => None,
        };
        let (lines, bare) = lines(text);
        let told = known.map(|row| row.provider).or_else(|| signer_of(&lines)).or_else(|| writer_of(&bare));
        let provider = told.ok_or_else(|| {
            let message = "Nothing here tells whose call it is: choose the endpoint, or paste the signature with its header's name.";
            Failure::new(Code::BadInput, message).because(Reason::SignerUnclear)
        })?;
        let bare = bare.into_iter().map(|value| (descriptor_of(provider).scheme.header().to_owned(), value));
        Ok(Sample { provider, headers: lines.into_iter().chain(bare).collect(), body: body.into_bytes(), at, endpoint })
    }

    /// The newest secret that the endpoint takes, and the one before it.
    async fn keys_of(&self, endpoint: Option<&EndpointId>) -> Result<Keys, Failure> {
        let Some(endpoint) = endpoint else { return Ok(Keys::default()) };
        let mut secrets = self.endpoints.endpoint_secrets(endpoint).await?.into_iter();
        Ok(Keys { current: secrets.next(), previous: secrets.next() })
    }
}

fn typed(secret: Option<String>) -> Option<secrecy::SecretString> {
    secret.filter(|secret| !secret.is_empty()).map(Into::into)
}

/// Lines `Name: value`, and lines that are only a value.
fn lines(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let (mut named, mut bare) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            Some((name, value)) => named.push((name.trim().to_owned(), value.trim_matches([' ', '\t']).to_owned())),
            None => bare.push(line.to_owned()),
        }
    }
    (named, bare)
}

/// Whose signature has this shape (docs/wire.md 1.6 and 2.4). Ratepay's is digits alone, which could be anybody's.
fn writer_of(values: &[String]) -> Option<Provider> {
    values.iter().find_map(|value| {
        let is_rappis = value.starts_with("t=") && value.contains("sign=");
        let is_rainforests = value.starts_with("v1,");
        if is_rappis { Some(Provider::Rappi) } else { is_rainforests.then_some(Provider::Rainforest) }
    })
}

/// Also for the command line, which has no profile.
pub fn report(provider: Provider, examined: &Examined, accept_tester_form: bool, bytes: usize) -> LabReport {
    let previous = examined.secret == Some(Which::Previous);
    let (finding, detail, next) = match examined.finding {
        Finding::Right if previous => (LabFinding::PreviousSecret, None, LabStep::FinishRotation),
        Finding::Right => (LabFinding::Right, None, LabStep::Nothing),
        Finding::TesterForm => (LabFinding::TesterForm, None, LabStep::UseARealCall),
        // Ratepay signs the text without the white space between its parts (docs/wire.md 3.3).
        Finding::CompactForm => (LabFinding::CompactForm, None, LabStep::Nothing),
        Finding::Compressed => (LabFinding::BodyCompressed, None, LabStep::KeepTheBytes),
        Finding::BodyBroken => (LabFinding::BodyBroken, None, LabStep::KeepTheBytes),
        Finding::ClockOff => (LabFinding::ClockOff, None, LabStep::SetTheClock),
        Finding::Reformatted(change) => (LabFinding::BodyReformatted, Some(change.code()), LabStep::KeepTheBytes),
        Finding::SecretHasBlanks => (LabFinding::SecretHasBlanks, None, LabStep::TrimTheSecret),
        Finding::WrongSecret => (LabFinding::WrongSecret, None, descriptor_of(provider).same_secret),
        // Rappi signs nothing where no secret was registered (docs/wire.md 1.6); the others sign every call.
        Finding::HeaderMissing if !descriptor_of(provider).scheme.always_signs => {
            (LabFinding::HeaderMissing, None, LabStep::RegisterAgain)
        }
        Finding::HeaderMissing => (LabFinding::HeaderMissing, None, LabStep::KeepTheHeader),
        Finding::HeaderDoubled => (LabFinding::HeaderDoubled, None, LabStep::KeepTheHeader),
        Finding::HeaderMalformed(how) => (LabFinding::HeaderMalformed, Some(how), LabStep::KeepTheHeader),
        Finding::NoSecret => (LabFinding::NoSecret, None, LabStep::StoreASecret),
    };
    let form = examined.finding.form();
    let believed = form.is_some() && (examined.finding != Finding::TesterForm || accept_tester_form);
    LabReport {
        verdict: if believed { Verdict::Verified } else { Verdict::Rejected },
        form: form.map(str::to_owned),
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

/// Who called. A provider that this program does not know is an error, never another provider.
fn provider_of(delivery: &deliveries::Delivery) -> Result<Provider, Failure> {
    Provider::read(&delivery.provider).ok_or_else(|| {
        let message = format!("The provider of delivery {} is not known here: {:?}.", delivery.id, delivery.provider);
        Failure::new(Code::RecordDamaged, message).because(Reason::RecordUnreadable).about("deliveries.provider")
    })
}

#[cfg(test)]
mod tests {
    use super::{Provider, lines, signer_of, writer_of};

    #[test]
    fn headers_as_people_paste_them() {
        let check = |text: &str, provider: Option<Provider>, named: &[(&str, &str)], bare: &[&str]| {
            let (found, values) = lines(text);
            let pairs: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let guessed = signer_of(&found).or_else(|| writer_of(&values));
            assert_eq!((pairs.as_slice(), guessed), (named, provider), "{text:?}");
            assert_eq!(values, bare, "{text:?}");
        };
        check("t=1,sign=2", Some(Provider::Rappi), &[], &["t=1,sign=2"]);
        check("v1,x", Some(Provider::Rainforest), &[], &["v1,x"]);
        let two = [("Content-Type", "application/json"), ("rappi-signature", "t=1,sign=2")];
        check(
            "Content-Type: application/json\r\nrappi-signature:  t=1,sign=2\r\n\r\n",
            Some(Provider::Rappi),
            &two,
            &[],
        );
        check("X-Signature: ab", Some(Provider::Ratepay), &[("X-Signature", "ab")], &[]);
        check("webhook-signature: v1,x", Some(Provider::Rainforest), &[("webhook-signature", "v1,x")], &[]);
        check("Svix-Signature: v1,x", Some(Provider::Rainforest), &[("Svix-Signature", "v1,x")], &[]);
        check("", None, &[], &[]);
        check("ab12", None, &[], &["ab12"]);
    }
}
