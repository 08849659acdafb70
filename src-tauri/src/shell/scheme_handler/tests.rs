//! With the desktop's own tools, in folders of their own.

use super::{OURS, Places, Registered};
use crate::shell::desktop_entry;
use std::{
    fs,
    path::{Path, PathBuf},
};

const SCHEME: &str = "dev.gangway.console";
const PACKAGED: &str = "[Desktop Entry]\nType=Application\nName=Gangway\nExec=gangway-console %u\nMimeType=x-scheme-handler/dev.gangway.console;\n";

struct Machine {
    folder: tempfile::TempDir,
    places: Places,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.join("applications")).unwrap();
            path
        };
        let places =
            Places { data: at("data"), config: at("config"), system: vec![at("system")], programs: vec![at("bin")] };
        Self { folder, places }
    }

    fn program(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, "").unwrap();
        path
    }

    fn package(&self) -> PathBuf {
        fs::write(self.places.system[0].join("applications/Gangway.desktop"), PACKAGED).unwrap();
        self.program("bin/gangway-console")
    }

    fn ours(&self) -> PathBuf {
        self.places.data.join("applications").join(OURS)
    }

    /// As an earlier version left it.
    fn left_behind(&self, program: &Path) {
        let exec = format!("\"{}\" %u", program.display());
        let text = desktop_entry::handler(program, SCHEME);
        let quoted = text
            .lines()
            .map(|line| if line.starts_with("Exec=") { format!("Exec={exec}\n") } else { format!("{line}\n") });
        fs::write(self.ours(), quoted.collect::<String>()).unwrap();
        let list = format!(
            "[Default Applications]\nx-scheme-handler/https=browser.desktop\nx-scheme-handler/{SCHEME}={OURS}\n"
        );
        fs::write(self.places.config.join("mimeapps.list"), list).unwrap();
    }

    fn choices(&self) -> String {
        fs::read_to_string(self.places.config.join("mimeapps.list")).unwrap_or_default()
    }

    fn register(&self, program: &Path) -> Registered {
        self.places.register(SCHEME, program).unwrap()
    }
}

#[test]
fn over_the_entry_of_a_package_nothing_is_written() {
    let machine = Machine::new();
    let packaged = machine.package();
    for program in [packaged, machine.program("elsewhere")] {
        assert_eq!(machine.register(&program), Registered::ByPackage { removed_ours: false });
        assert!(!machine.ours().exists(), "no entry of ours");
        assert_eq!(machine.choices(), "", "no default of ours");
    }
}

#[test]
fn what_an_earlier_version_left_before_the_package_goes() {
    for same in [true, false] {
        let machine = Machine::new();
        let packaged = machine.package();
        machine.left_behind(&if same { packaged.clone() } else { machine.folder.path().join("gone") });
        assert_eq!(machine.register(&packaged), Registered::ByPackage { removed_ours: true });
        assert!(!machine.ours().exists());
        assert_eq!(machine.choices(), "[Default Applications]\nx-scheme-handler/https=browser.desktop\n");
    }
}

#[test]
fn an_entry_for_another_program_that_exists_is_somebodys_choice() {
    let machine = Machine::new();
    let packaged = machine.package();
    machine.left_behind(&machine.program("build of mine"));
    assert_eq!(machine.register(&packaged), Registered::ByPackage { removed_ours: false });
    assert!(machine.ours().exists() && machine.choices().contains(OURS));
}

#[test]
fn an_entry_of_another_scheme_or_a_hidden_one_is_no_package_of_ours() {
    let machine = Machine::new();
    for (name, text) in [
        ("a.desktop", PACKAGED.replace("dev.gangway.console", "dev.gangway.consoles")),
        ("b.desktop", PACKAGED.replace("Name=", "Hidden=true\nName=")),
        ("c.txt", PACKAGED.to_owned()),
    ] {
        fs::write(machine.places.system[0].join("applications").join(name), text).unwrap();
    }
    assert_eq!(machine.places.packaged(SCHEME), None);
}

/// The whole way, as `xdg-open` of a session without a desktop goes it.
#[test]
fn without_a_package_xdg_open_reaches_the_program() {
    let machine = Machine::new();
    let heard = machine.folder.path().join("heard");
    let program = machine.program("gangway-console");
    fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", heard.display())).unwrap();
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(machine.register(&program), Registered::ByUs);
    let address = format!("{SCHEME}:/oauth/callback?code=c&state=s");
    let mut open = machine.places.tool("xdg-open");
    open.env("XDG_DATA_DIRS", &machine.places.system[0]).env("HOME", machine.folder.path());
    // A display is looked for and not used.
    open.env_remove("XDG_CURRENT_DESKTOP").env("DISPLAY", ":no");
    let opened = open.arg(&address).output().unwrap();
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !heard.exists() && std::time::Instant::now() < until {
        std::thread::yield_now();
    }
    assert_eq!(fs::read_to_string(&heard).unwrap(), address);
}

/// A program that moved is registered anew, and one that did not leaves a later choice of the person alone.
#[test]
fn an_entry_of_ours_follows_the_program() {
    let machine = Machine::new();
    let (old, new) = (machine.program("old"), machine.program("new place"));
    assert_eq!(machine.register(&old), Registered::ByUs);
    assert_eq!(machine.register(&new), Registered::ByUs);
    let entry = fs::read_to_string(machine.ours()).unwrap();
    assert_eq!(desktop_entry::program(&entry).as_ref(), Some(&new));
    assert!(machine.choices().contains(OURS));
    let other = machine.choices().replace(OURS, "other.desktop");
    fs::write(machine.places.config.join("mimeapps.list"), &other).unwrap();
    assert_eq!(machine.register(&new), Registered::ByUs);
    assert_eq!(machine.choices(), other);
}
