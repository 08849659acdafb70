//! How Rainforest's calls are believed (docs/wire.md 2.4).

use super::{Names, Rejection, SVIX, Unverified, WEBHOOK, examine, verify};
use crate::webhook_signature::{
    lab::{Examined, Keys},
    scheme::{Believed, Call, Headers, NotBelieved, Scheme, clock_off, malformed},
};
use secrecy::SecretString;

/// Rainforest's.
pub const SCHEME: Scheme =
    Scheme { headers: &[SVIX.signature, WEBHOOK.signature], verify: believed, examine: examined, always_signs: true };

/// The names of Standard Webhooks where Svix's are not all there.
fn names(headers: &dyn Headers) -> Names {
    let whole =
        |names: &Names| [names.id, names.timestamp, names.signature].iter().all(|it| !headers.values(it).is_empty());
    if whole(&WEBHOOK) && !whole(&SVIX) { WEBHOOK } else { SVIX }
}

fn believed(call: &Call<'_>, secrets: &[SecretString]) -> Result<Believed, NotBelieved> {
    with(call, |it| {
        let verified = verify(it, secrets, call.at).map_err(|rejection| refused(&rejection))?;
        Ok(Believed { form: "raw", secret: verified.secret(), id: Some(verified.id().to_owned()), is_testers: false })
    })
}

fn examined(call: &Call<'_>, keys: &Keys) -> Examined {
    with(call, |it| examine(it, keys, call.at))
}

fn with<T>(call: &Call<'_>, work: impl FnOnce(&Unverified<'_>) -> T) -> T {
    let Names { id, timestamp, signature } = names(call.headers);
    let [ids, timestamps, signatures] = [id, timestamp, signature].map(|name| call.headers.values(name));
    work(&Unverified { ids: &ids, timestamps: &timestamps, signatures: &signatures, body: call.body })
}

fn refused(rejection: &Rejection) -> NotBelieved {
    let detail = match rejection {
        Rejection::ClockOff { by_ms } => Some(clock_off(*by_ms)),
        Rejection::HeaderMalformed(name) => Some(malformed(name)),
        Rejection::HeaderMissing | Rejection::HeaderDoubled | Rejection::WrongSecret | Rejection::NoSecret => None,
    };
    let is_ours = matches!(rejection, Rejection::NoSecret);
    NotBelieved { why: rejection.reason(), detail, words: rejection.to_string(), is_ours }
}
