use super::NotificationKeys;
use crate::profiles::profile::Profile;
use gangway_domain::{
    Language,
    notifications::{Channel, Event},
};
use gangway_providers::email::Security;
use std::path::Path;

const REAL: &str = "kind = \"production\"\n[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n";

fn parse(text: &str) -> Result<NotificationKeys, String> {
    Profile::parse(&format!("{REAL}{text}"), Path::new("/h/p"), "p")
        .map(|it| it.notifications)
        .map_err(|failure| failure.message)
}

#[test]
fn a_profile_that_says_nothing_tells_at_this_desk_only() {
    let keys = parse("").unwrap();
    assert_eq!(keys, NotificationKeys::default());
    assert!(keys.email.is_none() && keys.platform_url.is_none());
}

#[test]
fn everything_is_read() {
    let keys = parse(
        "[notifications]\nplatform_name = \"PlatformPay\"\nlanguage = \"es\"\nzone = \"America/Bogota\"\n\
         application_link = \"https://p.example/apply/{application_id}\"\nsupport = \"help@p.example\"\nretry_after_s = [1, 2]\n\
         [notifications.quiet_hours]\nfrom = \"21:00\"\nuntil = \"08:00\"\n\
         [notifications.matrix]\ncreated = []\nin_progress = [\"internal\"]\n\
         [notifications.email]\nhost = \"smtp.p.example\"\nsecurity = \"tls\"\nuser = \"u\"\nfrom = \"P <no-reply@p.example>\"\n\
         [notifications.platform]\nurl = \"https://hooks.shop.com/gangway\"\n",
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
    check(
        "[telling]\nzone = \"Bogota\"",
        ", line 7: notifications.zone: it must be a time zone such as America/Bogota.",
    );
    check(
        "[notifications]\nzone = \"Bogota\"",
        ", line 7: notifications.zone: it must be a time zone such as America/Bogota.",
    );
    check(
        "[notifications]\nlanguage = \"fr\"",
        ", line 7: language: unknown variant `fr`, expected one of `en`, `es`, `pt`, `de`.",
    );
    check(
        "[notifications]\napplication_link = \"https://p.example/\"",
        ", line 7: notifications.application_link: it must hold {application_id}.",
    );
    check("[notifications]\nsupport = \"help\"", ", line 7: notifications.support: it must be an email address.");
    check(
        "[notifications]\nretry_after_s = [99999]",
        ", line 7: notifications.retry_after_s: it may hold 20 pauses of at most 86400 seconds.",
    );
    check("[notifications.quiet_hours]\nfrom = \"21:00\"", ": notifications.quiet_hours.until is missing.");
    check(
        "[notifications.quiet_hours]\nfrom = \"9\"\nuntil = \"08:00\"",
        ", line 7: notifications.quiet_hours.from: it must be a time of day such as 21:00.",
    );
    check(
        "[notifications.quiet_hours]\nfrom = \"08:00\"\nuntil = \"08:00\"",
        ", line 8: notifications.quiet_hours.until: they must end at another time than they begin.",
    );
    check("[notifications.matrix]\npaused = []", ", line 7: notifications.matrix.paused: there is no such event.");
    check(
        "[notifications.matrix]\ncreated = [\"fax\"]",
        ", line 7: notifications.matrix.created: it may hold internal, email and platform.",
    );
    check("[notifications.email]\nhost = \"smtp.p.example\"", ": notifications.email.from is missing.");
    check(
        "[notifications.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"\nsecurity = \"none\"",
        ", line 9: notifications.email.security: only this machine is spoken to in clear.",
    );
    check(
        "[notifications.email]\nhost = \"smtp.p.example\"\nfrom = \"P\"",
        ", line 8: notifications.email.from: it must be an address, or Name <address>.",
    );
    check(
        "[notifications.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"\nport = 0",
        ", line 9: notifications.email.port: it must be 1 to 65535.",
    );
    check(
        "[notifications.platform]\nurl = \"https://10.0.0.1/\"",
        ", line 7: notifications.platform.url: 10.0.0.1 is in a private network.",
    );
    check(
        "[notifications]\npassword = \"geheim\"",
        ", line 7: password: unknown field `password`, expected one of `platform_name`, `language`, `desk_language`, `zone`, `application_link`, `support`, `retry_after_s`, `quiet_hours`, `matrix`, `email`, `platform`.",
    );
}

#[test]
fn a_sandbox_tells_nobody_outside_of_this_machine() {
    let of = |text: &str| {
        Profile::parse(&format!("kind = \"sandbox\"\n{text}"), Path::new("/h/p"), "p")
            .map_err(|failure| failure.message)
    };
    let email = of("[notifications.email]\nhost = \"smtp.p.example\"\nfrom = \"a@b.com\"").unwrap_err();
    assert!(
        email.ends_with("line 3: notifications.email.host: a sandbox has no network: it must be this machine."),
        "{email}"
    );
    let platform = of("[notifications.platform]\nurl = \"https://hooks.shop.com/\"").unwrap_err();
    assert!(platform.contains("line 3: notifications.platform.url"), "{platform}");
    assert!(of("[notifications.platform]\nurl = \"http://127.0.0.1:1/\"").is_ok());
}
