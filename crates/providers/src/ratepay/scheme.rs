//! How Ratepay's calls are believed (docs/wire.md 3.3).

use super::{HEADER, Rejection, Unverified, examine, verify};
use crate::webhook_signature::{
    lab::{Examined, Keys},
    scheme::{Believed, Call, NotBelieved, Scheme, malformed},
};
use secrecy::SecretString;

/// Ratepay's.
pub const SCHEME: Scheme = Scheme { headers: &[HEADER], verify: believed, examine: examined, always_signs: true };

fn believed(call: &Call<'_>, secrets: &[SecretString]) -> Result<Believed, NotBelieved> {
    let signatures = call.headers.values(HEADER);
    let verified = verify(&Unverified { signatures: &signatures, body: call.body }, secrets);
    let verified = verified.map_err(|rejection| refused(&rejection))?;
    Ok(Believed { form: verified.form().word(), secret: verified.secret(), id: None, is_testers: false })
}

fn refused(rejection: &Rejection) -> NotBelieved {
    let detail = match rejection {
        Rejection::HeaderMalformed(part) => Some(malformed(part)),
        Rejection::HeaderMissing
        | Rejection::HeaderDoubled
        | Rejection::BodyBroken
        | Rejection::WrongSecret
        | Rejection::NoSecret => None,
    };
    let is_ours = matches!(rejection, Rejection::NoSecret);
    NotBelieved { why: rejection.reason(), detail, words: rejection.to_string(), is_ours }
}

fn examined(call: &Call<'_>, keys: &Keys) -> Examined {
    let signatures = call.headers.values(HEADER);
    examine(&Unverified { signatures: &signatures, body: call.body }, keys)
}
