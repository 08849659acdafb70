//! A file of stores as people keep it: CSV from a spreadsheet, in whatever encoding and dialect that writes.
//!
//! In reading order: bytes → [`decode`] → [`delimiter::detect`] → [`records`] → [`Columns::guess`] → [`judge`], which says of every
//! row what will become of it before anything runs; [`write()`] is the way back.

mod cell;
mod columns;
pub mod delimiter;
mod encoding;
mod file;
mod flag;
mod judge;
mod record;
mod verdict;
mod write;

pub use cell::{plain, safe};
pub use columns::{Column, Columns, is_header};
pub use encoding::{Decoded, Encoding, decode};
pub use file::{BYTES_LIMIT, ROWS_LIMIT, StoreFile, Unreadable, read};
pub use flag::{Flags, active, on};
pub use judge::{Group, Known, Presumed, judge};
pub use record::{Record, Records, records};
pub use verdict::{Judged, RowVerdict};
pub use write::{Style, refused, write};
