//! What the record holds and this program cannot read is an error with a name, never a default: a default would be sent to a
//! provider, or shown as if it had been meant.

use crate::Sql;
use gangway_domain::Word;
use rusqlite::{Row, types::Type};
use serde::de::DeserializeOwned;
use thiserror::Error;

/// A value of the record that means nothing to this program: written by a newer one, or damaged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{column} cannot be read: {why}")]
pub struct Unreadable {
    /// Table and column.
    pub column: &'static str,
    /// What is wrong with it.
    pub why: String,
}

impl Unreadable {
    /// A text of a version that this program does not know.
    pub(crate) fn newer(column: &'static str, version: u32) -> Self {
        Self { column, why: format!("its version is {version}") }
    }

    pub(crate) fn at(self, index: usize) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(self))
    }

    /// The value that an error of the record is about, if it is about one.
    pub fn among(error: &rusqlite::Error) -> Option<&Self> {
        match error {
            rusqlite::Error::FromSqlConversionFailure(_, _, source) => source.downcast_ref(),
            _ => None,
        }
    }
}

/// A word of a closed set that may have been written by another program, where leaving the row out would hide that it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<T> {
    /// A word of this program.
    Known(T),
    /// A word that this program does not know, as it is written.
    Unreadable(String),
}

impl<T: Word> Kept<T> {
    /// As it is kept.
    pub fn word(&self) -> &str {
        match self {
            Self::Known(value) => value.word(),
            Self::Unreadable(word) => word,
        }
    }

    /// What this program knows it as.
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Unreadable(_) => None,
        }
    }

    /// Reads what is kept.
    pub fn read(word: String) -> Self {
        T::read(&word).map_or(Self::Unreadable(word), Self::Known)
    }
}

/// A word of a closed set.
pub(crate) fn word<T>(
    row: &Row<'_>,
    index: usize,
    column: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Sql<T> {
    known(row.get_ref(index)?.as_str()?, index, column, read)
}

/// A word of a closed set that stands within a value.
pub(crate) fn known<T>(text: &str, index: usize, column: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Sql<T> {
    read(text).ok_or_else(|| Unreadable { column, why: format!("\"{text}\" is not known here") }.at(index))
}

/// A word of a closed set, or nothing.
pub(crate) fn optional_word<T>(
    row: &Row<'_>,
    index: usize,
    column: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Sql<Option<T>> {
    if row.get_ref(index)?.as_str_or_null()?.is_none() {
        return Ok(None);
    }
    word(row, index, column, read).map(Some)
}

/// JSON that this program wrote.
pub fn json<T: DeserializeOwned>(text: &str, index: usize, column: &'static str) -> Sql<T> {
    // Not the parser's own words: they may quote the value.
    serde_json::from_str(text).map_err(|error| {
        Unreadable { column, why: format!("it is not what is kept there (column {})", error.column()) }.at(index)
    })
}
