//! `toy-signature: hex(SHA-256(secret ‖ body))`. Good enough for a toy.

use gangway_domain::RejectionReason;
use gangway_providers::webhook_signature::{
    lab::{Examined, Finding, Keys},
    scheme::{Believed, Call, NotBelieved, Scheme},
};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

pub(super) static SCHEME: Scheme = Scheme { headers: &["toy-signature"], verify, examine, always_signs: true };

pub(super) fn sign(secret: &str, body: &[u8]) -> String {
    hex::encode(Sha256::new().chain_update(secret).chain_update(body).finalize())
}

fn verify(call: &Call<'_>, secrets: &[SecretString]) -> Result<Believed, NotBelieved> {
    let refused = |why, words: &str| NotBelieved { why, detail: None, words: words.to_owned(), is_ours: false };
    let [signature] = call.headers.values("toy-signature")[..] else {
        return Err(refused(RejectionReason::HeaderMissing, "toy-signature is not there"));
    };
    let fits = |secret: &SecretString| sign(secret.expose_secret(), call.body).as_bytes() == signature;
    let secret = secrets.iter().position(fits);
    let secret = secret.ok_or_else(|| refused(RejectionReason::WrongSecret, "no secret fits"))?;
    Ok(Believed { form: "raw", secret, id: None, is_testers: false })
}

fn examine(call: &Call<'_>, keys: &Keys) -> Examined {
    let secrets: Vec<_> = keys.current.iter().cloned().collect();
    let finding = if verify(call, &secrets).is_ok() { Finding::Right } else { Finding::WrongSecret };
    Examined { finding, secret: None, by_ms: None }
}
