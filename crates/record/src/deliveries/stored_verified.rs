//! What was believed when it came, read back. What takes effect asks for this type, so that nothing else can.

use crate::{
    Sql,
    db::unreadable::Unreadable,
    deliveries::{COLUMNS, Delivery, Verdict, read},
};
use gangway_domain::VerifiedBody;
use rusqlite::{Connection, OptionalExtension, Row};

/// A delivery that was verified before it was appended. Only the record makes one, of a row that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerified {
    delivery: Delivery,
    body: Vec<u8>,
}

impl StoredVerified {
    /// Its row.
    pub const fn delivery(&self) -> &Delivery {
        &self.delivery
    }

    fn read(row: &Row<'_>) -> Sql<Self> {
        let delivery = read(row)?;
        match delivery.verdict {
            Verdict::Verified => Ok(Self { delivery, body: row.get(15)? }),
            // Nothing in this program makes such a row.
            Verdict::Rejected => {
                let why = format!("delivery {} is rejected and waits to take effect", delivery.id);
                Err(Unreadable { column: "deliveries.verdict", why }.at(5))
            }
        }
    }
}

impl VerifiedBody for StoredVerified {
    fn body(&self) -> &[u8] {
        &self.body
    }
}

/// One that was verified; `None` where there is none, or it was not believed.
pub fn verified(c: &Connection, id: i64) -> Sql<Option<StoredVerified>> {
    c.prepare_cached(&format!("SELECT {COLUMNS}, body FROM deliveries WHERE id = ?1 AND verdict = 'verified'"))?
        .query_row([id], StoredVerified::read)
        .optional()
}

/// Those that were appended and not folded yet, oldest first.
pub fn to_fold(c: &Connection, limit: u32) -> Sql<Vec<StoredVerified>> {
    c.prepare_cached(&format!("SELECT {COLUMNS}, body FROM deliveries WHERE effect = 'received' ORDER BY id LIMIT ?1"))?
        .query_map([limit], StoredVerified::read)?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{VerifiedBody, to_fold, verified};
    use crate::{
        Keys,
        db::unreadable::Unreadable,
        deliveries::{append, tests::delivery},
        in_memory,
    };

    #[test]
    fn what_was_not_believed_is_never_handed_out_to_take_effect() {
        let c = in_memory().unwrap();
        let mut keys = Keys::recall(&c).unwrap();
        append(&c, &mut keys, &delivery(Some(1), "right")).unwrap();
        append(&c, &mut keys, &delivery(None, "rejected")).unwrap();
        let waiting = to_fold(&c, 10).unwrap();
        assert_eq!(waiting.iter().map(VerifiedBody::body).collect::<Vec<_>>(), [b"right"]);
        assert_eq!([1, 2, 3].map(|id| verified(&c, id).unwrap().is_some()), [true, false, false]);
        c.execute("UPDATE deliveries SET effect = 'received' WHERE verdict = 'rejected'", []).unwrap();
        let error = to_fold(&c, 10).unwrap_err();
        assert_eq!(Unreadable::among(&error).map(|it| it.column), Some("deliveries.verdict"));
    }
}
