use crate::{Store, StoreError};
use secrecy::SecretString;
use std::collections::HashMap;

/// This session's memory; gone when the program ends.
#[derive(Default)]
pub(crate) struct Memory(HashMap<String, SecretString>);

impl Store for Memory {
    fn get(&mut self, name: &str) -> Result<Option<SecretString>, StoreError> {
        Ok(self.0.get(name).cloned())
    }

    fn put(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        self.0.insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&mut self, name: &str) -> Result<(), StoreError> {
        self.0.remove(name);
        Ok(())
    }
}
