//! Deliveries of Ratepay, decoded; and disputes, which have a date until which somebody has to answer.

use crate::{
    Failure,
    environment::audited::Acted,
    now,
    providers::ratepay::Subscriptions,
    view::{Change, DeliveryFacts, DisputeRow, Document, InvoiceFacts},
};
use gangway_domain::remark::Remark;
use gangway_domain::{
    ActKind, Provider,
    dispute::{DisputeReason, DisputeState, changes_at, state},
};
use gangway_providers::ratepay::{self, Invoice, Payload, parse};
use gangway_record::{
    Connection, Sql,
    audit::Act,
    deliveries::{self, Effect, StoredVerified},
    disputes::{self, Dispute},
};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// The clock is looked at this often at least: a desk that slept has another time than it was told to wait for.
const LOOK: Duration = Duration::from_secs(60);

/// What a delivery does: a dispute is noted, everything else is kept as it came. `true`: a dispute changed.
pub(crate) fn fold(c: &Connection, stored: &StoredVerified) -> Sql<bool> {
    let delivery = stored.delivery();
    let note = |effect: Effect, settled, detail: Option<&str>| {
        deliveries::folded(c, delivery.id, effect, settled, None, detail)
    };
    let dispute = match parse(stored) {
        Err(error) => return note(Effect::DeadLetter, 0, Some(&error.to_string())).map(|()| false),
        Ok(Payload::Other) => {
            return note(Effect::Ignored, 0, Some("its body is of a kind that is not known")).map(|()| false);
        }
        Ok(Payload::Invoice(_)) => return note(Effect::Applied, 0, None).map(|()| false),
        Ok(Payload::Dispute(dispute)) => dispute,
    };
    let changed = disputes::fold(c, &row(&dispute, delivery.id))?;
    let known = (!changed).then(|| Remark::KnownAlready.text());
    note(if changed { Effect::Applied } else { Effect::Ignored }, 0, known.as_deref())?;
    Ok(changed)
}

fn row(dispute: &ratepay::Dispute, delivery: i64) -> Dispute {
    let it = dispute.clone();
    Dispute {
        id: it.id,
        delivery,
        transaction: it.transaction,
        partner_transaction: it.partner_transaction,
        published_at: it.published_at,
        amount: it.amount,
        currency: it.currency,
        reason: it.reason,
        comment: it.comment,
        due_at: it.due_at,
        answered_at: None,
    }
}

fn view(dispute: Dispute, now: i64) -> DisputeRow {
    DisputeRow {
        state: state(dispute.due_at, dispute.answered_at.is_some(), now),
        id: dispute.id,
        due_at: dispute.due_at,
        published_at: Some(dispute.published_at).filter(|at| *at != 0),
        reason: DisputeReason::parse(&dispute.reason),
        amount: dispute.amount,
        currency: dispute.currency,
        transaction: dispute.transaction,
        partner_transaction: dispute.partner_transaction,
        comment: dispute.comment,
        answered_at: dispute.answered_at,
        delivery: dispute.delivery,
    }
}

impl Subscriptions {
    /// All disputes, the most urgent first.
    pub async fn disputes(&self) -> Result<Vec<DisputeRow>, Failure> {
        let now = now();
        let mut rows: Vec<DisputeRow> =
            self.environment.record().read(disputes::all).await?.into_iter().map(|it| view(it, now)).collect();
        // Stable: within a state they stay sorted by date.
        rows.sort_by_key(|row| row.state);
        Ok(rows)
    }

    /// Those that Home shows: overdue, or due soon.
    pub async fn urgent_disputes(&self) -> Result<Vec<DisputeRow>, Failure> {
        let all = self.disputes().await?.into_iter();
        Ok(all.filter(|row| matches!(row.state, DisputeState::Overdue | DisputeState::DueSoon)).collect())
    }

    /// Somebody says that a dispute was answered, or that it was not after all: the provider does not tell.
    pub async fn set_dispute_answered(&self, id: &str, answered: bool) -> Result<DisputeRow, Failure> {
        let (wanted, at) = (id.to_owned(), answered.then(now));
        let word = |answered: bool| Some(if answered { "yes" } else { "no" }.to_owned());
        let act = if answered { ActKind::DisputeAnswered } else { ActKind::DisputeOpenedAgain };
        let act = self.environment.act(act, id, None, None).changed("answered", word(!answered), word(answered));
        let found = self
            .environment
            .commit_if(move |c| {
                disputes::set_answered(c, &wanted, at)?;
                let found = disputes::by_id(c, &wanted)?;
                let entry = found.as_ref().map(|it| Act { detail: Some(it.reason.clone()), ..act });
                Ok(Acted::maybe(found, entry))
            })
            .await?;
        let found = found.ok_or_else(|| Failure::not_found("dispute"))?;
        self.disputes_changed();
        Ok(view(found, now()))
    }

    pub(crate) fn disputes_changed(&self) {
        self.ratepay.dates.notify_one();
        self.environment.tell(Change::Disputes);
    }

    /// What a delivery says, decoded; [`DeliveryFacts::None`] for one that is not believed or not understood.
    pub async fn delivery_facts(&self, id: i64) -> Result<DeliveryFacts, Failure> {
        let read = move |c: &Connection| Ok((deliveries::exists(c, id)?, deliveries::verified(c, id)?));
        let (exists, stored) = self.environment.record().read(read).await?;
        if !exists {
            return Err(Failure::not_found("delivery"));
        }
        let Some(stored) = stored.filter(|it| it.delivery().provider == Provider::Ratepay.word()) else {
            return Ok(DeliveryFacts::None);
        };
        Ok(match parse(&stored) {
            Ok(Payload::Invoice(it)) => DeliveryFacts::Invoice { invoice: invoice(it) },
            Ok(Payload::Dispute(it)) => {
                // What the delivery said; whether it was answered is what somebody here said since.
                let known = it.id.clone();
                let known = self.environment.record().read(move |c| disputes::by_id(c, &known)).await?;
                let answered_at = known.and_then(|known| known.answered_at);
                DeliveryFacts::Dispute { dispute: view(Dispute { answered_at, ..row(&it, id) }, now()) }
            }
            Ok(Payload::Other) | Err(_) => DeliveryFacts::None,
        })
    }
}

impl Subscriptions {
    /// Where a document of a delivery is. The address is the provider's: the shell asks before it opens it.
    pub async fn delivery_document(&self, id: i64, document: Document) -> Result<String, Failure> {
        let DeliveryFacts::Invoice { invoice } = self.delivery_facts(id).await? else {
            return Err(Failure::not_found("document"));
        };
        let url = match document {
            Document::Pdf => invoice.pdf_url,
            Document::Eml => invoice.eml_url,
        };
        url.ok_or_else(|| Failure::not_found("document"))
    }
}

fn invoice(it: Invoice) -> InvoiceFacts {
    InvoiceFacts {
        invoice: it.invoice,
        transaction: it.transaction,
        shop_transaction: it.shop_transaction,
        payment_reference: it.payment_reference,
        pdf_url: it.pdf_url,
        eml_url: it.eml_url,
    }
}

/// Runs for the life of a profile: tells the windows when a dispute becomes due soon, or overdue, by time alone.
pub(crate) async fn keep_dates(subscriptions: Weak<Subscriptions>) {
    let mut looked_at = now();
    loop {
        let Some(open) = subscriptions.upgrade() else { return };
        let all = open.environment.record().read(disputes::all).await.unwrap_or_default();
        let change =
            |since: i64| all.iter().filter_map(|it| changes_at(it.due_at, it.answered_at.is_some(), since)).min();
        let at = now();
        if change(looked_at).is_some_and(|change| change <= at) {
            open.environment.tell(Change::Disputes);
        }
        looked_at = at;
        let (next, woken) = (change(at), Arc::clone(&open.ratepay.dates));
        drop(open);
        match next {
            None => woken.notified().await,
            Some(next) => {
                let wait = Duration::from_millis((next - at).max(1) as u64).min(LOOK);
                // Woken or waited: either way it is time to look.
                let _ = tokio::time::timeout(wait, woken.notified()).await;
            }
        }
    }
}
