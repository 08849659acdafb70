//! The real window, driven as a person drives it: [`Seat`] is a desk with its own display, session bus, keyring and window
//! manager; [`Window`] is the program on it, reached through WebDriver.

pub mod merchant;
mod seat;
mod window;

pub use seat::{Seat, profile_for};
pub use window::Window;
