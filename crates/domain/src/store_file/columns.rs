//! Which column means what.

use super::titles::ranked;
use csv::StringRecord;
use serde::{Deserialize, Serialize};

/// What a column of a file can mean to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Column {
    /// The provider's id of the store.
    Id,
    /// Its name, which is only compared.
    Name,
    /// The integration to provision it to.
    Integration,
    /// `pingActive` (Rappi's guide).
    PingActive,
    /// `getMenuActive` (Rappi's guide).
    GetMenuActive,
    /// `cancellationEvents` (Rappi's guide).
    CancellationEvents,
    /// `status` (Rappi's guide).
    Status,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Id,
        Self::Name,
        Self::Integration,
        Self::PingActive,
        Self::GetMenuActive,
        Self::CancellationEvents,
        Self::Status,
    ];

    /// What a column with this title means, if we know it.
    pub fn named(title: &str) -> Option<Self> {
        ranked(title).map(|(column, _)| column)
    }

    /// As the provider's document and our own files spell it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Id => "storeId",
            Self::Name => "name",
            Self::Integration => "integrationId",
            Self::PingActive => "pingActive",
            Self::GetMenuActive => "getMenuActive",
            Self::CancellationEvents => "cancellationEvents",
            Self::Status => "status",
        }
    }
}

/// For each meaning, the column of the file that has it, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Columns {
    /// See [`Column::Id`]. Without it no row says anything.
    pub id: Option<u32>,
    /// See [`Column::Name`].
    pub name: Option<u32>,
    /// See [`Column::Integration`].
    pub integration: Option<u32>,
    /// See [`Column::PingActive`].
    pub ping_active: Option<u32>,
    /// See [`Column::GetMenuActive`].
    pub get_menu_active: Option<u32>,
    /// See [`Column::CancellationEvents`].
    pub cancellation_events: Option<u32>,
    /// See [`Column::Status`].
    pub status: Option<u32>,
}

impl Columns {
    /// From the titles of a header, or, without one, from what the first row looks like. The best title of a meaning wins;
    /// where several are equally good none does, see [`rivals`].
    pub fn guess(first: &StringRecord, headed: bool) -> Self {
        let mut columns = Self::default();
        if headed {
            for column in Column::ALL {
                if let [only] = titled(first, column).as_slice() {
                    *columns.place(column) = Some(*only);
                }
            }
            return columns;
        }
        for (at, cell) in (0..).zip(first) {
            if let Some(column) = columns.looks_like(cell) {
                *columns.place(column) = Some(at);
            }
        }
        columns
    }

    /// Which column has a meaning.
    pub fn of(mut self, column: Column) -> Option<u32> {
        *self.place(column)
    }

    /// Where a meaning's column is kept.
    pub fn place(&mut self, column: Column) -> &mut Option<u32> {
        match column {
            Column::Id => &mut self.id,
            Column::Name => &mut self.name,
            Column::Integration => &mut self.integration,
            Column::PingActive => &mut self.ping_active,
            Column::GetMenuActive => &mut self.get_menu_active,
            Column::CancellationEvents => &mut self.cancellation_events,
            Column::Status => &mut self.status,
        }
    }

    /// Without titles: the first number is the id, and the text after it the name. More would be guessing.
    fn looks_like(&self, cell: &str) -> Option<Column> {
        match (self.id, is_number(cell)) {
            (None, true) => Some(Column::Id),
            (Some(_), false) if self.name.is_none() && !cell.trim().is_empty() => Some(Column::Name),
            _ => None,
        }
    }
}

/// The columns whose titles are the best there are for a meaning.
pub(super) fn titled(header: &StringRecord, column: Column) -> Vec<u32> {
    let ranks = (0..).zip(header).filter_map(|(at, title)| {
        let (means, rank) = ranked(title)?;
        (means == column).then_some((rank, at))
    });
    let ranks: Vec<(usize, u32)> = ranks.collect();
    let best = ranks.iter().map(|(rank, _)| *rank).min();
    ranks.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, at)| at).collect()
}

/// Columns that mean the same by titles that are equally good: a person says which one it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Rivals {
    /// What they mean.
    pub meaning: Column,
    /// Two at least, from 0.
    pub columns: Vec<u32>,
}

/// See [`Rivals`]; one a meaning.
pub fn rivals(header: &StringRecord) -> Vec<Rivals> {
    let all = Column::ALL.into_iter().map(|meaning| Rivals { meaning, columns: titled(header, meaning) });
    all.filter(|rivals| rivals.columns.len() > 1).collect()
}

/// Whether the first row has titles and no store: a title that we know, or no number where the second row has one.
pub fn is_header(first: &StringRecord, second: Option<&StringRecord>) -> bool {
    let known = first.iter().any(|cell| Column::named(cell).is_some());
    let numbers = |row: &StringRecord| row.iter().any(is_number);
    known || !numbers(first) && second.is_some_and(numbers)
}

pub(super) fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Column, Columns, Rivals, is_header, rivals};
    use csv::StringRecord;

    fn row(cells: &[&str]) -> StringRecord {
        StringRecord::from(cells.to_vec())
    }

    #[test]
    fn titles_of_both_languages() {
        let check = |title, expected| assert_eq!(Column::named(title), expected, "{title}");
        check("Store ID", Some(Column::Id));
        check("ID de la tienda", Some(Column::Id));
        check("Código", Some(Column::Id));
        check(" nombre_tienda ", Some(Column::Name));
        check("Integración", Some(Column::Integration));
        check("integrationId", Some(Column::Integration));
        check("Cancelaciones", Some(Column::CancellationEvents));
        check("Estado inicial", Some(Column::Status));
        check("state", None);
        check("Estado", None);
        check("", None);
        for column in Column::ALL {
            check(column.title(), Some(column));
        }
    }

    #[test]
    fn the_best_title_of_a_meaning_wins() {
        let columns = Columns::guess(&row(&["Marca", "Tienda", "Nombre", "Store id", "Ping"]), true);
        assert_eq!(columns, Columns { id: Some(3), name: Some(2), ping_active: Some(4), ..Columns::default() });
        let columns = Columns::guess(&row(&["Store number", "Store ID", "Name"]), true);
        assert_eq!(columns, Columns { id: Some(1), name: Some(2), ..Columns::default() });
    }

    #[test]
    fn of_equal_titles_none_wins() {
        let header = row(&["Store ID", "ID tienda", "Nombre"]);
        let expected = Columns { name: Some(2), ..Columns::default() };
        assert_eq!(Columns::guess(&header, true), expected);
        assert_eq!(rivals(&header), [Rivals { meaning: Column::Id, columns: vec![0, 1] }]);
        assert_eq!(rivals(&row(&["id", "Store ID", "Name"])), []);
    }

    #[test]
    fn without_titles_the_number_is_the_id() {
        let columns = Columns::guess(&row(&["Brand", "900001", "7", "Centro", "x"]), false);
        assert_eq!(columns, Columns { id: Some(1), name: Some(3), ..Columns::default() });
    }

    #[test]
    fn a_header_is_told_from_a_row() {
        assert!(is_header(&row(&["Store id", "x"]), None));
        assert!(is_header(&row(&["Local", "Barrio"]), Some(&row(&["900001", "Centro"]))));
        assert!(!is_header(&row(&["900001", "Centro"]), Some(&row(&["900002", "Norte"]))));
        assert!(!is_header(&row(&["a", "b"]), Some(&row(&["c", "d"]))));
    }
}
