//! The functions, as text.

use crate::{
    catalogue::{Catalogue, Text},
    message::{Kind, Part},
};
use std::{collections::BTreeMap, fmt::Write as _};

/// Texts of templates that people can edit: their arguments stay, in the templates' own syntax.
const TEMPLATES: &str = "message";
/// Texts that are looked up by what a provider calls a thing.
const LOOKED_UP: &str = "missing";

/// A module for each namespace.
pub(crate) fn of(catalogue: &Catalogue) -> String {
    let mut code = String::new();
    for (namespace, texts) in &catalogue.texts {
        let name = snake(namespace);
        line(&mut code, &format!("/// Texts of `{namespace}`."));
        line(&mut code, &format!("pub mod {name} {{\nuse gangway_domain::Language;"));
        for (rest, text) in texts {
            function(&mut code, namespace, rest, text, &catalogue.languages);
        }
        if namespace == LOOKED_UP {
            lookup(&mut code, texts);
        }
        line(&mut code, "}");
    }
    code
}

fn function(code: &mut String, namespace: &str, rest: &str, text: &Text, languages: &[String]) {
    let plain = text.source.replace('\n', " ");
    line(code, &format!("/// `{namespace}.{rest}`: `{}`", plain.replace('`', "'")));
    let name = snake(rest);
    if text.arguments.is_empty() || namespace == TEMPLATES {
        line(code, &format!("pub const fn {name}(language: Language) -> &'static str {{\nmatch language {{"));
        for (language, said) in languages.iter().zip(&text.said) {
            line(code, &format!("Language::{} => {:?},", variant(language), template(said)));
        }
        return line(code, "}\n}");
    }
    let parameters: Vec<String> = text.arguments.iter().map(|(name, kind)| parameter(name, *kind)).collect();
    line(code, &format!("pub fn {name}(language: Language, {}) -> String {{", parameters.join(", ")));
    line(code, "let mut said = String::new();\nmatch language {");
    for (language, said) in languages.iter().zip(&text.said) {
        line(code, &format!("Language::{} => {{", variant(language)));
        each(code, said, text);
        line(code, "}");
    }
    line(code, "}\nsaid\n}");
}

fn parameter(name: &str, kind: Kind) -> String {
    let of = match kind {
        Kind::Shown => "impl std::fmt::Display",
        Kind::Number => "usize",
        Kind::Optional => "Option<&str>",
    };
    format!("{}: {of}", snake(name))
}

fn each(code: &mut String, parts: &[Part], text: &Text) {
    for part in parts {
        match part {
            Part::Text(said) => line(code, &format!("said.push_str({said:?});")),
            Part::Argument(name) => line(code, &argument(name, text)),
            Part::Plural { name, exact, forms, other } => {
                line(code, &format!("match {} {{", snake(name)));
                for (number, said) in exact {
                    line(code, &format!("{number} => {{"));
                    each(code, said, text);
                    line(code, "}");
                }
                line(code, &format!("_ => match crate::form(language, {}) {{", snake(name)));
                for (form, said) in forms {
                    line(code, &format!("icu_plurals::PluralCategory::{} => {{", variant(form)));
                    each(code, said, text);
                    line(code, "}");
                }
                line(code, "_ => {");
                each(code, other, text);
                line(code, "}\n},\n}");
            }
            Part::Given { name, none, other } => {
                line(code, &format!("if {}.is_none() {{", snake(name)));
                each(code, none, text);
                line(code, "} else {");
                each(code, other, text);
                line(code, "}");
            }
        }
    }
}

fn argument(name: &str, text: &Text) -> String {
    let value = snake(name);
    match text.arguments.get(name) {
        Some(Kind::Number) => format!("crate::put(&mut said, &crate::number(language, {value}));"),
        Some(Kind::Optional) => format!("said.push_str({value}.unwrap_or_default());"),
        Some(Kind::Shown) | None => format!("crate::put(&mut said, &{value});"),
    }
}

/// As templates are written: `{{ name }}`, `{% if name %}…{% endif %}`. Plurals have no place in them.
fn template(parts: &[Part]) -> String {
    let each = parts.iter().map(|part| match part {
        Part::Text(said) => said.clone(),
        Part::Argument(name) => format!("{{{{ {name} }}}}"),
        Part::Plural { other, .. } => template(other),
        Part::Given { name, none, other } if none.is_empty() => {
            format!("{{% if {name} %}}{}{{% endif %}}", template(other))
        }
        Part::Given { name, none, other } => {
            format!("{{% if {name} %}}{}{{% else %}}{}{{% endif %}}", template(other), template(none))
        }
    });
    each.collect()
}

fn lookup(code: &mut String, texts: &BTreeMap<String, Text>) {
    line(code, "/// A text by the rest of its key, where it has no arguments.");
    line(code, "pub fn find(language: Language, name: &str) -> Option<&'static str> {\nmatch name {");
    for (rest, _) in texts.iter().filter(|(_, text)| text.arguments.is_empty()) {
        line(code, &format!("{rest:?} => Some({}(language)),", snake(rest)));
    }
    line(code, "_ => None,\n}\n}");
}

fn line(code: &mut String, text: &str) {
    // Writing into a text does not fail.
    let _ = writeln!(code, "{text}");
}

/// `plan.batchOfWave` is `plan_batch_of_wave`.
fn snake(key: &str) -> String {
    let mut name = String::new();
    for letter in key.chars() {
        match letter {
            '.' => name.push('_'),
            upper if upper.is_ascii_uppercase() => {
                name.push('_');
                name.push(upper.to_ascii_lowercase());
            }
            letter => name.push(letter),
        }
    }
    name
}

/// `en` is `En`.
fn variant(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}
