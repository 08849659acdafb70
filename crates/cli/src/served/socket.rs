//! The local socket. Only this person may open it: the file is theirs alone, and who is at the other end is asked of the system.

#[cfg(unix)]
pub(super) use unix::{Listener, Stream, connect};
#[cfg(windows)]
pub(super) use windows::{Listener, Stream, connect};

#[cfg(unix)]
mod unix {
    use std::{
        io,
        os::unix::fs::PermissionsExt as _,
        path::{Path, PathBuf},
    };
    use tokio::net::{UnixListener, UnixStream};

    pub(in crate::served) type Stream = UnixStream;

    /// Removes the socket's file when it is dropped; one that a kill left behind is replaced.
    pub(in crate::served) struct Listener {
        listener: UnixListener,
        path: PathBuf,
    }

    impl Listener {
        /// Only for whoever holds the environment: no other process listens there.
        pub(in crate::served) fn bind(path: &Path) -> io::Result<Self> {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
            let listener = UnixListener::bind(path)?;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
            Ok(Self { listener, path: path.to_owned() })
        }

        /// The next connection of this person; everybody else is cut off.
        pub(in crate::served) async fn accept(&mut self) -> io::Result<Stream> {
            loop {
                let (stream, _) = self.listener.accept().await?;
                if is_ours(&stream) {
                    return Ok(stream);
                }
                tracing::warn!("another user asked for a command, and was refused");
            }
        }
    }

    impl Drop for Listener {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.path);
        }
    }

    /// Nobody listening, or somebody else: that is nobody.
    pub(in crate::served) async fn connect(path: &Path) -> io::Result<Stream> {
        let stream = UnixStream::connect(path).await?;
        if is_ours(&stream) { Ok(stream) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    fn is_ours(stream: &UnixStream) -> bool {
        let other = stream.peer_cred().map(|it| it.uid());
        let own = UnixStream::pair().and_then(|(one, _)| one.peer_cred()).map(|it| it.uid());
        is_same(other.ok(), own.ok())
    }

    fn is_same(other: Option<u32>, own: Option<u32>) -> bool {
        other.is_some() && other == own
    }

    #[cfg(test)]
    mod tests {
        use super::{Listener, connect, is_same};
        use std::os::unix::fs::PermissionsExt as _;

        #[test]
        fn another_user_is_nobody() {
            assert!(is_same(Some(1000), Some(1000)));
            assert!(!is_same(Some(1001), Some(1000)) && !is_same(None, Some(1000)) && !is_same(None, None));
        }

        #[tokio::test]
        async fn a_stale_file_is_replaced_and_nothing_is_left_behind() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("s");
            // What a kill leaves: a file at which nobody listens.
            drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
            assert!(connect(&path).await.is_err());
            let mut listener = Listener::bind(&path).unwrap();
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            let (came, went) = tokio::join!(listener.accept(), connect(&path));
            assert!(came.is_ok() && went.is_ok());
            drop(listener);
            assert!(!path.exists());
        }
    }
}

/// A pipe's default access list lets its owner and administrators write, and everybody else only read: whoever may not write
/// cannot open it in both directions, which `ClientOptions` asks for. Pipes of other computers are refused by default.
#[cfg(windows)]
mod windows {
    use std::{io, path::Path};
    use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient, NamedPipeServer, ServerOptions};

    pub(in crate::served) type Stream = tokio::io::Join<Box<dyn Reads>, Box<dyn Writes>>;

    /// Either end of a pipe, to read.
    pub(in crate::served) trait Reads: tokio::io::AsyncRead + Unpin + Send {}
    impl<T: tokio::io::AsyncRead + Unpin + Send> Reads for T {}
    /// Either end of a pipe, to write.
    pub(in crate::served) trait Writes: tokio::io::AsyncWrite + Unpin + Send {}
    impl<T: tokio::io::AsyncWrite + Unpin + Send> Writes for T {}

    pub(in crate::served) struct Listener {
        next: NamedPipeServer,
        path: std::path::PathBuf,
    }

    impl Listener {
        pub(in crate::served) fn bind(path: &Path) -> io::Result<Self> {
            // The first instance: a pipe of this name that somebody else made is not joined.
            let next = ServerOptions::new().first_pipe_instance(true).create(path)?;
            Ok(Self { next, path: path.to_owned() })
        }

        pub(in crate::served) async fn accept(&mut self) -> io::Result<Stream> {
            self.next.connect().await?;
            let next = ServerOptions::new().create(&self.path)?;
            Ok(split(std::mem::replace(&mut self.next, next)))
        }
    }

    pub(in crate::served) async fn connect(path: &Path) -> io::Result<Stream> {
        let client: NamedPipeClient = ClientOptions::new().open(path)?;
        Ok(split(client))
    }

    fn split(end: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + 'static) -> Stream {
        let (read, write) = tokio::io::split(end);
        tokio::io::join(Box::new(read), Box::new(write))
    }
}
