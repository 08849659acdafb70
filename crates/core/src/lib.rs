//! The use cases of Gangway, the only place where the crates below meet. No Tauri and no clap: the window and the command
//! line are two doors into the same room.
//!
//! A folder for each capability, a file for each use case. In reading order: [`Console::open`] (`app/open.rs`),
//! `providers/rappi/authorize.rs`, `merchants/refresh.rs`, `provisioning/plan.rs`, `provisioning/run.rs`, `webhooks/fold.rs`,
//! `provisioning/settle.rs`. What they decide is in `provisioning/engine/`, and `provisioning/simulation/` proves it.

mod app;
mod audit;
mod error;
mod files;
mod merchants;
mod notifications;
mod overview;
pub mod profiles;
mod providers;
mod provisioning;
mod reviews;
pub mod team;
pub mod view;
mod webhooks;

pub use app::clock::now;
pub use app::console::{Console, Ended};
pub use app::open::Options;
pub use error::failure::{Code, Failure};
pub use error::file_place::FilePlace;
pub use error::reason::Reason;
pub use files::changed_ids::{ProbableId, probable_ids};
pub use files::export::{stores_csv, stores_style, stores_xlsx};
pub use files::report::row_words;
pub use files::save::{save_as, save_new};
pub use files::text::{read_secret, read_secret_file, read_text_file};
pub use notifications::Told;
pub use profiles::dialect::Wire;
pub use profiles::notifications::{EmailKeys, QuietKeys, TellingKeys};
pub use profiles::presets::presets;
pub use profiles::rainforest::RainforestKeys;
pub use profiles::ratepay::RatepayKeys;
pub use profiles::retention::RetentionKeys;
pub use profiles::store::Home;
pub use providers::ratepay::SubscriptionsFile;
pub use provisioning::conclusion::Conclusion;
pub use reviews::plan::{review_csv, review_html, review_json, review_xlsx};
pub use webhooks::signature_lab::{examine as lab_examine, report as lab_report};
