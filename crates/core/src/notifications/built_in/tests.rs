use super::built_in;
use gangway_domain::{
    Language,
    notifications::{
        Change, Channel, Event,
        template::{Facts, Rendered, check, render, required},
    },
};
use jiff::tz::TimeZone;
use proptest::prelude::*;

#[test]
fn every_template_of_every_language_renders_and_has_its_placeholders() {
    let mut seen = 0;
    for language in Language::ALL {
        for channel in Channel::ALL {
            for event in &Event::KNOWN {
                let template = built_in(language, channel, event).unwrap();
                assert_eq!(check(&template, channel, event), [], "{language:?} {channel:?} {event:?}");
                assert_eq!(template.html.is_some(), channel == Channel::Email);
                let facts = Facts::example(event);
                let rendered = render(&template, &facts, language).unwrap();
                // The escapes of the values that the document's example has.
                let page = rendered.html.map(|html| html.replace("&#x2f;", "/").replace("&amp;", "&"));
                for part in [Some(&rendered.text), page.as_ref()].into_iter().flatten() {
                    for name in required(channel, event) {
                        let value = facts.value(name).unwrap();
                        assert!(part.contains(value), "{language:?} {channel:?} {event:?}: {name}");
                    }
                    assert!(!part.contains("{{") && !part.contains("{%"), "{part}");
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, Language::ALL.len() * 4 * 7);
    assert!(built_in(Language::En, Channel::Email, &Event::Unknown("paused".into())).is_none());
}

#[test]
fn no_language_is_a_copy_of_another() {
    for channel in Channel::CHOSEN {
        for event in &Event::KNOWN {
            let texts = Language::ALL.map(|language| built_in(language, channel, event).unwrap().text);
            for (at, text) in texts.iter().enumerate() {
                assert!(texts[..at].iter().all(|other| other != text), "{channel:?} {event:?}");
            }
        }
    }
}

#[test]
fn a_language_of_the_right_channel() {
    let template = built_in(Language::Es, Channel::Support, &Event::Declined).unwrap();
    assert!(template.text.contains("{{ merchant_id }}") && template.html.is_none());
}

fn named(name: &str, event: Event) -> Facts {
    let change = Change {
        application: "app_1".into(),
        merchant: "mid_1".into(),
        merchant_name: name.into(),
        email: None,
        event,
        at: 1_776_765_600_000,
        late: false,
        link: None,
    };
    Facts::of(&change, name, Some("https://p.example/?a=1&b=\"2\"".into()), &TimeZone::UTC)
}

fn all(name: &str) -> impl Iterator<Item = Rendered> {
    Language::ALL.into_iter().flat_map(move |language| {
        Event::KNOWN.iter().flat_map(move |event| {
            Channel::CHOSEN.map(|channel| {
                render(&built_in(language, channel, event).unwrap(), &named(name, event.clone()), language).unwrap()
            })
        })
    })
}

#[test]
fn markup_in_names_stays_text() {
    let name = "<script>alert('x')</script>\"&amp;";
    let mut pages = 0;
    for rendered in all(name) {
        if let Some(html) = rendered.html {
            assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
            assert!(!html.contains("\"2\""), "{html}");
            pages += 1;
        }
        assert!(!rendered.text.contains("&lt;") && !rendered.subject.contains("&lt;"));
    }
    assert_eq!(pages, Language::ALL.len() * 7);
}

#[test]
fn names_from_right_to_left_turn_nothing_around_them() {
    for rendered in all("\u{202E}مطعم الشام") {
        for part in [rendered.subject, rendered.text, rendered.html.unwrap_or_default()] {
            assert_eq!(part.matches("مطعم").count(), part.matches("\u{2068}مطعم الشام\u{2069}").count(), "{part}");
            assert!(!part.contains('\u{202E}'));
        }
    }
}

proptest! {
    /// Whatever a merchant calls himself: a subject is one line, and the markup is ours alone.
    #[test]
    fn whatever_a_merchant_is_called(name in "\\PC{0,30}|[\\x00-\\x7f]{0,60}|(\r\n|\nBcc: |<a href=|\u{2028}|\u{85}|x){0,6}") {
        let template = built_in(Language::En, Channel::Email, &Event::Created).unwrap();
        let rendered = render(&template, &named(&name, Event::Created), Language::En);
        let plain = render(&template, &named("plain", Event::Created), Language::En).unwrap();
        // A name of nothing leaves the platform without one, which is said.
        if let Ok(rendered) = rendered {
            prop_assert!(!rendered.subject.chars().any(|c| c.is_control() || c == '\u{2028}'), "{}", rendered.subject);
            let tags = |html: &Option<String>| html.as_ref().unwrap().matches('<').count();
            prop_assert_eq!(tags(&rendered.html), tags(&plain.html));
            prop_assert_eq!(rendered.text.lines().count(), plain.text.lines().count());
        }
    }
}
