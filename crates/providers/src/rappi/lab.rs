//! Why a signature of Rappi's is right or wrong.

use super::{
    Rejection, Unverified,
    signature::{TOLERANCE_MS, digest, milliseconds, read},
    tester::tester_form,
};
use crate::webhook_signature::{
    lab::{Examined, Finding, Keys, Which, is_compressed},
    reformat,
};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// Finds out. `now` in Unix milliseconds: when the call came.
pub fn examine(call: &Unverified<'_>, keys: &Keys, now: i64) -> Examined {
    let nothing = Examined::of;
    let (time, sign) = match read(call.signatures) {
        Ok(parts) => parts,
        Err(Rejection::HeaderDoubled) => return nothing(Finding::HeaderDoubled),
        Err(Rejection::HeaderMalformed(how)) => return nothing(Finding::HeaderMalformed(how.code())),
        Err(_) => return nothing(Finding::HeaderMissing),
    };
    let by_ms = milliseconds(time).ok().map(|theirs| theirs - now);
    let tries: Vec<(Which, SecretString)> = keys.tries();
    if tries.is_empty() {
        return Examined { finding: Finding::NoSecret, secret: None, by_ms };
    }
    let found = tries.iter().find_map(|(which, secret)| {
        let fits = |text: &[u8]| bool::from(digest(secret, time, text).ct_eq(&sign));
        Some((finding(call.body, secret, &fits, time, &sign)?, *which))
    });
    let in_time = by_ms.is_some_and(|by_ms| by_ms.abs() <= TOLERANCE_MS);
    match found {
        None if is_compressed(call.body) => Examined { by_ms, ..nothing(Finding::Compressed) },
        None => Examined { by_ms, ..nothing(Finding::WrongSecret) },
        Some((finding, which)) => {
            let right = finding.form().is_some();
            let finding = if right && !in_time { Finding::ClockOff } else { finding };
            Examined { finding, secret: Some(which), by_ms }
        }
    }
}

/// With one secret; the time aside.
fn finding(
    body: &[u8],
    secret: &SecretString,
    fits: &impl Fn(&[u8]) -> bool,
    time: &str,
    sign: &[u8; 32],
) -> Option<Finding> {
    if fits(body) {
        return Some(Finding::Right);
    }
    if tester_form(body).is_some_and(|text| fits(&text)) {
        return Some(Finding::TesterForm);
    }
    let trimmed = secret.expose_secret().trim();
    if trimmed.len() < secret.expose_secret().len() {
        let trimmed = SecretString::from(trimmed.to_owned());
        if bool::from(digest(&trimmed, time, body).ct_eq(sign)) {
            return Some(Finding::SecretHasBlanks);
        }
    }
    reformat::guesses(body).find(|(_, text)| fits(text)).map(|(change, _)| Finding::Reformatted(change))
}

#[cfg(test)]
mod tests {
    use super::{Examined, Finding, Keys, Which, examine};
    use crate::{
        rappi::{Malformed, Unverified, signature::digest},
        webhook_signature::lab::Change,
    };

    const NOW: i64 = 1_776_765_600_000;
    const SECRET: &str = "a secret";
    const BODY: &str = r#"{"batchId":"b","results":[{"storeId":"10","httpCode":201}]}"#;

    fn header(secret: &str, at: i64, body: &str) -> String {
        format!("t={at},sign={}", hex::encode(digest(&secret.into(), &at.to_string(), body.as_bytes())))
    }

    fn examined(headers: &[&str], body: &str, current: Option<&str>, previous: Option<&str>) -> Examined {
        let headers: Vec<&[u8]> = headers.iter().map(|header| header.as_bytes()).collect();
        let keys = Keys { current: current.map(Into::into), previous: previous.map(Into::into) };
        examine(&Unverified { signatures: &headers, body: body.as_bytes() }, &keys, NOW)
    }

    #[test]
    fn each_reason() {
        let right = header(SECRET, NOW, BODY);
        let check = |headers: &[&str], body: &str, current: Option<&str>, previous, finding, secret| {
            let it = examined(headers, body, current, previous);
            assert_eq!((it.finding, it.secret), (finding, secret), "{headers:?} {body} {current:?}");
        };
        let current = Some(Which::Current);
        check(&[&right], BODY, Some(SECRET), None, Finding::Right, current);
        check(&[&right], BODY, Some("new"), Some(SECRET), Finding::Right, Some(Which::Previous));
        check(&[&right], BODY, None, Some(SECRET), Finding::Right, Some(Which::Previous));
        check(&[&right], BODY, Some("new"), Some("other"), Finding::WrongSecret, None);
        check(&[&right], BODY, None, None, Finding::NoSecret, None);
        check(&[&right], BODY, Some(" a secret\n"), None, Finding::SecretHasBlanks, current);
        let tester = header(SECRET, NOW, &BODY.replace("201", "\"201\""));
        check(&[&tester], BODY, Some(SECRET), None, Finding::TesterForm, current);
        let pretty = BODY.replace(':', ": ").replace(',', ", ");
        check(&[&right], &pretty, Some(SECRET), None, Finding::Reformatted(Change::WhiteSpace), current);
        check(&[&right], &format!("{BODY}\n"), Some(SECRET), None, Finding::Reformatted(Change::LineEnds), current);
        check(&[&right], &BODY.replace("201", "200"), Some(SECRET), None, Finding::WrongSecret, None);
        check(&[&right], "x\u{9c}", Some(SECRET), None, Finding::WrongSecret, None);
        check(&[], BODY, Some(SECRET), None, Finding::HeaderMissing, None);
        check(&[&right, &right], BODY, Some(SECRET), None, Finding::HeaderDoubled, None);
        check(&["t=1"], BODY, Some(SECRET), None, Finding::HeaderMalformed(Malformed::NoSign.code()), None);
    }

    #[test]
    fn the_clock() {
        let old = header(SECRET, NOW - 301_000, BODY);
        let it = examined(&[&old], BODY, Some(SECRET), None);
        assert_eq!((it.finding, it.secret, it.by_ms), (Finding::ClockOff, Some(Which::Current), Some(-301_000)));
        // A body that was changed is the first thing to mend, whatever the clocks say.
        let it = examined(&[&old], &format!("{BODY}\n"), Some(SECRET), None);
        assert_eq!((it.finding, it.by_ms), (Finding::Reformatted(Change::LineEnds), Some(-301_000)));
        assert_eq!(examined(&[&old], BODY, Some("x"), None).by_ms, Some(-301_000));
    }

    /// What is believed and what is explained never differ.
    #[test]
    fn right_exactly_when_it_is_verified() {
        for (header, body) in [
            (header(SECRET, NOW, BODY), BODY.to_owned()),
            (header(SECRET, NOW - 300_000, BODY), BODY.to_owned()),
            (header(SECRET, NOW - 300_001, BODY), BODY.to_owned()),
            (header(SECRET, NOW, BODY), format!("{BODY} ")),
            (header("x", NOW, BODY), BODY.to_owned()),
            ("t=1,sign=2".to_owned(), BODY.to_owned()),
        ] {
            let call = Unverified { signatures: &[header.as_bytes()], body: body.as_bytes() };
            let verified = crate::rappi::verify(&call, &[SECRET.into()], NOW);
            let examined = examined(&[&header], &body, Some(SECRET), None);
            assert_eq!(verified.ok().map(|it| it.form().word()), examined.finding.form(), "{header} {body}");
        }
    }
}
