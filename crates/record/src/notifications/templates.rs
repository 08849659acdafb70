//! Templates that somebody edited; what is not here is built in.

use crate::{Sql, db::unreadable::word};
use gangway_domain::Language;
use gangway_domain::notifications::{Channel, Event, template::Template};
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE telling_templates (
    language TEXT NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, html TEXT, actor TEXT NOT NULL, changed_at INTEGER NOT NULL,
    PRIMARY KEY (language, channel, event)
) STRICT;";

/// Which template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// In which language.
    pub language: Language,
    /// Whose words: support speaks those of [`Channel::Internal`].
    pub channel: Channel,
    /// For which event.
    pub event: Event,
}

/// The edited template, if there is one.
pub fn by_key(c: &Connection, key: &Key) -> Sql<Option<Template>> {
    c.prepare_cached(
        "SELECT subject, body, html FROM telling_templates WHERE language = ?1 AND channel = ?2 AND event = ?3",
    )?
    .query_row(params![key.language.word(), key.channel.words_of().word(), key.event.word()], |row| {
        Ok(Template { subject: row.get(0)?, text: row.get(1)?, html: row.get(2)? })
    })
    .optional()
}

/// Keeps an edited template, or goes back to the built-in one.
pub fn set(c: &Connection, key: &Key, template: Option<&Template>, actor: &str, now: i64) -> Sql<()> {
    let words = (key.language.word(), key.channel.words_of().word(), key.event.word());
    let Some(Template { subject, text, html }) = template else {
        let gone = "DELETE FROM telling_templates WHERE language = ?1 AND channel = ?2 AND event = ?3";
        return c.execute(gone, params![words.0, words.1, words.2]).map(drop);
    };
    c.execute(
        "INSERT OR REPLACE INTO telling_templates (language, channel, event, subject, body, html, actor, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![words.0, words.1, words.2, subject, text, html, actor, now],
    )
    .map(drop)
}

/// Which templates were edited.
pub fn edited(c: &Connection) -> Sql<Vec<Key>> {
    c.prepare_cached("SELECT language, channel, event FROM telling_templates ORDER BY channel, event, language")?
        .query_map([], |row| {
            Ok(Key {
                language: word(row, 0, "telling_templates.language", Language::read)?,
                channel: word(row, 1, "telling_templates.channel", Channel::read)?,
                event: Event::read(row.get_ref(2)?.as_str()?),
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Key, by_key, edited, set};
    use crate::in_memory;
    use gangway_domain::Language;
    use gangway_domain::notifications::{Channel, Event, template::Template};

    #[test]
    fn edited_and_back() {
        let c = in_memory().unwrap();
        let key = Key { language: Language::Es, channel: Channel::Support, event: Event::Declined };
        let template = Template { subject: "s".into(), text: "t".into(), html: None };
        assert_eq!(by_key(&c, &key).unwrap(), None);
        set(&c, &key, Some(&template), "ana", 1).unwrap();
        set(&c, &key, Some(&template), "ana", 2).unwrap();
        let internal = Key { channel: Channel::Internal, ..key.clone() };
        assert_eq!(by_key(&c, &internal).unwrap(), Some(template));
        assert_eq!(edited(&c).unwrap(), [internal]);
        set(&c, &key, None, "ana", 3).unwrap();
        assert_eq!(by_key(&c, &key).unwrap(), None);
    }
}
