//! Sign-ins and sign-outs of merchants that a team shares: those that the log brought and that are not in the vault yet, and those
//! that are to be told. All of it is sealed with the team's key.

use crate::Sql;
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE team_sign_ins (
    seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, what TEXT NOT NULL, sealed BLOB NOT NULL
) STRICT;
CREATE TABLE team_sign_ins_out (
    id INTEGER PRIMARY KEY, request BLOB NOT NULL UNIQUE, subject TEXT NOT NULL, what TEXT NOT NULL, sealed BLOB NOT NULL
) STRICT;";

/// A sign-in or a sign-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Whose it is, as nobody without the team's key can tell.
    pub subject: String,
    /// What happened: a word of the wire.
    pub what: String,
    /// Sealed with the team's key.
    pub sealed: Vec<u8>,
}

fn read(row: &Row<'_>, first: usize) -> Sql<SignIn> {
    Ok(SignIn { subject: row.get(first)?, what: row.get(first + 1)?, sealed: row.get(first + 2)? })
}

/// The log brought one. What this device told itself is told.
pub fn heard(c: &Connection, seq: u64, request: [u8; 16], it: &SignIn) -> Sql<()> {
    c.prepare_cached("INSERT OR IGNORE INTO team_sign_ins VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![seq as i64, it.subject, it.what, it.sealed])?;
    c.prepare_cached("DELETE FROM team_sign_ins_out WHERE request = ?1")?.execute([request]).map(drop)
}

/// The oldest that the log brought and nobody looked at, and whether something newer is known of the same merchant.
pub fn next(c: &Connection) -> Sql<Option<(u64, SignIn, bool)>> {
    c.prepare_cached(
        "SELECT seq, subject, what, sealed,
            EXISTS (SELECT 1 FROM team_sign_ins AS later WHERE later.subject = it.subject AND later.seq > it.seq)
            OR EXISTS (SELECT 1 FROM team_sign_ins_out AS out WHERE out.subject = it.subject)
         FROM team_sign_ins AS it ORDER BY seq LIMIT 1",
    )?
    .query_map([], |row| Ok((row.get::<_, i64>(0)? as u64, read(row, 1)?, row.get(4)?)))?
    .next()
    .transpose()
}

/// It was looked at.
pub fn done(c: &Connection, seq: u64) -> Sql<()> {
    c.prepare_cached("DELETE FROM team_sign_ins WHERE seq = ?1")?.execute([seq as i64]).map(drop)
}

/// Nothing of it is of use to a viewer, who opens nothing.
pub fn clear(c: &Connection) -> Sql<()> {
    c.execute_batch("DELETE FROM team_sign_ins; DELETE FROM team_sign_ins_out; DELETE FROM team_answers;")
}

/// To be told to the team.
pub fn tell(c: &Connection, request: [u8; 16], it: &SignIn) -> Sql<()> {
    c.prepare_cached("INSERT INTO team_sign_ins_out (request, subject, what, sealed) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![request, it.subject, it.what, it.sealed])
        .map(drop)
}

/// What the log did not bring back yet, in its order.
pub fn untold(c: &Connection) -> Sql<Vec<([u8; 16], SignIn)>> {
    c.prepare_cached("SELECT request, subject, what, sealed FROM team_sign_ins_out ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, read(row, 1)?)))?
        .collect()
}
