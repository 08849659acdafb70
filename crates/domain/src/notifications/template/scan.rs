//! Where a template names what: the marks `{{ … }}`, `{% … %}` and `{# … #}` with their places.

/// A mark, and where it begins; lines and columns from 1, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    pub(super) kind: Kind,
    /// Between the braces, without white space around it.
    pub(super) inside: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Value,
    Choice,
    Remark,
    /// It never ends.
    Open,
}

const BRACES: [(&str, &str, Kind); 3] =
    [("{{", "}}", Kind::Value), ("{%", "%}", Kind::Choice), ("{#", "#}", Kind::Remark)];

/// Every mark, in order.
pub(super) fn marks(source: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = source[at..].find('{').map(|next| at + next) {
        let Some((_, close, kind)) = BRACES.iter().find(|(open, ..)| source[begin..].starts_with(open)) else {
            at = begin + 1;
            continue;
        };
        let (line, column) = place(source, begin);
        let inner = &source[begin + 2..];
        let Some(end) = inner.find(close) else {
            found.push(Mark { kind: Kind::Open, inside: "", line, column });
            break;
        };
        // A dash takes white space away from around the mark.
        let inside = inner[..end].trim_start_matches('-').trim_end_matches('-').trim();
        found.push(Mark { kind: *kind, inside, line, column });
        at = begin + 2 + end + 2;
    }
    found
}

fn place(source: &str, at: usize) -> (u32, u32) {
    let before = &source[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() as u32 + 1, before[start..].chars().count() as u32 + 1)
}
