//! Asking the process that holds the environment to run what was typed here.

use super::{
    frame::{self, Bytes, FromCaller, Hello, ToCaller, VERSION},
    place,
    socket::{Stream, connect},
};
use crate::{
    args::Common,
    caller::{Caller, Process},
    open_profile,
};
use gangway_core::{Code, Failure, Files as _};
use std::{convert::Infallible, path::Path};
use tokio::{
    io::{ReadHalf, WriteHalf},
    sync::mpsc,
};

/// Presses of Ctrl-C after which nothing is waited for any more.
const PRESSES: usize = 3;
/// Of a shell, for a command that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// How the command ended there; nothing where nobody runs commands for others.
pub(crate) async fn ask(common: &Common, caller: &Process) -> Result<Option<u8>, Failure> {
    let folder = place::folder(&open_profile::home(common)?, &common.profile);
    let Ok(mut stream) = connect(&place::socket(&folder)).await else { return Ok(None) };
    let arguments = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    let hello = Hello { version: VERSION.to_owned(), arguments, is_person: caller.is_person() };
    frame::write(&mut stream, &hello).await.map_err(|error| gone(&error))?;
    let (from, to) = tokio::io::split(stream);
    let (said, frames) = mpsc::unbounded_channel();
    tokio::select! {
        ended = follow(from, &said, caller, &common.profile) => ended.map(Some),
        never = pass_on(frames, to) => match never {},
        interrupted = interrupts(&said, caller) => interrupted.map(Some),
    }
}

async fn follow(
    mut from: ReadHalf<Stream>,
    said: &mpsc::UnboundedSender<FromCaller>,
    caller: &Process,
    profile: &str,
) -> Result<u8, Failure> {
    let mut reading = None;
    loop {
        let frame = match frame::read(&mut from).await {
            Ok(Some(frame)) => frame,
            Ok(None) => return Err(gone(&std::io::ErrorKind::UnexpectedEof.into())),
            Err(error) => return Err(gone(&error)),
        };
        match frame {
            ToCaller::OtherVersion { version } => return Err(other_version(&version, profile)),
            ToCaller::Stdout(bytes) => caller.stdout(&bytes.0),
            ToCaller::Stderr(bytes) => caller.stderr(&bytes.0),
            ToCaller::Read { id, path } => answer(said, id, caller.read(Path::new(&path))),
            ToCaller::Write { id, path, bytes } => {
                answer(said, id, caller.write(Path::new(&path), &bytes.0).map(|()| Vec::new()));
            }
            ToCaller::Input { id, limit } => {
                let said = said.clone();
                // On a thread that nobody waits for: a read cannot be cancelled, and Ctrl-C may come first.
                std::thread::spawn(move || answer(&said, id, Process::default().stdin(limit)));
            }
            ToCaller::Lines { limit } => {
                // One who reads is enough: lines that nobody wanted yet are still there.
                reading.get_or_insert_with(|| tokio::spawn(lines(caller.lines(limit), said.clone())));
            }
            ToCaller::Ended { code } => return Ok(code),
        }
    }
}

fn answer(said: &mpsc::UnboundedSender<FromCaller>, id: u64, read: std::io::Result<Vec<u8>>) {
    let answer = read.map(Bytes).map_err(|error| error.to_string());
    let _ = said.send(FromCaller::Answer { id, answer });
}

async fn lines(mut lines: mpsc::UnboundedReceiver<std::io::Result<String>>, said: mpsc::UnboundedSender<FromCaller>) {
    while let Some(line) = lines.recv().await {
        let line = line.map_err(|error| error.to_string());
        if said.send(FromCaller::Line { line }).is_err() {
            return;
        }
    }
    let _ = said.send(FromCaller::NoMoreLines);
}

/// The other side may not listen any more: how it ended is still to be read.
async fn pass_on(mut frames: mpsc::UnboundedReceiver<FromCaller>, mut to: WriteHalf<Stream>) -> Infallible {
    while let Some(frame) = frames.recv().await {
        if frame::write(&mut to, &frame).await.is_err() {
            break;
        }
    }
    std::future::pending().await
}

/// Ctrl-C is the command's to heed, wherever it runs; a process that does not heed it is not waited for.
async fn interrupts(said: &mpsc::UnboundedSender<FromCaller>, caller: &Process) -> Result<u8, Failure> {
    let mut interrupts = caller.interrupts()?;
    for _ in 0..PRESSES - 1 {
        interrupts.next().await;
        let _ = said.send(FromCaller::Interrupt);
    }
    interrupts.next().await;
    Ok(INTERRUPTED)
}

fn gone(error: &std::io::Error) -> Failure {
    let message = "The process that has the environment ended, and the command with it.";
    Failure::new(Code::AlreadyRunning, message).with(error.to_string())
}

fn other_version(version: &str, profile: &str) -> Failure {
    let message = format!(
        "Another Gangway has the profile {profile} open, and it is of version {version}; this is {VERSION}. Use the same \
         version for both, or close the other one."
    );
    Failure::new(Code::AlreadyRunning, message)
}
