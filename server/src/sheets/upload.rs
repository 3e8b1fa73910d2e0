//! One file out of a form with several parts, and the short answers beside it.

use std::collections::BTreeMap;

use app::sheets::model::FileFault;
use axum::{extract::Multipart, http::StatusCode};

/// Parts of a form that are read.
const PARTS_MAX: usize = 10;

/// Bytes of an answer that is no file.
const ANSWER_BYTES_MAX: usize = 200;

/// What was sent.
pub(crate) struct Upload {
    /// The answers by their questions.
    pub(crate) answers: BTreeMap<String, String>,
    /// The file, or why there is none.
    pub(crate) file: Result<Vec<u8>, FileFault>,
}

/// Reads a form whose file is called `file`, and no more than `bytes_max` of it. Fails where it is no such form.
pub(crate) async fn upload(mut form: Multipart, bytes_max: usize) -> Result<Upload, StatusCode> {
    let megabytes_max = u32::try_from(bytes_max / (1 << 20)).unwrap_or(u32::MAX);
    let (mut answers, mut file) = (BTreeMap::new(), Err(FileFault::Nothing));
    for _ in 0..PARTS_MAX {
        let part = form.next_field().await.map_err(|error| error.status())?;
        let Some(mut part) = part else { return Ok(Upload { answers, file }) };
        let name = part.name().unwrap_or_default().to_owned();
        let most = if name == "file" { bytes_max } else { ANSWER_BYTES_MAX };
        let mut bytes = Vec::new();
        let mut too_large = false;
        while let Some(chunk) = part.chunk().await.map_err(|error| error.status())? {
            // The rest is let pass, so that the browser gets its answer.
            too_large = too_large || bytes.len() + chunk.len() > most;
            if !too_large {
                bytes.extend_from_slice(&chunk);
            }
        }
        match name.as_str() {
            "file" if too_large => file = Err(FileFault::TooLarge { megabytes_max }),
            "file" if bytes.is_empty() => {}
            "file" => file = Ok(bytes),
            _ if too_large => return Err(StatusCode::BAD_REQUEST),
            _ => drop(answers.insert(name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Err(StatusCode::BAD_REQUEST)
}
