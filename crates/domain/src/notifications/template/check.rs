use super::{
    Part, Template,
    facts::{PLACEHOLDERS, required},
    render::syntax_error,
    scan::{Kind, marks},
};
use crate::notifications::{Channel, Event};
use serde::{Deserialize, Serialize};

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "TemplateFinding", rename_all = "camelCase")]
pub struct Finding {
    /// Where.
    pub part: Part,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What.
    pub problem: Problem,
    /// The placeholder or the text that it is about.
    pub name: String,
}

/// A closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "TemplateProblem", rename_all = "snake_case")]
pub enum Problem {
    /// There is no such placeholder.
    Unknown,
    /// The message needs this placeholder, and it is not there.
    Missing,
    /// More than placeholders and choices between them.
    NotAllowed,
    /// A mark that never ends, or choices that do not fit together.
    Syntax,
    /// There is nothing in it.
    Empty,
    /// A subject has one line.
    ManyLines,
    /// Longer than 20,000 characters.
    TooLong,
}

/// Characters of a part.
const LONGEST: usize = 20_000;

/// Everything that is wrong with a template for this channel and event, in order.
pub fn check(template: &Template, channel: Channel, event: &Event) -> Vec<Finding> {
    template.parts().flat_map(|(part, source)| check_part(part, source, channel, event)).collect()
}

fn check_part(part: Part, source: &str, channel: Channel, event: &Event) -> Vec<Finding> {
    let at = |line: u32, column: u32, problem: Problem, name: &str| Finding {
        part,
        line,
        column,
        problem,
        name: name.to_owned(),
    };
    if source.trim().is_empty() {
        return vec![at(1, 1, Problem::Empty, "")];
    }
    if source.chars().count() > LONGEST {
        return vec![at(1, 1, Problem::TooLong, "")];
    }
    let marks = marks(source);
    let mut found: Vec<Finding> = marks
        .iter()
        .filter_map(|mark| {
            let wrong = wrong(mark.kind, mark.inside)?;
            Some(at(mark.line, mark.column, wrong.0, wrong.1))
        })
        .collect();
    if part == Part::Subject && source.trim().contains(['\n', '\r']) {
        found.push(at(2, 1, Problem::ManyLines, ""));
    }
    if part != Part::Subject {
        let shown = |name: &&&str| marks.iter().any(|mark| mark.kind == Kind::Value && mark.inside == **name);
        let missing = required(channel, event).iter().filter(|name| !shown(name));
        found.extend(missing.map(|name| at(1, 1, Problem::Missing, name)));
    }
    if found.is_empty() {
        found.extend(syntax_error(source).map(|(line, detail)| at(line, 1, Problem::Syntax, &detail)));
    }
    found
}

/// What is wrong with a mark, and what it is about.
fn wrong(kind: Kind, inside: &str) -> Option<(Problem, &str)> {
    let name = match kind {
        Kind::Remark => return None,
        Kind::Open => return Some((Problem::Syntax, inside)),
        Kind::Value => inside,
        Kind::Choice if matches!(inside, "else" | "endif") => return None,
        Kind::Choice => {
            let tested = inside.strip_prefix("if ").or_else(|| inside.strip_prefix("elif "));
            let Some(tested) = tested.map(str::trim) else { return Some((Problem::NotAllowed, inside)) };
            tested.strip_prefix("not ").map_or(tested, str::trim)
        }
    };
    if PLACEHOLDERS.contains(&name) {
        None
    } else if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        Some((Problem::Unknown, name))
    } else {
        Some((Problem::NotAllowed, inside))
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Problem, check};
    use crate::Language;
    use crate::notifications::{
        Channel, Event,
        template::{Facts, Part, Template, render},
    };
    use proptest::prelude::*;

    fn template(text: &str) -> Template {
        Template { subject: "S".into(), text: text.into(), html: None }
    }

    #[test]
    fn every_mistake_has_its_place() {
        let is = |text: &str, expected: &[(u32, u32, Problem, &str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(line, column, problem, name)| Finding {
                    part: Part::Text,
                    line: *line,
                    column: *column,
                    problem: *problem,
                    name: (*name).to_owned(),
                })
                .collect();
            assert_eq!(check(&template(text), Channel::Platform, &Event::Completed), expected, "{text}");
        };
        is("Hello {{ merchant_name }}", &[]);
        is("{%- if application_link -%}{{application_link}}{% else %}-{% endif %}{# why #}", &[]);
        is("{% if not application_link %}x{% endif %}", &[]);
        is("a\nñé {{ merchant_nam }}", &[(2, 4, Problem::Unknown, "merchant_nam")]);
        is("{% if secret %}x{% endif %}", &[(1, 1, Problem::Unknown, "secret")]);
        is("{{ merchant_name|safe }}", &[(1, 1, Problem::NotAllowed, "merchant_name|safe")]);
        is("{{ 'a' * 999999999 }}", &[(1, 1, Problem::NotAllowed, "'a' * 999999999")]);
        is("{{ self.__class__ }}", &[(1, 1, Problem::NotAllowed, "self.__class__")]);
        is(
            "x{% autoescape false %}{% endautoescape %}",
            &[(1, 2, Problem::NotAllowed, "autoescape false"), (1, 24, Problem::NotAllowed, "endautoescape")],
        );
        is("{% include 'x' %}", &[(1, 1, Problem::NotAllowed, "include 'x'")]);
        is("\n{{ merchant_name", &[(2, 1, Problem::Syntax, "")]);
        is("  \n", &[(1, 1, Problem::Empty, "")]);
        is(&"é".repeat(20_001), &[(1, 1, Problem::TooLong, "")]);
    }

    #[test]
    fn what_the_reader_needs_must_be_there() {
        let names = |channel, event: &Event, text: &str| -> Vec<String> {
            check(&template(text), channel, event)
                .into_iter()
                .map(|it| format!("{:?} {}", it.problem, it.name))
                .collect()
        };
        assert_eq!(names(Channel::Internal, &Event::Created, "x"), ["Missing merchant_id", "Missing merchant_name"]);
        assert_eq!(
            names(Channel::Email, &Event::NeedsInformation, "{{ platform_name }}"),
            ["Missing application_link"]
        );
        // Tested is not shown.
        let tested = "{{ platform_name }}{% if application_link %}x{% endif %}";
        assert_eq!(names(Channel::Email, &Event::NeedsInformation, tested), ["Missing application_link"]);
        assert_eq!(names(Channel::Platform, &Event::Declined, "x"), Vec::<String>::new());
    }

    #[test]
    fn choices_must_fit_together_and_a_subject_has_one_line() {
        let open = check(&template("a\n{% if merchant_name %}b"), Channel::Platform, &Event::Completed);
        assert_eq!(open.iter().map(|it| it.problem).collect::<Vec<_>>(), [Problem::Syntax], "{open:?}");
        let two = Template { subject: "a\r\nBcc: x@y.com".into(), ..template("x") };
        let found = check(&two, Channel::Platform, &Event::Completed);
        assert_eq!(
            found.iter().map(|it| (it.part, it.problem)).collect::<Vec<_>>(),
            [(Part::Subject, Problem::ManyLines)]
        );
    }

    proptest! {
        /// Whatever an editor saves: what the check lets through renders.
        #[test]
        fn what_is_let_through_renders(
            pieces in proptest::collection::vec(prop::sample::select(vec![
                "{{ merchant_name }}", "{{ application_link }}", "{{ x }}", "{% if merchant_id %}", "{% if not x %}", "{% else %}",
                "{% endif %}", "{% elif platform_name %}", "{%", "}}", "{{", "%}", "{#", "#}", "{", "}", "text ", "\n", "{{ merchant_name }",
                "{% raw %}", "{% endraw %}", "-", "é", "\"",
            ]), 0..12)
        ) {
            let template = template(&pieces.concat());
            if check(&template, Channel::Platform, &Event::Completed).is_empty() {
                let rendered = render(&template, &Facts::example(&Event::Completed), Language::En);
                prop_assert!(rendered.is_ok(), "{template:?}: {rendered:?}");
            }
        }
    }
}
