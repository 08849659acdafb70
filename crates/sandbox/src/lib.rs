//! A faithful Rappi on loopback, built from the provider's document alone (seed 000).
//!
//! It shares no code with `gangway-providers`: two independent readings of one document cannot hide each other's mistake.
//! Start with [`Sandbox::start`]; [`Description`] tells the addresses, the credentials and the accounts of the seeded merchants.
//!
//! Where to read: `world` is the truth (merchants and stores), `login` signs merchants in, `api` answers the integrator, `work` does
//! what was accepted, `webhook` reports it, `faults` and `control` let a test or a person make things go wrong.

mod api;
mod calls;
mod clock;
mod config;
mod control;
mod deprecation;
mod description;
mod door;
mod error;
mod failing;
mod faults;
mod login;
mod net;
mod random;
mod rappi;
mod sandbox;
mod tasks;
mod tokens;
mod webhook;
mod work;
mod world;

pub use config::{ClientCredentials, Config, FailStores};
pub use description::{Description, MerchantLogin};
pub use error::StartError;
pub use sandbox::Sandbox;
