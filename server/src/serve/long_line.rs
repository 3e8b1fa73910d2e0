//! Addresses too long for the HTTP library, which would answer them with an empty page: they are cut, so that what
//! arrives is still too long for us and gets the page that says so.
//!
//! Only the first line of a request is ever touched, and only beyond [`LINE_BYTES_MAX`]. A request begins after an
//! answer has been written; what does not begin like a question is left alone.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Longer than any address that is accepted, shorter than the 65,535 bytes that the library reads.
const LINE_BYTES_MAX: usize = 48 * 1024;

/// The end of a cut line that is kept: ` HTTP/1.1` and its line break.
const TAIL_BYTES: usize = 16;

/// Bytes taken at once while a line is being cut.
const CHUNK_BYTES: usize = 8 * 1024;

/// How questions begin. What is sent with others may hold lines of any length.
const QUESTIONS: [&[u8]; 2] = [b"GET ", b"HEAD "];

#[derive(Debug)]
enum Reading {
    /// So many bytes of the first line have passed.
    FirstLine(usize),
    /// The line is too long: its last bytes so far.
    Cutting(Vec<u8>),
    /// Whatever comes passes.
    Rest,
}

/// A connection whose overlong first lines are cut.
#[derive(Debug)]
pub(super) struct CutLongLines<S> {
    stream: S,
    reading: Reading,
    /// Read, and still to be handed on.
    pending: Vec<u8>,
}

impl<S> CutLongLines<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, reading: Reading::FirstLine(0), pending: Vec::new() }
    }

    /// Takes note of bytes that have just passed.
    fn passed(&mut self, bytes: &[u8]) {
        let Reading::FirstLine(before) = self.reading else { return };
        let question = before > 0 || QUESTIONS.iter().any(|begin| bytes.starts_with(begin));
        if !question || bytes.contains(&b'\n') {
            self.reading = Reading::Rest;
        } else if before + bytes.len() > LINE_BYTES_MAX {
            self.reading = Reading::Cutting(Vec::new());
        } else {
            self.reading = Reading::FirstLine(before + bytes.len());
        }
    }

    /// Drops bytes of a line that is being cut, up to its end.
    fn cut(&mut self, bytes: &[u8]) {
        let Reading::Cutting(tail) = &mut self.reading else { return };
        let (line, rest) = match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => bytes.split_at(end + 1),
            None => (bytes, &[][..]),
        };
        tail.extend_from_slice(line);
        tail.drain(..tail.len().saturating_sub(TAIL_BYTES));
        if line.last() == Some(&b'\n') {
            // From the blank before the version on, if it is there.
            let begin = tail.iter().rposition(|byte| *byte == b' ').unwrap_or(0);
            self.pending = tail.split_off(begin);
            self.pending.extend_from_slice(rest);
            self.reading = Reading::Rest;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for CutLongLines<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            if !this.pending.is_empty() {
                let most = this.pending.len().min(buffer.remaining());
                buffer.put_slice(&this.pending[..most]);
                this.pending.drain(..most);
                return Poll::Ready(Ok(()));
            }
            if !matches!(this.reading, Reading::Cutting(_)) {
                let before = buffer.filled().len();
                ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
                let bytes = buffer.filled()[before..].to_vec();
                this.passed(&bytes);
                return Poll::Ready(Ok(()));
            }
            let mut chunk = [0; CHUNK_BYTES];
            let mut read = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut this.stream).poll_read(context, &mut read))?;
            if read.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            this.cut(read.filled());
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for CutLongLines<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if matches!(this.reading, Reading::Rest) {
            this.reading = Reading::FirstLine(0);
        }
        Pin::new(&mut this.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if matches!(this.reading, Reading::Rest) {
            this.reading = Reading::FirstLine(0);
        }
        Pin::new(&mut this.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    /// What comes out when `sent` goes in.
    fn passes(sent: &[u8]) -> Vec<u8> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (mut here, there) = duplex(1_000);
            let mut cutting = CutLongLines::new(there);
            let mut received = Vec::new();
            let send = async {
                here.write_all(sent).await.unwrap();
                here.shutdown().await.unwrap();
            };
            tokio::join!(send, async { cutting.read_to_end(&mut received).await.unwrap() });
            received
        })
    }

    #[test]
    fn a_megabyte_of_address_is_cut_and_the_rest_of_the_request_stays() {
        let head = " HTTP/1.1\r\nHost: here\r\nCookie: elder=1\r\n\r\n";
        let sent = format!("GET /stations?q={}{head}", "x".repeat(1_000_000));
        let received = passes(sent.as_bytes());
        assert!(received.len() > LINE_BYTES_MAX && received.len() < LINE_BYTES_MAX + 2_000);
        assert!(received.starts_with(b"GET /stations?q=xxx") && received.ends_with(head.as_bytes()));
    }

    #[test]
    fn what_is_no_question_passes_whole() {
        let body = format!("POST /x HTTP/1.1\r\n\r\n{}", "y".repeat(200_000));
        assert_eq!(passes(body.as_bytes()), body.as_bytes());
        let line = "z".repeat(200_000);
        assert_eq!(passes(line.as_bytes()), line.as_bytes());
    }

    proptest! {
        #[test]
        fn whatever_is_short_enough_passes_as_it_is(bytes in proptest::collection::vec(any::<u8>(), 0..5_000)) {
            prop_assert_eq!(passes(&bytes), bytes);
        }
    }
}
