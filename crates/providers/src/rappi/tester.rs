//! The form of a body that Rappi's tester signs: numbers, booleans and null as strings (docs/wire.md 1.6).

use crate::webhook_signature::reformat::string_length;

/// Puts quotes around every number, boolean and null, and leaves every other byte alone. `None` when there is none.
pub(super) fn tester_form(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() + 16);
    let (mut at, mut changed) = (0, false);
    while at < body.len() {
        let length = match body[at] {
            b'"' => string_length(&body[at..])?,
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let length =
                    body[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
                changed = true;
                out.push(b'"');
                out.extend_from_slice(&body[at..at + length]);
                out.push(b'"');
                at += length;
                continue;
            }
            _ => 1,
        };
        out.extend_from_slice(&body[at..at + length]);
        at += length;
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::tester_form;

    #[test]
    fn the_tester_form_quotes_bare_words_only() {
        let form = |text: &str| tester_form(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(
            form(r#"{"a": -1.5e+3, "b":[true,null], "c":"x\"1"}"#).as_deref(),
            Some(r#"{"a": "-1.5e+3", "b":["true","null"], "c":"x\"1"}"#)
        );
        assert_eq!(form(r#"{"a":"1"}"#), None);
    }
}
