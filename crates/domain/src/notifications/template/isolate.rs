//! What other people wrote, made fit to stand within a sentence of ours.

use std::borrow::Cow;

/// Characters of a name that are shown; no real one is longer.
const LONGEST: usize = 200;
/// First strong isolate, and the end of it (UAX #9): what stands between turns nothing around it.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// One line without control characters, at most 200 characters, and isolated where it is written from right to left: so it can
/// neither begin a header of its own nor turn the sentence around it.
pub fn shown(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let plain: String = line.filter(|c| !turns(*c)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let shortened = shorten(&plain);
    if text.chars().any(|c| turns(c) || is_right_to_left(c)) {
        format!("{}{shortened}{}", ISOLATE.0, ISOLATE.1)
    } else {
        shortened.into_owned()
    }
}

fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// Marks, embeddings, overrides and isolates: ours are the only ones.
const fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Of a block whose letters run from right to left: Hebrew to Arabic Extended-A, their presentation forms, and the
/// ranges of the supplementary planes that Unicode keeps for such scripts.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::shown;
    use proptest::prelude::*;

    #[test]
    fn every_kind_of_name() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text:?}");
        check("Café Ñandú 🍕", "Café Ñandú 🍕");
        check("  a\r\nBcc: x@y.com\u{0} ", "a Bcc: x@y.com");
        check("مطعم الشام", "\u{2068}مطعم الشام\u{2069}");
        check("evil\u{202E}gpj.exe", "\u{2068}evilgpj.exe\u{2069}");
        check("\u{2069}\u{2069}out", "\u{2068}out\u{2069}");
        check("a\u{2028}b", "a b");
        check(&"é".repeat(300), &format!("{}…", "é".repeat(200)));
    }

    proptest! {
        #[test]
        fn whatever_somebody_wrote(text in "\\PC{0,40}|[\\x00-\\x20\u{200E}-\u{2069}\u{5D0}-\u{5EA}a-z]{0,300}") {
            let shown = shown(&text);
            prop_assert!(!shown.chars().any(char::is_control));
            prop_assert!(shown.chars().count() <= 203);
            let opened = shown.matches('\u{2068}').count();
            prop_assert!(opened <= 1 && opened == shown.matches('\u{2069}').count(), "{}", shown);
            prop_assert!(!shown.contains(|c: char| ('\u{202A}'..='\u{202E}').contains(&c)), "{}", shown);
        }
    }
}
