//! Closed sets of words: what is kept as text and crosses to the window as an enum.

/// A value of a closed set and the word that is kept for it.
pub trait Word: Copy + 'static {
    /// As it is kept.
    fn word(self) -> &'static str;

    /// Reads [`Word::word`] back; `None` for what another program wrote.
    fn read(word: &str) -> Option<Self>;
}

/// Defines a closed set. The kept words stand beside the variants, so that nothing kept depends on how the window spells it.
macro_rules! closed_words {
    (
        $(#[$set:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$set])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// Every value there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As it is kept.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Reads the word back; `None` for what another program wrote.
            pub fn read(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl $crate::closed::Word for $name {
            fn word(self) -> &'static str {
                self.word()
            }

            fn read(word: &str) -> Option<Self> {
                Self::read(word)
            }
        }
    };
}

pub(crate) use closed_words;
