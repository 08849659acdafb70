use super::{Callback, NotOurs, parse, pasted};
use proptest::prelude::*;

const OURS: &str = "dev.gangway.console:/oauth/callback";

#[test]
fn a_code_and_a_refusal() {
    let code = parse(&format!("{OURS}?code=a%2Bb&state=s-1&extra=1"), OURS);
    assert_eq!(code, Ok(Callback::Code { code: "a+b".into(), state: "s-1".into(), issuer: None }));
    let refused = parse(&format!("{OURS}?error=access_denied&error_description=No+thanks&state=s"), OURS);
    let expected = Callback::Refused {
        error: "access_denied".into(),
        description: Some("No thanks".into()),
        state: "s".into(),
        issuer: None,
    };
    assert_eq!(refused, Ok(expected));
}

#[test]
fn loopback_is_compared_with_its_port() {
    let ours = "http://127.0.0.1:8976/oauth/callback";
    assert!(parse("http://127.0.0.1:8976/oauth/callback?code=c&state=s", ours).is_ok());
    assert_eq!(parse("http://127.0.0.1:8977/oauth/callback?code=c&state=s", ours), Err(NotOurs::OtherAddress));
}

/// Each is dropped with its reason; none may ever reach the token endpoint.
#[test]
fn hostile_addresses() {
    use NotOurs as N;
    let long_code = format!("{OURS}?code={}&state=s", "c".repeat(2049));
    let too_long = format!("{OURS}?code=c&state=s&x={}", "x".repeat(17_000));
    let list: &[(&str, N)] = &[
        ("", N::OtherAddress),
        (" ", N::OtherAddress),
        ("dev.gangway.console", N::OtherAddress),
        ("dev.gangway.console:", N::OtherAddress),
        ("dev.gangway.console:/oauth", N::OtherAddress),
        (OURS, N::NoQuery),
        ("dev.gangway.console:/oauth/callback#code=c&state=s", N::Fragment),
        ("dev.gangway.console:/oauth/callback?code=c&state=s#", N::Fragment),
        ("dev.gangway.console:/oauth/callback?code=c&state=s#code=d", N::Fragment),
        ("dev.gangway.console:/oauth/callback/?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/oauth/callbackx?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/oauth/callback/../other?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/oauth/./callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/oauth//callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/%6fauth/callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:///oauth/callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console://oauth/callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console://evil.example/oauth/callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console://user:pw@host/oauth/callback?code=c&state=s", N::OtherAddress),
        ("DEV.GANGWAY.CONSOLE:/oauth/callback?code=c&state=s", N::OtherAddress),
        (" dev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
        ("dev.gangway.console:/oauth/callback?code=c&state=s ", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=s\n", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c\0&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=s%00", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c%0d%0aSet-Cookie:x&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=%&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=%2&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=%zz&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=%ff%fe&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=é", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=\u{202e}s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=<script>&state=s", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=\"s\"", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?code=c&state=`id`", N::BadCharacter),
        ("dev.gangway.console:/oauth/callback?", N::Missing("state")),
        ("dev.gangway.console:/oauth/callback?code=c", N::Missing("state")),
        ("dev.gangway.console:/oauth/callback?code=c&state=", N::Missing("state")),
        ("dev.gangway.console:/oauth/callback?state=s", N::Missing("code")),
        ("dev.gangway.console:/oauth/callback?code=&state=s", N::Missing("code")),
        ("dev.gangway.console:/oauth/callback?error=&state=s", N::Missing("error")),
        ("dev.gangway.console:/oauth/callback?Code=c&State=s", N::Missing("state")),
        ("dev.gangway.console:/oauth/callback?code[]=c&state[]=s", N::Missing("state")),
        ("dev.gangway.console:/oauth/callback?code=c&state=s&state=t", N::Repeated("state")),
        ("dev.gangway.console:/oauth/callback?code=c&code=d&state=s", N::Repeated("code")),
        ("dev.gangway.console:/oauth/callback?code=c&%63ode=d&state=s", N::Repeated("code")),
        ("dev.gangway.console:/oauth/callback?code=c&error=e&state=s", N::Contradiction),
        ("dev.gangway.console.evil:/oauth/callback?code=c&state=s", N::OtherAddress),
        ("xdev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
        ("https://dev.gangway.console/oauth/callback?code=c&state=s", N::OtherAddress),
        ("javascript:dev.gangway.console:/oauth/callback?code=c&state=s", N::OtherAddress),
        ("file:///oauth/callback?code=c&state=s", N::OtherAddress),
        ("--help", N::OtherAddress),
        (&long_code, N::ValueTooLong("code")),
        (&too_long, N::TooLong),
    ];
    assert!(list.len() >= 40);
    for (address, expected) in list {
        assert_eq!(parse(address, OURS), Err(*expected), "{address:?}");
    }
}

/// What is for people never drops a refusal: the merchant would wait for ten minutes.
#[test]
fn a_refusal_counts_whatever_its_words_are() {
    let check = |words: &str, shown: Option<&str>| {
        let answer = parse(&format!("{OURS}?error=access_denied&error_description={words}&state=s"), OURS);
        let Ok(Callback::Refused { error, description, state, .. }) = answer else { panic!("{words}: {answer:?}") };
        assert_eq!((error.as_str(), state.as_str(), description.as_deref()), ("access_denied", "s", shown), "{words}");
    };
    let long = format!("{}…", "x".repeat(300));
    check("", None);
    check("%20+%09", None);
    check(&"x".repeat(2100), Some(&long));
    check(&"%78".repeat(2100), Some(&long));
    check("No%0d%0aallow%00ed", Some("No allow ed"));
    check("%e2%80%aelive%20evil", Some("live evil"));
    check("100%+sure", Some("100% sure"));
    check("caf%C3%A9+é", Some("café é"));
    check("%ff%fe", Some("\u{fffd}\u{fffd}"));
    check("<b>no</b>", Some("<b>no</b>"));
    check("one&error_description=two", Some("one"));
    check("&error_uri=%zz&x=\"y\"", None);
}

/// Text for people beside a code changes nothing about the code.
#[test]
fn a_code_is_read_strictly_beside_anything() {
    let words = parse(&format!("{OURS}?code=c&state=s&error_description=%zz&session_state=<x>"), OURS);
    assert!(matches!(words, Ok(Callback::Code { .. })), "{words:?}");
    assert_eq!(parse(&format!("{OURS}?code=c%0a&state=s&error_description=x"), OURS), Err(NotOurs::BadCharacter));
}

/// RFC 9207: who answers is said once, and not by half.
#[test]
fn who_answers_is_read() {
    let issuer = |tail: &str| {
        parse(&format!("{OURS}?code=c&state=s{tail}"), OURS).map(|answer| answer.issuer().map(str::to_owned))
    };
    assert_eq!(issuer(""), Ok(None));
    assert_eq!(issuer("&iss=https%3A%2F%2Fa.b%2F"), Ok(Some("https://a.b/".into())));
    assert_eq!(issuer("&iss="), Err(NotOurs::Missing("iss")));
    assert_eq!(issuer("&iss=a&iss=b"), Err(NotOurs::Repeated("iss")));
    assert_eq!(issuer("&iss=%zz"), Err(NotOurs::BadCharacter));
}

#[test]
fn what_is_around_a_pasted_address_goes() {
    let address = "dev.gangway.console:/oauth/callback?code=c&state=s";
    for text in [
        format!("\"{address}\""),
        format!("  <{address}>\r\n"),
        format!("'{address}'"),
        format!("“{address}”"),
        format!("« {address} »"),
        format!("<\"{address}\">"),
        format!("\u{feff}{address}\u{200b}\u{a0}"),
        address.replace("code=", "co\r\n  de="),
    ] {
        assert_eq!(pasted(&text), address, "{text:?}");
    }
    assert_eq!(pasted(" \"\" "), "");
}

#[test]
fn no_reason_repeats_what_was_sent() {
    let reason = parse(&format!("{OURS}?code=geheim&state=s#x"), OURS).unwrap_err();
    assert!(!format!("{reason} {reason:?}").contains("geheim"));
    let fine = parse(&format!("{OURS}?code=geheim&state=s"), OURS).unwrap();
    assert!(!format!("{fine:?}").contains("geheim"));
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,80}") {
        let _ = parse(&text, OURS);
        let _ = parse(&format!("{OURS}?{text}"), OURS);
    }

    #[test]
    fn what_is_encoded_reads_back(code in "[ -~]{1,40}", state in "[A-Za-z0-9_-]{1,43}") {
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("code", &code).append_pair("state", &state).finish();
        prop_assert_eq!(parse(&format!("{OURS}?{query}"), OURS), Ok(Callback::Code { code, state, issuer: None }));
    }
}
