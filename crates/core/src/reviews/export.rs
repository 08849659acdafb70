//! A comparison of two trees, and the activity, as files.

use crate::{
    Failure,
    audit::audit_log::wanted,
    clock::instant,
    files::{
        export::{stamped, stores_style, word},
        report::{Comparison as Facts, comparison_page},
        workbook::workbook,
    },
    now,
    reviews::{Reviews, tree::signed},
    view::{ActivityFilter, DifferenceRow, ExportFormat, Language, SignOffRow, TableFormat, TreeAt},
};
use gangway_domain::{ActKind, MerchantId, store_file::write};
use gangway_locales::file as file_name;
use gangway_record::{audit, stores::snapshots};
use serde_json::json;

impl Reviews {
    /// What differs between two trees as a file: its name, and what is in it.
    pub async fn export_comparison(
        &self,
        merchant: &str,
        from: TreeAt,
        to: TreeAt,
        format: ExportFormat,
        language: Language,
    ) -> Result<(String, Vec<u8>), Failure> {
        let merchant = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        let compared = self.compared(&merchant.id, from, to).await?;
        let id = merchant.id.clone();
        let signed_off = self.environment.record().read(move |c| snapshots::sign_offs(c, &id)).await?;
        let sides = (compared.from.snapshot, compared.to.snapshot);
        let of_these = signed_off.into_iter().filter(|it| (Some(it.from), Some(it.to)) == sides);
        let signed: Vec<SignOffRow> = of_these.map(signed).collect();
        let (counts, differences) = (compared.counts(), compared.differences.iter());
        let differences: Vec<DifferenceRow> = differences.map(DifferenceRow::from).collect();
        let word_of = file_name::review(language);
        let stem = format!("gangway-{word_of}-{}", stamped(&merchant.name, now()));
        let file = match format {
            ExportFormat::Json => {
                let all = json!({
                    "merchant": merchant.name, "at": now(), "from": compared.from, "to": compared.to,
                    "counts": counts, "differences": differences, "signOffs": signed,
                });
                (format!("{stem}.json"), serde_json::to_vec_pretty(&all).unwrap_or_default())
            }
            ExportFormat::Csv => {
                (format!("{stem}.csv"), write(stores_style(Some(language)), differences_table(&differences)))
            }
            ExportFormat::Xlsx => (format!("{stem}.xlsx"), workbook(differences_table(&differences))?),
            ExportFormat::Html => {
                let facts = Facts {
                    merchant: &merchant.name,
                    profile: &self.environment.profile().name,
                    at: now(),
                    from: &compared.from,
                    to: &compared.to,
                    counts: &counts,
                    differences: &differences,
                    sign_offs: &signed,
                };
                (format!("{stem}.html"), comparison_page(&facts, language).html().into_bytes())
            }
        };
        self.environment.exported(ActKind::ReviewExported, &merchant.name, Some(&merchant.id), file).await
    }

    /// Every act that matches, the oldest first, with its place in the chain: the file's name, and what is in it.
    pub async fn export_activity(
        &self,
        filter: &ActivityFilter,
        format: TableFormat,
        language: Language,
    ) -> Result<(String, Vec<u8>), Failure> {
        let wanted = wanted(filter);
        let rows = self.environment.record().read(move |c| audit::chained(c, &wanted)).await?;
        let word_of = file_name::audit_log(language);
        let stem = format!("gangway-{word_of}-{}", stamped(&self.environment.profile().name, now()));
        let file = match format {
            TableFormat::Json => (format!("{stem}.json"), activity_json(&rows)),
            TableFormat::Csv => (format!("{stem}.csv"), write(stores_style(Some(language)), activity_table(&rows))),
            TableFormat::Xlsx => (format!("{stem}.xlsx"), workbook(activity_table(&rows))?),
        };
        self.environment.exported(ActKind::ActivityExported, &self.environment.profile().name, None, file).await
    }
}

fn differences_table(rows: &[DifferenceRow]) -> impl Iterator<Item = [String; 5]> {
    let head = ["storeId", "name", "difference", "before", "after"].map(str::to_owned);
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let rows = rows
        .iter()
        .map(move |it| [it.store.clone(), it.name.clone(), word(&it.change), text(&it.before), text(&it.after)]);
    std::iter::once(head).chain(rows)
}

fn activity_json(rows: &[audit::Chained]) -> Vec<u8> {
    let row = |it: &audit::Chained| {
        let act = &it.act;
        json!({
            "id": it.id, "at": instant(Some(act.at)), "actor": act.actor, "act": act.act.word(), "subject": act.subject,
            "merchant": act.merchant, "detail": act.detail, "changes": act.changes, "answer": act.answer,
            "hash": hex::encode(it.hash),
        })
    };
    serde_json::to_vec_pretty(&rows.iter().map(row).collect::<Vec<_>>()).unwrap_or_default()
}

fn activity_table(rows: &[audit::Chained]) -> impl Iterator<Item = [String; 10]> {
    let head = ["id", "at", "actor", "act", "subject", "merchant", "detail", "changes", "answer", "hash"];
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let changes = move |act: &audit::Act| {
        let one = |it: &audit::Changed| format!("{}: {} → {}", it.what, text(&it.before), text(&it.after));
        act.changes.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let rows = rows.iter().map(move |it| {
        let act = &it.act;
        [
            it.id.to_string(),
            instant(Some(act.at)).unwrap_or_default(),
            act.actor.clone(),
            act.act.word().to_owned(),
            act.subject.clone(),
            text(&act.merchant),
            text(&act.detail),
            changes(act),
            text(&act.answer),
            hex::encode(it.hash),
        ]
    });
    std::iter::once(head.map(str::to_owned)).chain(rows)
}
