//! The team's relay: thin, over `gangway-relay`.

use crate::{
    args::{Relay as Args, RelayCommand, RelayEndpoint, RelayServe, RelayTeam},
    exit::Exit,
    out::{Out, table},
};
use gangway_core::{Code, Failure};
use gangway_providers::{net::network::Network, reach};
use gangway_relay::{
    AdminError, Bounds, Clock, Credentials, CredentialsError, LinkOptions, MoveError, Options, PostgresStore, Relay,
    SqliteStore, Store, StoreError, add_endpoint, found_team, move_store, way_in,
};
use gangway_wire::{EndpointSecret, NewEndpoint};
use listenfd::ListenFd;
use serde_json::json;
use std::{io::ErrorKind, net::SocketAddr, path::Path, time::Duration};
use tokio::net::TcpListener;

/// Of each step of the way to the public address.
const LIMIT: Duration = Duration::from_secs(5);

pub(super) async fn run(args: &Args, out: Out<'_>) -> Result<Exit, Failure> {
    let file = args.data.join("relay.db");
    match &args.command {
        RelayCommand::Serve(request) => {
            if let Some(address) = &args.postgres {
                return serve(PostgresStore::open(address).await.map_err(of_store)?, args, request, out).await;
            }
            make(&args.data)?;
            serve(SqliteStore::open(&file).map_err(of_store)?, args, request, out).await
        }
        RelayCommand::Move { to } => move_to(args, &file, to, out).await,
        RelayCommand::Backup { to } => backup(args, &file, to, out),
        RelayCommand::Check { url } => check(args, url, out).await,
        RelayCommand::Team { .. } | RelayCommand::Endpoint { .. } => {
            if let Some(address) = &args.postgres {
                return beside(&PostgresStore::open(address).await.map_err(of_store)?, args, out).await;
            }
            make(&args.data)?;
            beside(&SqliteStore::open_beside(&file).map_err(of_store)?, args, out).await
        }
    }
}

async fn serve<S: Store>(store: S, args: &Args, request: &RelayServe, out: Out<'_>) -> Result<Exit, Failure> {
    // Caught before the line is printed: who reads it may end us at once.
    let mut interrupts = out.caller.interrupts()?;
    let listener = match handed_over()? {
        Some(listener) => listener,
        None => listen(request.listen).await?,
    };
    let metrics = match request.metrics {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let options = Options {
        accept_tester_form: request.accept_tester,
        retention_days: request.retention_days,
        bounds: Bounds { of_one_address: request.connections_of_one, ..Bounds::default() },
        links: LinkOptions { login_hosts: request.login_host.clone(), ..LinkOptions::default() },
        ..Options::default()
    };
    let relay = Relay::start(store, credentials(args)?, options, Clock::system()).await.map_err(of_store)?;
    let address = listener.local_addr().map_err(|error| Failure::new(Code::Internal, error.to_string()))?;
    out.json_line(&json!({ "listening": address.to_string() }));
    out.progress("The relay runs until it is interrupted.");
    let watched = metrics.map(|listener| tokio::spawn(relay.serve_metrics(listener)));
    relay.serve(listener, interrupts.next()).await;
    if let Some(watched) = watched {
        watched.abort();
    }
    Ok(Exit::Done)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let code = if error.kind() == ErrorKind::AddrInUse { Code::PortBusy } else { Code::BadInput };
        Failure::new(code, format!("The relay cannot listen on {address}: {error}."))
    })
}

/// The socket that systemd holds open for the relay while it restarts, where there is one (`sd_listen_fds`).
fn handed_over() -> Result<Option<TcpListener>, Failure> {
    let wrong = |error: std::io::Error| {
        Failure::new(Code::BadInput, format!("The socket that was handed over cannot be used: {error}."))
    };
    let Some(listener) = ListenFd::from_env().take_tcp_listener(0).map_err(wrong)? else { return Ok(None) };
    listener.set_nonblocking(true).map_err(wrong)?;
    TcpListener::from_std(listener).map(Some).map_err(wrong)
}

/// What is done while the relay runs, or while it does not.
async fn beside<S: Store>(store: &S, args: &Args, out: Out<'_>) -> Result<Exit, Failure> {
    match &args.command {
        RelayCommand::Team { command: RelayTeam::Add { name, url } } => {
            let first = found_team(store, name, url, &Clock::system()).await.map_err(of_admin)?;
            let link = first.link.expose();
            out.result(&json!({ "team": first.team, "link": link, "expires_at": first.expires_at }), || {
                format!("Send this to the first admin. It can be used once, within 7 days:\n{link}")
            });
        }
        RelayCommand::Team { command: RelayTeam::List } => {
            let teams = store.teams().await.map_err(of_store)?;
            let rows: Vec<_> = teams.iter().map(|it| vec![it.id.to_string(), it.name.clone()]).collect();
            let value: Vec<_> = teams.iter().map(|it| json!({ "team": it.id, "name": it.name })).collect();
            out.result(&value, || table(&["team", "name"], &rows));
        }
        RelayCommand::Endpoint { command: RelayEndpoint::Add { team, provider, event, secret_file } } => {
            let secrets = vec![secret(secret_file)?];
            let new = NewEndpoint { provider: provider.clone(), event: event.clone(), secrets };
            let added = add_endpoint(store, &credentials(args)?, team, &new, &Clock::system()).await;
            let endpoint = added.map_err(of_admin)?;
            let path = format!("/hooks/{}", endpoint.id);
            out.result(&json!({ "endpoint": endpoint.id, "path": path }), || path.clone());
        }
        RelayCommand::Endpoint { command: RelayEndpoint::List } => list_endpoints(store, out).await?,
        RelayCommand::Serve(_)
        | RelayCommand::Move { .. }
        | RelayCommand::Backup { .. }
        | RelayCommand::Check { .. } => {}
    }
    Ok(Exit::Done)
}

async fn list_endpoints<S: Store>(store: &S, out: Out<'_>) -> Result<(), Failure> {
    let directory = store.directory().await.map_err(of_store)?;
    let mut all: Vec<_> = directory.endpoints.into_values().collect();
    all.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    let rows: Vec<_> = all
        .iter()
        .map(|it| vec![it.team.to_string(), it.provider.clone(), it.event.clone(), format!("/hooks/{}", it.id)])
        .collect();
    let value: Vec<_> = all
        .iter()
        .map(|it| json!({ "team": it.team, "provider": it.provider, "event": it.event, "endpoint": it.id }))
        .collect();
    out.result(&value, || table(&["team", "provider", "event", "path"], &rows));
    Ok(())
}

fn backup(args: &Args, file: &Path, to: &Path, out: Out<'_>) -> Result<Exit, Failure> {
    if args.postgres.is_some() {
        return Err(Failure::new(Code::BadInput, "The store is PostgreSQL: back it up with `pg_dump`."));
    }
    if to.exists() {
        return Err(Failure::new(Code::BadInput, format!("{} is there already.", to.display())));
    }
    if !file.exists() {
        return Err(Failure::new(Code::NotFound, format!("There is no store at {}.", file.display())));
    }
    SqliteStore::open_beside(file).and_then(|store| store.backup(to)).map_err(of_store)?;
    out.result(&json!({ "backup": to }), || {
        format!("{} is written. Keep the credentials folder as well, in another place.", to.display())
    });
    Ok(Exit::Done)
}

async fn move_to(args: &Args, file: &Path, to: &str, out: Out<'_>) -> Result<Exit, Failure> {
    let is_postgres = |address: &str| address.starts_with("postgres://") || address.starts_with("postgresql://");
    if !is_postgres(to) && Path::new(to).exists() {
        return Err(Failure::new(Code::BadInput, format!("{to} is there already.")));
    }
    if args.postgres.is_none() && !file.exists() {
        return Err(Failure::new(Code::NotFound, format!("There is no store at {}.", file.display())));
    }
    let now = Clock::system().now();
    let postgres = async |address: &str| PostgresStore::open(address).await.map_err(of_store);
    let sqlite = |path: &Path| SqliteStore::open(path).map_err(of_store);
    let moved = match (&args.postgres, is_postgres(to)) {
        (None, true) => move_store(&sqlite(file)?, &postgres(to).await?, now).await,
        (None, false) => move_store(&sqlite(file)?, &sqlite(Path::new(to))?, now).await,
        (Some(from), true) => move_store(&postgres(from).await?, &postgres(to).await?, now).await,
        (Some(from), false) => move_store(&postgres(from).await?, &sqlite(Path::new(to))?, now).await,
    };
    let moved = moved.map_err(of_move)?;
    out.result(&json!({ "teams": moved.teams, "entries": moved.entries }), || {
        format!(
            "Moved with the same links: teams {}, entries {}. The credentials stay those of before.",
            moved.teams, moved.entries
        )
    });
    Ok(Exit::Done)
}

fn of_move(error: MoveError) -> Failure {
    match error {
        MoveError::Store(error) => of_store(error),
        MoveError::NotEmpty => Failure::new(Code::BadInput, format!("{error}.")),
        MoveError::Entry { .. } | MoveError::Differs { .. } => Failure::new(Code::RecordDamaged, format!("{error}.")),
    }
}

async fn check(args: &Args, url: &str, out: Out<'_>) -> Result<Exit, Failure> {
    let address = format!("{url}/hooks/{}", credentials(args)?.alive());
    let asked = reach::post(&Network::default(), &address, LIMIT, &way_in::headers(), way_in::ASKED).await;
    let finding = match asked.answer {
        Ok(answer) => way_in::obstacle(answer.status, &answer.body).map(|it| it.to_string()),
        Err(unreached) => Some(unreached.to_string()),
    };
    let finding = match finding {
        Some(finding) => Some(finding),
        None => not_ready(url).await,
    };
    out.result(&json!({ "url": url, "finding": finding }), || match &finding {
        Some(finding) => format!("FAILED  {url}\n        {finding}"),
        None => format!("ok      {url}"),
    });
    Ok(if finding.is_some() { Exit::No } else { Exit::Done })
}

/// Why the relay that was found cannot do its work.
async fn not_ready(url: &str) -> Option<String> {
    match reach::reach(&Network::default(), &format!("{url}/readyz"), LIMIT).await.answer {
        Ok(answer) if answer.status == 200 => None,
        Ok(answer) => Some(String::from_utf8_lossy(&answer.body).into_owned()),
        Err(unreached) => Some(unreached.to_string()),
    }
}

fn make(folder: &Path) -> Result<(), Failure> {
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| Failure::new(Code::FileFailed, format!("{}: {error}.", folder.display())))
}

fn credentials(args: &Args) -> Result<Credentials, Failure> {
    let folder = args.credentials.clone().unwrap_or_else(|| args.data.join("credentials"));
    Credentials::open(&folder).map_err(of_credentials)
}

fn secret(file: &Path) -> Result<EndpointSecret, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::new(Code::BadInput, format!("{}: {error}.", file.display())))?;
    Ok(EndpointSecret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn of_store(error: StoreError) -> Failure {
    let code = match &error {
        StoreError::InUse(_) => Code::AlreadyRunning,
        StoreError::OtherRelay { .. } => Code::BadInput,
        StoreError::Full => Code::RecordFull,
        StoreError::Newer { .. } => Code::RecordNewer,
        StoreError::NoTeam(_) => Code::NotFound,
        StoreError::Damaged { .. } => Code::RecordDamaged,
        StoreError::Silent(_)
        | StoreError::Broken
        | StoreError::Closed
        | StoreError::TooOldServer(_)
        | StoreError::Unsafe(_) => Code::FileFailed,
    };
    Failure::new(code, format!("The relay's store cannot be used: {error}."))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn of_credentials(error: CredentialsError) -> Failure {
    Failure::new(Code::FileFailed, format!("The relay's credentials cannot be used: {error}."))
}

fn of_admin(error: AdminError) -> Failure {
    match error {
        AdminError::Store(error) => of_store(error),
        AdminError::Credentials(error) => of_credentials(error),
        AdminError::WhichTeam(_) => Failure::new(Code::NotFound, format!("{error}.")),
        AdminError::Endpoint(_) | AdminError::Name => Failure::new(Code::BadInput, error.to_string()),
    }
}
