/// The version of the wire that this program speaks. A relay takes consoles of this version and of the one before, so that
/// either side can be upgraded first.
pub const VERSION: u16 = 1;

/// The oldest version that is understood.
pub const OLDEST: u16 = if VERSION > 1 { VERSION - 1 } else { 1 };

/// Whether a version is understood.
pub const fn is_spoken(version: u16) -> bool {
    OLDEST <= version && version <= VERSION
}
