//! Whether the disk below a folder is encrypted, as far as the system says so. Nothing is changed, and no rights are needed.

use crate::view::DiskEncryption;
use std::path::Path;

/// Of the disk below a folder. Asks a program of the system on macOS: not for a thread that others wait for.
#[cfg(target_os = "linux")]
pub fn disk_encryption(folder: &Path) -> DiskEncryption {
    linux::of(folder, Path::new("/"))
}

/// Of the disk that the system starts from: personal folders are on it.
#[cfg(target_os = "macos")]
pub fn disk_encryption(_folder: &Path) -> DiskEncryption {
    match std::process::Command::new("/usr/bin/fdesetup").arg("isactive").output() {
        Ok(output) if output.status.success() => DiskEncryption::Encrypted,
        Ok(output) if output.stdout.starts_with(b"false") => DiskEncryption::Plain,
        Ok(_) | Err(_) => DiskEncryption::Unknown,
    }
}

/// Windows says it to administrators alone.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn disk_encryption(_folder: &Path) -> DiskEncryption {
    DiskEncryption::NotAsked
}

#[cfg(target_os = "linux")]
mod linux {
    use super::DiskEncryption;
    use std::path::{Path, PathBuf};

    /// How deep devices stand on each other: a volume on a group on a partition is three.
    const DEEPEST: usize = 8;

    /// `root` is where `proc` and `sys` are.
    pub(super) fn of(folder: &Path, root: &Path) -> DiskEncryption {
        let Ok(folder) = folder.canonicalize() else { return DiskEncryption::Unknown };
        let Ok(mounts) = std::fs::read_to_string(root.join("proc/self/mountinfo")) else {
            return DiskEncryption::Unknown;
        };
        let Some(mount) = mount_of(&mounts, &folder) else { return DiskEncryption::Unknown };
        if mount.kind == "fuse.gocryptfs" || mount.kind == "ecryptfs" {
            return DiskEncryption::Encrypted;
        }
        let devices = root.join("sys/dev/block");
        // A file system of several devices has a number of its own that is no device's; its source names one.
        let by_number = devices.join(&mount.number);
        let device = if by_number.exists() { Some(by_number) } else { by_name(root, &mount.source) };
        device.map_or(DiskEncryption::Unknown, |device| of_device(&device, DEEPEST))
    }

    struct Mount {
        number: String,
        kind: String,
        source: String,
    }

    /// The mount that a folder is in (`man proc_pid_mountinfo`): the longest, and of those the last.
    fn mount_of(mounts: &str, folder: &Path) -> Option<Mount> {
        let mut found: Option<(usize, Mount)> = None;
        for line in mounts.lines() {
            let (before, after) = line.split_once(" - ")?;
            let fields: Vec<&str> = before.split(' ').collect();
            let (Some(number), Some(point)) = (fields.get(2), fields.get(4)) else { continue };
            let point = PathBuf::from(unescaped(point));
            let length = point.as_os_str().len();
            if folder.starts_with(&point) && found.as_ref().is_none_or(|(known, _)| length >= *known) {
                let mut after = after.split(' ');
                let (kind, source) = (after.next().unwrap_or_default(), after.next().unwrap_or_default());
                let mount = Mount { number: (*number).into(), kind: kind.into(), source: unescaped(source) };
                found = Some((length, mount));
            }
        }
        found.map(|(_, mount)| mount)
    }

    /// Blanks and backslashes are written as octal numbers there.
    fn unescaped(text: &str) -> String {
        text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
    }

    fn by_name(root: &Path, source: &str) -> Option<PathBuf> {
        let path = Path::new(source).canonicalize().unwrap_or_else(|_| source.into());
        let name = path.strip_prefix("/dev").ok()?.to_str()?.replace('/', "!");
        Some(root.join("sys/class/block").join(name)).filter(|device| device.exists())
    }

    /// A device is encrypted if it says so, or if everything that it stands on is.
    fn of_device(device: &Path, deepest: usize) -> DiskEncryption {
        let uuid = std::fs::read_to_string(device.join("dm/uuid")).unwrap_or_default();
        if uuid.starts_with("CRYPT-") {
            return DiskEncryption::Encrypted;
        }
        let below: Vec<_> = std::fs::read_dir(device.join("slaves")).into_iter().flatten().flatten().collect();
        if below.is_empty() {
            return DiskEncryption::Plain;
        }
        if deepest == 0 {
            return DiskEncryption::Unknown;
        }
        let all = below.iter().map(|one| of_device(&one.path(), deepest - 1));
        all.reduce(|all, one| if all == one { all } else { DiskEncryption::Plain }).unwrap_or(DiskEncryption::Unknown)
    }

    #[cfg(test)]
    mod tests {
        use super::{DiskEncryption, of};
        use std::{fs, path::Path};

        /// A pretended system whose root is on `number`.
        struct System(tempfile::TempDir);

        impl System {
            fn new(mounts: &str) -> Self {
                let folder = tempfile::tempdir().unwrap();
                fs::create_dir_all(folder.path().join("proc/self")).unwrap();
                fs::write(folder.path().join("proc/self/mountinfo"), mounts).unwrap();
                Self(folder)
            }

            fn device(self, name: &str, uuid: Option<&str>, below: &[&str]) -> Self {
                let device = self.0.path().join("sys/dev/block").join(name);
                fs::create_dir_all(device.join("slaves")).unwrap();
                if let Some(uuid) = uuid {
                    fs::create_dir_all(device.join("dm")).unwrap();
                    fs::write(device.join("dm/uuid"), uuid).unwrap();
                }
                for one in below {
                    let target = self.0.path().join("sys/dev/block").join(one);
                    std::os::unix::fs::symlink(target, device.join("slaves").join(one)).unwrap();
                }
                self
            }

            fn says(&self) -> DiskEncryption {
                of(Path::new("/"), self.0.path())
            }
        }

        const ROOT: &str = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw\n";

        #[test]
        fn a_volume_on_an_encrypted_partition_is_encrypted() {
            let volume = |uuid| {
                System::new(ROOT).device("254:0", Some(uuid), &[]).device("254:1", Some("LVM-x"), &["254:0"]).says()
            };
            assert_eq!(volume("CRYPT-LUKS2-abc"), DiskEncryption::Encrypted);
            assert_eq!(volume("LVM-abc"), DiskEncryption::Plain);
        }

        #[test]
        fn half_of_a_mirror_is_not_enough() {
            let system = System::new(ROOT)
                .device("254:0", Some("CRYPT-LUKS2-abc"), &[])
                .device("8:1", None, &[])
                .device("254:1", None, &["254:0", "8:1"]);
            assert_eq!(system.says(), DiskEncryption::Plain);
        }

        #[test]
        fn what_the_system_does_not_say_is_not_guessed() {
            assert_eq!(System::new("").says(), DiskEncryption::Unknown);
            assert_eq!(System::new("22 1 0:31 / / rw - btrfs none rw\n").says(), DiskEncryption::Unknown);
            assert_eq!(System::new("22 1 0:31 / / rw - overlay overlay rw\n").says(), DiskEncryption::Unknown);
        }

        #[test]
        fn the_innermost_mount_counts() {
            let mounts = format!("{ROOT}23 22 8:1 / /proc rw - ext4 /dev/sda1 rw\n24 22 254:1 / /pr rw - ext4 x rw\n");
            let system = System::new(&mounts).device("8:1", None, &[]).device("254:1", Some("CRYPT-x"), &[]);
            assert_eq!(of(Path::new("/proc"), system.0.path()), DiskEncryption::Plain);
            assert_eq!(system.says(), DiskEncryption::Encrypted);
        }
    }
}
