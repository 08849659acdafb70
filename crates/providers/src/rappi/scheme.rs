//! How Rappi's calls are believed (docs/wire.md 1.6).

use super::{Form, HEADER, Rejection, Unverified, examine, verify};
use crate::webhook_signature::{
    lab::{Examined, Keys},
    scheme::{Believed, Call, NotBelieved, Scheme, clock_off, malformed},
};
use secrecy::SecretString;

/// Rappi's.
pub const SCHEME: Scheme = Scheme { headers: &[HEADER], verify: believed, examine: examined, always_signs: false };

fn believed(call: &Call<'_>, secrets: &[SecretString]) -> Result<Believed, NotBelieved> {
    let signatures = call.headers.values(HEADER);
    let verified = verify(&Unverified { signatures: &signatures, body: call.body }, secrets, call.at);
    let verified = verified.map_err(|rejection| refused(&rejection))?;
    let form = verified.form();
    Ok(Believed { form: form.word(), secret: verified.secret(), id: None, is_testers: form == Form::Tester })
}

fn refused(rejection: &Rejection) -> NotBelieved {
    let detail = match rejection {
        Rejection::ClockOff { by_ms } => Some(clock_off(*by_ms)),
        Rejection::HeaderMalformed(part) => Some(malformed(part)),
        Rejection::HeaderMissing | Rejection::HeaderDoubled | Rejection::WrongSecret | Rejection::NoSecret => None,
    };
    let is_ours = matches!(rejection, Rejection::NoSecret);
    NotBelieved { why: rejection.reason(), detail, words: rejection.to_string(), is_ours }
}

fn examined(call: &Call<'_>, keys: &Keys) -> Examined {
    let signatures = call.headers.values(HEADER);
    examine(&Unverified { signatures: &signatures, body: call.body }, keys, call.at)
}
