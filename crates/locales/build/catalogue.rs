//! The catalogue as Rust reads it: the namespaces that it says, in every language of the list.

use crate::message::{self, Arguments, Kind, Part};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fs, path::Path};

/// The texts that Rust says.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Tags, the source first.
    pub(crate) languages: Vec<String>,
    /// Namespace → rest of the key → text.
    pub(crate) texts: BTreeMap<String, BTreeMap<String, Text>>,
}

/// One text in every language.
#[derive(Debug)]
pub(crate) struct Text {
    /// As it is written in the source.
    pub(crate) source: String,
    pub(crate) arguments: Arguments,
    /// In the order of the languages.
    pub(crate) said: Vec<Vec<Part>>,
}

type Texts = BTreeMap<String, String>;
type Said = BTreeMap<String, Vec<Part>>;

/// Reads it; otherwise everything that is wrong with it, each with its file and key.
pub(crate) fn read(folder: &Path) -> Result<Catalogue, Vec<String>> {
    let list = json(folder, "languages.json")?;
    let namespaces = json(folder, "namespaces.json")?;
    let namespaces: Vec<&str> = ["rust", "both"]
        .iter()
        .filter_map(|of| namespaces.get(*of)?.as_object())
        .flat_map(Map::keys)
        .map(String::as_str)
        .collect();
    let mut catalogues = Vec::new();
    for (tag, facts) in &list {
        let forms = plural_forms(facts["locale"].as_str().unwrap_or(tag)).map_err(|error| vec![error])?;
        let texts = json(folder, &format!("{tag}.json"))?;
        let text = |text: &Value| text.as_str().unwrap_or_default().to_owned();
        let texts: Texts = texts.iter().map(|(key, it)| (key.clone(), text(it))).collect();
        catalogues.push((tag.clone(), forms, texts));
    }
    of(&catalogues, &namespaces)
}

/// Makes it of the languages' tags, plural forms and texts; the first is the source.
pub(crate) fn of(
    catalogues: &[(String, Vec<&'static str>, Texts)],
    namespaces: &[&str],
) -> Result<Catalogue, Vec<String>> {
    let mut faults = Vec::new();
    let mut read: Vec<Said> = Vec::new();
    for (tag, forms, texts) in catalogues {
        let mut said = Said::new();
        for (key, text) in texts.iter().filter(|(key, _)| namespace(key, namespaces).is_some()) {
            match message::read(text, forms) {
                Ok(parts) => drop(said.insert(key.clone(), parts)),
                Err(error) => faults.push(format!("locales/{tag}.json: {key}: {error}")),
            }
        }
        read.push(said);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let (Some((_, _, source)), Some(first)) = (catalogues.first(), read.first()) else {
        return Err(vec!["languages.json has no language".to_owned()]);
    };
    for ((tag, _, _), said) in catalogues.iter().zip(&read) {
        faults.extend(differences(first, said).into_iter().map(|fault| format!("locales/{tag}.json: {fault}")));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut texts: BTreeMap<String, BTreeMap<String, Text>> = BTreeMap::new();
    for (key, parts) in first {
        let Some((namespace, rest)) = namespace(key, namespaces) else { continue };
        let said = read.iter().filter_map(|it| it.get(key).cloned()).collect();
        let text = Text { source: source[key].clone(), arguments: message::arguments(parts), said };
        texts.entry(namespace.to_owned()).or_default().insert(rest.to_owned(), text);
    }
    Ok(Catalogue { languages: catalogues.iter().map(|(tag, _, _)| tag.clone()).collect(), texts })
}

/// What a language lacks, has too much, or wants otherwise than the source.
fn differences(source: &Said, said: &Said) -> Vec<String> {
    let superfluous =
        said.keys().filter(|key| !source.contains_key(*key)).map(|key| format!("{key}: not in the source"));
    let mut faults: Vec<String> = superfluous.collect();
    for (key, parts) in source {
        match said.get(key) {
            None => faults.push(format!("{key}: missing")),
            Some(own) if own.is_empty() => faults.push(format!("{key}: missing")),
            Some(own) => {
                let (wanted, given) = (message::arguments(parts), message::arguments(own));
                if !agree(&wanted, &given) {
                    faults.push(format!("{key}: arguments {} instead of {}", listed(&given), listed(&wanted)));
                }
            }
        }
    }
    faults
}

/// A language may show a number without counting with it, but not count with what is no number.
fn agree(wanted: &Arguments, given: &Arguments) -> bool {
    let fits = |name: &String, kind: &Kind| wanted.get(name).is_some_and(|it| it == kind || *kind == Kind::Shown);
    wanted.len() == given.len() && given.iter().all(|(name, kind)| fits(name, kind))
}

fn listed(arguments: &Arguments) -> String {
    let each: Vec<String> = arguments.iter().map(|(name, kind)| format!("{name}: {kind:?}")).collect();
    format!("({})", each.join(", "))
}

/// The longest namespace that a key is in, and the rest of it.
fn namespace<'a>(key: &'a str, namespaces: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let rest = |namespace: &str| key.strip_prefix(namespace)?.strip_prefix('.').filter(|rest| !rest.is_empty());
    let found = namespaces.iter().filter_map(|it| Some((*it, rest(it)?)));
    found.max_by_key(|(namespace, _)| namespace.len())
}

/// The plural forms of a language (CLDR), but `other`, which is always there.
pub(crate) fn plural_forms(locale: &str) -> Result<Vec<&'static str>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("languages.json: {locale}: {error}");
    let locale = Locale::try_from_str(locale).map_err(|error| wrong(&error))?;
    let rules = PluralRules::try_new_cardinal(locale.into()).map_err(|error| wrong(&error))?;
    let form = |category| match category {
        PluralCategory::Zero => Some("zero"),
        PluralCategory::One => Some("one"),
        PluralCategory::Two => Some("two"),
        PluralCategory::Few => Some("few"),
        PluralCategory::Many => Some("many"),
        PluralCategory::Other => None,
    };
    Ok(rules.categories().filter_map(form).collect())
}

fn json(folder: &Path, name: &str) -> Result<Map<String, Value>, Vec<String>> {
    let text = fs::read_to_string(folder.join(name)).map_err(|error| vec![format!("locales/{name}: {error}")])?;
    serde_json::from_str(&text).map_err(|error| vec![format!("locales/{name}: {error}")])
}
