//! Yes and no, as people write them.

use serde::{Deserialize, Serialize};

/// Options of one store, as a row asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the document's own options")]
pub struct Flags {
    /// `pingActive` (Rappi's guide).
    pub ping_active: bool,
    /// `getMenuActive` (Rappi's guide).
    pub get_menu_active: bool,
    /// `cancellationEvents` (Rappi's guide).
    pub cancellation_events: bool,
    /// `status` is `ACTIVE` (Rappi's guide).
    pub active: bool,
}

const YES: [&str; 9] = ["true", "yes", "y", "1", "si", "sí", "s", "verdadero", "x"];
const NO: [&str; 6] = ["false", "no", "n", "0", "falso", "-"];
const ACTIVE: [&str; 3] = ["active", "activo", "activa"];
const INACTIVE: [&str; 3] = ["inactive", "inactivo", "inactiva"];

/// The cell is neither one nor the other; a blank cell is `None`, which is no mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neither;

/// Whether a flag is on.
pub fn on(cell: &str) -> Result<Option<bool>, Neither> {
    either(cell, &YES, &NO)
}

/// Whether the initial status is active.
pub fn active(cell: &str) -> Result<Option<bool>, Neither> {
    either(cell, &ACTIVE, &INACTIVE)
}

fn either(cell: &str, yes: &[&str], no: &[&str]) -> Result<Option<bool>, Neither> {
    let cell = cell.trim().to_lowercase();
    match cell.as_str() {
        "" => Ok(None),
        cell if yes.contains(&cell) => Ok(Some(true)),
        cell if no.contains(&cell) => Ok(Some(false)),
        _ => Err(Neither),
    }
}

#[cfg(test)]
mod tests {
    use super::{Neither, active, on};

    #[test]
    fn both_languages_and_nothing_else() {
        assert_eq!(on(" TRUE "), Ok(Some(true)));
        assert_eq!(on("Sí"), Ok(Some(true)));
        assert_eq!(on("FALSO"), Ok(Some(false)));
        assert_eq!(on("  "), Ok(None));
        assert_eq!(on("maybe"), Err(Neither));
        assert_eq!(active("Inactiva"), Ok(Some(false)));
        assert_eq!(active("ACTIVE"), Ok(Some(true)));
        assert_eq!(active("true"), Err(Neither));
    }
}
