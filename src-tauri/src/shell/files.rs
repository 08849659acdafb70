//! Files that come from the person and files that are made for them. A file is brought as bytes and written to the desk's
//! folder for downloads: no path of the page is ever followed.

use crate::shell::{app_state::AppState, log};
use gangway_core::{
    Code, Failure, save_new,
    team::Invitations,
    view::{
        ActivityFilter, ExportFormat, ImportPage, ImportRequest, ImportView, InviteeRow, Language, PlanRequest,
        RowVerdict, Saved, Selection, SheetFormat, TableFormat, TreeAt,
    },
};
use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};
use tauri::{
    AppHandle, Manager, Runtime, State,
    ipc::{CommandArg, CommandItem, InvokeBody, InvokeError},
};

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

/// Files that this program wrote since it was started; only these are shown and opened.
#[derive(Debug, Default)]
pub(crate) struct Written(Mutex<Vec<PathBuf>>);

impl Written {
    fn keep(&self, path: PathBuf) -> u32 {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.push(path);
        (paths.len() - 1) as u32
    }

    fn path(&self, id: u32) -> Answer<PathBuf> {
        let paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.get(id as usize).cloned().ok_or_else(|| Failure::not_found("file"))
    }
}

/// A file as the body of the call itself: as a list of numbers in JSON it would be four times as long.
#[derive(specta::Type)]
#[specta(transparent)]
pub(crate) struct FileBody(Vec<u8>);

impl<'de, R: Runtime> CommandArg<'de, R> for FileBody {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        match command.message.payload() {
            InvokeBody::Raw(bytes) => Ok(Self(bytes.clone())),
            // Where the desk's web view has no such bodies, they come as a list of numbers.
            InvokeBody::Json(numbers) => {
                serde_json::from_value(numbers.clone()).map(Self).map_err(InvokeError::from_error)
            }
        }
    }
}

/// A header of the call, beside a body that is a file. Names are percent-encoded, because headers have few letters.
#[derive(specta::Type)]
#[specta(transparent)]
pub(crate) struct OfMerchant(String);

/// See [`OfMerchant`].
#[derive(specta::Type)]
#[specta(transparent)]
pub(crate) struct FileName(String);

impl<'de, R: Runtime> CommandArg<'de, R> for OfMerchant {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        Ok(Self(header(&command, "x-merchant")))
    }
}

impl<'de, R: Runtime> CommandArg<'de, R> for FileName {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        Ok(Self(header(&command, "x-name")))
    }
}

fn header<R: Runtime>(command: &CommandItem<'_, R>, name: &str) -> String {
    let value = command.message.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    unescaped(value)
}

/// Reads what `encodeURIComponent` wrote.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let code = more.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => (bytes.push(byte), rest = &more[2..]),
            None => (bytes.push(*first), rest = more),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_file(
    state: InApp<'_>,
    merchant: OfMerchant,
    name: FileName,
    file: FileBody,
) -> Answer<ImportView> {
    state.console().await?.provisioning.import_file(&merchant.0, &name.0, file.0).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_judge(state: InApp<'_>, file: String, wanted: ImportRequest) -> Answer<ImportView> {
    state.console().await?.provisioning.import_judge(&file, wanted).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_rows(
    state: InApp<'_>,
    file: String,
    verdict: Option<RowVerdict>,
    offset: u32,
    limit: u32,
) -> Answer<ImportPage> {
    state.console().await?.provisioning.import_rows(&file, verdict, offset, limit)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn close_import(state: InApp<'_>, file: String) -> Answer<()> {
    state.console().await?.provisioning.close_import(&file);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_refused(
    app: AppHandle,
    state: InApp<'_>,
    file: String,
    language: Language,
    format: SheetFormat,
) -> Answer<Saved> {
    let file = state.console().await?.provisioning.import_refused(&file, language, format)?;
    save(&app, file)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_stores(
    app: AppHandle,
    state: InApp<'_>,
    merchant: String,
    selection: Selection,
    language: Language,
    format: SheetFormat,
) -> Answer<Saved> {
    let file = state.console().await?.merchants.export_stores(&merchant, &selection, language, format).await?;
    save(&app, file)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_plan(
    app: AppHandle,
    state: InApp<'_>,
    request: PlanRequest,
    format: ExportFormat,
    language: Language,
) -> Answer<Saved> {
    let file = state.console().await?.reviews.export_plan(&request, format, language).await?;
    save(&app, file)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_comparison(
    app: AppHandle,
    state: InApp<'_>,
    merchant: String,
    from: TreeAt,
    to: TreeAt,
    format: ExportFormat,
    language: Language,
) -> Answer<Saved> {
    let file = state.console().await?.reviews.export_comparison(&merchant, from, to, format, language).await?;
    save(&app, file)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_activity(
    app: AppHandle,
    state: InApp<'_>,
    filter: ActivityFilter,
    format: TableFormat,
    language: Language,
) -> Answer<Saved> {
    let file = state.console().await?.reviews.export_activity(&filter, format, language).await?;
    save(&app, file)
}

/// Whom a file names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_invitees_file(file: FileBody) -> Answer<Vec<InviteeRow>> {
    Invitations::read(&file.0)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_invitations(app: AppHandle, state: InApp<'_>, language: Language) -> Answer<Saved> {
    let file = state.console().await?.invitations.export(Some(language)).await?;
    save(&app, file)
}

/// What whoever helps wants to know, with the last lines of the log.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_diagnostics(app: AppHandle, state: InApp<'_>) -> Answer<Saved> {
    let lines = log::newest(state.home.folder());
    let file = state.console().await?.diagnostics_file(lines).await?;
    save(&app, file)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn show_saved(written: State<'_, Written>, saved: u32) -> Answer<()> {
    let path = written.path(saved)?;
    tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|error| {
        Failure::new(Code::FileFailed, format!("The folder of {} could not be shown.", path.display()))
            .with(format!("{}: {error}", path.display()))
    })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_saved(written: State<'_, Written>, saved: u32) -> Answer<()> {
    let path = written.path(saved)?;
    tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|error| {
        Failure::new(Code::FileFailed, format!("{} could not be opened.", path.display()))
            .with(format!("{}: {error}", path.display()))
    })
}

/// Into the folder that browsers save to, beside whatever is there.
fn save(app: &AppHandle, (name, bytes): (String, Vec<u8>)) -> Answer<Saved> {
    let places = app.path();
    let folder = places.download_dir().or_else(|_| places.home_dir().map(|home| home.join("Downloads")));
    let folder = folder
        .map_err(|error| Failure::new(Code::FileFailed, "There is no folder for downloads.").with(error.to_string()))?;
    let path = save_new(&folder, &name, &bytes)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Saved { id: app.state::<Written>().keep(path), name, folder: folder.display().to_string() })
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn a_name_crosses_as_it_is() {
        assert_eq!(unescaped("tiendas%20%C3%B1%25.csv"), "tiendas ñ%.csv");
        assert_eq!(unescaped("100%.csv%2"), "100%.csv%2");
        assert_eq!(unescaped("%FF"), "\u{fffd}");
    }
}
