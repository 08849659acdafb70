//! What a remote says, without the secrets of the call it answers: whoever is at an address, the right one or not, may send
//! back what it got, and its words are shown, journalled and exported.

use base64::{Engine, prelude::*};
use memchr::memmem;
use secrecy::{ExposeSecret, SecretString};
use std::{collections::HashSet, fmt, ops::Deref};

/// Stands where a secret stood.
pub const MASK: &str = "•••";
/// A remote's words are cut here, in characters; what is longer is not for a person to read.
const LONGEST: usize = 400;
/// Bytes. So much in common with a secret is a piece of it; a remote may cut a long token short.
const PIECE: usize = 12;
/// Bytes. A shorter secret is masked where a call failed, not in a success: there it could stand in an id by chance.
const UNMISTAKABLE: usize = 8;
/// Bytes of a failed answer that are looked at for pieces of secrets; the rest is dropped.
const FAILED: usize = 256 << 10;

/// The secrets that left with one call, in every form in which they can come back.
#[derive(Clone, Default)]
pub struct Redaction {
    /// As text, each of them the raw secret or a form of it.
    forms: Vec<SecretString>,
}

impl fmt::Debug for Redaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redaction({} forms)", self.forms.len())
    }
}

impl Redaction {
    /// Of these secrets. `Bearer …` and Basic credentials need no form of their own: a secret inside of something longer,
    /// in base64 as well, is found.
    pub fn of(secrets: &[&SecretString]) -> Self {
        let mut forms: Vec<String> = secrets.iter().flat_map(|secret| forms(secret.expose_secret())).collect();
        // The longest first, so that a form inside of another one leaves no rest.
        forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        Self { forms: forms.into_iter().map(SecretString::from).collect() }
    }

    /// A remote's words, on one line, cut to what can be read.
    pub fn words(&self, text: &str) -> RemoteText {
        // Cleaned first: what is taken out may have stood inside of a secret.
        let line: String = text.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter)).collect();
        RemoteText(self.mask(&line).chars().take(LONGEST).collect())
    }

    /// The body of an answer, of a success (`ok`) only where it is certain that it was the secret.
    pub(crate) fn body(&self, mut body: Vec<u8>, ok: bool) -> Vec<u8> {
        if self.forms.is_empty() {
            return body;
        }
        if ok {
            return self.without_whole_forms(body);
        }
        body.truncate(FAILED);
        let text = String::from_utf8_lossy(&body);
        let masked = self.mask(&text);
        if masked == text { body } else { masked.into_bytes() }
    }

    /// One fast search a form: an automaton of all forms takes longer to build than most answers take to search.
    fn without_whole_forms(&self, mut body: Vec<u8>) -> Vec<u8> {
        for form in self.forms.iter().map(|form| form.expose_secret().as_bytes()) {
            if form.len() < UNMISTAKABLE || memmem::find(&body, form).is_none() {
                continue;
            }
            let mut clean = Vec::with_capacity(body.len());
            let mut from = 0;
            for at in memmem::find_iter(&body, form) {
                clean.extend_from_slice(&body[from..at]);
                clean.extend_from_slice(MASK.as_bytes());
                from = at + form.len();
            }
            clean.extend_from_slice(&body[from..]);
            body = clean;
        }
        body
    }

    fn mask(&self, text: &str) -> String {
        let bytes = text.as_bytes();
        let mut covered = vec![false; bytes.len()];
        let (long, short): (Vec<&str>, Vec<&str>) =
            self.forms.iter().map(ExposeSecret::expose_secret).partition(|form| form.len() > PIECE);
        let pieces: HashSet<&[u8]> = long.iter().flat_map(|form| form.as_bytes().windows(PIECE)).collect();
        for (at, piece) in bytes.windows(PIECE).enumerate() {
            if pieces.contains(piece) {
                covered[at..at + PIECE].fill(true);
            }
        }
        for form in short {
            for (at, _) in text.match_indices(form) {
                covered[at..at + form.len()].fill(true);
            }
        }
        masked(text, &covered)
    }
}

/// Every run of letters with a covered byte becomes one mask.
fn masked(text: &str, covered: &[bool]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut hiding = false;
    for (at, letter) in text.char_indices() {
        let hidden = covered[at..at + letter.len_utf8()].contains(&true);
        if hidden && !hiding {
            shown.push_str(MASK);
        } else if !hidden {
            shown.push(letter);
        }
        hiding = hidden;
    }
    shown
}

/// Zero-width and other invisible letters: they may stand inside of a secret and would be gone where it is copied.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn forms(secret: &str) -> Vec<String> {
    let secret = secret.trim();
    if secret.is_empty() {
        return Vec::new();
    }
    let json = serde_json::Value::from(secret).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
    let percent: String = secret.bytes().map(|byte| escaped(byte, "%", "")).collect();
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let html: String = secret.chars().map(html).collect();
    let mut all = vec![secret.to_owned(), json.replace('/', "\\/"), json, percent.to_lowercase(), percent];
    all.extend([form.to_lowercase(), form, html, hex::encode(secret), hex::encode_upper(secret)]);
    for before in 0..3 {
        all.extend(base64(secret, before));
    }
    all
}

/// Percent-encoded, where it is no unreserved letter (RFC 3986 §2.3).
fn escaped(byte: u8, before: &str, after: &str) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("{before}{byte:02X}{after}")
    }
}

fn html(letter: char) -> String {
    match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        other => other.to_string(),
    }
}

/// What is the same in every base64 of a text that has the secret behind `before` bytes (modulo 3): `Basic` credentials
/// have the user's name before it. Without the letters at both ends that also depend on what stands beside it.
fn base64(secret: &str, before: usize) -> Vec<String> {
    let padded = [&[0; 3][..before], secret.as_bytes()].concat();
    let begin = [0, 2, 3][before];
    let cut = |text: String| {
        let end = text.len() - usize::from(!padded.len().is_multiple_of(3));
        text.get(begin..end).filter(|text| text.len() >= UNMISTAKABLE).map(str::to_owned)
    };
    [BASE64_STANDARD_NO_PAD.encode(&padded), BASE64_URL_SAFE_NO_PAD.encode(&padded)]
        .into_iter()
        .filter_map(cut)
        .collect()
}

/// What a remote said, fit to be shown: only [`Redaction::words`] makes one of a remote's bytes.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct RemoteText(String);

impl Deref for RemoteText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RemoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RemoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&'static str> for RemoteText {
    /// Words of this program, not of a remote.
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

impl From<RemoteText> for String {
    fn from(text: RemoteText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::{MASK, Redaction};
    use base64::{Engine, prelude::*};
    use proptest::prelude::*;
    use secrecy::SecretString;

    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJlbWFpbCI6ImFuYUBleGFtcGxlLmNvIn0.c2ln/na+tu\"re";

    fn words(secret: &str, text: &str) -> String {
        Redaction::of(&[&SecretString::from(secret)]).words(text).to_string()
    }

    #[test]
    fn every_form_of_a_secret_is_masked() {
        let json = serde_json::to_string(TOKEN).unwrap();
        let url: String = url::form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
        let bodies = [
            format!("Bearer {TOKEN}"),
            format!("{{\"authorization\":{json}}}"),
            format!("secret={url}&x=1"),
            format!("secret={}&x=1", url.to_lowercase()),
            format!("Basic {}", BASE64_STANDARD.encode(format!("user:{TOKEN}"))),
            format!("Basic {}", BASE64_STANDARD.encode(format!("a@b.co:{TOKEN}"))),
            format!("PLAIN {}", BASE64_STANDARD.encode(format!("\0me\0{TOKEN}"))),
            format!("jwt {}", BASE64_URL_SAFE_NO_PAD.encode(TOKEN)),
            format!("hex {}", hex::encode(TOKEN)),
            format!("cut short: {}…", &TOKEN[..30]),
            TOKEN.chars().flat_map(|letter| [letter, '\u{200b}']).collect(),
            TOKEN.chars().flat_map(|letter| [letter, '\n']).collect(),
        ];
        for body in bodies {
            let shown = words(TOKEN, &body);
            assert!(shown.contains(MASK), "{shown}");
            for piece in TOKEN.as_bytes().windows(12) {
                assert!(!shown.as_bytes().windows(12).any(|there| there == piece), "{shown}");
            }
        }
    }

    #[test]
    fn short_secrets_and_what_stands_beside_them() {
        assert_eq!(words("a\"b", r#"bad: {"secret":"a\"b"}"#), r#"bad: {"secret":"•••"}"#);
        assert_eq!(words("geheim", "x geheim y geheim\n"), "x ••• y •••");
        assert_eq!(words("", "as it came"), "as it came");
        assert_eq!(words("señal", "la señal es señal"), "la ••• es •••");
        assert_eq!(words("x", &"z".repeat(500)).len(), 400);
    }

    #[test]
    fn a_success_loses_only_what_is_certainly_the_secret() {
        let of = |secret: &str, body: &str| {
            let body = Redaction::of(&[&SecretString::from(secret)]).body(body.as_bytes().to_vec(), true);
            String::from_utf8(body).unwrap()
        };
        assert_eq!(of("123", r#"{"storeId":"9123"}"#), r#"{"storeId":"9123"}"#);
        assert_eq!(of("a long secret", r#"{"reason":"a long secret"}"#), r#"{"reason":"•••"}"#);
    }

    proptest! {
        /// However a secret is wrapped, no piece of it that is worth anything is left.
        #[test]
        fn nothing_is_left_of_a_secret(secret in "[!-~]{16,80}", before in "\\PC{0,20}", after in "\\PC{0,20}", how in 0..4) {
            let wrapped = match how {
                0 => secret.clone(),
                1 => serde_json::to_string(&secret).unwrap(),
                2 => BASE64_STANDARD.encode(format!("{before}{secret}{after}")),
                _ => url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            };
            let shown = words(&secret, &format!("{before}{wrapped}{after}"));
            prop_assert!(!shown.contains(&secret));
            prop_assert!(!shown.contains(&wrapped) || before.chars().count() + after.chars().count() > 350);
        }
    }
}
