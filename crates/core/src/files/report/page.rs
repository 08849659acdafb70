//! The frame of every printed page: self-contained, light, A4. What it is given is text and nothing else, so no content of a
//! provider or of a file can become markup.

use crate::view::Language;
use std::fmt::{self, Write};

/// A page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) language: Option<Language>,
    pub(crate) title: String,
    /// Label and value, in a grid under the title.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
    /// The last line.
    pub(crate) foot: String,
}

/// A part of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// Sentences before the table.
    pub(crate) lines: Vec<String>,
    pub(crate) table: Option<Table>,
}

/// Columns and rows; the first column is in the type of codes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The page may load nothing and run nothing, whatever is in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("page.css");

impl Page {
    /// The whole page.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        // Writing into a text does not fail.
        let _ = self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) -> fmt::Result {
        let language = self.language.unwrap_or(Language::En).locale();
        writeln!(html, "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">")?;
        writeln!(
            html,
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>",
            Safe(&self.title)
        )?;
        writeln!(html, "<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<dl>", Safe(&self.title))?;
        for (label, value) in &self.facts {
            writeln!(html, "<div><dt>{}</dt><dd>{}</dd></div>", Safe(label), Safe(value))?;
        }
        writeln!(html, "</dl>\n</header>\n<main>")?;
        for section in &self.sections {
            section.write(html)?;
        }
        writeln!(html, "</main>\n<footer>{}</footer>\n</body>\n</html>", Safe(&self.foot))
    }
}

impl Section {
    fn write(&self, html: &mut String) -> fmt::Result {
        writeln!(html, "<section>\n<h2>{}</h2>", Safe(&self.title))?;
        for line in &self.lines {
            writeln!(html, "<p>{}</p>", Safe(line))?;
        }
        if let Some(table) = &self.table {
            row(html, "<table>\n<thead>", "th scope=\"col\"", "th", &table.head)?;
            writeln!(html, "</thead>\n<tbody>")?;
            for cells in &table.rows {
                row(html, "", "td", "td", cells)?;
            }
            writeln!(html, "</tbody>\n</table>")?;
        }
        writeln!(html, "</section>")
    }
}

fn row(html: &mut String, before: &str, open: &str, close: &str, cells: &[String]) -> fmt::Result {
    write!(html, "{before}<tr>")?;
    for cell in cells {
        write!(html, "<{open}>{}</{close}>", Safe(cell))?;
    }
    writeln!(html, "</tr>")
}

/// Text that stays text.
struct Safe<'a>(&'a str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // Text that turns the direction of what follows could make one name look like another.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => write!(f, "&lt;U+{:04X}&gt;", letter as u32)?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Section, Table};

    #[test]
    fn nothing_becomes_markup() {
        let evil = "<script>\"'&\u{202e}".to_owned();
        let page = Page {
            title: evil.clone(),
            facts: vec![(evil.clone(), evil.clone())],
            sections: vec![Section {
                title: evil.clone(),
                lines: vec![evil.clone()],
                table: Some(Table { head: vec![evil.clone()], rows: vec![vec![evil.clone()]] }),
            }],
            foot: evil,
            ..Page::default()
        };
        let html = page.html();
        let safe = "&lt;script&gt;&quot;&#39;&amp;&lt;U+202E&gt;";
        assert_eq!(html.matches(safe).count(), 9);
        assert!(!html.contains("<script") && !html.contains('\u{202e}'));
    }
}
