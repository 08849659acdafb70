//! Chosen rows of a merchant's tree as a file.

use crate::{
    Code, Failure, Reason,
    files::export::{stamped, stores_csv, stores_style, stores_xlsx},
    merchants::Merchants,
    view::{Language, Selection, SheetFormat},
};
use gangway_domain::ActKind;
use gangway_locales::file as file_name;

impl Merchants {
    /// The chosen rows of a merchant's tree as a file: its name, and what is in it.
    pub async fn export_stores(
        &self,
        merchant: &str,
        selection: &Selection,
        language: Language,
        format: SheetFormat,
    ) -> Result<(String, Vec<u8>), Failure> {
        let columns = self.stores(merchant).await?;
        if columns.version != selection.version {
            return Err(Failure::new(Code::Stale, "The stores were refreshed meanwhile. Look at them again.")
                .because(Reason::TreeChanged));
        }
        let merchant = self.tokens.merchant_of(&merchant.into()).await?;
        let name = &merchant.name;
        let rows = selection.ranges.iter().flat_map(|&(from, to)| from as usize..to as usize);
        let bytes = match format {
            SheetFormat::Csv => stores_csv(&columns, rows, stores_style(Some(language))),
            SheetFormat::Xlsx => stores_xlsx(&columns, rows)?,
        };
        let (stem, ending) = (stamped(name, crate::now()), format.ending());
        let file = format!("gangway-{}-{stem}.{ending}", file_name::stores(language));
        self.environment.exported(ActKind::StoresExported, name, Some(&merchant.id), (file, bytes)).await
    }
}
