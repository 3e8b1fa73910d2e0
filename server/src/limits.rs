//! How much one request may be, and how often one reader may search.
//!
//! Sizes and rates come from the configuration. What is too much is answered with a status; problem.rs makes a page
//! of it. Whose request it is, behind proxies, is in limits/reader.rs.
//!
//! Invariants: nothing that a request sends makes the program remember more than a bounded amount; an address that
//! cannot be read as text never reaches a route.

mod reader;
mod search;

pub use reader::{forwarded, reader_address, reader_address_of};
pub use search::{SearchLimit, Wait, search};

use std::{sync::Arc, time::Duration};

use app::{
    forms::{form_page, versions::FILE_BYTES_MAX},
    help::{ask_page, record_page},
    language::Language,
    photos::photos_page,
    sheets::import_page,
};
use axum::{
    RequestExt, Router,
    body::HttpBody,
    extract::{DefaultBodyLimit, Request, State},
    http::{StatusCode, Uri},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};

use crate::{config::Configuration, parts::brings_files};

/// How long a request may take from its head to the beginning of its answer, its body included.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

#[derive(Clone, Copy)]
struct Sizes {
    url_bytes_max: usize,
    query_bytes_max: usize,
    body_bytes_max: usize,
    sheet_bytes_max: usize,
    photo_bytes_max: usize,
}

/// As many photos of the largest kind come with one record. What is one too many of three is still told.
const PHOTOS_AT_ONCE: usize = 4;

/// What a form adds around the file that it sends, and what a file may be too large by and still be told so.
const FORM_BYTES_MAX: usize = 1 << 20;

/// Refuses what `router` shall not be bothered with: addresses that are too long (414) or not text (400), bodies that
/// are too large (413, or a body that ends in an error when its length was not told) or take too long (408).
pub fn layers(router: Router, configuration: &Configuration) -> Router {
    let bytes = |setting: u32| usize::try_from(setting).unwrap_or(usize::MAX);
    let sizes = Sizes {
        url_bytes_max: bytes(configuration.url_bytes_max.get()),
        query_bytes_max: bytes(configuration.query_bytes_max.get()),
        body_bytes_max: bytes(configuration.body_bytes_max.get()),
        sheet_bytes_max: bytes(configuration.sheet_bytes_max.get()),
        photo_bytes_max: bytes(configuration.photo_bytes_max.get()),
    };
    let limited = router.layer(from_fn_with_state(Arc::new(sizes), refuse_too_much));
    limited.layer(DefaultBodyLimit::max(sizes.body_bytes_max))
}

async fn refuse_too_much(State(sizes): State<Arc<Sizes>>, mut request: Request, next: Next) -> Response {
    if let Some(refusal) = fault_of_address(request.uri(), *sizes) {
        return refusal.into_response();
    }
    let told = usize::try_from(request.body().size_hint().lower()).unwrap_or(usize::MAX);
    let bytes_max = match Language::of_path(request.uri().path()) {
        (_, import_page::ADDRESS) => sizes.sheet_bytes_max.saturating_add(FORM_BYTES_MAX),
        (_, path) if form_page::is_address(path) => FILE_BYTES_MAX + FORM_BYTES_MAX,
        (_, path) if photos_page::is_address(path) || ask_page::is_address(path) => {
            sizes.photo_bytes_max.saturating_add(FORM_BYTES_MAX)
        }
        (_, path) if record_page::is_address(path) && brings_files(request.headers()) => {
            sizes.photo_bytes_max.saturating_mul(PHOTOS_AT_ONCE).saturating_add(FORM_BYTES_MAX)
        }
        _ => sizes.body_bytes_max,
    };
    DefaultBodyLimit::max(bytes_max).apply(&mut request);
    if told > bytes_max {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    // Also what is sent drop by drop comes to an end.
    tokio::time::timeout(ANSWER_WITHIN, next.run(request.with_limited_body()))
        .await
        .unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

fn fault_of_address(uri: &Uri, sizes: Sizes) -> Option<StatusCode> {
    let query = uri.query().unwrap_or_default();
    if uri.path().len() + query.len() + 1 > sizes.url_bytes_max || query.len() > sizes.query_bytes_max {
        Some(StatusCode::URI_TOO_LONG)
    } else if is_text(uri.path()) && is_text(query) {
        None
    } else {
        Some(StatusCode::BAD_REQUEST)
    }
}

/// Whether the percent-encoding is whole and stands for UTF-8 without NUL.
fn is_text(encoded: &str) -> bool {
    if !encoded.contains('%') {
        return !encoded.contains('\0');
    }
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut bytes = encoded.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let (Some(high), Some(low)) = (bytes.next().and_then(digit), bytes.next().and_then(digit)) else {
            return false;
        };
        decoded.push(high << 4 | low);
    }
    !decoded.contains(&0) && std::str::from_utf8(&decoded).is_ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_percent_encoding_of_text_is_text() {
        for text in ["", "/stations", "q=%E7%A4%BE%e5%b7%a5", "q=a+b&x=%20", "/社工站", "%25"] {
            assert!(is_text(text), "{text}");
        }
        for other in ["%", "%2", "a%zz", "%+1", "%00", "q=\0", "%ff", "%E7%A4", "%C0%AF", "%ED%A0%80"] {
            assert!(!is_text(other), "{other}");
        }
    }
}
