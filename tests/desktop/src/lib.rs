//! The real window, driven as a person drives it: [`Seat`] is a desk with its own display, session bus, keyring and window
//! manager; [`Window`] is the program on it, reached through WebDriver; [`tour`] is the journey everybody makes first.

#![expect(clippy::expect_used, reason = "test support: a desk that does not work ends the test with a sentence")]

pub mod desktop;
mod seat;
pub mod steps;
pub mod tour;
mod window;

pub use seat::{Seat, profile_for};
pub use window::Window;
