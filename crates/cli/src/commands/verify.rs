//! Whether a webhook's signature is right. Touches no profile.

use crate::{args, exit::Exit, out::Out};
use gangway_console_core::{Code, Failure, now};
use gangway_providers::rappi::{HEADER, Rejection, Unverified, verify};
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
    let args::Provider::Rappi = args.provider;
    let secret = secret(&args.secret_file)?;
    let body = body()?;
    let signatures: Vec<&[u8]> = args
        .header
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(HEADER))
        .map(|(_, value)| value.as_bytes())
        .collect();
    let at = args.at.map_or_else(now, |seconds| seconds * 1000);
    let verdict = verify(&Unverified { signatures: &signatures, body: &body }, &[secret], at);
    out.json_line(&match &verdict {
        Ok(verified) => Verdict::Verified { form: verified.form().word() },
        Err(rejection) => Verdict::Rejected { reason: rejection.code() },
    });
    match verdict {
        Ok(_) => Ok(Exit::Done),
        Err(rejection) => {
            explain(rejection, out);
            Ok(Exit::No)
        }
    }
}

/// For the person at the keyboard; the code alone does not say how far the clock is off.
fn explain(rejection: Rejection, out: Out) {
    out.progress(&format!("gangway: {rejection}"));
}

/// As editors and shells write it: one line end at its end is not part of the secret.
fn secret(path: &Path) -> Result<SecretString, Failure> {
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
