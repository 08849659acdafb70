//! What people keep about merchants: one change for one or for many, each with its entry in the audit log.

use super::Queue;
use crate::{
    Code, Failure, Reason, now,
    registry::descriptor_of,
    view::{AccountId, Change, QueueEdit},
};
use gangway_domain::{ActKind, MerchantId, Provider};
use gangway_record::{
    Connection, Sql,
    audit::Act,
    merchants::businesses::{self, Account},
    queue::{self, Kept},
};

/// Characters of an owner.
const OWNER: usize = 80;
/// Characters of a tag.
const TAG: usize = 40;
/// Characters of a note.
const NOTE: usize = 2000;
/// Tags of one merchant.
const TAGS: usize = 20;
/// Merchants that are changed at once.
const AT_ONCE: usize = 10_000;

impl Queue {
    /// Changes what is kept about these; answers how many of them changed.
    pub async fn keep(&self, accounts: Vec<AccountId>, edit: QueueEdit) -> Result<u32, Failure> {
        let edit = checked(edit)?;
        if accounts.len() > AT_ONCE {
            let message = format!("At most {AT_ONCE} merchants are changed at once.");
            return Err(Failure::new(Code::BadInput, message));
        }
        let act = self.environment.act(ActKind::QueueKept, "", None, None);
        let write = move |c: &Connection| {
            let mut entries = Vec::new();
            for it in accounts {
                let account = Account { provider: it.provider, id: it.id };
                entries.extend(keep_one(c, &account, &edit, &act)?);
            }
            Ok((entries.len() as u32, entries))
        };
        let changed = self.environment.commit_all(write).await?;
        if changed > 0 {
            self.environment.tell(Change::Queue);
        }
        Ok(changed)
    }
}

/// Nothing where nothing changes, and for an account that is not known.
fn keep_one(c: &Connection, account: &Account, edit: &QueueEdit, act: &Act) -> Sql<Option<Act>> {
    let Some(name) = (descriptor_of(account.provider).account_name)(c, &account.id)? else {
        return Ok(None);
    };
    let (before, from) = kept(c, account)?;
    let after = edited(before.clone(), edit);
    if after == before {
        return Ok(None);
    }
    if let Some(from) = from {
        queue::forget(c, &from)?;
    }
    queue::put(c, account, &after, now())?;
    let merchant = (account.provider == Provider::Rappi).then(|| MerchantId(account.id.clone()));
    let name = if name.is_empty() { account.id.clone() } else { name };
    let act = Act { subject: name, merchant: merchant.map(|id| id.0), ..act.clone() };
    let at = |at: Option<i64>| crate::clock::instant(at);
    let mut act = act.changed("due_at", at(before.due_at), at(after.due_at)).changed(
        "snoozed_until",
        at(before.snoozed_until),
        at(after.snoozed_until),
    );
    // What somebody wrote may be about a person, and the audit log is for ever: it says that it changed.
    let written = [
        ("owner", before.owner != after.owner),
        ("tags", before.tags != after.tags),
        ("note", before.note != after.note),
    ];
    let written: Vec<&str> = written.into_iter().filter(|(_, changed)| *changed).map(|(what, _)| what).collect();
    if !written.is_empty() {
        act.detail = Some(written.join(", "));
    }
    Ok(Some(act))
}

/// What is kept about an account, or else about one that it is linked with and under which it is shown, and then which.
fn kept(c: &Connection, account: &Account) -> Sql<(Kept, Option<Account>)> {
    let own = queue::of(c, account)?;
    let business = if own == Kept::default() { businesses::of_account(c, account)? } else { None };
    let Some(business) = business else { return Ok((own, None)) };
    let linked = businesses::by_id(c, &business)?.map(|it| it.accounts).unwrap_or_default();
    for other in linked.into_iter().filter(|it| it != account) {
        let theirs = queue::of(c, &other)?;
        if theirs != Kept::default() {
            return Ok((theirs, Some(other)));
        }
    }
    Ok((own, None))
}

fn edited(mut kept: Kept, edit: &QueueEdit) -> Kept {
    match edit.clone() {
        QueueEdit::Owner { owner } => kept.owner = owner,
        QueueEdit::Due { due_at } => kept.due_at = due_at,
        QueueEdit::Note { note } => kept.note = note,
        QueueEdit::AddTag { tag } => {
            if kept.tags.len() < TAGS && !kept.tags.contains(&tag) {
                kept.tags.push(tag);
                kept.tags.sort();
            }
        }
        QueueEdit::RemoveTag { tag } => kept.tags.retain(|it| *it != tag),
        QueueEdit::Snooze { until } => kept.snoozed_until = until,
    }
    kept
}

/// As it is kept: without white space around, and not too long.
fn checked(edit: QueueEdit) -> Result<QueueEdit, Failure> {
    Ok(match edit {
        QueueEdit::Owner { owner } => {
            let owner = owner.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
            QueueEdit::Owner { owner: owner.map(|it| line(it, OWNER)).transpose()? }
        }
        QueueEdit::Note { note } => {
            let note = note.trim().replace("\r\n", "\n");
            QueueEdit::Note { note: short(note, NOTE, |c| c.is_control() && c != '\n')? }
        }
        QueueEdit::AddTag { tag } => {
            let tag = line(tag.trim().to_owned(), TAG)?;
            if tag.is_empty() {
                return Err(too_long(TAG));
            }
            QueueEdit::AddTag { tag }
        }
        QueueEdit::Due { .. } | QueueEdit::RemoveTag { .. } | QueueEdit::Snooze { .. } => edit,
    })
}

fn line(text: String, letters: usize) -> Result<String, Failure> {
    short(text, letters, char::is_control)
}

fn short(text: String, letters: usize, is_wrong: impl Fn(char) -> bool) -> Result<String, Failure> {
    if text.chars().count() > letters || text.chars().any(is_wrong) { Err(too_long(letters)) } else { Ok(text) }
}

fn too_long(letters: usize) -> Failure {
    let message = format!("It has 1 to {letters} characters, and no control characters.");
    Failure::new(Code::BadInput, message).because(Reason::QueueText).about(letters.to_string())
}
