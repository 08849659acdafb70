//! The use cases of Gangway, the only place where the crates below meet. No Tauri and no clap: the window and the command
//! line are two doors into the same room.
//!
//! A folder and a type for each capability, a file for each use case. In reading order: [`Console::open`] (`app/open.rs`),
//! `merchants/authorization/authorize.rs`, `merchants/refresh.rs`, `provisioning/plan.rs`, `provisioning/run.rs`,
//! `webhooks/fold.rs`, `merchants/settle.rs`. What they decide is in `provisioning/engine/`, and `provisioning/simulation/`
//! proves it.

mod app;
mod audit;
mod clock;
mod endpoints;
mod environment;
mod error;
mod files;
mod lock;
mod merchants;
mod notifications;
mod overview;
pub mod profiles;
mod providers;
mod provisioning;
mod queue;
mod registry;
mod retention;
mod reviews;
mod settings;
pub mod team;
mod updates;
pub mod view;
mod webhooks;

pub use app::console::Console;
pub use app::open::Options;
pub use audit::AuditLog;
pub use clock::now;
pub use environment::Environment;
pub use error::failure::{Code, Failure};
pub use error::file_place::FilePlace;
pub use error::reason::Reason;
pub use files::changed_ids::{ProbableId, probable_ids};
pub use files::export::{stores_csv, stores_style, stores_xlsx};
pub use files::place::{Files, LocalFiles};
pub use files::report::row_words;
pub use files::save::{save_as, save_new};
pub use files::text::{read_secret, read_secret_file, read_text_file};
pub use lock::{WindowLock, disk_encryption};
pub use merchants::{Authorization, LinkedAccounts, Merchants};
pub use notifications::{Notifications, Told};
pub use overview::Overview;
pub use profiles::dialect::Wire;
pub use profiles::notifications::{EmailKeys, NotificationKeys, QuietKeys};
pub use profiles::presets::presets;
pub use profiles::private_folder::private_folder;
pub use profiles::rainforest::RainforestKeys;
pub use profiles::ratepay::RatepayKeys;
pub use profiles::retention::RetentionKeys;
pub use profiles::store::Home;
pub use profiles::updates::{UpdateKeys, UpdateSource};
pub use providers::rainforest::Applications;
pub use providers::rappi::conclusion::Conclusion;
pub use providers::rappi::{RappiLine, Registration};
pub use providers::ratepay::{Subscriptions, SubscriptionsFile};
pub use provisioning::{Ended, Provisioning};
pub use queue::Queue;
pub use retention::Retention;
pub use reviews::Reviews;
pub use reviews::plan::{review_csv, review_html, review_json, review_xlsx};
pub use settings::Settings;
pub use updates::Updates;
pub use webhooks::Deliveries;
pub use webhooks::signature_lab::{examine as lab_examine, report as lab_report};
