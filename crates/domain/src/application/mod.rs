//! Merchant applications at Rainforest (docs/wire.md §2): what is told of them, where they stand, how long, and when
//! that is news.

mod change;
mod clock;
mod fields;
mod life;
mod status;

pub use change::StatusChange;
pub use clock::{REVIEW_DAYS, age_days, review_due};
pub use fields::{Fields, MASK, Merged, is_personal, mask};
pub use life::{Folded, Known, Mark, Point, Report, Source, Standing, add_fields, fold, standing};
pub use status::Status;
