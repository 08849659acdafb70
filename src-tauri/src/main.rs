//! The window's program. Everything is in the library, so that tests reach it.

// On Windows a console window would open beside the real one.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    gangway_console::run();
}
