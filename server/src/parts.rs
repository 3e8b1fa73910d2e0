//! What a form sends, with files or without, one part after the other: no more than one file is held at a time.
//!
//! Whoever reads on says what becomes of a file before the next one is read.

use axum::{
    Form,
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Bytes of all answers together, with what keeping each of them takes: beside files a form may say as much as any other.
const ANSWERS_BYTES_MAX: usize = 1 << 20;
const ANSWER_BYTES: usize = 64;

/// A part of a form.
pub(crate) enum Part {
    /// What was answered to a question.
    Answer(String, String),
    /// The file of a question: empty where none was chosen, and nothing where it is too large.
    File(String, Option<Vec<u8>>),
}

/// The parts of a form that are still to be read.
pub(crate) struct Parts {
    answers: std::vec::IntoIter<(String, String)>,
    files: Option<Multipart>,
    file_bytes_max: usize,
    answers_bytes: usize,
}

/// Whether a request of this kind brings files.
pub(crate) fn brings_files(headers: &axum::http::HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/"))
}

impl Parts {
    /// The parts of this request, of each file no more than so many bytes.
    pub(crate) async fn of(request: Request, file_bytes_max: usize) -> Result<Self, Response> {
        let (answers, files) = if brings_files(request.headers()) {
            let files = Multipart::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
            (Vec::new(), Some(files))
        } else {
            let Form(answers) =
                Form::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
            (answers, None)
        };
        Ok(Self { answers: answers.into_iter(), files, file_bytes_max, answers_bytes: 0 })
    }

    /// The next one. What is too large of a file is let pass, so that the browser gets its answer.
    pub(crate) async fn next(&mut self) -> Result<Option<Part>, Response> {
        let Some(files) = &mut self.files else {
            return Ok(self.answers.next().map(|(name, text)| Part::Answer(name, text)));
        };
        let next = files.next_field().await.map_err(|error| error.status().into_response())?;
        let Some(mut part) = next else { return Ok(None) };
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let most = match is_file {
            true => self.file_bytes_max,
            false => ANSWERS_BYTES_MAX.saturating_sub(self.answers_bytes + name.len() + ANSWER_BYTES),
        };
        let (mut bytes, mut fits) = (Vec::new(), true);
        while let Some(chunk) = part.chunk().await.map_err(|error| error.status().into_response())? {
            fits = fits && bytes.len() + chunk.len() <= most;
            if fits {
                bytes.extend_from_slice(&chunk);
            } else if !is_file {
                return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
            } else {
                bytes = Vec::new();
            }
        }
        if is_file {
            return Ok(Some(Part::File(name, fits.then_some(bytes))));
        }
        self.answers_bytes += name.len() + bytes.len() + ANSWER_BYTES;
        Ok(Some(Part::Answer(name, String::from_utf8_lossy(&bytes).into_owned())))
    }
}
