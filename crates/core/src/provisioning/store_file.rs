//! A file of stores that a person brings: read, mapped, judged row by row, and then planned like any other choice.
//!
//! The file stays here, and the window sees pages of it: 100,000 rows would be 10 MB of JSON.

use crate::{
    Code, Failure, Reason,
    files::{report, workbook::workbook},
    provisioning::{
        Provisioning,
        plan::{candidate, unless_busy},
    },
    view::{
        Flags, ImportContradiction, ImportCount, ImportGroup, ImportPage, ImportRequest, ImportRow, ImportVerdict,
        ImportView, Language, PlanRequest, PlanSource, SheetFormat,
    },
};
use gangway_domain::{
    IntegrationId, MerchantId,
    store_file::{
        self, Choice, Columns, Contradiction, Form, Judged, Judgement, Known, Presumed, RowVerdict, StoreFile, Style,
        Unreadable, choose, judge, plain,
    },
};
use gangway_locales::file as file_name;
use gangway_record::{operations, stores};
use std::sync::{Arc, PoisonError};
use uuid::Uuid;

/// Rows of the file that are shown before anything is judged.
const PREVIEWED: usize = 8;
/// The longest page of verdicts.
const LONGEST_PAGE: u32 = 1000;
/// What of a cell is shown; the file keeps the rest.
const SHOWN: usize = 200;

/// A file that is open, with what was last said of its rows.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    id: String,
    merchant: MerchantId,
    name: String,
    file: Arc<StoreFile>,
    /// Of a workbook, for its other sheets.
    bytes: Arc<Vec<u8>>,
    request: ImportRequest,
    choice: Choice,
    judgement: Arc<Judgement>,
}

impl Provisioning {
    /// Reads a file and judges its rows with the columns that its header suggests. It takes the place of the one before.
    pub async fn import_file(&self, merchant: &str, name: &str, bytes: Vec<u8>) -> Result<ImportView, Failure> {
        let merchant = self.tokens.merchant_of(&MerchantId::from(merchant)).await?.id;
        let bytes = Arc::new(bytes);
        let file = read(&bytes, None).await?;
        let choice = self.choice(&merchant, Arc::clone(&file)).await?;
        let integration = self.environment.profile().integrations.first().map(|id| id.0.clone());
        let request =
            ImportRequest { headed: file.headed, columns: choice.columns, integration, ..ImportRequest::of(&file) };
        let bytes = if request.sheet.is_some() { bytes } else { Arc::default() };
        let import = Import {
            id: Uuid::new_v4().to_string(),
            merchant,
            name: name.to_owned(),
            file,
            bytes,
            request,
            choice,
            judgement: Arc::default(),
        };
        self.judged(import).await
    }

    /// Another sheet is another table.
    async fn turn_to(&self, import: &mut Import, sheet: u32) -> Result<(), Failure> {
        let Form::Workbook { sheets, .. } = &import.file.form else { return Ok(()) };
        let name = sheets.get(sheet as usize).cloned().ok_or_else(|| Failure::not_found("sheet"))?;
        import.file = read(&import.bytes, Some(name)).await?;
        import.choice = self.choice(&import.merchant, Arc::clone(&import.file)).await?;
        (import.request.headed, import.request.columns) = (import.file.headed, import.choice.columns);
        Ok(())
    }

    async fn choice(&self, merchant: &MerchantId, file: Arc<StoreFile>) -> Result<Choice, Failure> {
        self.with_known(merchant, move |known| choose(&file, file.headed, known)).await
    }

    /// Does something with what is known of the merchant's stores now.
    async fn with_known<T: Send + 'static>(
        &self,
        merchant: &MerchantId,
        act: impl FnOnce(&Known<'_>) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (merchant, ours) = (merchant.clone(), self.environment.profile().integrations);
        let read = self.environment.record().read(move |c| {
            let busy = operations::busy_stores(c, &merchant)?;
            let tree = stores::tree(c, &merchant)?;
            let candidates: Vec<_> = tree.iter().map(|stored| unless_busy(candidate(stored), &busy)).collect();
            let stores = candidates.iter().map(|candidate| (candidate.id.as_str(), candidate.facts())).collect();
            Ok(act(&Known { stores, ours: &ours }))
        });
        Ok(read.await?)
    }

    /// Judges the rows anew: with other columns, another integration or options, or because the stores moved on meanwhile.
    pub async fn import_judge(&self, import: &str, request: ImportRequest) -> Result<ImportView, Failure> {
        let mut import = self.import(import)?;
        let sheet = request.sheet.filter(|sheet| import.request.sheet.is_some_and(|shown| shown != *sheet));
        import.request = request;
        if let Some(sheet) = sheet {
            self.turn_to(&mut import, sheet).await?;
        }
        self.judged(import).await
    }

    async fn judged(&self, mut import: Import) -> Result<ImportView, Failure> {
        let (file, request) = (Arc::clone(&import.file), import.request.clone());
        let judged = self.with_known(&import.merchant, move |known| {
            let presumed = Presumed {
                integration: request.integration.map(IntegrationId),
                flags: request.flags.into(),
                accept_changed: request.accept_changed,
            };
            judge(&file, request.headed, &request.columns, &presumed, known)
        });
        import.judgement = Arc::new(judged.await?);
        let view = view(&import);
        *self.open_import.lock().unwrap_or_else(PoisonError::into_inner) = Some(import);
        Ok(view)
    }

    /// A page of the verdicts, of one kind or of all.
    pub fn import_rows(
        &self,
        import: &str,
        verdict: Option<RowVerdict>,
        offset: u32,
        limit: u32,
    ) -> Result<ImportPage, Failure> {
        let import = self.import(import)?;
        let rows = import.file.rows(import.request.headed).iter().zip(import.judgement.rows.iter());
        let rows = rows.filter(|(_, judged)| verdict.is_none_or(|wanted| judged.verdict == wanted));
        let page = rows.clone().skip(offset as usize).take(limit.min(LONGEST_PAGE) as usize);
        let columns = &import.request.columns;
        let page = page.map(|(record, judged)| ImportVerdict {
            line: record.line,
            store: shown(plain(record.cell(columns.id).trim())),
            name: shown(plain(record.cell(columns.name))),
            verdict: judged.verdict,
            about: judged.about.as_deref().map(shown),
        });
        Ok(ImportPage { rows: page.collect(), total: rows.count() as u32 })
    }

    /// The rows that do not go, as a file: its name, and what is in it.
    pub fn import_refused(
        &self,
        import: &str,
        language: Language,
        format: SheetFormat,
    ) -> Result<(String, Vec<u8>), Failure> {
        let import = self.import(import)?;
        let titles = [file_name::row(language), file_name::reason(language)];
        let rows = store_file::refused(&import.file, import.request.headed, &import.judgement.rows, titles, |judged| {
            report::row_words(language, judged.verdict, judged.about.as_deref())
        });
        let stem = import.name.rsplit_once('.').map_or(import.name.as_str(), |(stem, _)| stem);
        let bytes = match format {
            SheetFormat::Csv => store_file::write(Style { delimiter: import.file.delimiter(), marked: true }, rows),
            SheetFormat::Xlsx => workbook(rows)?,
        };
        Ok((format!("{stem}-{}.{}", file_name::refused(language), format.ending()), bytes))
    }

    /// Forgets the file.
    pub fn close_import(&self, import: &str) {
        let mut open = self.open_import.lock().unwrap_or_else(PoisonError::into_inner);
        if open.as_ref().is_some_and(|one| one.id == import) {
            *open = None;
        }
    }

    /// The stores of a group, for a plan that asks for just what the group's rows ask for.
    pub(crate) fn imported(&self, import: &str, group: u32, request: &PlanRequest) -> Result<Vec<String>, Failure> {
        let import = self.import(import)?;
        let group = import.judgement.groups.get(group as usize).filter(|_| import.merchant.0 == request.merchant);
        let group = group.ok_or_else(|| Failure::not_found("group of rows"))?;
        if group.integration.0 != request.integration || Flags::from(group.flags) != request.flags {
            let message = "The file's rows ask for another integration or other options.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::ImportOther));
        }
        let rows = import.file.rows(import.request.headed);
        let id = |row: &u32| {
            let judged = &import.judgement.rows[*row as usize];
            match &judged.about {
                Some(restored) if judged.verdict == RowVerdict::ChangedAccepted => restored.to_string(),
                _ => plain(rows[*row as usize].cell(import.request.columns.id).trim()).trim().to_owned(),
            }
        };
        Ok(group.rows.iter().map(id).collect())
    }

    /// The name of the file that a plan comes from.
    pub(crate) fn import_name(&self, source: &PlanSource) -> Option<String> {
        let PlanSource::Import { import, .. } = source else { return None };
        self.import(import).ok().map(|import| import.name)
    }

    fn import(&self, id: &str) -> Result<Import, Failure> {
        let open = self.open_import.lock().unwrap_or_else(PoisonError::into_inner).clone();
        open.filter(|import| import.id == id)
            .ok_or_else(|| Failure::new(Code::NotFound, "The file is not open any more.").because(Reason::ImportGone))
    }
}

async fn read(bytes: &Arc<Vec<u8>>, sheet: Option<String>) -> Result<Arc<StoreFile>, Failure> {
    let bytes = Arc::clone(bytes);
    let read = tokio::task::spawn_blocking(move || store_file::read_sheet(&bytes, sheet.as_deref())).await;
    let file = read.map_err(|error| Failure::new(Code::Internal, "The file was not read.").with(error.to_string()))?;
    Ok(Arc::new(file?))
}

impl ImportRequest {
    /// With nothing said about it yet.
    fn of(file: &StoreFile) -> Self {
        let sheet = match &file.form {
            Form::Text { .. } => None,
            Form::Workbook { sheet, .. } => Some(*sheet as u32),
        };
        let (columns, flags) = (Columns::default(), Flags::default());
        Self { headed: file.headed, columns, integration: None, flags, sheet, accept_changed: false }
    }
}

fn view(import: &Import) -> ImportView {
    let file = &import.file;
    let (text, sheets) = match &file.form {
        Form::Text { encoding, damaged, delimiter } => (Some((*encoding, *damaged, *delimiter)), Vec::new()),
        Form::Workbook { sheets, .. } => (None, sheets.clone()),
    };
    let changed = |judged: &&Judged| judged.verdict == RowVerdict::IdChanged && judged.about.is_some();
    let count = |verdict| ImportCount {
        verdict,
        rows: import.judgement.rows.iter().filter(|judged| judged.verdict == verdict).count() as u32,
        goes: verdict.goes(),
    };
    let previewed = file.rows(import.request.headed).iter().take(PREVIEWED);
    let cells =
        |cells: &gangway_domain::store_file::Record| cells.cells.iter().map(|cell| shown(plain(cell))).collect();
    ImportView {
        id: import.id.clone(),
        name: import.name.clone(),
        encoding: text.map(|(encoding, ..)| encoding),
        damaged: text.is_some_and(|(_, damaged, _)| damaged),
        removed: file.removed.clone(),
        delimiter: text.map(|(.., delimiter)| char::from(delimiter).to_string()),
        sheets,
        request: import.request.clone(),
        titles: if import.request.headed { cells(file.first()) } else { Vec::new() },
        width: file.width(),
        preview: previewed.map(|record| ImportRow { line: record.line, cells: cells(record) }).collect(),
        rows: import.judgement.rows.len() as u32,
        counts: RowVerdict::ALL.into_iter().map(count).filter(|count| count.rows > 0).collect(),
        rivals: import.choice.rivals.clone(),
        overruled: import.choice.overruled,
        changed: import.judgement.rows.iter().filter(changed).count() as u32,
        contradiction: import
            .judgement
            .contradiction
            .map(|Contradiction { rows, of }| ImportContradiction { rows, of }),
        groups: import
            .judgement
            .groups
            .iter()
            .map(|group| ImportGroup {
                integration: group.integration.0.clone(),
                flags: group.flags.into(),
                stores: group.rows.len() as u32,
            })
            .collect(),
    }
}

fn shown(cell: &str) -> String {
    if cell.chars().nth(SHOWN).is_none() { cell.to_owned() } else { cell.chars().take(SHOWN).chain(['…']).collect() }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        let reason = match error {
            Unreadable::TooLarge(_) => Reason::FileTooLarge,
            Unreadable::TooManyRows => Reason::FileTooManyRows,
            Unreadable::TooManyCells => Reason::FileTooManyCells,
            Unreadable::Workbook => Reason::FileWorkbookDamaged,
            Unreadable::NoSheet => Reason::FileNoSheet,
            Unreadable::Foreign(kind) => Reason::from(kind),
            Unreadable::Empty => Reason::FileEmpty,
        };
        let text = error.to_string();
        Self::new(Code::BadInput, format!("{}{}.", text[..1].to_uppercase(), &text[1..])).because(reason)
    }
}
