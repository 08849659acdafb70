//! Characters that nobody sees, and that make one text another for a program.

use serde::Serialize;
use std::{borrow::Cow, fmt};

/// Kinds of them; `invisible.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Invisible {
    /// U+FEFF, where it is not the first character: files put together carry it along.
    ByteOrderMark,
    /// U+200B to U+200D, U+2060 and others of no width.
    ZeroWidth,
    /// U+00AD.
    SoftHyphen,
    /// U+200E, U+200F and the embedding of directions.
    Direction,
    /// U+00A0, U+2007, U+202F: read as a space.
    NoBreakSpace,
    /// U+0000.
    Nul,
    /// Other control characters, but for tabs and line ends.
    Control,
}

/// What was taken away of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Removed {
    /// The kind.
    pub what: Invisible,
    /// How many.
    pub count: u32,
    /// The first one's line, from 1.
    pub line: u32,
    /// The first one's place in it, in characters from 1.
    pub column: u32,
}

impl Invisible {
    /// The kind of a character, if it is one of these.
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{feff}' => Some(Self::ByteOrderMark),
            '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{180e}' => Some(Self::ZeroWidth),
            '\u{ad}' => Some(Self::SoftHyphen),
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                Some(Self::Direction)
            }
            '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(Self::NoBreakSpace),
            '\0' => Some(Self::Nul),
            '\t' | '\n' | '\r' => None,
            other => other.is_control().then_some(Self::Control),
        }
    }

    /// What stands in its place.
    fn instead(self) -> Option<char> {
        match self {
            Self::NoBreakSpace => Some(' '),
            Self::ByteOrderMark | Self::ZeroWidth | Self::SoftHyphen | Self::Direction | Self::Nul | Self::Control => {
                None
            }
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ByteOrderMark => ("a byte order mark", "byte order marks"),
            Self::ZeroWidth => ("a zero-width character", "zero-width characters"),
            Self::SoftHyphen => ("a soft hyphen", "soft hyphens"),
            Self::Direction => ("a text direction mark", "text direction marks"),
            Self::NoBreakSpace => ("a no-break space", "no-break spaces"),
            Self::Nul => ("a NUL byte", "NUL bytes"),
            Self::Control => ("a control character", "control characters"),
        }
    }
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, many) = self.what.words();
        let (line, column) = (self.line, self.column);
        match self.count {
            1 => write!(f, "{one} at line {line}, column {column}"),
            count => write!(f, "{count} {many}, the first at line {line}, column {column}"),
        }
    }
}

/// A short text, such as a cell, without them.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| Invisible::of(letter).is_none()) {
        return text.into();
    }
    let kept = text.chars().filter_map(|letter| Invisible::of(letter).map_or(Some(letter), Invisible::instead));
    kept.collect::<String>().into()
}

/// A text without them, and what was taken away.
pub fn remove(text: &str) -> (String, Vec<Removed>) {
    let mut kept = String::with_capacity(text.len());
    let mut removed: Vec<Removed> = Vec::new();
    let (mut line, mut column) = (1, 0);
    for letter in text.chars() {
        column += 1;
        match Invisible::of(letter) {
            None => kept.push(letter),
            Some(what) => {
                kept.extend(what.instead());
                match removed.iter_mut().find(|one| one.what == what) {
                    Some(one) => one.count += 1,
                    None => removed.push(Removed { what, count: 1, line, column }),
                }
            }
        }
        if letter == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    (kept, removed)
}
