//! What a person types to get a version, by how this one was installed. Packages of Linux are installed by their own tools and a
//! person who may; this program has no right to, and asks for none.

use super::latest::Release;
use std::path::Path;
use url::Url;

/// How this program came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Installation {
    /// A package of Debian and its relatives.
    Deb,
    /// A package of Fedora and its relatives.
    Rpm,
    /// One file that holds everything.
    AppImage,
    /// An installer of Windows.
    Windows,
    /// A disk image of macOS.
    MacOs,
    /// Built here, or unpacked by hand.
    Other,
}

/// Where the version is, and what installs it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Where the package is.
    pub(super) address: Option<String>,
    /// What is typed once it is here.
    pub(super) text: Option<String>,
}

impl Installation {
    /// Of this program.
    pub(super) fn here() -> Self {
        let lists = Path::new("/var/lib/dpkg/info");
        let is_ours = std::env::current_exe().is_ok_and(|program| program.starts_with("/usr/bin"));
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else if std::env::var_os("APPIMAGE").is_some() {
            Self::AppImage
        } else if !is_ours {
            Self::Other
        } else if ["gangway.list", "gangway-cli.list"].iter().any(|list| lists.join(list).exists()) {
            Self::Deb
        } else {
            Self::Rpm
        }
    }

    /// As the file names it.
    fn package(self) -> Option<String> {
        let arch = std::env::consts::ARCH;
        match self {
            Self::Deb => Some(format!("linux-{arch}-deb")),
            Self::Rpm => Some(format!("linux-{arch}-rpm")),
            Self::AppImage => Some(format!("linux-{arch}-appimage")),
            Self::Windows => Some(format!("windows-{arch}-nsis")),
            Self::MacOs => Some(format!("darwin-{arch}")),
            Self::Other => None,
        }
    }
}

/// For a version. A package whose name could be read as something else by a shell has no command.
pub(super) fn of(installation: Installation, release: &Release) -> Command {
    let address = installation.package().and_then(|name| release.packages.get(&name)).and_then(|text| checked(text));
    let Some((address, file)) = address else { return Command::default() };
    let text = match installation {
        Installation::Deb => Some(format!("sudo apt install ./{file}")),
        Installation::Rpm => Some(format!("sudo dnf install ./{file}")),
        Installation::AppImage | Installation::Windows | Installation::MacOs | Installation::Other => None,
    };
    Command { address: Some(address), text }
}

/// The address, and the last part of its path.
fn checked(text: &str) -> Option<(String, String)> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "https" && url.username().is_empty())?;
    let file = url.path_segments()?.next_back()?.to_owned();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-+~".contains(letter);
    let begins = file.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    (begins && file.chars().all(is_plain)).then(|| (url.to_string(), file))
}

#[cfg(test)]
mod tests {
    use super::{Command, Installation, Release, of};
    use semver::Version;

    fn command(installation: Installation, url: &str) -> Command {
        let name = installation.package().unwrap_or_default();
        let release = Release {
            version: Version::new(1, 0, 0),
            notes: String::new(),
            published_at: 0,
            packages: [(name, url.to_owned())].into(),
        };
        of(installation, &release)
    }

    #[test]
    fn each_installation_has_its_own() {
        let check = |installation, file: &str, text: Option<&str>| {
            let address = format!("https://dl.example/{file}");
            let expected = Command { address: Some(address.clone()), text: text.map(str::to_owned) };
            assert_eq!(command(installation, &address), expected);
        };
        check(Installation::Deb, "Gangway_1.0.0_amd64.deb", Some("sudo apt install ./Gangway_1.0.0_amd64.deb"));
        check(Installation::Rpm, "Gangway-1.0.0-1.x86_64.rpm", Some("sudo dnf install ./Gangway-1.0.0-1.x86_64.rpm"));
        check(Installation::AppImage, "Gangway.AppImage", None);
        check(Installation::Windows, "Gangway_1.0.0_x64-setup.exe", None);
        assert_eq!(command(Installation::Other, "https://dl.example/g.deb"), Command::default());
    }

    #[test]
    fn nothing_is_offered_to_a_shell_that_it_could_read_otherwise() {
        let check = |url: &str| assert_eq!(command(Installation::Deb, url), Command::default(), "{url}");
        check("http://dl.example/g.deb");
        check("https://dl.example/g.deb;reboot");
        check("https://dl.example/$(reboot).deb");
        check("https://dl.example/-o.deb");
        check("https://dl.example/");
        check("https://ana@dl.example/g.deb");
        check("javascript:alert(1)");
    }
}
