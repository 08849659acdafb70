//! Files that are something else than what was asked for, named for what they are.

/// What a file is by its content, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// Also what some portals call "export to Excel".
    #[error("a web page (HTML), not a table; open it in a spreadsheet and save it as .xlsx or CSV")]
    Html,
    /// A printed page.
    #[error("a PDF; export the table itself as .xlsx or CSV")]
    Pdf,
    /// `.xlsx` or `.ods`, where a text is wanted.
    #[error("a workbook, not a text")]
    Workbook,
    /// `.xls`: the binary format of before 2007.
    #[error("an old .xls workbook; open it in a spreadsheet and save it as .xlsx")]
    OldWorkbook,
    /// A workbook that asks for a password.
    #[error("a workbook with a password; save it without one")]
    Encrypted,
    /// A text document of an office program.
    #[error("a text document, not a table")]
    Document,
    /// `.zip`, `.gz`, `.7z`, `.rar`.
    #[error("a compressed archive; unpack it first")]
    Archive,
    /// A picture.
    #[error("a picture")]
    Image,
}

const IMAGES: [&[u8]; 6] = [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];
const ARCHIVES: [&[u8]; 4] = [b"\x1F\x8B", b"7z\xBC\xAF\x27\x1C", b"Rar!\x1A", b"BZh9"];
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The start of a file that is looked at.
const START: usize = 1024;

/// What the file is, if it is no text. A zip is looked into by its names alone.
pub fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let starts = |with: &&[u8]| bytes.starts_with(with);
    let has = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    if starts(&OLE) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Some(if has(&name) { Foreign::Encrypted } else { Foreign::OldWorkbook });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        // An open document that says its kind packed, as it should not, may be a sheet.
        let open = has(b"content.xml") && !has(b"vnd.oasis.opendocument.");
        return Some(if has(b"xl/workbook") || has(b"opendocument.spreadsheet") || open {
            Foreign::Workbook
        } else if has(b"word/document") || has(b"vnd.oasis.opendocument.") {
            Foreign::Document
        } else {
            Foreign::Archive
        });
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(Foreign::Pdf);
    }
    if IMAGES.iter().any(starts) || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Foreign::Image);
    }
    if ARCHIVES.iter().any(starts) {
        return Some(Foreign::Archive);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Foreign::Document);
    }
    html(bytes).then_some(Foreign::Html)
}

fn html(bytes: &[u8]) -> bool {
    let start = super::decode(&bytes[..bytes.len().min(START)]).text.to_lowercase();
    let start = start.trim_start();
    let xml = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(start, |(_, rest)| rest);
    let xml = xml.trim_start();
    ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"].iter().any(|tag| xml.starts_with(tag))
        || xml.starts_with("<workbook") && start.contains("urn:schemas-microsoft-com:office:spreadsheet")
}
