//! Journeys through the real window.

mod access;
mod activity;
mod applications;
mod authorize;
mod big;
mod business;
mod check;
mod crash;
mod csv;
mod desktop;
mod drift;
mod environments;
mod first;
mod home;
mod keyboard;
mod links;
mod network;
mod notices;
mod notifications;
mod release;
mod returned;
mod review;
mod secrets;
mod small;
mod subscriptions;
mod tried_team;
