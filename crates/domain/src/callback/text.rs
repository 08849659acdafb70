//! Text around an answer: what a person pastes, and what is shown to one.

/// Longest text of a login host that is shown, in characters.
const SHOWN: usize = 300;
/// What people and programs put around an address.
const AROUND: &[char] = &['"', '\'', '`', '<', '>', '(', ')', '“', '”', '„', '‘', '’', '«', '»', '‹', '›'];

/// Characters that nobody sees, or that turn the text around them.
fn unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// An address as a person pasted it, without what is around it: quotes, angle brackets, spaces, the line ends of an email.
/// No real address has any white space in it.
pub fn pasted(text: &str) -> String {
    let bare: String = text.chars().filter(|&character| !character.is_whitespace() && !unseen(character)).collect();
    bare.trim_matches(AROUND).to_owned()
}

/// A text of somebody else's in one line, cut to what can be shown; `None` where nothing is left of it.
pub fn shown(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|character| if unseen(character) { ' ' } else { character }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(SHOWN).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    (!cut.is_empty()).then_some(cut)
}
