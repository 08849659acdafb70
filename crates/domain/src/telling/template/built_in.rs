use super::{Language, Template};
use crate::telling::{Channel, Event};
use std::{collections::BTreeMap, sync::LazyLock};

/// One file for each language and channel, one table in it for each event.
const FILES: [(Language, Channel, &str); 12] = [
    (Language::En, Channel::Internal, include_str!("texts/en/internal.toml")),
    (Language::En, Channel::Email, include_str!("texts/en/email.toml")),
    (Language::En, Channel::Platform, include_str!("texts/en/platform.toml")),
    (Language::Es, Channel::Internal, include_str!("texts/es/internal.toml")),
    (Language::Es, Channel::Email, include_str!("texts/es/email.toml")),
    (Language::Es, Channel::Platform, include_str!("texts/es/platform.toml")),
    (Language::Pt, Channel::Internal, include_str!("texts/pt/internal.toml")),
    (Language::Pt, Channel::Email, include_str!("texts/pt/email.toml")),
    (Language::Pt, Channel::Platform, include_str!("texts/pt/platform.toml")),
    (Language::De, Channel::Internal, include_str!("texts/de/internal.toml")),
    (Language::De, Channel::Email, include_str!("texts/de/email.toml")),
    (Language::De, Channel::Platform, include_str!("texts/de/platform.toml")),
];

type Texts = BTreeMap<(Language, Channel), BTreeMap<String, Template>>;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    // A file of ours that cannot be read leaves its templates out, and the test below fails.
    let read = |text: &str| toml::from_str(text).unwrap_or_default();
    FILES.iter().map(|(language, channel, text)| ((*language, *channel), read(text))).collect()
});

/// The template that stands until somebody edits it; `None` for an unknown event, which has no words.
pub fn built_in(language: Language, channel: Channel, event: &Event) -> Option<&'static Template> {
    TEXTS.get(&(language, channel.words_of()))?.get(event.word())
}

#[cfg(test)]
mod tests {
    use super::{FILES, built_in};
    use crate::telling::{
        Channel, Event,
        template::{Facts, Language, check, render, required},
    };
    use std::collections::BTreeMap;

    #[test]
    fn every_file_is_read_whole() {
        for (language, channel, text) in FILES {
            let read: BTreeMap<String, super::Template> = toml::from_str(text).unwrap();
            assert_eq!(read.len(), 7, "{language:?} {channel:?}");
        }
    }

    #[test]
    fn every_template_of_every_language_renders_and_has_its_placeholders() {
        let mut seen = 0;
        for language in Language::ALL {
            for channel in Channel::ALL {
                for event in &Event::KNOWN {
                    let template = built_in(language, channel, event).unwrap();
                    assert_eq!(check(template, channel, event), [], "{language:?} {channel:?} {event:?}");
                    assert_eq!(template.html.is_some(), channel == Channel::Email);
                    let facts = Facts::example(event);
                    let rendered = render(template, &facts, language).unwrap();
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
        assert_eq!(seen, 4 * 4 * 7);
        assert!(built_in(Language::En, Channel::Email, &Event::Unknown("paused".into())).is_none());
    }

    #[test]
    fn no_language_was_forgotten_and_none_copied() {
        for channel in Channel::CHOSEN {
            for event in &Event::KNOWN {
                let texts = Language::ALL.map(|language| &built_in(language, channel, event).unwrap().text);
                for (at, text) in texts.iter().enumerate() {
                    assert!(texts[..at].iter().all(|other| other != text), "{channel:?} {event:?}");
                }
            }
        }
    }
}
