//! The store in a bucket, against a stand-in on this machine that speaks as much of S3 as is asked of it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use app::photos::model::Size;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{Method, Response, StatusCode, header},
};
use image::{Rgb, RgbImage};

use super::super::{Picture, Store, draw_anew};
use crate::config::Configuration;

type Kept = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// Answers what the store asks; whoever does not sign is refused.
async fn answer(State(kept): State<Kept>, request: Request) -> Response<Body> {
    let reply = |status: StatusCode, body: Body| {
        Response::builder()
            .status(status)
            .header(header::ETAG, "\"1\"")
            .header(header::LAST_MODIFIED, "Sat, 28 Nov 2026 10:00:00 GMT")
            .body(body)
            .unwrap()
    };
    let signed = request.headers().get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    if !signed.is_some_and(|it| it.starts_with("AWS4-HMAC-SHA256 Credential=key-id/")) {
        return reply(StatusCode::FORBIDDEN, Body::empty());
    }
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let key = path.strip_prefix("/photos/").unwrap_or_default().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let mut kept = kept.lock().unwrap();
    match (method, key.as_str()) {
        (Method::GET, "") => {
            let contents: String = kept
                .iter()
                .map(|(key, bytes)| {
                    let size = bytes.len();
                    format!("<Contents><Key>{key}</Key><LastModified>2026-11-28T10:00:00.000Z</LastModified><ETag>1</ETag><Size>{size}</Size></Contents>")
                })
                .collect();
            reply(StatusCode::OK, format!("<ListBucketResult>{contents}</ListBucketResult>").into())
        }
        (Method::POST, "") => {
            let asked = String::from_utf8(body.to_vec()).unwrap();
            let mut gone = String::new();
            for part in asked.split("<Key>").skip(1) {
                let key = part.split("</Key>").next().unwrap();
                kept.remove(key);
                gone.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            }
            reply(StatusCode::OK, format!("<DeleteResult>{gone}</DeleteResult>").into())
        }
        (Method::PUT, key) => {
            kept.insert(key.to_owned(), body);
            reply(StatusCode::OK, Body::empty())
        }
        (Method::GET, key) => match kept.get(key) {
            Some(bytes) => reply(StatusCode::OK, bytes.clone().into()),
            None => reply(StatusCode::NOT_FOUND, Body::empty()),
        },
        (Method::DELETE, key) => {
            kept.remove(key);
            reply(StatusCode::NO_CONTENT, Body::empty())
        }
        _ => reply(StatusCode::METHOD_NOT_ALLOWED, Body::empty()),
    }
}

fn picture() -> Picture {
    let mut bytes = Vec::new();
    let image = RgbImage::from_pixel(60, 40, Rgb([1, 2, 3]));
    image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    draw_anew(&bytes).unwrap()
}

fn configured(port: u16, key: &str) -> Configuration {
    let settings = [
        ("LASTMETRE_S3_BUCKET", "photos".to_owned()),
        ("LASTMETRE_S3_ENDPOINT", format!("http://127.0.0.1:{port}")),
        ("LASTMETRE_S3_KEY_ID", key.to_owned()),
        ("LASTMETRE_S3_KEY", "a-secret-that-nobody-shows".to_owned()),
    ];
    Configuration::read(None, settings.map(|(name, value)| (name.to_owned(), value))).unwrap()
}

#[tokio::test]
async fn pictures_are_kept_in_a_bucket_listed_and_deleted() {
    let kept = Kept::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().fallback(answer).with_state(kept.clone());
    let served = tokio::spawn(async move { axum::serve(listener, router).await });

    let store = Store::open(&configured(port, "key-id")).unwrap();
    let picture = picture();
    store.put("one-1", &picture).await.unwrap();
    for size in Size::ALL {
        assert_eq!(store.get("one-1", size).await.unwrap().unwrap(), picture.bytes(size));
    }
    assert_eq!(store.get("two-2", Size::Small).await.unwrap(), None);
    kept.lock().unwrap().insert("something-else".into(), Bytes::new());
    let all = store.all().await.unwrap();
    assert_eq!(all.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["one-1", "one-1"]);
    for stored in &all {
        store.delete(stored).await.unwrap();
    }
    assert_eq!(kept.lock().unwrap().keys().collect::<Vec<_>>(), ["something-else"]);

    let stranger = Store::open(&configured(port, "other")).unwrap();
    let refused = stranger.put("three-3", &picture).await.unwrap_err();
    assert_eq!(refused.to_string(), "could not store a photo");
    served.abort();
}
