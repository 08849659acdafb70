//! Cells that a spreadsheet would take for formulas.

/// What a cell begins with that a spreadsheet computes. The line break is here because some skip it.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
const MARK: char = '\'';

/// Whether the text is a formula, or one that was made safe any number of times.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(MARK).starts_with(FORMULA)
}

/// The cell with an apostrophe before it if a spreadsheet would compute it. So is one that has apostrophes and then a formula,
/// or [`plain`] could not tell them apart.
pub fn safe(text: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(text) { format!("{MARK}{text}").into() } else { text.into() }
}

/// The cell as it was before [`safe`]: one apostrophe before a formula goes, and nothing else does.
pub fn plain(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, safe};
    use proptest::prelude::*;

    #[test]
    fn formulas_are_made_safe_and_come_back() {
        let check = |text, expected| {
            assert_eq!(safe(text), expected);
            assert_eq!(plain(expected), text);
        };
        check("Store 1", "Store 1");
        check("=1+2", "'=1+2");
        check("'=1+2", "''=1+2");
        check("''@x", "'''@x");
        check("\t=x", "'\t=x");
        check("-5", "'-5");
        check("'Ndrangheta", "'Ndrangheta");
        check("", "");
        check("'", "'");
    }

    proptest! {
        #[test]
        fn nothing_is_computed_and_everything_comes_back(text in "['=+@\t\r\n a-]{0,8}|\\PC*") {
            let written = safe(&text);
            prop_assert_eq!(plain(&written), text.as_str());
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{}", written);
        }
    }
}
