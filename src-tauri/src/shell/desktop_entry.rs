//! Desktop entries, as far as a handler of a scheme needs them (Desktop Entry Specification 1.5).

use std::path::{Path, PathBuf};

/// Characters that make quotes necessary in `Exec`.
const RESERVED: &str = " \t\n\"'\\><~|&;$*?#()`";

/// The value of a key in the group `[Desktop Entry]`.
pub(crate) fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    let mut lines = entry.lines().map(str::trim).skip_while(|line| *line != "[Desktop Entry]").skip(1);
    lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim_end() == key).then(|| value.trim_start())
    })
}

/// Whether the entry is one that takes addresses of `scheme`.
pub(crate) fn takes(entry: &str, scheme: &str) -> bool {
    let wanted = format!("x-scheme-handler/{scheme}");
    value(entry, "Hidden") != Some("true")
        && value(entry, "MimeType").is_some_and(|types| types.split(';').any(|one| one.trim() == wanted))
}

/// The program that an entry starts, as it is written there.
pub(crate) fn program(entry: &str) -> Option<PathBuf> {
    // A value of type string has its backslashes doubled, quotes within come after.
    let exec = value(entry, "Exec")?.replace("\\\\", "\\");
    let Some(quoted) = exec.strip_prefix('"') else {
        return exec.split_whitespace().next().map(|program| PathBuf::from(program.replace("%%", "%")));
    };
    let mut program = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => program.extend(characters.next()),
            other => program.push(other),
        }
    }
    Some(PathBuf::from(program.replace("%%", "%")))
}

/// An entry that starts `program` with an address of `scheme` and appears in no menu.
pub(crate) fn handler(program: &Path, scheme: &str) -> String {
    let exec = exec(&program.to_string_lossy());
    format!(
        "[Desktop Entry]\nType=Application\nName=Gangway\nExec={exec} %u\nTerminal=false\n\
         MimeType=x-scheme-handler/{scheme};\nNoDisplay=true\n"
    )
}

/// Quotes only where they are needed: `xdg-open` of Debian 12 takes them for a part of the name.
fn exec(program: &str) -> String {
    let program = program.replace('%', "%%");
    if !program.contains(|character| RESERVED.contains(character)) {
        return program;
    }
    let mut quoted = String::from("\"");
    for character in program.chars() {
        match character {
            // Once for the quotes, and every backslash once more for the value.
            '\\' => quoted.push_str("\\\\\\\\"),
            '"' | '`' | '$' => quoted.extend(['\\', '\\', character]),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{exec, handler, program, takes, value};
    use std::path::{Path, PathBuf};

    #[test]
    fn quotes_stand_only_where_they_are_needed_and_read_back() {
        let check = |path: &str, written: &str| {
            assert_eq!(exec(path), written);
            let entry = handler(Path::new(path), "a.b");
            assert_eq!(program(&entry), Some(PathBuf::from(path)), "{entry}");
        };
        check("/usr/bin/gangway-console", "/usr/bin/gangway-console");
        check("/home/ana/Mis cosas/gangway", "\"/home/ana/Mis cosas/gangway\"");
        check("/srv/100%/gangway", "/srv/100%%/gangway");
        check("/srv/a$b/gang\"way", "\"/srv/a\\\\$b/gang\\\\\"way\"");
        check("/srv/a\\b/x", "\"/srv/a\\\\\\\\b/x\"");
    }

    #[test]
    fn only_the_entry_itself_is_read() {
        let entry = "# x\n[Desktop Entry]\nExec = one %u\nMimeType=text/plain;x-scheme-handler/a.b\n[Desktop Action x]\nExec=two\nHidden=true\n";
        assert_eq!(value(entry, "Exec"), Some("one %u"));
        assert!(takes(entry, "a.b") && !takes(entry, "a") && !takes(entry, "a.b.c"));
        assert!(!takes(&entry.replace("# x\n[Desktop Entry]", "[Desktop Entry]\nHidden=true"), "a.b"));
        assert_eq!(program("[Desktop Entry]\nExec=\"/a b/c\" %u"), Some(PathBuf::from("/a b/c")));
        assert_eq!(program("Exec=x"), None);
    }
}
