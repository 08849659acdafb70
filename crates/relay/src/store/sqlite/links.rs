//! Links by which merchants sign in.

use super::{SqliteStore, append, schema::sorted};
use crate::{KeptLink, LinkBy, LinkChange, LinkChanged, Links, StoreError};
use gangway_wire::TeamId;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) const UP: &str = "
CREATE TABLE links (
    link TEXT PRIMARY KEY, team INTEGER NOT NULL, secret_digest BLOB NOT NULL UNIQUE, state_digest BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, kept TEXT NOT NULL
) STRICT;
CREATE INDEX links_of_team ON links (team, made_at);
";

/// One that is there already stays as it is.
pub(super) fn put(c: &Connection, it: &KeptLink) -> Result<(), StoreError> {
    let found = append::team(c, &it.team).map_err(sorted)?;
    let (team, _) = found.ok_or_else(|| StoreError::NoTeam(it.team.clone()))?;
    let (secret, state) = (it.secret_digest.0, it.state_digest.0);
    let values = params![it.link.as_str(), team, secret, state, it.made_at, it.expires_at, it.text()?];
    c.prepare_cached("INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (link) DO NOTHING")
        .and_then(|mut put| put.execute(values))
        .map(drop)
        .map_err(sorted)
}

/// Of one team, or of all.
pub(super) fn all(c: &Connection, team: Option<&TeamId>) -> Result<Vec<KeptLink>, StoreError> {
    let sql = "SELECT kept FROM links JOIN teams ON teams.id = links.team WHERE ?1 IS NULL OR teams.team = ?1
        ORDER BY made_at DESC, links.link";
    let texts = c
        .prepare_cached(sql)
        .and_then(|mut it| {
            it.query_map([team.map(TeamId::as_str)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        })
        .map_err(sorted)?;
    texts.iter().map(|text| KeptLink::read(text)).collect()
}

fn one(c: &Connection, by: &LinkBy) -> Result<Option<KeptLink>, StoreError> {
    let mut find = c.prepare_cached(&format!("SELECT kept FROM links WHERE {} = ?1", by.column())).map_err(sorted)?;
    let text: Option<String> = match by {
        LinkBy::Secret(digest) | LinkBy::State(digest) => find.query_row([digest.0], |row| row.get(0)),
        LinkBy::Id(_, link) => find.query_row([link.as_str()], |row| row.get(0)),
    }
    .optional()
    .map_err(sorted)?;
    let found = text.as_deref().map(KeptLink::read).transpose()?;
    Ok(found.filter(|it| by.is_allowed(it)))
}

fn change(c: &Connection, by: &LinkBy, change: &LinkChange, now: i64) -> Result<Option<LinkChanged>, StoreError> {
    let Some(mut link) = one(c, by)? else { return Ok(None) };
    match link.next(change, now) {
        Err(refused) => Ok(Some((link, Err(refused)))),
        Ok(progress) => {
            link.progress = progress;
            c.prepare_cached("UPDATE links SET kept = ?2 WHERE link = ?1")
                .map_err(sorted)?
                .execute(params![link.link.as_str(), link.text()?])
                .map_err(sorted)?;
            Ok(Some((link, Ok(()))))
        }
    }
}

impl Links for SqliteStore {
    async fn add_links(&self, links: Vec<KeptLink>) -> Result<(), StoreError> {
        self.changing(move |c| links.iter().try_for_each(|it| put(c, it))).await
    }

    async fn links(&self, team: &TeamId) -> Result<Vec<KeptLink>, StoreError> {
        let team = team.clone();
        self.reading(move |c| all(c, Some(&team))).await
    }

    async fn link(&self, by: LinkBy) -> Result<Option<KeptLink>, StoreError> {
        self.reading(move |c| one(c, &by)).await
    }

    async fn change_link(&self, by: LinkBy, what: LinkChange, now: i64) -> Result<Option<LinkChanged>, StoreError> {
        self.changing(move |c| change(c, &by, &what, now)).await
    }

    async fn remove_links(&self, ended_before: i64) -> Result<u64, StoreError> {
        let remove = move |c: &Connection| c.execute("DELETE FROM links WHERE expires_at < ?1", [ended_before]);
        self.changing(move |c| remove(c).map(|removed| removed as u64).map_err(sorted)).await
    }
}
