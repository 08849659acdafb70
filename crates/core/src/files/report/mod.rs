//! Files for people: one frame for every page, and what is said on it in English and Spanish. The window has its own words;
//! these stand in files that outlive it.

mod comparison;
mod page;
mod plan;
mod rows;
mod words;

pub(crate) use comparison::{Facts as Comparison, comparison_page};
pub(crate) use page::{Page, Section, Table};
pub(crate) use plan::plan_page;
pub use rows::row_words;
pub(crate) use words::words;
