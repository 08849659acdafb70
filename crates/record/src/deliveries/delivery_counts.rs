//! How many deliveries there are, without reading them all: counted by quarters of an hour in the index beside the record, in
//! the background; what came since is counted as it lies. Rejected ones make room for others and are few, so they are counted
//! where they are.

use crate::{
    RecordError, Sql,
    db::index_file::{self, Index, MARK, Mark, QUARTER, Reach, SCHEMA},
};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// All, those since a moment, and the rejected among all. A moment within a quarter of an hour counts from its beginning.
pub fn totals(c: &Connection, since: i64) -> Sql<(u32, u32, u32)> {
    let (rejected, rejected_since): (u32, u32) = c
        .prepare_cached(
            "SELECT count(*), coalesce(sum(at >= ?1), 0) FROM deliveries INDEXED BY deliveries_rejected
             WHERE verdict = 'rejected'",
        )?
        .query_row([since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let reach = index_file::reach(c, Reach::Counted)?;
    let (later, later_since): (u32, u32) = c
        .prepare_cached(
            "SELECT count(*), coalesce(sum(at >= ?1), 0) FROM deliveries WHERE id > ?2 AND verdict <> 'rejected'",
        )?
        .query_row([since, reach], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (counted, counted_since) = if reach == 0 { (0, 0) } else { counted(c, since)? };
    Ok((rejected + later + counted, rejected_since + later_since + counted_since, rejected))
}

fn counted(c: &Connection, since: i64) -> Sql<(u32, u32)> {
    c.prepare_cached(&format!(
        "SELECT coalesce(sum(deliveries), 0), coalesce(sum(deliveries) FILTER (WHERE quarter >= ?1), 0)
         FROM {SCHEMA}.delivery_quarters"
    ))?
    .query_row([since.div_euclid(QUARTER)], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Deliveries that came since a moment, and their bytes, as far as they were counted.
pub fn growth(c: &Connection, since: i64) -> Sql<(u32, u64)> {
    if index_file::reach(c, Reach::Counted)? == 0 {
        return Ok((0, 0));
    }
    c.prepare_cached(&format!(
        "SELECT coalesce(sum(deliveries), 0), coalesce(sum(bytes), 0) FROM {SCHEMA}.delivery_quarters WHERE quarter >= ?1"
    ))?
    .query_row([since.div_euclid(QUARTER)], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))
}

/// A delivery to count.
pub(crate) struct Counted {
    reached: Mark,
    at: i64,
    bytes: i64,
}

/// The next ones that were not counted, from the record.
pub(crate) fn uncounted(c: &Connection, limit: u32) -> Sql<Vec<Counted>> {
    let reach = index_file::reach(c, Reach::Counted)?;
    c.prepare_cached(&format!(
        "SELECT id, {MARK}, at, coalesce(bytes, length(body)) + octet_length(headers)
         FROM deliveries LEFT JOIN removed_bodies ON delivery = id WHERE id > ?1 AND verdict <> 'rejected' ORDER BY id LIMIT ?2"
    ))?
    .query_map(params![reach, limit], |row| {
        let reached = Mark { delivery: row.get(0)?, mark: row.get(1)? };
        Ok(Counted { reached, at: row.get(2)?, bytes: row.get(3)? })
    })?
    .collect()
}

/// Adds them to the index.
pub(crate) fn count(index: &Index, rows: &[Counted]) -> Result<(), RecordError> {
    let Some(last) = rows.last() else { return Ok(()) };
    let mut quarters: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for row in rows {
        let quarter = quarters.entry(row.at.div_euclid(QUARTER)).or_default();
        *quarter = (quarter.0 + 1, quarter.1 + row.bytes);
    }
    let add = |c: &Connection| -> Sql<()> {
        let together = c.unchecked_transaction()?;
        for (quarter, (deliveries, bytes)) in quarters {
            together
                .prepare_cached(
                    "INSERT INTO delivery_quarters VALUES (?1, ?2, ?3) ON CONFLICT (quarter)
                     DO UPDATE SET deliveries = deliveries + excluded.deliveries, bytes = bytes + excluded.bytes",
                )?
                .execute(params![quarter, deliveries, bytes])?;
        }
        index_file::set_reach(&together, Reach::Counted, &last.reached)?;
        together.commit()
    };
    add(&index.lock()).map_err(|error| RecordError::sorted(error, index.path()))
}

#[cfg(test)]
mod tests {
    use super::{growth, totals};
    use crate::{
        Record,
        db::index_file::QUARTER,
        deliveries::{NewDelivery, tests::delivery},
    };

    #[tokio::test]
    async fn totals_are_exact_wherever_counting_stands() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let all = |since| record.read_blocking(move |c| totals(c, since)).unwrap();
        for n in 0..5_u8 {
            let at = i64::from(n) * QUARTER + 5;
            record.append(NewDelivery { at, ..delivery(Some(n), "b") }).await.unwrap();
            record.append(NewDelivery { at, ..delivery(None, "b") }).await.unwrap();
        }
        let steps = [(2, 2), (2, 4), (2, 5), (2, 5)];
        assert_eq!((all(0), all(2 * QUARTER)), ((10, 10, 5), (10, 6, 5)));
        for (limit, reached) in steps {
            record.index_filler().unwrap().count_more(limit).unwrap();
            assert_eq!((all(0), all(2 * QUARTER)), ((10, 10, 5), (10, 6, 5)), "counted {reached}");
            assert_eq!(record.read_blocking(|c| growth(c, 0)).unwrap(), (reached, u64::from(reached) * 3));
        }
        record.append(NewDelivery { at: 9 * QUARTER, ..delivery(Some(9), "b") }).await.unwrap();
        assert_eq!(all(2 * QUARTER), (11, 7, 5));
    }
}
