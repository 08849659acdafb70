//! Writes the enum of languages from the list that the window has too, so that a language is one line of one file.

use serde_json::{Map, Value};
use std::{env, fmt::Write as _, fs, path::Path};

const LIST: &str = "../../locales/languages.json";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={LIST}");
    let list: Map<String, Value> = serde_json::from_str(&fs::read_to_string(LIST)?)?;
    let languages = list.iter().map(|(tag, facts)| Language::read(tag, facts)).collect::<Result<Vec<_>, _>>()?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("language.rs"), code(&languages)?)?;
    Ok(())
}

struct Language {
    tag: String,
    variant: String,
    name: String,
    locale: String,
    separator: char,
    in_window: bool,
}

impl Language {
    fn read(tag: &str, facts: &Value) -> Result<Self, String> {
        let wrong = |what: &str| format!("{LIST}: {tag}: {what}");
        if tag.is_empty() || !tag.chars().all(|letter| letter.is_ascii_lowercase()) {
            return Err(wrong("a language is called by its small letters of ISO 639"));
        }
        let text = |field: &str| {
            facts[field].as_str().map(str::to_owned).ok_or_else(|| wrong(&format!("{field} is missing or no text")))
        };
        let mut separators = text("listSeparator")?;
        let separator = separators.pop().filter(|it| separators.is_empty() && it.is_ascii_punctuation());
        Ok(Self {
            tag: tag.to_owned(),
            variant: tag[..1].to_uppercase() + &tag[1..],
            name: text("name")?,
            locale: text("locale")?,
            separator: separator.ok_or_else(|| wrong("listSeparator is one character of punctuation"))?,
            in_window: facts.get("window").is_none_or(|it| it != &Value::Bool(false)),
        })
    }
}

fn code(languages: &[Language]) -> Result<String, std::fmt::Error> {
    let mut code = String::from(
        "/// A language of the catalogue: people who use the program and merchants read it.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]\n\
         #[cfg_attr(feature = \"specta\", derive(specta::Type))]\n\
         #[serde(rename_all = \"lowercase\")]\npub enum Language {\n",
    );
    for it in languages {
        writeln!(code, "    /// {}.\n    {},", it.name, it.variant)?;
    }
    let all: Vec<String> = languages.iter().map(|it| format!("Self::{}", it.variant)).collect();
    writeln!(
        code,
        "}}\n\n#[allow(clippy::match_same_arms, reason = \"each arm is a line of the list\")]\nimpl Language {{\n    /// Every language, in the order of the list."
    )?;
    writeln!(code, "    pub const ALL: [Self; {}] = [{}];\n", all.len(), all.join(", "))?;
    getter(
        &mut code,
        "Its name on the wire and in the record (ISO 639-1).",
        "word",
        "&'static str",
        languages,
        |it| format!("{:?}", it.tag),
    )?;
    getter(&mut code, "What it is called by those who speak it.", "name", "&'static str", languages, |it| {
        format!("{:?}", it.name)
    })?;
    getter(
        &mut code,
        "Its tag of BCP 47, as texts, dates and numbers are written.",
        "locale",
        "&'static str",
        languages,
        |it| format!("{:?}", it.locale),
    )?;
    getter(
        &mut code,
        "What stands between two cells where spreadsheets follow its habits.",
        "list_separator",
        "char",
        languages,
        |it| format!("{:?}", it.separator),
    )?;
    getter(&mut code, "Whether the window's texts exist in it.", "is_of_window", "bool", languages, |it| {
        it.in_window.to_string()
    })?;
    writeln!(code, "}}")?;
    Ok(code)
}

fn getter(
    code: &mut String,
    about: &str,
    name: &str,
    of: &str,
    languages: &[Language],
    value: impl Fn(&Language) -> String,
) -> std::fmt::Result {
    writeln!(code, "    /// {about}\n    pub const fn {name}(self) -> {of} {{\n        match self {{")?;
    for it in languages {
        writeln!(code, "            Self::{} => {},", it.variant, value(it))?;
    }
    writeln!(code, "        }}\n    }}\n")
}
