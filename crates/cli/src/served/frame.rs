//! What the two processes say to each other: frames of JSON, each after its length. Both are of one program and one version.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Bytes of a frame: a workbook is one.
const LARGEST: u32 = 256 << 20;

/// The program and its version. Frames are not read by another one.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Bytes, which JSON has no form for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// The first frame. Its form is the same in every version.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Hello {
    /// Of the program that asks.
    pub(super) version: String,
    /// What was typed, without the program's name.
    pub(super) arguments: Vec<String>,
    /// A person sits there and can be asked.
    pub(super) is_person: bool,
}

/// From whoever asked.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum FromCaller {
    /// To [`ToCaller::Read`], [`ToCaller::Write`] and [`ToCaller::Input`]; the sentence of what went wrong, otherwise.
    Answer { id: u64, answer: Result<Bytes, String> },
    /// A line of standard input.
    Line { line: Result<String, String> },
    /// Standard input has no more lines.
    NoMoreLines,
    /// Ctrl-C.
    Interrupt,
}

/// To whoever asked.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ToCaller {
    /// This process is of another version.
    OtherVersion { version: String },
    /// For standard output.
    Stdout(Bytes),
    /// For standard error.
    Stderr(Bytes),
    /// A whole file is wanted.
    Read { id: u64, path: String },
    /// A whole file is to be written.
    Write { id: u64, path: String, bytes: Bytes },
    /// Standard input is wanted, up to a limit.
    Input { id: u64, limit: u64 },
    /// Standard input is wanted line by line, from now on.
    Lines { limit: u64 },
    /// The command ended.
    Ended { code: u8 },
}

/// The next frame; nothing where the other side closed.
pub(super) async fn read<T: DeserializeOwned>(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<T>> {
    let length = match stream.read_u32().await {
        Ok(length) if length <= LARGEST => length,
        Ok(_) => return Err(io::Error::from(io::ErrorKind::InvalidData)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = vec![0; length as usize];
    stream.read_exact(&mut bytes).await?;
    Ok(Some(serde_json::from_slice(&bytes)?))
}

pub(super) async fn write(stream: &mut (impl AsyncWrite + Unpin), frame: &impl Serialize) -> io::Result<()> {
    let bytes = serde_json::to_vec(frame)?;
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= LARGEST);
    stream.write_u32(length.ok_or(io::ErrorKind::FileTooLarge)?).await?;
    stream.write_all(&bytes).await?;
    stream.flush().await
}

#[cfg(test)]
mod tests {
    use super::{Bytes, FromCaller, ToCaller, read, write};

    #[tokio::test]
    async fn frames_come_as_they_were_sent() {
        let mut stream = Vec::new();
        let bytes = Bytes((0..=255).collect());
        write(&mut stream, &ToCaller::Write { id: 7, path: "a b".into(), bytes: bytes.clone() }).await.unwrap();
        write(&mut stream, &ToCaller::Ended { code: 6 }).await.unwrap();
        let mut stream = stream.as_slice();
        let first = read(&mut stream).await.unwrap();
        assert!(matches!(first, Some(ToCaller::Write { id: 7, path, bytes: came }) if path == "a b" && came == bytes));
        assert!(matches!(read(&mut stream).await.unwrap(), Some(ToCaller::Ended { code: 6 })));
        assert!(read::<ToCaller>(&mut stream).await.unwrap().is_none(), "closed between two frames");
    }

    #[tokio::test]
    async fn a_cut_or_endless_frame_is_an_error() {
        for bytes in [&[0, 0, 0, 9, b'"'][..], &[255, 255, 255, 255], &[0, 0, 0, 1, b'x']] {
            assert!(read::<FromCaller>(&mut &*bytes).await.is_err(), "{bytes:?}");
        }
    }
}
