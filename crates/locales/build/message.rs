//! One text: ICU `MessageFormat` with as much of it as Rust says.

use formatjs_icu_messageformat_parser::{
    MessageFormatElement as Element, Parser, ParserOptions, PluralElement, SelectElement,
    types::{PluralType, ValidPluralRule as Rule},
};
use std::collections::BTreeMap;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// As it stands.
    Text(String),
    /// What is put in.
    Argument(String),
    /// A number in the words that it wants: exact numbers, plural forms, and `other`.
    Plural { name: String, exact: Vec<(u64, Vec<Part>)>, forms: Vec<(String, Vec<Part>)>, other: Vec<Part> },
    /// `{x, select, none {…} other {…}}`: whether there is something to put in.
    Given { name: String, none: Vec<Part>, other: Vec<Part> },
}

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything that can be shown.
    Shown,
    /// A number that is counted with.
    Number,
    /// What may not be there.
    Optional,
}

pub(crate) type Arguments = BTreeMap<String, Kind>;

/// Reads a text. `forms` are the plural forms of its language.
pub(crate) fn read(text: &str, forms: &[&str]) -> Result<Vec<Part>, String> {
    let options = ParserOptions { ignore_tag: true, requires_other_clause: true, ..ParserOptions::default() };
    let elements = Parser::new(text, options).parse().map_err(|error| error.to_string())?;
    parts(&elements, forms, None)
}

/// The arguments of a text, with those inside branches.
pub(crate) fn arguments(parts: &[Part]) -> Arguments {
    let mut found = Arguments::new();
    collect(parts, &mut found);
    found
}

fn parts(elements: &[Element], forms: &[&str], counted: Option<&str>) -> Result<Vec<Part>, String> {
    elements.iter().map(|element| part(element, forms, counted)).collect()
}

#[expect(clippy::match_same_arms, reason = "dates and times are elements of the same shape, of two types")]
fn part(element: &Element, forms: &[&str], counted: Option<&str>) -> Result<Part, String> {
    let unsaid = |name: &str| Err(format!("{{{name}}}: Rust says plain arguments, plural and select"));
    match element {
        Element::Literal(text) => Ok(Part::Text(text.value.clone())),
        Element::Argument(it) => Ok(Part::Argument(it.value.clone())),
        Element::Pound(_) => Ok(Part::Argument(counted.ok_or("# stands in no plural")?.to_owned())),
        Element::Plural(it) => plural(it, forms),
        Element::Select(it) => given(it, forms, counted),
        Element::Number(it) => unsaid(&it.value),
        Element::Date(it) => unsaid(&it.value),
        Element::Time(it) => unsaid(&it.value),
        Element::Tag(it) => unsaid(&it.value),
    }
}

fn plural(plural: &PluralElement, forms: &[&str]) -> Result<Part, String> {
    let name = &plural.value;
    if plural.plural_type != PluralType::Cardinal || plural.offset != 0 {
        return Err(format!("{{{name}}}: Rust says no ordinals and no offsets"));
    }
    let (mut exact, mut by_form, mut other) = (Vec::new(), Vec::new(), Vec::new());
    for (rule, option) in &plural.options {
        let said = parts(&option.value, forms, Some(name))?;
        let number = rule.as_str().strip_prefix('=').and_then(|number| number.parse().ok());
        match (rule, number) {
            (Rule::Other, _) => other = said,
            (Rule::Exact(_), Some(number)) => exact.push((number, said)),
            (rule, _) if forms.contains(&rule.as_str()) => by_form.push((rule.as_str().to_owned(), said)),
            (rule, _) => return Err(format!("{{{name}}}: {} is no plural form of this language", rule.as_str())),
        }
    }
    Ok(Part::Plural { name: name.clone(), exact, forms: by_form, other })
}

fn given(select: &SelectElement, forms: &[&str], counted: Option<&str>) -> Result<Part, String> {
    let name = &select.value;
    let branch = |wanted: &str| select.options.get(wanted).map(|it| it.value.as_slice());
    let (Some(none), Some(other), 2) = (branch("none"), branch("other"), select.options.len()) else {
        return Err(format!("{{{name}}}: a select has the branches none and other here"));
    };
    let (none, other) = (parts(none, forms, counted)?, parts(other, forms, counted)?);
    Ok(Part::Given { name: name.clone(), none, other })
}

fn collect(parts: &[Part], found: &mut Arguments) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Argument(name) => {
                found.entry(name.clone()).or_insert(Kind::Shown);
            }
            Part::Plural { name, exact, forms, other } => {
                found.insert(name.clone(), Kind::Number);
                for said in exact.iter().map(|(_, said)| said).chain(forms.iter().map(|(_, said)| said)) {
                    collect(said, found);
                }
                collect(other, found);
            }
            Part::Given { name, none, other } => {
                found.insert(name.clone(), Kind::Optional);
                collect(none, found);
                collect(other, found);
            }
        }
    }
}
