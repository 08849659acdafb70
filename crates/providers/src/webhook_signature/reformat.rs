//! What something between provider and receiver does to a body: other white space, other escapes, another line end. Each
//! guess is text that may have been signed instead. Only for finding out why a signature is wrong, never for accepting.

/// How the body that came differs from the one that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// White space between the parts of the JSON.
    WhiteSpace,
    /// Other escapes within its strings: `é` for `\u00e9`, `/` for `\/`, or the other way round.
    Escapes,
    /// Line ends, or one at the end.
    LineEnds,
    /// A byte order mark at the beginning.
    ByteOrderMark,
}

impl Change {
    /// The code in every output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WhiteSpace => "white_space",
            Self::Escapes => "escapes",
            Self::LineEnds => "line_ends",
            Self::ByteOrderMark => "byte_order_mark",
        }
    }
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Ways to write JSON: between parts and after a colon, and the indentation where there are lines.
const SPACINGS: [Spacing; 5] = [
    Spacing { colon: ":", comma: ",", indent: None },
    Spacing { colon: ": ", comma: ", ", indent: None },
    Spacing { colon: ": ", comma: ",", indent: Some("  ") },
    Spacing { colon: ": ", comma: ",", indent: Some("    ") },
    Spacing { colon: ": ", comma: ",", indent: Some("\t") },
];

#[derive(Clone, Copy)]
struct Spacing {
    colon: &'static str,
    comma: &'static str,
    indent: Option<&'static str>,
}

/// How strings are escaped.
type Escape = fn(&[u8]) -> Vec<u8>;

const ESCAPES: [Escape; 5] = [<[u8]>::to_vec, plain, ascii_lower, ascii_upper, slashes];

/// The guesses, simple ones first, each with what would have been changed. None is the body itself.
pub(crate) fn guesses(body: &[u8]) -> impl Iterator<Item = (Change, Vec<u8>)> + '_ {
    let bytes = bytewise(body).into_iter();
    let tokens = tokens(body.strip_prefix(MARK).unwrap_or(body)).unwrap_or_default();
    let spaced = ESCAPES.into_iter().enumerate().flat_map(move |(at, escape)| {
        let tokens: Vec<Vec<u8>> =
            tokens.iter().map(|token| if token[0] == b'"' { escape(token) } else { token.to_vec() }).collect();
        let change = if at == 0 { Change::WhiteSpace } else { Change::Escapes };
        let kept = (at > 0).then(|| (change, replaced(body, &tokens)));
        let spaced: Vec<_> = SPACINGS.iter().map(|spacing| (change, written(&tokens, *spacing))).collect();
        kept.into_iter().chain(spaced)
    });
    let ended = |(change, text): (Change, Vec<u8>)| {
        let mut line = text.clone();
        line.push(b'\n');
        [(change, text), (change, line)]
    };
    bytes.chain(spaced.flat_map(ended)).filter(move |(_, text)| text != body && !text.is_empty())
}

fn bytewise(body: &[u8]) -> Vec<(Change, Vec<u8>)> {
    let mut guesses = Vec::new();
    if let Some(rest) = body.strip_prefix(MARK) {
        guesses.push((Change::ByteOrderMark, rest.to_vec()));
    } else {
        guesses.push((Change::ByteOrderMark, [MARK, body].concat()));
    }
    // What was signed may end with a carriage return of its own.
    let without_feed = body.strip_suffix(b"\n");
    let without_end = without_feed.and_then(|rest| rest.strip_suffix(b"\r"));
    guesses.extend([without_end, without_feed].into_iter().flatten().map(|rest| (Change::LineEnds, rest.to_vec())));
    guesses.push((Change::LineEnds, body.trim_ascii().to_vec()));
    guesses.push((Change::LineEnds, [body, b"\n"].concat()));
    guesses.push((Change::LineEnds, [body, b"\r\n"].concat()));
    let unix: Vec<u8> = body.iter().copied().filter(|byte| *byte != b'\r').collect();
    let dos = unix.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
    guesses.extend([(Change::LineEnds, unix), (Change::LineEnds, dos)]);
    guesses
}

/// The parts of a JSON text without the white space between them; `None` when it is none. Not a parser: it has to keep
/// every digit as it is, and a text that is no JSON makes guesses that fit nothing.
fn tokens(text: &[u8]) -> Option<Vec<&[u8]>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let length = match text[at] {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'"' => string_length(&text[at..])?,
            b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
            _ => text[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count(),
        };
        if length == 0 {
            return None;
        }
        tokens.push(text.get(at..at + length)?);
        at += length;
    }
    Some(tokens)
}

/// Bytes of the string that begins here, both quotes included.
pub(crate) fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The parts with new white space between them.
fn written(tokens: &[Vec<u8>], spacing: Spacing) -> Vec<u8> {
    let (mut out, mut depth) = (Vec::new(), 0_usize);
    let line = |out: &mut Vec<u8>, depth: usize| {
        if let Some(indent) = spacing.indent {
            out.push(b'\n');
            out.extend(indent.bytes().cycle().take(indent.len() * depth.min(64)));
        }
    };
    for (at, token) in tokens.iter().enumerate() {
        let empty = |open: u8, close: u8| {
            token[0] == open && tokens.get(at + 1).is_some_and(|next| next[0] == close)
                || token[0] == close && at > 0 && tokens[at - 1][0] == open
        };
        let is_empty = empty(b'{', b'}') || empty(b'[', b']');
        match token[0] {
            b'{' | b'[' => {
                out.extend_from_slice(token);
                depth += 1;
                if !is_empty {
                    line(&mut out, depth);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if !is_empty {
                    line(&mut out, depth);
                }
                out.extend_from_slice(token);
            }
            b':' => out.extend_from_slice(spacing.colon.as_bytes()),
            b',' => {
                out.extend_from_slice(spacing.comma.as_bytes());
                line(&mut out, depth);
            }
            _ => out.extend_from_slice(token),
        }
    }
    out
}

/// The body with its white space as it is and every part in the place of its own.
fn replaced(body: &[u8], tokens: &[Vec<u8>]) -> Vec<u8> {
    let (mut out, mut at, mut next) = (Vec::new(), 0, tokens.iter());
    while at < body.len() {
        let space = body[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        out.extend_from_slice(&body[at..at + space]);
        at += space;
        let length = match body.get(at) {
            Some(b'"') => string_length(&body[at..]),
            Some(b'{' | b'}' | b'[' | b']' | b':' | b',') => Some(1),
            Some(_) => {
                let word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                Some(body[at..].iter().take_while(word).count()).filter(|length| *length > 0)
            }
            None => break,
        };
        let (Some(length), Some(token)) = (length, next.next()) else { return Vec::new() };
        out.extend_from_slice(token);
        at += length;
    }
    out
}

/// Escapes that JSON does not need are gone.
fn plain(string: &[u8]) -> Vec<u8> {
    let Ok(text) = serde_json::from_slice::<String>(string) else { return string.to_vec() };
    serde_json::to_vec(&text).unwrap_or_else(|_| string.to_vec())
}

fn ascii_lower(string: &[u8]) -> Vec<u8> {
    ascii(string, |unit| format!("\\u{unit:04x}"))
}

fn ascii_upper(string: &[u8]) -> Vec<u8> {
    ascii(string, |unit| format!("\\u{unit:04X}"))
}

/// Every character beyond ASCII is escaped.
fn ascii(string: &[u8], escape: impl Fn(u16) -> String) -> Vec<u8> {
    let plain = plain(string);
    let Ok(text) = std::str::from_utf8(&plain) else { return string.to_vec() };
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            out.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| escape(*unit)));
        }
    }
    out.into_bytes()
}

/// Every slash is escaped.
fn slashes(string: &[u8]) -> Vec<u8> {
    let plain = plain(string);
    plain.split(|byte| *byte == b'/').collect::<Vec<_>>().join(&b"\\/"[..])
}

#[cfg(test)]
mod tests {
    use super::{Change, guesses};
    use proptest::prelude::*;
    use serde_json::Value;

    const COMPACT: &str = r#"{"a":[1,-2.50e+3,{}],"b":"Ca\u00f1a\/b","c":[],"d":{"e":null}}"#;

    fn found(came: &str, signed: &str) -> Option<Change> {
        guesses(came.as_bytes()).find(|(_, text)| text == signed.as_bytes()).map(|(change, _)| change)
    }

    #[test]
    fn what_is_guessed() {
        let value: Value = serde_json::from_str(r#"{"a":[1,{}],"b":"x","c":[]}"#).unwrap();
        let (compact, pretty) = (value.to_string(), serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(found(&pretty, &compact), Some(Change::WhiteSpace));
        assert_eq!(found(&compact, &pretty), Some(Change::WhiteSpace));
        assert_eq!(found(&compact, &format!("{pretty}\n")), Some(Change::WhiteSpace));
        assert_eq!(found(&compact, r#"{"a": [1, {}], "b": "x", "c": []}"#), Some(Change::WhiteSpace));
        assert_eq!(found(&format!("{compact}\n"), &compact), Some(Change::LineEnds));
        assert_eq!(found(&compact, &format!("{compact}\r\n")), Some(Change::LineEnds));
        assert_eq!(found(&pretty, &pretty.replace('\n', "\r\n")), Some(Change::LineEnds));
        assert_eq!(found("\r\n9\r\n", "\r\n9\r"), Some(Change::LineEnds), "a line feed after what ended with a return");
        assert_eq!(found(&format!("\u{feff}{compact}"), &compact), Some(Change::ByteOrderMark));
        let plain = COMPACT.replace("\\u00f1", "ñ").replace("\\/", "/");
        assert_eq!(found(&plain, &COMPACT.replace("\\/", "/")), Some(Change::Escapes));
        assert_eq!(found(&plain, &plain.replace('/', "\\/")), Some(Change::Escapes));
        assert_eq!(found(&COMPACT.replace("\\/", "/"), &plain), Some(Change::Escapes));
        // Digits are never touched.
        assert_eq!(found(COMPACT, &COMPACT.replace("-2.50e+3", "-2500")), None);
        assert_eq!(found(&compact, &compact), None, "the body itself is no guess");
    }

    #[test]
    fn nonsense_makes_no_harm() {
        for body in ["", "\"", "{\"", "\u{1}", "[[[[", "]]]]", "{:,}", "\\"] {
            let _ = guesses(body.as_bytes()).count();
        }
        let deep = "[".repeat(100_000);
        assert!(guesses(deep.as_bytes()).count() > 0);
    }

    proptest! {
        #[test]
        fn never_panics(body in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = guesses(&body).count();
        }

        /// Whatever JSON it is: what was written with line breaks is found from what came without.
        #[test]
        fn pretty_and_compact(keys in prop::collection::vec("\\PC{0,6}", 0..5), number in any::<f64>()) {
            let mut value = serde_json::json!({ "n": number, "l": keys });
            value["deep"] = value.clone();
            let (compact, pretty) = (value.to_string(), serde_json::to_string_pretty(&value).unwrap());
            prop_assert_eq!(found(&pretty, &compact), Some(Change::WhiteSpace));
            prop_assert_eq!(found(&compact, &pretty), Some(Change::WhiteSpace));
        }
    }
}
