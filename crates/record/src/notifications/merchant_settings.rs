//! How a merchant is told: muted, or in another language than the others.

use crate::{Sql, db::unreadable::optional_word};
use gangway_domain::Language;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE telling_merchants (
    merchant TEXT PRIMARY KEY, muted INTEGER NOT NULL, language TEXT, changed_at INTEGER NOT NULL
) STRICT;";

/// What differs from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merchant {
    /// Nothing about it is told on any channel.
    pub muted: bool,
    /// Another language than the settings'.
    pub language: Option<Language>,
}

/// Of one merchant.
pub fn of(c: &Connection, merchant: &str) -> Sql<Merchant> {
    let found = c
        .prepare_cached("SELECT muted, language FROM telling_merchants WHERE merchant = ?1")?
        .query_row([merchant], |row| {
            // Not the settings' own where it cannot be read: a merchant would be told in a language nobody chose.
            let language = optional_word(row, 1, "telling_merchants.language", Language::read)?;
            Ok(Merchant { muted: row.get(0)?, language })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Says it anew.
pub fn set(c: &Connection, merchant: &str, new: &Merchant, now: i64) -> Sql<()> {
    c.execute(
        "INSERT INTO telling_merchants (merchant, muted, language, changed_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (merchant) DO UPDATE SET muted = ?2, language = ?3, changed_at = ?4",
        params![merchant, new.muted, new.language.map(Language::word), now],
    )
    .map(drop)
}

/// Everybody who is muted.
pub fn muted(c: &Connection) -> Sql<Vec<String>> {
    c.prepare_cached("SELECT merchant FROM telling_merchants WHERE muted = 1 ORDER BY merchant")?
        .query_map([], |row| row.get(0))?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Merchant, muted, of, set};
    use crate::{Unreadable, in_memory};
    use gangway_domain::Language;

    #[test]
    fn kept_and_read() {
        let c = in_memory().unwrap();
        assert_eq!(of(&c, "mid_1").unwrap(), Merchant::default());
        let spanish = Merchant { muted: true, language: Some(Language::Es) };
        set(&c, "mid_1", &spanish, 1).unwrap();
        assert_eq!((of(&c, "mid_1").unwrap(), muted(&c).unwrap()), (spanish, vec!["mid_1".to_owned()]));
    }

    /// A language that this program does not know is not the settings' language.
    #[test]
    fn a_language_that_cannot_be_read_has_a_name() {
        let c = in_memory().unwrap();
        c.execute("INSERT INTO telling_merchants VALUES ('mid_1', 0, 'xx', 1)", []).unwrap();
        let error = of(&c, "mid_1").unwrap_err();
        assert_eq!(Unreadable::among(&error).unwrap().column, "telling_merchants.language");
    }
}
