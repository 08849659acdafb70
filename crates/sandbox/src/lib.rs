//! A faithful Rappi, Rainforest and Ratepay on loopback, built from the providers' documents alone.
//!
//! It shares no code with `gangway-providers`: two independent readings of one document cannot hide each other's mistake.
//! Start with [`Sandbox::start`]; [`Description`] tells the addresses, the credentials and the accounts of the seeded merchants.
//!
//! Where to read: `world` is the truth (merchants and stores), `login` signs merchants in, `api` answers the integrator, `work` does
//! what was accepted, `webhook` reports it, `faults` and `control` let a test or a person make things go wrong. `ratepay` and
//! `rainforest` have all of the other providers; their controls are below `/ratepay` and `/rainforest` of the control endpoint.

mod clock;
mod config;
mod control;
mod description;
mod error;
mod failing;
mod faults;
mod net;
mod pace;
mod rainforest;
mod random;
mod rappi;
mod ratepay;
mod sandbox;
mod tasks;
mod tokens;

pub use config::{ClientCredentials, Config, FailStores, RainforestConfig, RatepayConfig};
pub use description::{Description, MerchantLogin, RainforestDescription, RatepayDescription};
pub use error::StartError;
pub use sandbox::Sandbox;
