//! The process that holds an environment, and runs commands for others.

use super::{
    frame::{self, FromCaller, Hello, ToCaller, VERSION},
    place,
    remote::Remote,
    socket::{Listener, Stream},
};
use crate::caller::Caller;
use gangway_core::Console;
use std::{
    pin::Pin,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{
    io::{ReadHalf, WriteHalf},
    sync::mpsc,
    task::{JoinHandle, JoinSet},
};

/// For the first frame.
const PATIENCE: Duration = Duration::from_secs(5);
/// Of a shell, for a command that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Runs what was typed, and answers the exit code.
pub(crate) type Runs = fn(Vec<String>, Arc<dyn Caller>) -> Pin<Box<dyn Future<Output = u8> + Send>>;

/// Commands are run for others until this is dropped.
#[derive(Debug)]
pub struct Serving(Option<JoinHandle<()>>);

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(accepting) = &self.0 {
            accepting.abort();
        }
    }
}

/// Runs commands for other processes.
pub(crate) fn serve(console: &Arc<Console>, runs: Runs) -> Serving {
    let folder = console.profile().folder;
    let path = place::socket(&folder.canonicalize().unwrap_or(folder));
    // Before anybody is told that the environment is open.
    match Listener::bind(&path) {
        Ok(listener) => Serving(Some(tokio::spawn(accept(listener, Arc::downgrade(console), runs)))),
        Err(error) => {
            tracing::warn!(%error, "commands beside this process will find the environment taken");
            Serving(None)
        }
    }
}

async fn accept(mut listener: Listener, console: Weak<Console>, runs: Runs) {
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            came = listener.accept() => match (came, console.upgrade()) {
                (_, None) => return,
                (Ok(stream), Some(console)) => drop(running.spawn(run(stream, console, runs))),
                (Err(error), Some(_)) => {
                    tracing::warn!(%error, "a command beside this process could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = running.join_next() => {}
        }
    }
}

/// One command, from its first frame to its end. It ends with whoever asked, too.
async fn run(mut stream: Stream, console: Arc<Console>, runs: Runs) {
    let hello: Hello = match tokio::time::timeout(PATIENCE, frame::read(&mut stream)).await {
        Ok(Ok(Some(hello))) => hello,
        Ok(Ok(None) | Err(_)) | Err(_) => return,
    };
    if hello.version != VERSION {
        let _ = frame::write(&mut stream, &ToCaller::OtherVersion { version: VERSION.to_owned() }).await;
        return;
    }
    let (from, to) = tokio::io::split(stream);
    let (frames, said) = mpsc::unbounded_channel();
    let writing = tokio::spawn(pass_on(said, to));
    let remote = Arc::new(Remote::new(frames.clone(), console, hello.is_person));
    // A task of its own: a command waits for a file as a program waits for a disk.
    let mut listening = tokio::spawn(listen(from, Arc::clone(&remote)));
    let code = tokio::select! {
        biased;
        over = &mut listening => over.unwrap_or_default(),
        code = runs(hello.arguments, Arc::clone(&remote) as _) => {
            if remote.is_over() { listening.await.unwrap_or_default() } else { listening.abort(); Some(code) }
        }
    };
    if let Some(code) = code {
        let _ = frames.send(ToCaller::Ended { code });
    }
    drop(frames);
    let _ = writing.await;
}

async fn pass_on(mut said: mpsc::UnboundedReceiver<ToCaller>, mut to: WriteHalf<Stream>) {
    while let Some(frame) = said.recv().await {
        if frame::write(&mut to, &frame).await.is_err() {
            return;
        }
    }
}

/// Until whoever asked is gone, or interrupted a command that does not heed it.
async fn listen(mut from: ReadHalf<Stream>, remote: Arc<Remote>) -> Option<u8> {
    let over = loop {
        match frame::read::<FromCaller>(&mut from).await {
            Ok(Some(frame)) => {
                if !remote.heard(frame) {
                    break Some(INTERRUPTED);
                }
            }
            Ok(None) | Err(_) => break None,
        }
    };
    remote.end();
    over
}
