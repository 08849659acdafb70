//! Files that people bring and take.

pub(crate) mod changed_ids;
pub(crate) mod export;
pub(crate) mod place;
pub(crate) mod report;
pub(crate) mod save;
pub(crate) mod text;
pub(crate) mod workbook;
