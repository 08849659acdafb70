//! Files for people: one frame for every page, and what is said on it, from the catalogue.

mod comparison;
mod page;
mod plan;
mod rows;
mod words;

pub(crate) use comparison::{Facts as Comparison, comparison_page};
pub(crate) use page::{Page, Section, Table};
pub(crate) use plan::plan_page;
pub use rows::row_words;
