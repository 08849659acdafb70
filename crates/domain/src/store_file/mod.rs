//! A file of stores as people keep it: a workbook, or CSV in whatever encoding and dialect a spreadsheet writes.
//!
//! In reading order: bytes → [`crate::text_file`] → [`delimiter::detect`] → [`records`] → [`choose`] → [`judge`], which says of every
//! row what will become of it before anything runs; [`write()`] is the way back.

mod cell;
mod changed;
mod choice;
mod columns;
pub mod delimiter;
mod file;
mod flag;
mod judge;
mod names;
mod record;
mod table;
mod titles;
mod verdict;
mod workbook;
mod write;

pub use cell::{plain, safe};
pub use changed::{Changed, Ids};
pub use choice::{Choice, Overruled, choose};
pub use columns::{Column, Columns, Rivals, is_header, rivals};
pub use file::{BYTES_LIMIT, Form, ROWS_LIMIT, StoreFile, Unreadable, read, read_sheet};
pub use flag::{Flags, active, on};
pub use judge::{Contradiction, Group, Judgement, Known, Presumed, judge};
pub use record::{Record, Records, records};
pub use verdict::{Judged, RowVerdict};
pub use write::{Style, refused, write};
