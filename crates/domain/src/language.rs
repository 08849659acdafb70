//! The languages of the catalogue. The enum is written from `locales/languages.json`, which the window reads as well.

include!(concat!(env!("OUT_DIR"), "/language.rs"));

/// A word that names no language of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no language of Gangway")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// Reads [`Language::word`].
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.word() == word)
    }

    /// Of what a system or a browser names (`es_CO.UTF-8`, `pt-BR`): the language, whatever the region.
    pub fn spoken(tag: &str) -> Option<Self> {
        Self::read(&tag.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase())
    }

    /// The languages of the window.
    pub fn of_window() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|language| language.is_of_window())
    }
}

impl std::str::FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(word: &str) -> Result<Self, UnknownLanguage> {
        Self::read(word).ok_or_else(|| UnknownLanguage(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, UnknownLanguage};

    #[test]
    fn a_language_is_read_by_its_word_alone() {
        for language in Language::ALL {
            assert_eq!(language.word().parse(), Ok(language));
        }
        for unknown in ["", "EN", "es-419", "xx", "english"] {
            assert_eq!(unknown.parse::<Language>(), Err(UnknownLanguage(unknown.to_owned())));
        }
    }

    #[test]
    fn what_is_spoken_is_a_language_and_a_region() {
        let check = |tag: &str, expected: Option<Language>| assert_eq!(Language::spoken(tag), expected, "{tag}");
        check("es_CO.UTF-8", Some(Language::Es));
        check("DE-ch", Some(Language::De));
        check("pt", Some(Language::Pt));
        // Estonian begins with the letters of no Spanish.
        check("est_EE", None);
        check("C.UTF-8", None);
        check("", None);
    }
}
