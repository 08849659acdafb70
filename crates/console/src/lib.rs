//! The use cases of Gangway, the only place where the crates below meet. No Tauri and no clap: the window and the command
//! line are two doors into the same room.
//!
//! One file a use case, in reading order: [`Console::open`] (open.rs) → authorize.rs → refresh.rs → plan.rs → run.rs →
//! fold.rs → settle.rs; what they decide is in engine/, and simulation/ proves it; what is read for the screen is in
//! `read_*.rs`.

mod activity;
mod attention;
mod authorize;
mod business;
mod callback;
mod changed_ids;
mod check;
mod client;
mod clock;
mod conclusion;
mod connection;
mod console;
mod control;
mod deprecations;
mod engine;
mod export;
mod export_review;
mod failure;
mod file_place;
mod fold;
pub mod home;
mod import;
mod lab;
mod loopback;
mod loopback_page;
mod open;
mod operate;
mod plan;
mod plan_estimate;
mod presets;
pub mod profile;
mod profile_changes;
mod profile_check;
mod profile_facts;
mod profile_mistake;
mod profile_network;
mod profile_rainforest;
mod profile_ratepay;
mod profile_telling;
mod profile_wire;
mod rainforest;
mod rappi_settings;
mod ratepay;
mod read_lists;
mod read_merchants;
mod read_operations;
mod reason;
mod refresh;
mod report;
mod retry_deliveries;
mod reverify_deliveries;
mod review;
mod rotation;
mod run;
mod save;
mod settle;
mod sign_out;
#[cfg(test)]
mod simulation;
mod telling;
mod text_file;
mod tree_review;
pub mod view;
mod webhook;
mod webhook_owner;
mod webhook_rotation;
mod workbook;

pub use changed_ids::{ProbableId, probable_ids};
pub use clock::now;
pub use conclusion::Conclusion;
pub use console::{Console, Ended};
pub use export::{stores_csv, stores_style, stores_xlsx};
pub use failure::{Code, Failure};
pub use file_place::FilePlace;
pub use home::Home;
pub use lab::{Provider as LabProvider, report as lab_report};
pub use open::Options;
pub use presets::presets;
pub use profile_rainforest::RainforestKeys;
pub use profile_ratepay::RatepayKeys;
pub use profile_telling::{EmailKeys, QuietKeys, TellingKeys};
pub use profile_wire::Wire;
pub use ratepay::SubscriptionsFile;
pub use reason::Reason;
pub use report::row_words;
pub use review::{review_csv, review_html, review_json};
pub use save::{save_as, save_new};
pub use telling::Told;
pub use text_file::{read_secret_file, read_text_file};
