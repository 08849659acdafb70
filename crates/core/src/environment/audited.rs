//! Acts and their entries in the audit log. There are three ways, and none of them is "first the act, then the entry": a kill
//! or a full disk between the two would leave an act that nobody can find.
//!
//! * An act that is a write of the record: [`Environment::commit`]. Both are one transaction.
//! * Something that is shown or handed out: [`Environment::disclose`]. The entry is on disk before the thing is handed out.
//! * A step outside of the record (the vault, a file, a call): [`Environment::audit_outside`]. The entry is on disk before the step
//!   begins, and a step that fails gets a second entry that says so. The other order was rejected: an entry too many misleads
//!   nobody who reads the next one, and an act without an entry is found by nobody.

use crate::{Failure, environment::Environment, now, view::Change};
use gangway_domain::{ActKind, MerchantId};
use gangway_record::{
    Connection, Sql,
    audit::{self, Act},
};

/// What a write of the record came to, and what the audit log says about it.
pub(crate) struct Acted<T> {
    outcome: T,
    entry: Option<Act>,
}

impl<T> Acted<T> {
    /// It was done.
    pub(crate) fn done(outcome: T, entry: Act) -> Self {
        Self { outcome, entry: Some(entry) }
    }

    /// Nothing was done that anybody has to know of.
    pub(crate) fn nothing(outcome: T) -> Self {
        Self { outcome, entry: None }
    }

    /// Done if there is an entry.
    pub(crate) fn maybe(outcome: T, entry: Option<Act>) -> Self {
        Self { outcome, entry }
    }

    /// Appends the entry in the present transaction.
    pub(crate) fn append(self, c: &Connection) -> Sql<(T, bool)> {
        if let Some(act) = &self.entry {
            audit::append(c, act)?;
        }
        Ok((self.outcome, self.entry.is_some()))
    }
}

impl Environment {
    /// An act of the person at the desk.
    pub(crate) fn act(
        &self,
        act: ActKind,
        subject: &str,
        merchant: Option<&MerchantId>,
        detail: Option<String>,
    ) -> Act {
        Act {
            actor: self.actor().to_owned(),
            merchant: merchant.map(|id| id.0.clone()),
            detail,
            ..Act::of(act, subject, now())
        }
    }

    /// A write of the record and its entry, in one transaction.
    pub(crate) async fn commit<T: Send + 'static>(
        &self,
        act: Act,
        work: impl FnOnce(&Connection) -> Sql<T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.commit_if(move |c| Ok(Acted::done(work(c)?, act))).await
    }

    /// The same where only the write tells whether anything was done, and what.
    pub(crate) async fn commit_if<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Sql<Acted<T>> + Send + 'static,
    ) -> Result<T, Failure> {
        let (outcome, is_done) = self.record().write(move |c| work(c)?.append(c)).await?;
        if is_done {
            self.tell(Change::Activity);
        }
        Ok(outcome)
    }

    /// The same for an act on many things at once: an entry for each of them.
    pub(crate) async fn commit_all<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Sql<(T, Vec<Act>)> + Send + 'static,
    ) -> Result<T, Failure> {
        let write = move |c: &Connection| {
            let (outcome, entries) = work(c)?;
            for act in &entries {
                audit::append(c, act)?;
            }
            Ok((outcome, !entries.is_empty()))
        };
        let (outcome, is_done) = self.record().write(write).await?;
        if is_done {
            self.tell(Change::Activity);
        }
        Ok(outcome)
    }

    /// Hands `thing` out, once the entry is on disk.
    pub(crate) async fn disclose<T>(&self, act: Act, thing: T) -> Result<T, Failure> {
        self.commit(act, |_| Ok(())).await?;
        Ok(thing)
    }

    /// Hands a file out, once its name and what it is about are in the audit log.
    pub(crate) async fn exported(
        &self,
        act: ActKind,
        subject: &str,
        merchant: Option<&MerchantId>,
        file: (String, Vec<u8>),
    ) -> Result<(String, Vec<u8>), Failure> {
        let act = self.act(act, subject, merchant, None).changed("file", None, Some(file.0.clone()));
        self.disclose(act, file).await
    }

    /// A step outside of the record. It is not begun before the entry is on disk; that it failed is an entry as well.
    pub(crate) async fn audit_outside<T>(
        &self,
        act: Act,
        step: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let begun = act.clone();
        self.commit(begun, |_| Ok(())).await?;
        let outcome = step.await;
        if outcome.is_err() {
            let failed = Act { at: now(), changes: Vec::new(), ..act };
            let failed = failed.changed("outcome", None, Some("not_done".to_owned()));
            if let Err(failure) = self.commit(failed, |_| Ok(())).await {
                tracing::error!(%failure, "that an act failed could not be noted in the audit log");
            }
        }
        outcome
    }
}
