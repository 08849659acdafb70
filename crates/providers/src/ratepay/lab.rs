//! Why a signature of Ratepay's is right or wrong.

use super::{Form, Rejection, Unverified, verify};
use crate::webhook_signature::{
    lab::{Examined, Finding, Keys, is_compressed},
    reformat,
};
use secrecy::{ExposeSecret, SecretString};

/// Finds out.
pub fn examine(call: &Unverified<'_>, keys: &Keys) -> Examined {
    let tries = keys.tries();
    let secrets: Vec<SecretString> = tries.iter().map(|(_, secret)| secret.clone()).collect();
    let fitting =
        |finding, at: usize| Examined { secret: tries.get(at).map(|(which, _)| *which), ..Examined::of(finding) };
    let refused = match verify(call, &secrets) {
        Ok(verified) => {
            let finding = match verified.form() {
                Form::Raw => Finding::Right,
                Form::Compact => Finding::CompactForm,
            };
            return fitting(finding, verified.secret());
        }
        Err(refused) => refused,
    };
    Examined::of(match refused {
        Rejection::HeaderMissing => Finding::HeaderMissing,
        Rejection::HeaderDoubled => Finding::HeaderDoubled,
        Rejection::HeaderMalformed(_) => Finding::HeaderMalformed("sign"),
        Rejection::NoSecret => Finding::NoSecret,
        Rejection::BodyBroken | Rejection::WrongSecret => {
            let trimmed: Vec<SecretString> =
                secrets.iter().map(|secret| secret.expose_secret().trim().to_owned().into()).collect();
            if let Ok(verified) = verify(call, &trimmed) {
                return fitting(Finding::SecretHasBlanks, verified.secret());
            }
            let guessed = reformat::guesses(call.body).find_map(|(change, text)| {
                let verified = verify(&Unverified { body: &text, ..*call }, &secrets).ok()?;
                Some((change, verified.secret()))
            });
            match guessed {
                Some((change, at)) => return fitting(Finding::Reformatted(change), at),
                None if is_compressed(call.body) => Finding::Compressed,
                None if refused == Rejection::BodyBroken => Finding::BodyBroken,
                None => Finding::WrongSecret,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::examine;
    use crate::{
        Unverified,
        ratepay::sign,
        webhook_signature::lab::{Change, Finding, Keys, Which},
    };

    const BODY: &str = r#"{"a":"Caf\u00e9","n":1}"#;

    fn check(body: &[u8], current: &str, previous: Option<&str>, finding: Finding, secret: Option<Which>) {
        let header = sign(&"the secret".into(), BODY);
        let keys = Keys { current: Some(current.into()), previous: previous.map(Into::into) };
        let it = examine(&Unverified { signatures: &[header.as_bytes()], body }, &keys);
        assert_eq!((it.finding, it.secret), (finding, secret), "{}", String::from_utf8_lossy(body));
    }

    #[test]
    fn each_reason() {
        let current = Some(Which::Current);
        let text = |body: &str, finding| check(body.as_bytes(), "the secret", None, finding, current);
        text(BODY, Finding::Right);
        check(BODY.as_bytes(), "new", Some("the secret"), Finding::Right, Some(Which::Previous));
        // Ratepay signs the compact text: white space between the parts is no fault (docs/wire.md 3.3).
        text(&format!("{BODY}\n"), Finding::CompactForm);
        text(&BODY.replace(':', ": "), Finding::CompactForm);
        text(&BODY.replace("\\u00e9", "é"), Finding::Reformatted(Change::Escapes));
        text(&format!("\u{feff}{BODY}"), Finding::Reformatted(Change::ByteOrderMark));
        check(BODY.as_bytes(), " the secret\n", None, Finding::SecretHasBlanks, current);
        check(BODY.as_bytes(), "other", None, Finding::WrongSecret, None);
        check(&BODY.as_bytes()[..9], "the secret", None, Finding::BodyBroken, None);
        check(b"\x1f\x8b\x08\x00", "the secret", None, Finding::Compressed, None);
    }

    #[test]
    fn the_header() {
        let keys = Keys { current: Some("s".into()), previous: None };
        let check = |signatures: &[&[u8]], keys: &Keys, finding| {
            assert_eq!(examine(&Unverified { signatures, body: b"{}" }, keys).finding, finding);
        };
        check(&[], &keys, Finding::HeaderMissing);
        check(&[b"a", b"b"], &keys, Finding::HeaderDoubled);
        check(&[b"a"], &keys, Finding::HeaderMalformed("sign"));
        check(&[sign(&"s".into(), "{}").as_bytes()], &Keys::default(), Finding::NoSecret);
    }
}
