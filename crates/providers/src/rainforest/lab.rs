//! Why a signature of Rainforest's is right or wrong.

use super::{Rejection, Unverified, verify};
use crate::webhook_signature::{
    lab::{Examined, Finding, Keys, Which, is_compressed},
    reformat,
};
use secrecy::SecretString;

/// Finds out. `now` in Unix milliseconds: when the call came.
pub fn examine(call: &Unverified<'_>, keys: &Keys, now: i64) -> Examined {
    let tries = keys.tries();
    let secrets: Vec<SecretString> = tries.iter().map(|(_, secret)| secret.clone()).collect();
    let by_ms = signed_at(call).map(|theirs| theirs - now);
    let fitting = |finding, secret| Examined { finding, secret, by_ms };
    match verify(call, &secrets, now) {
        Ok(verified) => fitting(Finding::Right, tries.get(verified.secret()).map(|(which, _)| *which)),
        Err(Rejection::ClockOff { .. }) => fitting(Finding::ClockOff, fits(call, &tries)),
        Err(Rejection::HeaderMissing) => fitting(Finding::HeaderMissing, None),
        Err(Rejection::HeaderDoubled) => fitting(Finding::HeaderDoubled, None),
        Err(Rejection::HeaderMalformed(name)) => fitting(Finding::HeaderMalformed(part(name)), None),
        Err(Rejection::NoSecret) => fitting(Finding::NoSecret, None),
        Err(Rejection::WrongSecret) => {
            let guessed = reformat::guesses(call.body)
                .find_map(|(change, text)| Some((change, fits(&Unverified { body: &text, ..*call }, &tries)?)));
            match guessed {
                Some((change, which)) => fitting(Finding::Reformatted(change), Some(which)),
                None if is_compressed(call.body) => fitting(Finding::Compressed, None),
                None => fitting(Finding::WrongSecret, None),
            }
        }
    }
}

/// The secret that signed it, the time aside.
fn fits(call: &Unverified<'_>, tries: &[(Which, SecretString)]) -> Option<Which> {
    let at = signed_at(call)?;
    let signed = |secret: &SecretString| verify(call, std::slice::from_ref(secret), at).is_ok();
    tries.iter().find(|(_, secret)| signed(secret)).map(|(which, _)| *which)
}

/// Unix milliseconds.
fn signed_at(call: &Unverified<'_>) -> Option<i64> {
    let [time] = call.timestamps else { return None };
    Some(i64::from(std::str::from_utf8(time).ok()?.parse::<u32>().ok()?) * 1000)
}

/// As the findings of all providers name the parts of a signature.
fn part(header: &str) -> &'static str {
    match header {
        "svix-id" => "id",
        "svix-timestamp" => "time",
        _ => "sign",
    }
}

#[cfg(test)]
mod tests {
    use super::examine;
    use crate::{
        rainforest::Unverified,
        webhook_signature::lab::{Change, Examined, Finding, Keys, Which},
    };

    // The first vector of docs/wire.md 2.4.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &str = r#"{"test": 2432232314}"#;
    const AT: i64 = 1_614_265_330_000;

    fn examined(body: &[u8], keys: &Keys, now: i64) -> Examined {
        let call = Unverified {
            ids: &[b"msg_p5jXN8AQM9LWM0D4loKWxJek"],
            timestamps: &[b"1614265330"],
            signatures: &[b"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="],
            body,
        };
        examine(&call, keys, now)
    }

    #[test]
    fn each_reason() {
        let keys = Keys { current: Some(SECRET.into()), previous: None };
        let check = |body: &[u8], finding, secret| {
            let it = examined(body, &keys, AT);
            assert_eq!((it.finding, it.secret, it.by_ms), (finding, secret, Some(0)), "{body:?}");
        };
        let current = Some(Which::Current);
        check(BODY.as_bytes(), Finding::Right, current);
        check(format!("{BODY}\n").as_bytes(), Finding::Reformatted(Change::LineEnds), current);
        check(format!("{BODY}\r\n").as_bytes(), Finding::Reformatted(Change::LineEnds), current);
        check(BODY.replace(' ', "").as_bytes(), Finding::Reformatted(Change::WhiteSpace), current);
        check(format!("\u{feff}{BODY}").as_bytes(), Finding::Reformatted(Change::ByteOrderMark), current);
        check(BODY.replace('2', "3").as_bytes(), Finding::WrongSecret, None);
        check(b"\x1f\x8b\x08", Finding::Compressed, None);
        let rotated = Keys { current: Some("whsec_bmV3".into()), previous: Some(SECRET.into()) };
        let it = examined(format!("{BODY}\n").as_bytes(), &rotated, AT);
        assert_eq!((it.finding, it.secret), (Finding::Reformatted(Change::LineEnds), Some(Which::Previous)));
        assert_eq!(examined(BODY.as_bytes(), &Keys::default(), AT).finding, Finding::NoSecret);
    }

    #[test]
    fn the_clock() {
        let keys = Keys { current: Some(SECRET.into()), previous: None };
        let it = examined(BODY.as_bytes(), &keys, AT + 301_000);
        assert_eq!((it.finding, it.secret, it.by_ms), (Finding::ClockOff, Some(Which::Current), Some(-301_000)));
        // A body that was changed is the first thing to mend, whatever the clocks say.
        let it = examined(format!("{BODY}\n").as_bytes(), &keys, AT + 301_000);
        assert_eq!((it.finding, it.by_ms), (Finding::Reformatted(Change::LineEnds), Some(-301_000)));
    }
}
