//! Numbers that a spreadsheet made of ids, and which id each probably was.

use crate::plan::Facts;
use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
};

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// No id has more digits, and 10 to this power fits where it is computed.
const LONGEST: usize = 30;

/// What a text that is no store's id is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed<'a> {
    /// Not what a spreadsheet makes of a number.
    Not,
    /// What it makes of the id of this store, and of no other.
    Probably(&'a str),
    /// Of no store's id, or of several.
    Unclear,
}

/// What an id may have been.
#[derive(Debug, PartialEq, Eq)]
enum Guess {
    Exactly(String),
    /// Rounded or cut off: one of these numbers, both included.
    Among(u128, u128),
}

/// The ids of a merchant's stores, for looking up what is like them.
#[derive(Debug)]
pub struct Ids<'a, 'k> {
    stores: &'k HashMap<&'a str, Facts<'a>>,
    numbers: OnceCell<Vec<(u128, &'a str)>>,
    padded: OnceCell<HashMap<&'a str, Vec<&'a str>>>,
}

impl<'a, 'k> Ids<'a, 'k> {
    /// For these stores.
    pub fn new(stores: &'k HashMap<&'a str, Facts<'a>>) -> Self {
        Self { stores, numbers: OnceCell::new(), padded: OnceCell::new() }
    }

    /// What `text`, which is no store's id, probably was.
    pub fn changed(&self, text: &str) -> Changed<'a> {
        let text = text.trim();
        let zeros_lost = self.padded(text);
        let guesses = guesses(text);
        if guesses.is_empty() && zeros_lost.is_empty() {
            return Changed::Not;
        }
        let mut found: BTreeSet<&'a str> = zeros_lost.iter().copied().collect();
        for guess in &guesses {
            match guess {
                Guess::Exactly(id) => {
                    found.extend(self.stores.get_key_value(id.as_str()).map(|(id, _)| *id));
                    found.extend(self.padded(id));
                }
                Guess::Among(low, high) => found.extend(self.among(*low, *high)),
            }
        }
        match found.len() {
            1 => found.first().map_or(Changed::Unclear, |id| Changed::Probably(id)),
            _ => Changed::Unclear,
        }
    }

    /// The same for any text: a store's own id is not changed.
    pub fn look_up(&self, text: &str) -> Changed<'a> {
        if self.stores.contains_key(text) { Changed::Not } else { self.changed(text) }
    }

    /// Stores whose ids begin with zeros that are missing here.
    fn padded(&self, text: &str) -> &[&'a str] {
        let padded = self.padded.get_or_init(|| {
            let mut padded: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
            for id in self.stores.keys().filter(|id| digits(id) && id.starts_with('0')) {
                padded.entry(id.trim_start_matches('0')).or_default().push(id);
            }
            padded
        });
        padded.get(text).map_or(&[], Vec::as_slice)
    }

    fn among(&self, low: u128, high: u128) -> impl Iterator<Item = &'a str> {
        let numbers = self.numbers.get_or_init(|| {
            let number = |id: &&'a str| Some((id.parse().ok().filter(|_| digits(id))?, *id));
            let mut numbers: Vec<(u128, &'a str)> = self.stores.keys().filter_map(number).collect();
            numbers.sort_unstable();
            numbers
        });
        let from = numbers.partition_point(|(number, _)| *number < low);
        // Two are as good as many: none is the one.
        numbers[from..].iter().take_while(move |(number, _)| *number <= high).take(2).map(|(_, id)| *id)
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Empty: no spreadsheet writes a number so, or nothing of it is lost.
fn guesses(text: &str) -> Vec<Guess> {
    if text.len() > 2 * LONGEST {
        return Vec::new();
    }
    let wrapped = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).or(text.strip_prefix('\''));
    if let Some(inner) = wrapped {
        return if digits(inner) { vec![Guess::Exactly(inner.to_owned())] } else { guesses(inner) };
    }
    if digits(text) {
        return of_digits(text);
    }
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        return scientific(mantissa, exponent).into_iter().collect();
    }
    let mut guesses = Vec::new();
    if let Some(at) = text.rfind(['.', ',']) {
        let (whole, decimals) = (&text[..at], &text[at + 1..]);
        if !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0') {
            guesses.extend(ungrouped(whole).or(digits(whole).then(|| whole.to_owned())).map(Guess::Exactly));
        }
    }
    guesses.extend(ungrouped(text).map(Guess::Exactly));
    guesses
}

fn of_digits(text: &str) -> Vec<Guess> {
    let bare = text.trim_start_matches('0');
    if bare.len() < text.len() {
        return if bare.is_empty() { Vec::new() } else { vec![Guess::Exactly(bare.to_owned())] };
    }
    let lost = text.len().saturating_sub(KEPT);
    let zeros = text.len() - text.trim_end_matches('0').len();
    match text.parse::<u128>() {
        Ok(number) if lost > 0 && zeros >= lost && text.len() <= LONGEST => {
            let unit = 10_u128.pow(lost as u32);
            vec![Guess::Among(number.saturating_sub(unit / 2), number + unit - 1)]
        }
        _ => Vec::new(),
    }
}

/// `1,00000E+01`, `1E+05`, `1.23457E+11`.
fn scientific(mantissa: &str, exponent: &str) -> Option<Guess> {
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    if !digits(whole) || !(decimals.is_empty() || digits(decimals)) || !digits(exponent) {
        return None;
    }
    let exponent: usize = exponent.parse().ok()?;
    let all = format!("{whole}{decimals}");
    if exponent + all.len() > LONGEST {
        return None;
    }
    let number: u128 = all.parse().ok()?;
    if exponent <= decimals.len() {
        let unit = 10_u128.pow((decimals.len() - exponent) as u32);
        return number.is_multiple_of(unit).then(|| Guess::Exactly((number / unit).to_string()));
    }
    let unit = 10_u128.pow((exponent - decimals.len()) as u32);
    Some(Guess::Among((number * unit).saturating_sub(unit / 2), number * unit + unit / 2))
}

/// `1.234.567`, `1,234`, `1 234`: digits in threes.
fn ungrouped(text: &str) -> Option<String> {
    let mark = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|mark| ".,'’ ".contains(*mark))?;
    let mut groups = text.split(mark);
    let first = groups.next().filter(|first| digits(first) && first.len() <= 3)?;
    let mut whole = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        whole.push_str(group);
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::{Changed, Ids};
    use crate::plan::Facts;
    use proptest::prelude::*;
    use std::collections::HashMap;

    const STORES: [&str; 9] =
        ["10", "21", "10000", "100000", "900001", "123456789012", "1234567890123456", "007", "1234"];

    fn stores() -> HashMap<&'static str, Facts<'static>> {
        STORES.into_iter().map(|id| (id, Facts { name: "x", integration: None, latest: None })).collect()
    }

    #[test]
    fn what_spreadsheets_make_of_ids() {
        let stores = stores();
        let ids = Ids::new(&stores);
        let check = |text, expected| assert_eq!(ids.changed(text), expected, "{text}");
        let probably = Changed::Probably;
        check("10.0", probably("10"));
        check("10,0", probably("10"));
        check("10,00", probably("10"));
        check("010", probably("10"));
        check("00021", probably("21"));
        check("1,00000E+01", probably("10"));
        check("1.00000E+01", probably("10"));
        check("2.1E1", probably("21"));
        check("1E+05", probably("100000"));
        check("1,23457E+11", probably("123456789012"));
        check("1234567890123450", probably("1234567890123456"));
        check("1.23456789012346E+15", probably("1234567890123456"));
        check("900.001", probably("900001"));
        check("900,001.00", probably("900001"));
        check("1 234", probably("1234"));
        check("=\"10\"", probably("10"));
        check("'21", probably("21"));
        check("7", probably("007"));
        // 10 or 10000: nobody can tell.
        check("10.000", Changed::Unclear);
        check("0404", Changed::Unclear);
        check("404.0", Changed::Unclear);
        check("9E+05", probably("900001"));
        for text in ["404", "", "x", "10.5", "1e", "E5", "Total: 2", "2026-11-28", "-10", "0", "1E+99999999999"] {
            check(text, Changed::Not);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_up(text in "[0-9.,eE+'=\" ]{0,40}|\\PC*") {
            let stores = stores();
            if let Changed::Probably(id) = Ids::new(&stores).changed(&text) {
                prop_assert!(STORES.contains(&id));
            }
        }
    }
}
