//! Disputes that somebody has to answer, as deliveries told of them (docs/wire.md 3.3).

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE disputes (
    id TEXT PRIMARY KEY, delivery INTEGER NOT NULL, transaction_id TEXT NOT NULL, partner_transaction TEXT NOT NULL,
    published_at INTEGER NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, reason TEXT NOT NULL,
    comment TEXT NOT NULL, due_at INTEGER, answered_at INTEGER
) STRICT, WITHOUT ROWID;";

/// One dispute. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The provider's.
    pub id: String,
    /// The delivery that told of it last.
    pub delivery: i64,
    /// The provider's id of the transaction.
    pub transaction: String,
    /// The partner's id of the transaction.
    pub partner_transaction: String,
    /// By the provider's own time; 0 where it was not told.
    pub published_at: i64,
    /// As it was written.
    pub amount: String,
    /// ISO code.
    pub currency: String,
    /// An open enumeration.
    pub reason: String,
    /// For a person.
    pub comment: String,
    /// When the answer is due.
    pub due_at: Option<i64>,
    /// When somebody at the desk said that it was answered.
    pub answered_at: Option<i64>,
}

const COLUMNS: &str = "id, delivery, transaction_id, partner_transaction, published_at, amount, currency, reason, \
                       comment, due_at, answered_at";

fn read(row: &Row<'_>) -> Sql<Dispute> {
    Ok(Dispute {
        id: row.get(0)?,
        delivery: row.get(1)?,
        transaction: row.get(2)?,
        partner_transaction: row.get(3)?,
        published_at: row.get(4)?,
        amount: row.get(5)?,
        currency: row.get(6)?,
        reason: row.get(7)?,
        comment: row.get(8)?,
        due_at: row.get(9)?,
        answered_at: row.get(10)?,
    })
}

/// Notes what a delivery says, unless something newer by the provider's own time is here; at the same time the later date
/// stands, so that order and repetition make no difference. What is new opens an answered dispute again. `false`: it
/// changed nothing.
pub fn fold(c: &Connection, it: &Dispute) -> Sql<bool> {
    let rows = c
        .prepare_cached(&format!(
            "INSERT INTO disputes ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL)
             ON CONFLICT (id) DO UPDATE SET delivery = excluded.delivery, transaction_id = excluded.transaction_id,
                partner_transaction = excluded.partner_transaction, published_at = excluded.published_at,
                amount = excluded.amount, currency = excluded.currency, reason = excluded.reason,
                comment = excluded.comment, due_at = excluded.due_at, answered_at = NULL
             WHERE (excluded.published_at, coalesce(excluded.due_at, 0), excluded.amount, excluded.currency,
                    excluded.reason, excluded.comment)
                 > (published_at, coalesce(due_at, 0), amount, currency, reason, comment)"
        ))?
        .execute(params![
            it.id,
            it.delivery,
            it.transaction,
            it.partner_transaction,
            it.published_at,
            it.amount,
            it.currency,
            it.reason,
            it.comment,
            it.due_at
        ])?;
    Ok(rows > 0)
}

/// Notes that it was answered, or that it was not after all. `false`: there is no such dispute.
pub fn set_answered(c: &Connection, id: &str, at: Option<i64>) -> Sql<bool> {
    c.execute("UPDATE disputes SET answered_at = ?2 WHERE id = ?1", params![id, at]).map(|rows| rows > 0)
}

/// Those without a date last, the others by their date.
pub fn all(c: &Connection) -> Sql<Vec<Dispute>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM disputes ORDER BY due_at IS NULL, due_at, id"))?
        .query_map([], read)?
        .collect()
}

/// One dispute.
pub fn by_id(c: &Connection, id: &str) -> Sql<Option<Dispute>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM disputes WHERE id = ?1"))?.query_row([id], read).optional()
}

#[cfg(test)]
mod tests {
    use super::{Dispute, all, by_id, fold, set_answered};
    use crate::Record;

    fn dispute(published_at: i64, due_at: Option<i64>) -> Dispute {
        Dispute {
            id: "d".into(),
            delivery: published_at,
            transaction: "t".into(),
            partner_transaction: "p".into(),
            published_at,
            amount: "1.50".into(),
            currency: "EUR".into(),
            reason: "FRAUD".into(),
            comment: String::new(),
            due_at,
            answered_at: None,
        }
    }

    /// In every order, and twice: the same end.
    #[tokio::test]
    async fn order_and_repetition_make_no_difference() {
        let reports = [dispute(1, Some(9)), dispute(2, None), dispute(2, Some(5))];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let folder = tempfile::tempdir().unwrap();
            let record = Record::open(&folder.path().join("record.db")).unwrap();
            let reports = reports.clone();
            let end = record
                .write(move |c| {
                    for at in order.into_iter().chain(order) {
                        fold(c, &reports[at])?;
                    }
                    assert!(!fold(c, &reports[2])?, "it says nothing new");
                    all(c)
                })
                .await
                .unwrap();
            assert_eq!(end, [dispute(2, Some(5))], "{order:?}");
        }
    }

    #[tokio::test]
    async fn news_open_an_answered_dispute_again() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record
            .write(|c| {
                fold(c, &dispute(1, Some(9)))?;
                assert!(set_answered(c, "d", Some(7))?);
                fold(c, &dispute(1, Some(9)))?;
                assert_eq!(by_id(c, "d")?.unwrap().answered_at, Some(7));
                fold(c, &dispute(2, Some(9)))?;
                assert_eq!(by_id(c, "d")?.unwrap().answered_at, None);
                assert!(!set_answered(c, "other", None)?);
                Ok(())
            })
            .await
            .unwrap();
    }
}
