//! Numbers as a language writes them, and the plural forms that they want (CLDR, by ICU4X).

use gangway_domain::Language;
use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions, options::GroupingStrategy};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::fmt::{Display, Write};

type Numbers = (Option<PluralRules>, Option<DecimalFormatter>);

thread_local! {
    /// For each thread, because these types of ICU4X stay in one.
    static NUMBERS: [Numbers; Language::ALL.len()] = Language::ALL.map(numbers);
}

fn numbers(language: Language) -> Numbers {
    let Ok(locale) = Locale::try_from_str(language.locale()) else { return (None, None) };
    let mut options = DecimalFormatterOptions::default();
    // As the window groups them: 1,284 in every language, although Spanish leaves four digits together elsewhere.
    options.grouping_strategy = Some(GroupingStrategy::Always);
    let rules = PluralRules::try_new_cardinal((&locale).into()).ok();
    (rules, DecimalFormatter::try_new((&locale).into(), options).ok())
}

fn with<T>(language: Language, use_them: impl FnOnce(&Numbers) -> T) -> Option<T> {
    let at = Language::ALL.iter().position(|it| *it == language)?;
    NUMBERS.with(|all| all.get(at).map(use_them))
}

/// A number with the marks of the language between its digits.
pub fn number(language: Language, number: usize) -> String {
    let format = |it: &Numbers| Some(it.1.as_ref()?.format(&Decimal::from(number)).to_string());
    with(language, format).flatten().unwrap_or_else(|| number.to_string())
}

/// The plural form that a number wants.
pub(crate) fn form(language: Language, number: usize) -> PluralCategory {
    let rules = |it: &Numbers| Some(it.0.as_ref()?.category_for(number));
    with(language, rules).flatten().unwrap_or(PluralCategory::Other)
}

/// Adds what can be shown; writing into a text does not fail.
pub(crate) fn put(said: &mut String, it: &impl Display) {
    let _ = write!(said, "{it}");
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, form, number};
    use gangway_domain::Language;
    use icu_plurals::PluralCategory;

    #[test]
    fn every_language_has_its_numbers() {
        assert!(NUMBERS.with(|all| all.iter().all(|(rules, format)| rules.is_some() && format.is_some())));
        let check = |language, expected: &str| assert_eq!(number(language, 1_284_000), expected);
        check(Language::En, "1,284,000");
        check(Language::Es, "1,284,000");
        check(Language::Pt, "1.284.000");
        check(Language::De, "1.284.000");
        assert_eq!((form(Language::Pt, 0), form(Language::Es, 0)), (PluralCategory::One, PluralCategory::Other));
    }
}
