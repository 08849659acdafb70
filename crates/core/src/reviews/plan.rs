//! The review of a plan: the same rules as the run, told in full, as an object that can be kept.

use crate::{
    Failure,
    files::{export, report::plan_page, workbook::workbook},
    now,
    reviews::Reviews,
    view::{
        ExportFormat, Flags, Kind, Language, LeftOutStore, PlanRequest, PlanReview, ReviewBatch, ReviewNote,
        ReviewStore, Status,
    },
};
use gangway_domain::{
    ActKind, IntegrationId, MerchantId,
    plan::{Batch, Plan},
};
use gangway_locales::file as file_name;
use gangway_record::merchants::Merchant;

impl Reviews {
    /// What a run would do and would not do, in full. Changes nothing and asks nobody.
    pub async fn review(&self, request: &PlanRequest) -> Result<PlanReview, Failure> {
        let plan = self.provisioning.planned(request).await?;
        let merchant = self.tokens.merchant_of(&MerchantId(request.merchant.clone())).await?;
        let ready = self.registration.webhook_ready(&IntegrationId(request.integration.clone())).await.unwrap_or(false);
        let flags = (request.kind == Kind::Provision).then_some(request.flags);
        let notes = notes(&plan, &merchant, flags, ready);
        let left_out = plan.left_out.iter();
        let left_out = left_out.map(|(candidate, reason)| LeftOutStore::of(candidate, *reason, request.kind));
        Ok(PlanReview {
            at: now(),
            profile: self.environment.profile().name,
            merchant: merchant.name,
            email: merchant.email,
            kind: request.kind,
            integration: request.integration.clone(),
            flags,
            stores: plan.stores() as u32,
            waves: plan.batches.last().map_or(0, |batch| batch.wave + 1),
            left_out: left_out.collect(),
            batches: (1..).zip(&plan.batches).map(|(number, one)| batch(number, one, flags)).collect(),
            notes,
        })
    }

    /// The review as a file: its name, and what is in it.
    pub async fn export_plan(
        &self,
        request: &PlanRequest,
        format: ExportFormat,
        language: Language,
    ) -> Result<(String, Vec<u8>), Failure> {
        let review = self.review(request).await?;
        let stem = format!("gangway-{}-{}", file_name::plan(language), export::stamped(&review.merchant, review.at));
        let file = match format {
            ExportFormat::Json => (format!("{stem}.json"), review_json(&review)),
            ExportFormat::Csv => (format!("{stem}.csv"), review_csv(&review, Some(language))),
            ExportFormat::Xlsx => (format!("{stem}.xlsx"), review_xlsx(&review)?),
            ExportFormat::Html => (format!("{stem}.html"), review_html(&review, language)),
        };
        let merchant = MerchantId::from(request.merchant.as_str());
        self.environment.exported(ActKind::PlanExported, &review.merchant, Some(&merchant), file).await
    }
}

fn batch(number: u32, batch: &Batch, flags: Option<Flags>) -> ReviewBatch {
    let store = |store: &gangway_domain::plan::Candidate| ReviewStore {
        store: store.id.0.clone(),
        name: store.name.clone(),
        flags,
    };
    ReviewBatch { number, wave: batch.wave + 1, stores: batch.stores.iter().map(store).collect() }
}

fn notes(plan: &Plan, merchant: &Merchant, flags: Option<Flags>, ready: bool) -> Vec<ReviewNote> {
    let sends = !plan.batches.is_empty();
    let signed_in = merchant.token_expires_at.is_some_and(|end| end > now());
    let inactive = flags.is_some_and(|flags| flags.status == Status::Inactive);
    let all = [
        (true, ReviewNote::NothingSent),
        (sends && inactive, ReviewNote::StartsInactive),
        (sends && !ready, ReviewNote::WebhookMissing),
        (sends && !signed_in, ReviewNote::SignInOver),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect()
}

/// The review as JSON, for programs.
pub fn review_json(review: &PlanReview) -> Vec<u8> {
    // Plain data: there is no key that is no text.
    serde_json::to_vec_pretty(review).unwrap_or_default()
}

/// The review as CSV. Without a language it is for programs.
pub fn review_csv(review: &PlanReview, language: Option<Language>) -> Vec<u8> {
    gangway_domain::store_file::write(export::stores_style(language), review_table(review))
}

/// The same as a workbook, whose ids no spreadsheet changes.
pub fn review_xlsx(review: &PlanReview) -> Result<Vec<u8>, Failure> {
    workbook(review_table(review))
}

/// A row a store. What would be sent can be imported as it is.
fn review_table(review: &PlanReview) -> Vec<Vec<String>> {
    const TITLES: [&str; 14] = [
        "storeId",
        "name",
        "integrationId",
        "pingActive",
        "getMenuActive",
        "cancellationEvents",
        "status",
        "operation",
        "action",
        "request",
        "wave",
        "reason",
        "answer",
        "rule",
    ];
    let kind = export::word(&review.kind);
    let flags = |flags: Option<Flags>| match flags {
        None => ["", "", "", ""].map(str::to_owned),
        Some(flags) => {
            let on = |flag: bool| flag.to_string();
            [
                on(flags.ping_active),
                on(flags.get_menu_active),
                on(flags.cancellation_events),
                export::word(&flags.status),
            ]
        }
    };
    let row = |store: &str, name: &str, flags: [String; 4], rest: [String; 6]| -> Vec<String> {
        let first = [store.to_owned(), name.to_owned(), review.integration.clone()];
        let [action, rest @ ..] = rest;
        first.into_iter().chain(flags).chain([kind.clone(), action]).chain(rest).collect()
    };
    let sent = review.batches.iter().flat_map(|batch| {
        batch.stores.iter().map(|store| {
            let place = ["send".to_owned(), batch.number.to_string(), batch.wave.to_string()];
            let [action, request, wave] = place;
            let none = String::new;
            row(&store.store, &store.name, flags(store.flags), [action, request, wave, none(), none(), none()])
        })
    });
    let left = review.left_out.iter().map(|left| {
        let answer = left.answer.clone().unwrap_or_default();
        let none = String::new;
        let why = ["leave_out".to_owned(), none(), none(), export::word(&left.reason), answer, left.source.clone()];
        row(&left.store, &left.name, flags(None), why)
    });
    let head = TITLES.map(str::to_owned).to_vec();
    std::iter::once(head).chain(sent).chain(left).collect()
}

/// The review as a page to be read and printed.
pub fn review_html(review: &PlanReview, language: Language) -> Vec<u8> {
    plan_page(review, language).html().into_bytes()
}
