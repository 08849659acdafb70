//! Things go wrong between the desk and the provider. Whatever happens: no store is sent twice while its outcome is
//! unknown, and what is shown as done was confirmed.

mod credentials;
mod cut;
mod refused;
mod restart;
mod silent;
mod support;
