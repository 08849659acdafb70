//! The vault: where secrets live. The operating system's keyring; a read-only folder of files for headless use; or, when
//! there is no keyring, the memory of this session, said openly and never replaced by a plain file.
//!
//! Keyrings block, sometimes for ever (a locked collection waits for a prompt that nobody sees). So one worker thread
//! talks to it, every call has a limit, and the state is there to be shown.

mod folder;
mod keyring_store;
mod memory;
mod store;
mod vault;

pub use folder::{FOLDER_VARIABLES, folder_from_environment};
pub use store::{Store, StoreError};
pub use vault::{State, Vault, VaultError};
