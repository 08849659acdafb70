//! What a merchant is asked for, in the language of the message.

use gangway_domain::{Language, notifications::template::shown};
use gangway_locales::missing;

/// At most so many are said; nobody reads more in an email.
const MOST: usize = 12;

/// The names of a provider in words; `None` where nothing is missing.
pub(super) fn in_words(names: &[&str], language: Language) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for name in names {
        let words = named(name, language);
        if !words.is_empty() && !said.contains(&words) {
            said.push(words);
        }
    }
    said.truncate(MOST);
    (!said.is_empty()).then(|| said.join(", "))
}

/// `owner_1.dob` is "owner 1: date of birth"; a name that is not known here is said as it is, without its underscores.
fn named(name: &str, language: Language) -> String {
    let word = |part: &str| {
        let owner = || Some(missing::owner(language, shown(part.strip_prefix("owner_")?)));
        let known = missing::find(language, part).map(str::to_owned);
        known.or_else(owner).unwrap_or_else(|| shown(&part.replace('_', " ")))
    };
    name.split('.').map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use gangway_domain::Language;

    #[test]
    fn what_is_asked_for_is_said_in_each_language() {
        let names = ["bank_statements", "owner_1.dob", "owner_1.date_of_birth", "new_thing"];
        let check = |language, expected: &str| assert_eq!(in_words(&names, language).as_deref(), Some(expected));
        check(Language::En, "bank statements, owner 1: date of birth, new thing");
        check(Language::Es, "extractos bancarios, propietario 1: fecha de nacimiento, new thing");
        check(Language::Pt, "extratos bancários, sócio 1: data de nascimento, new thing");
        check(Language::De, "Kontoauszüge, Inhaber 1: Geburtsdatum, new thing");
        assert_eq!(in_words(&[], Language::En), None);
    }

    #[test]
    fn a_hostile_name_stays_a_name() {
        let said = in_words(&["x\r\nBcc: a@b.c\u{202E}", "owner_\r\n1", "..."], Language::En).unwrap();
        assert!(!said.contains(['\r', '\n', '\u{202E}']), "{said:?}");
    }
}
