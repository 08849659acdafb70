use super::TellingKeys;
use crate::profiles::profile::Profile;
use gangway_domain::{
    Language,
    notifications::{Channel, Event},
};
use gangway_providers::email::Security;
use std::path::Path;

const REAL: &str = "kind = \"production\"\n[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n";

fn parse(text: &str) -> Result<TellingKeys, String> {
    Profile::parse(&format!("{REAL}{text}"), Path::new("/h/p"), "p")
        .map(|it| it.telling)
        .map_err(|failure| failure.message)
}

#[test]
fn a_profile_that_says_nothing_tells_at_this_desk_only() {
    let keys = parse("").unwrap();
    assert_eq!(keys, TellingKeys::default());
    assert!(keys.email.is_none() && keys.platform_url.is_none());
}

#[test]
fn everything_is_read() {
    let keys = parse(
        "[telling]\nplatform_name = \"PlatformPay\"\nlanguage = \"es\"\nzone = \"America/Bogota\"\n\
         application_link = \"https://p.example/apply/{application_id}\"\nsupport = \"help@p.example\"\nretry_after_s = [1, 2]\n\
         [telling.quiet_hours]\nfrom = \"21:00\"\nuntil = \"08:00\"\n\
         [telling.matrix]\ncreated = []\nin_progress = [\"internal\"]\n\
         [telling.email]\nhost = \"smtp.p.example\"\nsecurity = \"tls\"\nuser = \"u\"\nfrom = \"P <no-reply@p.example>\"\n\
         [telling.platform]\nurl = \"https://hooks.shop.com/gangway\"\n",
    )
    .unwrap();
    assert_eq!((keys.language, keys.desk_language, keys.zone_name()), (Language::Es, Language::Es, "America/Bogota"));
    assert!(!keys.matrix.tells(&Event::Created, Channel::Email));
    assert!(keys.matrix.tells(&Event::InProgress, Channel::Support));
    assert!(keys.matrix.tells(&Event::Declined, Channel::Email), "rows that are not named stay");
    let email = keys.email.clone().unwrap();
    assert_eq!((email.port, email.security), (465, Security::Tls));
    assert_eq!(keys.schedule(Channel::Email), [1000, 2000]);
    assert_eq!(keys.platform_url.as_deref(), Some("https://hooks.shop.com/gangway"));
}

#[test]
fn every_mistake_names_key_and_line() {
    let check = |text: &str, expected: &str| {
        let failure = Profile::parse(&format!("{REAL}{text}"), Path::new("/h/p"), "p").unwrap_err();
        assert_eq!(failure.message, format!("/h/p/profile.toml{expected}"), "{text}");
        // The window says it in the person's language, beside its field where it has one.
        assert!(failure.reason.is_some() && failure.place.is_some(), "{text} has no reason or no place");
    };
    check("[telling]\nzone = \"Bogota\"", ", line 7: telling.zone: it must be a time zone such as America/Bogota.");
    check(
        "[telling]\nlanguage = \"fr\"",
        ", line 7: language: unknown variant `fr`, expected one of `en`, `es`, `pt`, `de`.",
    );
    check(
        "[telling]\napplication_link = \"https://p.example/\"",
        ", line 7: telling.application_link: it must hold {application_id}.",
    );
    check("[telling]\nsupport = \"help\"", ", line 7: telling.support: it must be an email address.");
    check(
        "[telling]\nretry_after_s = [99999]",
        ", line 7: telling.retry_after_s: it may hold 20 pauses of at most 86400 seconds.",
    );
    check("[telling.quiet_hours]\nfrom = \"21:00\"", ": telling.quiet_hours.until is missing.");
    check(
        "[telling.quiet_hours]\nfrom = \"9\"\nuntil = \"08:00\"",
        ", line 7: telling.quiet_hours.from: it must be a time of day such as 21:00.",
    );
    check(
        "[telling.quiet_hours]\nfrom = \"08:00\"\nuntil = \"08:00\"",
        ", line 8: telling.quiet_hours.until: they must end at another time than they begin.",
    );
    check("[telling.matrix]\npaused = []", ", line 7: telling.matrix.paused: there is no such event.");
    check(
        "[telling.matrix]\ncreated = [\"fax\"]",
        ", line 7: telling.matrix.created: it may hold internal, email and platform.",
    );
    check("[telling.email]\nhost = \"smtp.p.example\"", ": telling.email.from is missing.");
    check(
        "[telling.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"\nsecurity = \"none\"",
        ", line 9: telling.email.security: only this machine is spoken to in clear.",
    );
    check(
        "[telling.email]\nhost = \"smtp.p.example\"\nfrom = \"P\"",
        ", line 8: telling.email.from: it must be an address, or Name <address>.",
    );
    check(
        "[telling.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"\nport = 0",
        ", line 9: telling.email.port: it must be 1 to 65535.",
    );
    check(
        "[telling.platform]\nurl = \"https://10.0.0.1/\"",
        ", line 7: telling.platform.url: 10.0.0.1 is in a private network.",
    );
    check(
        "[telling]\npassword = \"geheim\"",
        ", line 7: password: unknown field `password`, expected one of `platform_name`, `language`, `desk_language`, `zone`, `application_link`, `support`, `retry_after_s`, `quiet_hours`, `matrix`, `email`, `platform`.",
    );
}

#[test]
fn a_sandbox_tells_nobody_outside_of_this_machine() {
    let of = |text: &str| {
        Profile::parse(&format!("kind = \"sandbox\"\n{text}"), Path::new("/h/p"), "p")
            .map_err(|failure| failure.message)
    };
    let email = of("[telling.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"").unwrap_err();
    assert!(
        email.ends_with("line 3: telling.email.host: a sandbox has no network: it must be this machine."),
        "{email}"
    );
    let platform = of("[telling.platform]\nurl = \"https://hooks.shop.com/\"").unwrap_err();
    assert!(platform.contains("line 3: telling.platform.url"), "{platform}");
    assert!(of("[telling.platform]\nurl = \"http://127.0.0.1:1/\"").is_ok());
}
