//! A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket there, stopped by its own id.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::{
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

/// Ends the server and removes the folder as soon as the test program is gone, however it went: its end of the pipe is closed
/// then. A signal to the whole group does not keep it from that. PostgreSQL's "immediate" stop is a crash, which is what this
/// data deserves.
const WATCH: &str = r#"
trap : HUP INT TERM
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c unix_socket_permissions=0777 -c max_connections=200 \
    -c shared_buffers=64MB >"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
"#;

/// One for a test program.
pub(crate) struct Cluster {
    folder: PathBuf,
    /// Its input is the pipe.
    _watch: Child,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Where Debian, and whoever has it in the path, keep the server's programs.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|it| it.path().join("bin")).filter(|it| it.join("initdb").exists()).max();
    newest
        .or_else(|| {
            let path = std::env::var_os("PATH")?;
            std::env::split_paths(&path).find(|it| it.join("initdb").exists())
        })
        .expect("PostgreSQL is not installed: ./scripts/setup.sh installs it")
}

/// The server refuses to run as root: the user that its package made, or nobody.
fn user() -> Option<(u32, u32)> {
    let own = std::fs::metadata("/proc/self").ok()?;
    if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}

fn command(program: impl AsRef<std::ffi::OsStr>, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

impl Cluster {
    fn start() -> Self {
        let (programs, user) = (programs(), user());
        // Short, for a socket's path has 107 bytes at most.
        let folder = tempfile::Builder::new().prefix("pg-").tempdir_in("/tmp").unwrap().keep();
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(&folder, Some(uid), Some(gid)).unwrap();
        }
        let made = command(programs.join("initdb"), user)
            .args(["--no-sync", "--auth=trust", "--username=relay", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(folder.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let watch = command("sh", user)
            .args(["-c", WATCH, "watch"])
            .args([&programs, &folder])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let cluster = Self { folder, _watch: watch };
        cluster.await_ready(&programs);
        cluster
    }

    fn await_ready(&self, programs: &Path) {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let ready = Command::new(programs.join("pg_isready")).arg("-q").arg("-h").arg(&self.folder).status();
            if ready.unwrap().success() {
                return;
            }
            let log = || std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < until, "the server does not start: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn address(&self, database: &str) -> String {
        format!("host={} user=relay dbname={database}", self.folder.display())
    }
}

/// A database of one test.
pub(crate) struct Database {
    pub(crate) address: String,
    pub(crate) name: String,
}

impl Database {
    /// A new and empty one.
    pub(crate) async fn new() -> Self {
        let cluster = CLUSTER.get_or_init(Cluster::start);
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        run(&cluster.address("postgres"), &format!("CREATE DATABASE {name}")).await;
        Self { address: cluster.address(&name), name }
    }

    /// Cuts every connection to it, in whatever it is.
    pub(crate) async fn cut_connections(&self) {
        let others = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
            self.name
        );
        run(&self.address, &others).await;
    }
}

/// Runs statements on a connection of its own.
pub(crate) async fn run(address: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
    drop(client);
    let _ = connection.await;
}
