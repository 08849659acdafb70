//! Merchants to invite, as people keep them: a workbook, CSV, or addresses pasted from anywhere. Nothing depends on titles or on the
//! order of columns: an address looks like one, a language is a word of ours, and what else is there is how the merchant is called.

use crate::{Language, store_file::StoreFile};

/// Longest name or address, in characters.
const LONGEST: usize = 200;

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// How the merchant is called; the address where nothing else is there.
    pub label: String,
    /// In lower case.
    pub email: String,
    /// The merchant's language, if one is there.
    pub language: Option<Language>,
}

/// Why nobody is invited by a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnInvitee {
    /// There is no email address in it.
    #[error("there is no email address")]
    NoEmail,
    /// There are two different ones: which is meant?
    #[error("there are two email addresses")]
    TwoEmails,
    /// The address, or the name, is longer than any real one.
    #[error("it is longer than {LONGEST} characters")]
    TooLong,
    /// The same address is further up.
    #[error("the same address is there before")]
    Repeated,
}

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Whom it names, or why nobody.
    pub invitee: Result<Invitee, NotAnInvitee>,
}

/// Reads every row. A first row without an address has titles.
pub fn invitees(file: &StoreFile) -> Vec<Row> {
    let mut seen = std::collections::HashSet::new();
    let mut rows = Vec::new();
    for (n, record) in file.records.iter().enumerate() {
        let read = invitee(record.cells.iter());
        if n <= file.start && read == Err(NotAnInvitee::NoEmail) {
            continue;
        }
        let invitee = match read {
            Ok(it) if !seen.insert(it.email.clone()) => Err(NotAnInvitee::Repeated),
            other => other,
        };
        rows.push(Row { line: record.line, invitee });
    }
    rows
}

fn invitee<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Invitee, NotAnInvitee> {
    let (mut label, mut email, mut language) = (String::new(), None::<String>, None);
    for cell in cells.map(str::trim).filter(|it| !it.is_empty()) {
        let (found, beside) = addresses(cell);
        if !found.is_empty() {
            for it in found {
                if email.replace(it.clone()).is_some_and(|before| before != it) {
                    return Err(NotAnInvitee::TwoEmails);
                }
            }
            if label.is_empty() {
                label = beside;
            }
        } else if let Some(spoken) = Language::spoken(cell).filter(|_| cell.len() <= 6) {
            language = language.or(Some(spoken));
        } else if label.is_empty() {
            cell.clone_into(&mut label);
        }
    }
    let email = email.ok_or(NotAnInvitee::NoEmail)?;
    if label.is_empty() {
        label.clone_from(&email);
    }
    if email.chars().count() > LONGEST || label.chars().count() > LONGEST {
        return Err(NotAnInvitee::TooLong);
    }
    Ok(Invitee { label, email, language })
}

/// Addresses in a cell, and what stands beside them: `Ana <ana@shop.test>`, as mail programs copy it, or both with a space between.
fn addresses(cell: &str) -> (Vec<String>, String) {
    let (mut found, mut beside) = (Vec::new(), Vec::new());
    for word in cell.split_whitespace() {
        match address(word) {
            Some(address) => found.push(address),
            None => beside.push(word),
        }
    }
    (found, beside.join(" ").trim_matches('"').to_owned())
}

fn address(word: &str) -> Option<String> {
    let word = word.trim_matches(|it: char| "<>,;\"'()".contains(it)).trim_start_matches("mailto:");
    let (user, host) = word.split_once('@')?;
    let is_plain = |part: &str| !part.is_empty() && !part.contains(|it: char| "<>@,;\"".contains(it));
    (is_plain(user) && is_plain(host)).then(|| word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Invitee, NotAnInvitee, invitees};
    use crate::{Language, store_file::read};

    type Expected<'a> = Result<(&'a str, &'a str, Option<Language>), NotAnInvitee>;

    fn check(text: &str, expected: &[Expected<'_>]) {
        let rows = invitees(&read(text.as_bytes()).unwrap());
        let found: Vec<_> = rows.into_iter().map(|row| row.invitee).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|it| it.map(|(label, email, language)| Invitee { label: label.into(), email: email.into(), language }))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn rows_are_read_whatever_their_titles_and_order() {
        check(
            "Comercio;Correo;Idioma\r\nParrilla;Ana@Shop.test;es\r\n",
            &[Ok(("Parrilla", "ana@shop.test", Some(Language::Es)))],
        );
        check("email,name\nana@shop.test,Parrilla\n", &[Ok(("Parrilla", "ana@shop.test", None))]);
        check("pt-BR\tana@shop.test\tCafé", &[Ok(("Café", "ana@shop.test", Some(Language::Pt)))]);
        check(
            "ana@shop.test\neva@shop.test\n",
            &[Ok(("ana@shop.test", "ana@shop.test", None)), Ok(("eva@shop.test", "eva@shop.test", None))],
        );
        check("Ana Gil <ana@shop.test>\n", &[Ok(("Ana Gil", "ana@shop.test", None))]);
        check("Café Andino ana@shop.test\n", &[Ok(("Café Andino", "ana@shop.test", None))]);
        check("mailto:ana@shop.test\n", &[Ok(("ana@shop.test", "ana@shop.test", None))]);
    }

    #[test]
    fn what_names_nobody_says_why() {
        check(
            "ana@shop.test\nno address\nANA@shop.test\na@b.test,c@d.test\n",
            &[
                Ok(("ana@shop.test", "ana@shop.test", None)),
                Err(NotAnInvitee::NoEmail),
                Err(NotAnInvitee::Repeated),
                Err(NotAnInvitee::TwoEmails),
            ],
        );
        let long = format!("{}@shop.test\n", "x".repeat(300));
        check(&long, &[Err(NotAnInvitee::TooLong)]);
    }
}
