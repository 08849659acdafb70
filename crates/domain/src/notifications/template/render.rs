use super::{Facts, Part, Template};
use crate::Language;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};
use thiserror::Error;

/// Steps of a template; the longest that can be saved takes far fewer.
const FUEL: u64 = 100_000;

/// A message, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line, without control characters.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A whole page without scripts and without anything from elsewhere.
    pub html: Option<String>,
}

/// Why a template makes no message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{part:?}, line {line}: {what}")]
pub struct Unrenderable {
    /// Where.
    pub part: Part,
    /// From 1.
    pub line: u32,
    /// The placeholder without a value, or what the template's language says.
    pub what: String,
}

/// Fills in a template. A placeholder for which nothing is known is an error, never a gap.
pub fn render(template: &Template, facts: &Facts, language: Language) -> Result<Rendered, Unrenderable> {
    let html = template.html.as_deref().map(|html| fill(Part::Html, html, facts)).transpose()?;
    Ok(Rendered {
        subject: one_line(&fill(Part::Subject, &template.subject, facts)?),
        text: fill(Part::Text, &template.text, facts)?.trim().to_owned() + "\n",
        html: html.map(|body| page(body.trim(), language)),
    })
}

/// Whatever came together: a header has one line.
fn one_line(subject: &str) -> String {
    let line: String = subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The policy is for readers that keep to it: nothing runs, nothing is fetched.
fn page(body: &str, language: Language) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width\"></head>\n\
         <body style=\"font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 1.5em\">\n{body}\n</body></html>\n",
        language.word()
    )
}

fn fill(part: Part, source: &str, facts: &Facts) -> Result<String, Unrenderable> {
    let environment = environment(part == Part::Html);
    environment.render_str(source, Value::from_pairs(facts.known())).map_err(|error| Unrenderable {
        part,
        line: error.line().unwrap_or(1) as u32,
        what: words(&error),
    })
}

/// The line and what is wrong there, where the marks do not fit together.
pub(super) fn syntax_error(source: &str) -> Option<(u32, String)> {
    let error = environment(false).template_from_str(source).err()?;
    Some((error.line().unwrap_or(1) as u32, words(&error)))
}

fn words(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}

/// Without filters, functions and other templates: placeholders and choices are all there is.
fn environment(html: bool) -> Environment<'static> {
    let mut environment = Environment::empty();
    // What is not known may be asked for in a choice, and never stands in a sentence.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(move |_| if html { AutoEscape::Html } else { AutoEscape::None });
    environment
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::{
        Language,
        notifications::{
            Change, Event,
            template::{Facts, Template},
        },
    };
    use jiff::tz::TimeZone;

    #[test]
    fn a_placeholder_without_a_value_is_an_error_with_its_line() {
        let template = Template { subject: "s".into(), text: "a\nb {{ application_link }}".into(), html: None };
        let change = Facts::of(
            &Change {
                application: "a".into(),
                merchant: "m".into(),
                merchant_name: "n".into(),
                email: None,
                event: Event::Created,
                at: 0,
                late: false,
                link: None,
            },
            "p",
            None,
            &TimeZone::UTC,
        );
        let error = render(&template, &change, Language::En).unwrap_err();
        assert_eq!((error.line, error.what.as_str()), (2, "`application_link` is undefined"));
        let unknown = Template { text: "{{ nobody }}".into(), ..template.clone() };
        assert!(render(&unknown, &change, Language::En).is_err());
        let chosen = Template { text: "{% if application_link %}x{% else %}none{% endif %}".into(), ..template };
        assert_eq!(render(&chosen, &change, Language::En).unwrap().text, "none\n");
    }
}
