//! Whether a webhook's signature is right. Touches no profile.

use crate::{args, exit::Exit, out::Out};
use gangway_core::{
    Code, Failure, lab_examine, lab_report, now, read_secret_file,
    view::{LabFinding, LabReport, LabStep},
};
use gangway_providers::{
    scheme_of,
    webhook_signature::{lab::Keys, scheme::Call},
};
use secrecy::SecretString;
use serde::Serialize;

/// Largest body, in bytes; the receiver takes no larger one either.
const BODY: u64 = 1 << 20;

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
enum Answer {
    Verified {
        form: &'static str,
        /// Only where there are two to tell apart.
        #[serde(skip_serializing_if = "Option::is_none")]
        secret: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<LabReport>,
    },
    Rejected {
        reason: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<LabReport>,
    },
}

pub(super) fn run(args: &args::Verify, out: Out<'_>) -> Result<Exit, Failure> {
    let current = read_secret_file(out.caller, &args.secret_file)?;
    let previous = args.previous_secret_file.as_deref().map(|it| read_secret_file(out.caller, it)).transpose()?;
    let body = body(out)?;
    let secrets: Vec<SecretString> = [Some(current.clone()), previous.clone()].into_iter().flatten().collect();
    let at = args.at.map_or_else(now, |seconds| seconds * 1000);
    let provider = args.provider;
    let verdict = (scheme_of(provider).verify)(&Call { headers: &args.header, body: &body, at }, &secrets);
    let keys = Keys { current: Some(current), previous };
    let why = args.explain.then(|| {
        let examined = lab_examine(provider, &args.header, &body, &keys, at);
        lab_report(provider, &examined, true, body.len())
    });
    if let Some(why) = &why {
        out.progress(&format!("gangway: {}", explained(why)));
    }
    let ended = match &verdict {
        Ok(_) => Exit::Done,
        Err(refused) => {
            // For the person at the keyboard; the code alone does not say how far the clock is off.
            out.progress(&format!("gangway: {}", refused.words));
            Exit::No
        }
    };
    out.json_line(&match verdict {
        Ok(it) => Answer::Verified {
            form: it.form,
            secret: (secrets.len() > 1).then_some(if it.secret == 0 { "current" } else { "previous" }),
            why,
        },
        Err(refused) => Answer::Rejected { reason: refused.why.word(), why },
    });
    Ok(ended)
}

/// Why, and what to do next.
fn explained(why: &LabReport) -> String {
    let what = match why.finding {
        LabFinding::Right => "the exact bytes are signed with this secret".to_owned(),
        LabFinding::PreviousSecret => "the exact bytes are signed with the previous secret".to_owned(),
        LabFinding::TesterForm => "the tester's form of the body is signed, not its bytes".to_owned(),
        LabFinding::CompactForm => "the body without the white space between its parts is signed".to_owned(),
        LabFinding::BodyCompressed => "the body is compressed, and nothing is signed in that form".to_owned(),
        LabFinding::BodyBroken => "the body is no complete JSON".to_owned(),
        LabFinding::ClockOff => {
            format!("the signature is right and its time is off by {} s", why.by_ms.unwrap_or_default() / 1000)
        }
        LabFinding::BodyReformatted => {
            format!("the body was changed on the way ({})", why.detail.as_deref().unwrap_or_default().replace('_', " "))
        }
        LabFinding::SecretHasBlanks => "the secret fits without the white space around it".to_owned(),
        LabFinding::WrongSecret => "no secret fits, and no usual change of the body explains it".to_owned(),
        LabFinding::HeaderMissing => "the signature's header is missing".to_owned(),
        LabFinding::HeaderDoubled => "the signature's header is there more than once".to_owned(),
        LabFinding::HeaderMalformed => "the signature's header is malformed".to_owned(),
        LabFinding::NoSecret => "there is no secret to verify with".to_owned(),
    };
    format!("{what}: {}", next(why.next))
}

const fn next(step: LabStep) -> &'static str {
    match step {
        LabStep::Nothing => "nothing to do",
        LabStep::FinishRotation => "wait for the end of the rotation, or register the webhook again",
        LabStep::UseARealCall => "have a real call sent",
        LabStep::SetTheClock => "set the clock, unless this is a repetition of an old call",
        LabStep::KeepTheBytes => "keep the tunnel or proxy from changing bodies",
        LabStep::TrimTheSecret => "store the secret without the white space",
        LabStep::RegisterAgain => "register the webhook again",
        LabStep::CopyTheSecret => "copy the endpoint's secret from Rainforest's portal once more",
        LabStep::RotateTheSecret => "give the subscription a new secret",
        LabStep::KeepTheHeader => "keep the tunnel or proxy from changing the header",
        LabStep::StoreASecret => "store a secret",
    }
}

fn body(out: Out<'_>) -> Result<Vec<u8>, Failure> {
    let read = out.caller.stdin(BODY + 1);
    let body = read.map_err(|error| Failure::new(Code::BadInput, format!("The body cannot be read: {error}.")))?;
    if body.len() as u64 > BODY {
        return Err(Failure::new(Code::BadInput, "The body is larger than 1 MiB."));
    }
    Ok(body)
}
