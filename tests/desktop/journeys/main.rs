//! Journeys through the real window.

mod access;
mod authorize;
mod big;
mod check;
mod crash;
mod desktop;
mod drift;
mod first;
mod keyboard;
mod release;
mod secrets;
mod small;
mod subscriptions;
