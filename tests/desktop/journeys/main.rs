//! Journeys through the real window.

mod first;
mod steps;
