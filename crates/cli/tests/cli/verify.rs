//! `webhook verify`: the vectors of docs/wire.md 1.6, and everything that is not one.

use crate::process::{Ran, gangway, run};
use std::io::Write;
use tempfile::NamedTempFile;

const SECRET: &str = "your-hmac-secret";
const AT: &str = "1776765600";
const BODY: &str = r#"{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"your-integration-id","operation":"PROVISION","results":[{"storeId":"10","integrationId":"your-integration-id","brand":"YourBrand","status":"ACTIVE","httpCode":201}],"timestamp":"2026-04-21T10:00:00Z"}"#;
const RAW: &str =
    "Rappi-Signature: t=1776765600000,sign=990daac39e595f4c6ec881deb368de9a8616f10edb2d77e542cc42f31f07add4";
const TESTER: &str =
    "Rappi-Signature: t=1776765600000,sign=3184b566af874a2035ea5d9162e6238675b518e79d22655d475f9c28181e03a6";

fn secret(text: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text).unwrap();
    file
}

fn verify(secret_text: &[u8], more: &[&str], body: &[u8]) -> Ran {
    let file = secret(secret_text);
    let mut command = gangway(&["webhook", "verify", "--provider", "rappi", "--secret-file"]);
    command.arg(file.path()).args(more);
    run(command, body)
}

/// Verdict and exit code for a header, at the vectors' time.
fn check(header: &str, body: &str, verdict: &str, code: i32) {
    let ran = verify(SECRET.as_bytes(), &["--at", AT, "--header", header], body.as_bytes());
    assert_eq!((ran.stdout.as_str(), ran.code), (format!("{verdict}\n").as_str(), code), "{header}: {ran:?}");
}

fn rejected(reason: &str) -> String {
    format!(r#"{{"verdict":"rejected","reason":"{reason}"}}"#)
}

#[test]
fn the_vectors() {
    check(RAW, BODY, r#"{"verdict":"verified","form":"raw"}"#, 0);
    check(TESTER, BODY, r#"{"verdict":"verified","form":"tester"}"#, 0);
}

#[test]
fn the_headers_name_is_compared_without_regard_to_case() {
    for name in ["rappi-signature", "RAPPI-SIGNATURE", "rAPPI-sIGNATURE"] {
        check(&RAW.replace("Rappi-Signature", name), BODY, r#"{"verdict":"verified","form":"raw"}"#, 0);
    }
}

#[test]
fn json_makes_no_difference() {
    let ran = verify(SECRET.as_bytes(), &["--json", "--at", AT, "--header", RAW], BODY.as_bytes());
    assert_eq!(ran.stdout, "{\"verdict\":\"verified\",\"form\":\"raw\"}\n");
}

#[test]
fn other_headers_are_no_matter() {
    let more = ["--at", AT, "--header", "Content-Type: application/json", "--header", RAW, "--header", "X:"];
    assert_eq!(verify(SECRET.as_bytes(), &more, BODY.as_bytes()).code, 0);
}

/// The exact bytes count: one more, one less, another order.
#[test]
fn a_changed_body() {
    for body in [format!("{BODY}\n"), BODY[..BODY.len() - 1].to_owned(), BODY.replace(':', ": "), String::new()] {
        check(RAW, &body, &rejected("wrong_secret"), 1);
    }
}

#[test]
fn malformed_headers() {
    let sign = RAW.split("sign=").nth(1).unwrap();
    for value in [
        String::new(),
        "t=1776765600000".to_owned(),
        format!("sign={sign}"),
        format!("t=1776765600000;sign={sign}"),
        format!("t=1776765600000,sign={sign}0"),
        format!("t=1776765600000,sign={}", &sign[1..]),
        format!("t=1776765600000,t=1776765600000,sign={sign}"),
        format!("t=12345678,sign={sign}"),
        format!("t=-1776765600000,sign={sign}"),
        format!("T=1776765600000,SIGN={sign}"),
        format!("Bearer {sign}"),
        format!("t=1776765600000,sign=g{}", &sign[1..]),
    ] {
        check(&format!("Rappi-Signature: {value}"), BODY, &rejected("header_malformed"), 1);
    }
}

#[test]
fn a_missing_and_a_doubled_header() {
    let missing = verify(SECRET.as_bytes(), &["--at", AT], BODY.as_bytes());
    assert_eq!((missing.stdout.trim_end(), missing.code), (rejected("header_missing").as_str(), 1));
    let doubled = verify(SECRET.as_bytes(), &["--at", AT, "--header", RAW, "--header", RAW], BODY.as_bytes());
    assert_eq!((doubled.stdout.trim_end(), doubled.code), (rejected("header_doubled").as_str(), 1));
}

#[test]
fn the_window_is_five_minutes() {
    for (at, code) in [("1776765900", 0), ("1776765901", 1), ("1776765300", 0), ("1776765299", 1)] {
        let ran = verify(SECRET.as_bytes(), &["--at", at, "--header", RAW], BODY.as_bytes());
        assert_eq!(ran.code, code, "{at}: {ran:?}");
        assert!(code == 0 || ran.stdout.contains("clock_off"), "{ran:?}");
    }
    // Without --at it is now, which is not April 2026.
    let now = verify(SECRET.as_bytes(), &["--header", RAW], BODY.as_bytes());
    assert_eq!((now.stdout.trim_end(), now.code), (rejected("clock_off").as_str(), 1));
}

/// One line end at the end of the file is not part of the secret; a second one is.
#[test]
fn the_secrets_line_end() {
    let code = |text: &str| verify(text.as_bytes(), &["--at", AT, "--header", RAW], BODY.as_bytes()).code;
    for around in ["\n", "\r\n", "\n\n", "\r", "\u{200b}\n"] {
        assert_eq!(code(&format!("\u{feff}your-hmac-secret{around}")), 0, "{around:?}");
    }
    assert_eq!(code("your-hmac-secret "), 1, "a space may be a part of it");
    assert_eq!([code("\"your-hmac-secret\"\n"), code("your-hmac-secret\nold\n"), code("\n")], [2, 2, 2]);
}

fn verify_with(previous: &[u8], current: &str, more: &[&str], body: &str) -> Ran {
    let file = secret(previous);
    let path = file.path().to_str().unwrap();
    let more = [&["--at", AT, "--previous-secret-file", path], more].concat();
    verify(current.as_bytes(), &more, body.as_bytes())
}

/// During a rotation either secret verifies, and the verdict says which one did.
#[test]
fn the_previous_secret() {
    let check = |current: &str, previous: &str, stdout: &str, code: i32| {
        let ran = verify_with(previous.as_bytes(), current, &["--header", RAW], BODY);
        assert_eq!((ran.stdout.trim_end(), ran.code), (stdout, code), "{ran:?}");
    };
    check(SECRET, "old", r#"{"verdict":"verified","form":"raw","secret":"current"}"#, 0);
    check("new", "your-hmac-secret\n", r#"{"verdict":"verified","form":"raw","secret":"previous"}"#, 0);
    check("new", "old", &rejected("wrong_secret"), 1);
    let empty = verify_with(b"", SECRET, &["--header", RAW], BODY);
    assert_eq!((empty.code, empty.stdout.as_str()), (2, ""), "{empty:?}");
}

/// The reason stays what it was; what is found out comes beside it.
#[test]
fn explained() {
    let check = |header: &str, body: &str, reason: &str, finding: &str, next: &str| {
        let ran = verify(SECRET.as_bytes(), &["--explain", "--at", AT, "--header", header], body.as_bytes());
        let said = ran.json();
        assert_eq!(
            (said["reason"].as_str(), said["why"]["finding"].as_str()),
            (Some(reason), Some(finding)),
            "{ran:?}"
        );
        assert_eq!((said["why"]["next"].as_str(), ran.code), (Some(next), 1), "{ran:?}");
        assert!(!ran.stderr.is_empty() && !ran.stderr.contains(SECRET) && !ran.stdout.contains(SECRET), "{ran:?}");
    };
    check(
        RAW,
        &BODY.replace("\":", "\": ").replace(",\"", ", \""),
        "wrong_secret",
        "body_reformatted",
        "keep_the_bytes",
    );
    check(RAW, &format!("{BODY}\n"), "wrong_secret", "body_reformatted", "keep_the_bytes");
    check(RAW, &BODY.replace("ACTIVE", "FAILED"), "wrong_secret", "wrong_secret", "register_again");
    check("Rappi-Signature: t=1", BODY, "header_malformed", "header_malformed", "keep_the_header");
    let late = verify(SECRET.as_bytes(), &["--explain", "--at", "1776765901", "--header", RAW], BODY.as_bytes());
    assert_eq!(
        (&late.json()["why"]["finding"], &late.json()["why"]["byMs"]),
        (&"clock_off".into(), &(-301_000).into())
    );
    let right = verify(SECRET.as_bytes(), &["--explain", "--at", AT, "--header", RAW], BODY.as_bytes());
    assert_eq!((right.code, &right.json()["why"]["next"]), (0, &"nothing".into()), "{right:?}");
}

/// Of each provider: a line end that a proxy added, and compression, are named.
#[test]
fn explained_for_each_provider() {
    let check = |provider: &str, text: &[u8], headers: &[&str], body: &[u8], why: [&str; 2], detail: Option<&str>| {
        let file = secret(text);
        let mut command = gangway(&["webhook", "verify", "--provider", provider, "--explain", "--secret-file"]);
        command.arg(file.path()).args(["--at", if provider == "rainforest" { "1614265330" } else { AT }]);
        for header in headers {
            command.args(["--header", header]);
        }
        let ran = run(command, body);
        let said = ran.json();
        let found = [said["why"]["finding"].as_str(), said["why"]["next"].as_str()];
        assert_eq!((found, said["why"]["detail"].as_str()), (why.map(Some), detail), "{ran:?}");
    };
    let rainforest = (
        b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".as_slice(),
        [
            "svix-id: msg_p5jXN8AQM9LWM0D4loKWxJek",
            "svix-timestamp: 1614265330",
            "svix-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ],
    );
    let (text, headers) = (rainforest.0, &rainforest.1);
    let ended = b"{\"test\": 2432232314}\n";
    check("rainforest", text, headers, ended, ["body_reformatted", "keep_the_bytes"], Some("line_ends"));
    check("rainforest", text, headers, b"\x1f\x8b", ["body_compressed", "keep_the_bytes"], None);
    check("rainforest", text, headers, b"{}", ["wrong_secret", "copy_the_secret"], None);
    let ratepay = [
        "x-signature: 4c131d60caea39b5f65625b80270e5305d5a00ebc5d15a00ecf82da9de2fcc8ff45df068a11f8b336890b161eb1fdefafe452d2e452623b37e4bd3277bb348fd",
    ];
    check("ratepay", b"abc123", &ratepay, b"{\"key\":\"value\"}\n", ["compact_form", "nothing"], None);
    let escaped = br#"{"key":"valu\u0065"}"#;
    check("ratepay", b"abc123", &ratepay, escaped, ["body_reformatted", "keep_the_bytes"], Some("escapes"));
    check("ratepay", b"abc123", &ratepay, b"{}", ["wrong_secret", "rotate_the_secret"], None);
    check("rappi", SECRET.as_bytes(), &[RAW], b"\x1f\x8b", ["body_compressed", "keep_the_bytes"], None);
}

/// Nothing on stdout, the reason on stderr.
#[test]
fn wrong_usage() {
    let wrong = |ran: Ran| {
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
        assert!(!ran.stderr.is_empty());
    };
    wrong(run(gangway(&["webhook", "verify", "--provider", "rappi", "--secret-file", "/nonexistent"]), b""));
    wrong(run(gangway(&["webhook", "verify", "--provider", "rappi"]), b""));
    wrong(run(gangway(&["webhook"]), b""));
    wrong(verify(b"", &["--at", AT, "--header", RAW], BODY.as_bytes()));
    wrong(verify(b"\xff\xfe", &["--at", AT, "--header", RAW], BODY.as_bytes()));
    for more in [
        &["--header", "no colon here"][..],
        &["--header", ": value"],
        &["--header", "two words: value"],
        &["--at", "yesterday"],
        &["--at", "-1"],
        &["--at", "99999999999999"],
        &["--header"],
    ] {
        wrong(verify(SECRET.as_bytes(), more, BODY.as_bytes()));
    }
    let file = secret(SECRET.as_bytes());
    let mut unknown = gangway(&["webhook", "verify", "--provider", "acme", "--secret-file"]);
    unknown.arg(file.path());
    wrong(run(unknown, b""));
}

#[test]
fn a_body_of_a_mebibyte_and_one_byte_more() {
    let body = |length| vec![b'x'; length];
    assert_eq!(verify(SECRET.as_bytes(), &["--at", AT, "--header", RAW], &body(1 << 20)).code, 1);
    let ran = verify(SECRET.as_bytes(), &["--at", AT, "--header", RAW], &body((1 << 20) + 1));
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
}

/// Bytes that are no text are bytes all the same.
#[test]
fn a_body_that_is_not_text() {
    check(RAW, "\u{feff}", &rejected("wrong_secret"), 1);
    let ran = verify(SECRET.as_bytes(), &["--at", AT, "--header", RAW], b"\xff\x00\xfe");
    assert_eq!(ran.stdout.trim_end(), rejected("wrong_secret"));
}

/// The vector of Ratepay's guide: raw, as the document prints the payload, written anew, cut, and signed with another secret.
#[test]
fn ratepay() {
    let sign = "4c131d60caea39b5f65625b80270e5305d5a00ebc5d15a00ecf82da9de2fcc8ff45df068a11f8b336890b161eb1fdefafe452d2e452623b37e4bd3277bb348fd";
    let verify = |secret_text: &str, header: &str, body: &str| {
        let file = secret(secret_text.as_bytes());
        let mut command = gangway(&["webhook", "verify", "--provider", "ratepay", "--header", header, "--secret-file"]);
        command.arg(file.path());
        let ran = run(command, body.as_bytes());
        (ran.stdout.trim_end().to_owned(), ran.code)
    };
    let header = format!("X-Signature: {sign}");
    let body = r#"{"key":"value"}"#;
    let verified = |form: &str| (format!(r#"{{"verdict":"verified","form":"{form}"}}"#), 0);
    assert_eq!(verify("abc123\n", &header, body), verified("raw"));
    assert_eq!(verify("abc123", &header, "{\n  \"key\": \"value\"\n}\n"), verified("compact"));
    let no = |reason: &str| (rejected(reason), 1);
    assert_eq!(verify("abc124", &header, body), no("wrong_secret"));
    assert_eq!(verify("abc123", &header, r#"{"\u006bey":"value"}"#), no("wrong_secret"));
    assert_eq!(verify("abc123", &header, r#"{"key":"val"#), no("body_broken"));
    assert_eq!(verify("abc123", "Rappi-Signature: t=1,sign=2", body), no("header_missing"));
    assert_eq!(verify("abc123", "x-signature: abc", body), no("header_malformed"));
}

/// The vectors of docs/wire.md 2.4 by both families of names, and what is none.
#[test]
fn rainforest() {
    const BODY: &str = r#"{"test": 2432232314}"#;
    const SIGN: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    let check = |names: &str, at: &str, body: &str, stdout: &str, code: i32| {
        let file = secret(b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
        let mut command = gangway(&["webhook", "verify", "--provider", "rainforest", "--at", at, "--secret-file"]);
        command.arg(file.path());
        for (name, value) in [("id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("timestamp", "1614265330"), ("signature", SIGN)]
        {
            command.args(["--header", &format!("{names}-{name}: {value}")]);
        }
        let ran = run(command, body.as_bytes());
        assert_eq!((ran.stdout.trim_end(), ran.code), (stdout, code), "{ran:?}");
    };
    let verified = r#"{"verdict":"verified","form":"raw"}"#;
    check("svix", "1614265330", BODY, verified, 0);
    check("Webhook", "1614265630", BODY, verified, 0);
    check("svix", "1614265631", BODY, &rejected("clock_off"), 1);
    check("svix", "1614265330", "{}", &rejected("wrong_secret"), 1);
    check("other", "1614265330", BODY, &rejected("header_missing"), 1);
}
