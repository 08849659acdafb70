//! Whether a webhook's signature is right. Touches no profile.

use crate::{args, exit::Exit, out::Out};
use gangway_console_core::{Code, Failure, now};
use gangway_providers::{rappi, ratepay};
use secrecy::SecretString;
use serde::Serialize;
use std::{io::Read, path::Path};

/// Largest body, in bytes; the receiver takes no larger one either.
const BODY: u64 = 1 << 20;

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
enum Verdict {
    Verified { form: &'static str },
    Rejected { reason: &'static str },
}

pub(super) fn run(args: &args::Verify, out: Out) -> Result<Exit, Failure> {
    let secrets = [secret(&args.secret_file)?];
    let body = body()?;
    let verdict = match args.provider {
        args::Provider::Rappi => of_rappi(args, &body, &secrets),
        args::Provider::Ratepay => of_ratepay(args, &body, &secrets),
    };
    match verdict {
        Ok(form) => {
            out.json_line(&Verdict::Verified { form });
            Ok(Exit::Done)
        }
        Err((reason, words)) => {
            out.json_line(&Verdict::Rejected { reason });
            // For the person at the keyboard; the code alone does not say how far the clock is off.
            out.progress(&format!("gangway: {words}"));
            Ok(Exit::No)
        }
    }
}

/// The form, or the code of the reason with its words.
type Judged = Result<&'static str, (&'static str, String)>;

fn of_rappi(args: &args::Verify, body: &[u8], secrets: &[SecretString]) -> Judged {
    let signatures = signatures(args, rappi::HEADER);
    let at = args.at.map_or_else(now, |seconds| seconds * 1000);
    let verified = rappi::verify(&rappi::Unverified { signatures: &signatures, body }, secrets, at);
    verified.map(|it| it.form().word()).map_err(|rejection| (rejection.code(), rejection.to_string()))
}

fn of_ratepay(args: &args::Verify, body: &[u8], secrets: &[SecretString]) -> Judged {
    let signatures = signatures(args, ratepay::HEADER);
    let verified = ratepay::verify(&ratepay::Unverified { signatures: &signatures, body }, secrets);
    verified.map(|it| it.form().word()).map_err(|rejection| (rejection.code(), rejection.to_string()))
}

fn signatures<'a>(args: &'a args::Verify, wanted: &str) -> Vec<&'a [u8]> {
    let headers = args.header.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
    headers.map(|(_, value)| value.as_bytes()).collect()
}

/// As editors and shells write it: one line end at its end is not part of the secret.
pub(super) fn secret(path: &Path) -> Result<SecretString, Failure> {
    let wrong =
        |problem: String| Failure::new(Code::BadInput, format!("The secret file {}: {problem}.", path.display()));
    let mut text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    if text.is_empty() { Err(wrong("it is empty".to_owned())) } else { Ok(text.into()) }
}

fn body() -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let read = std::io::stdin().lock().take(BODY + 1).read_to_end(&mut body);
    read.map_err(|error| Failure::new(Code::BadInput, format!("The body cannot be read: {error}.")))?;
    if body.len() as u64 > BODY {
        return Err(Failure::new(Code::BadInput, "The body is larger than 1 MiB."));
    }
    Ok(body)
}
