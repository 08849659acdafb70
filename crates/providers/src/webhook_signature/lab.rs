//! Why a signature is right or wrong, as exactly as it can be told, in words that all providers share. For people; what is
//! believed is each provider's `verify` alone.

pub use crate::webhook_signature::reformat::Change;
use secrecy::SecretString;

/// The secrets to try.
#[derive(Clone, Default)]
pub struct Keys {
    /// The one that stands.
    pub current: Option<SecretString>,
    /// The one before it.
    pub previous: Option<SecretString>,
}

impl Keys {
    /// Those that there are, each with its place.
    pub(crate) fn tries(&self) -> Vec<(Which, SecretString)> {
        let both = [(Which::Current, &self.current), (Which::Previous, &self.previous)];
        both.into_iter().filter_map(|(which, secret)| Some((which, secret.clone()?))).collect()
    }
}

/// Which of them fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one that stands.
    Current,
    /// The one before it.
    Previous,
}

/// What was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// The exact reason.
    pub finding: Finding,
    /// The secret that fits, where one does.
    pub secret: Option<Which>,
    /// Their time minus ours in milliseconds, where the header has a time.
    pub by_ms: Option<i64>,
}

impl Examined {
    pub(crate) const fn of(finding: Finding) -> Self {
        Self { finding, secret: None, by_ms: None }
    }
}

/// The reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The exact bytes are signed.
    Right,
    /// Rappi: the tester's form of the body is signed (docs/wire.md 1.6).
    TesterForm,
    /// Ratepay: the body without the white space between its parts is signed (docs/wire.md 3.3).
    CompactForm,
    /// The signature is right, and its time is too far from ours.
    ClockOff,
    /// The body was signed in another form: something in between changed it.
    Reformatted(Change),
    /// The body came compressed, and nothing is signed in that form.
    Compressed,
    /// The body is no complete JSON: it was cut, or re-encoded.
    BodyBroken,
    /// The secret fits without the white space around it.
    SecretHasBlanks,
    /// Nothing that is tried fits.
    WrongSecret,
    /// There is no header.
    HeaderMissing,
    /// There are two.
    HeaderDoubled,
    /// The header is not as it should be: the code of what is wrong.
    HeaderMalformed(&'static str),
    /// There is no secret to try.
    NoSecret,
}

impl Finding {
    /// The code in every output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::TesterForm => "tester_form",
            Self::CompactForm => "compact_form",
            Self::ClockOff => "clock_off",
            Self::Reformatted(_) => "body_reformatted",
            Self::Compressed => "body_compressed",
            Self::BodyBroken => "body_broken",
            Self::SecretHasBlanks => "secret_has_blanks",
            Self::WrongSecret => "wrong_secret",
            Self::HeaderMissing => "header_missing",
            Self::HeaderDoubled => "header_doubled",
            Self::HeaderMalformed(_) => "header_malformed",
            Self::NoSecret => "no_secret",
        }
    }

    /// Over which form of the body the signature is right, where it is: the word in the record.
    pub const fn form(self) -> Option<&'static str> {
        match self {
            Self::Right => Some("raw"),
            Self::TesterForm => Some("tester"),
            Self::CompactForm => Some("compact"),
            Self::ClockOff
            | Self::Reformatted(_)
            | Self::Compressed
            | Self::BodyBroken
            | Self::SecretHasBlanks
            | Self::WrongSecret
            | Self::HeaderMissing
            | Self::HeaderDoubled
            | Self::HeaderMalformed(_)
            | Self::NoSecret => None,
        }
    }
}

/// Whether a body begins as gzip, zlib's usual levels or Zstandard do. No JSON does.
pub(crate) fn is_compressed(body: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] = [b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda", b"\x28\xb5\x2f\xfd"];
    BEGINNINGS.iter().any(|beginning| body.starts_with(beginning))
}
