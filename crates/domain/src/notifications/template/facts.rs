use super::isolate::shown;
use crate::notifications::{Change, Channel, Event};
use jiff::{Timestamp, tz::TimeZone};
use url::Url;

/// What a template may name (Rainforest's guide: ids, names, and the link back to the application).
pub const PLACEHOLDERS: [&str; 7] =
    ["merchant_id", "merchant_name", "application_id", "application_link", "platform_name", "status_time", "missing"];

/// What a message must name, or its reader cannot act on it (Rainforest's guide, the examples).
pub const fn required(channel: Channel, event: &Event) -> &'static [&'static str] {
    match (channel, event) {
        (Channel::Internal | Channel::Support, _) => &["merchant_id", "merchant_name"],
        (Channel::Email, Event::Created | Event::NeedsInformation) => &["platform_name", "application_link"],
        (Channel::Email, _) => &["platform_name"],
        (Channel::Platform, Event::Created | Event::NeedsInformation) => &["application_link"],
        (Channel::Platform, _) => &[],
    }
}

/// What the placeholders of one message stand for, fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts([(&'static str, Option<String>); 7]);

impl Facts {
    /// Of a change. `link` is where the merchant goes on; see [`link_of`].
    pub fn of(change: &Change, platform_name: &str, link: Option<String>, zone: &TimeZone) -> Self {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Self([
            ("merchant_id", filled(shown(&change.merchant))),
            ("merchant_name", filled(shown(&change.merchant_name)).or_else(|| filled(shown(&change.merchant)))),
            ("application_id", filled(shown(&change.application))),
            ("application_link", link),
            ("platform_name", filled(shown(platform_name))),
            ("status_time", moment(change.at, zone)),
            ("missing", None),
        ])
    }

    /// With what the provider still wants; see [`missing`](super::missing).
    #[must_use]
    pub fn missing(mut self, missing: Option<&str>) -> Self {
        for (name, value) in &mut self.0 {
            if *name == "missing" {
                *value = missing.map(str::to_owned);
            }
        }
        self
    }

    /// To preview a template: with the ids of the document.
    pub fn example(event: &Event) -> Self {
        let change = Change {
            application: "app_2sOuOghBfy4SGFS6b7Le8uW8zGo".into(),
            merchant: "mid_2sOuQknV0ornUMNElq9HS3Y5XUv".into(),
            merchant_name: "Café Ñandú & Hijos".into(),
            email: None,
            event: event.clone(),
            at: 1_776_765_600_000,
            late: false,
            link: None,
        };
        let link = "https://platform.example/apply/app_2sOuOghBfy4SGFS6b7Le8uW8zGo".to_owned();
        Self::of(&change, "PlatformPay", Some(link), &TimeZone::UTC).missing(Some("bank statements"))
    }

    /// What a placeholder stands for; `None`: there is no such placeholder, or nothing is known for it.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name)?.1.as_deref()
    }

    /// Every placeholder that stands for something.
    pub(super) fn known(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)))
    }
}

/// Date and time read the same in every language, with the zone they are of.
fn moment(at: i64, zone: &TimeZone) -> Option<String> {
    let at = Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone());
    Some(at.strftime("%Y-%m-%d %H:%M %Z").to_string())
}

/// Where the merchant goes on: the change's own link, or the pattern of the settings with the ids in it. Only an `https` address
/// counts, or one of this machine: it is put where people click.
pub fn link_of(change: &Change, pattern: Option<&str>) -> Option<String> {
    let ours = || {
        let part = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let link = pattern?.replace("{application_id}", &part(&change.application));
        Some(link.replace("{merchant_id}", &part(&change.merchant)))
    };
    let url = Url::parse(&change.link.clone().or_else(ours)?).ok()?;
    let here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    let fits = url.scheme() == "https" || url.scheme() == "http" && here;
    (fits && url.username().is_empty() && url.password().is_none()).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::{Facts, link_of};
    use crate::notifications::{Change, Event};
    use jiff::tz::TimeZone;

    fn change(link: Option<&str>) -> Change {
        Change {
            application: "app_1/../x?y".into(),
            merchant: "mid_1".into(),
            merchant_name: "<b>Ana\u{202E}</b>".into(),
            email: None,
            event: Event::Created,
            at: 1_776_765_600_000,
            late: false,
            link: link.map(str::to_owned),
        }
    }

    #[test]
    fn where_the_merchant_goes_on() {
        let pattern = "https://p.example/apply/{merchant_id}/{application_id}";
        let check = |link: Option<&str>, pattern: Option<&str>, expected: Option<&str>| {
            assert_eq!(link_of(&change(link), pattern).as_deref(), expected, "{link:?} {pattern:?}");
        };
        check(None, None, None);
        check(None, Some(pattern), Some("https://p.example/apply/mid_1/app_1%2F..%2Fx%3Fy"));
        check(Some("https://other.example/a"), Some(pattern), Some("https://other.example/a"));
        check(Some("http://127.0.0.1:8080/a"), None, Some("http://127.0.0.1:8080/a"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "http://p.example/",
            "https://u:p@p.example/",
            "apply",
            "file:///a",
        ] {
            check(Some(bad), Some(pattern), None);
        }
    }

    #[test]
    fn what_is_not_known_has_no_value() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        let facts = Facts::of(&change(None), "", None, &zone);
        assert_eq!(facts.value("merchant_name"), Some("\u{2068}<b>Ana</b>\u{2069}"));
        assert_eq!(facts.value("status_time"), Some("2026-04-21 05:00 -05"));
        assert_eq!(
            (facts.value("platform_name"), facts.value("application_link"), facts.value("x")),
            (None, None, None)
        );
        let nameless = Facts::of(&Change { merchant_name: " \u{0}".into(), ..change(None) }, "", None, &zone);
        assert_eq!(nameless.value("merchant_name"), Some("mid_1"));
    }
}
