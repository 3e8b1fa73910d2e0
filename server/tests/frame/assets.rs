use std::{fs, sync::Arc};

use axum::{Router, body::Body};
use server::assets::{self, Assets, AssetsError, REQUIRED};

use crate::support::{PLAIN, TWIN, TestSite, build_site};

const STYLE: &str = "/assets/main.0123.css";

#[tokio::test]
async fn a_built_file_is_kept_for_ever_and_packed_for_browsers_that_take_it() {
    let site = TestSite::fresh().await;
    assert_eq!(site.program.assets.url("main.css"), Some(STYLE));
    for (accepts, packed) in [
        ("gzip, deflate, br, zstd", true),
        ("br;q=0.1", true),
        ("BR", true),
        ("gzip", false),
        ("br;q=0, gzip", false),
        ("brotli", false),
        ("br;q=much", false),
        ("", false),
    ] {
        let answer = site.get_with(STYLE, &[("accept-encoding", accepts)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), if packed { "br" } else { "" }, "{accepts}");
        assert_eq!(answer.text() == TWIN, packed, "{accepts}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(answer.header("vary").contains("accept-encoding"));
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    }
    assert!(site.get(STYLE).await.text().starts_with(PLAIN));
}

#[tokio::test]
async fn a_browser_that_has_the_file_is_told_so_in_its_own_encoding() {
    let site = TestSite::fresh().await;
    let plain = site.get(STYLE).await.header("etag").to_owned();
    let packed = site.get_with(STYLE, &[("accept-encoding", "br")]).await.header("etag").to_owned();
    assert_ne!(plain, packed);
    for (encoding, tag, same) in [
        ("", plain.as_str(), true),
        ("br", &packed, true),
        ("br", &plain, false),
        ("", "\"other\"", false),
        ("", "*", true),
        ("", &format!("\"other\", W/{plain}"), true),
    ] {
        let answer = site.get_with(STYLE, &[("accept-encoding", encoding), ("if-none-match", tag)]).await;
        assert_eq!(answer.status == 304, same, "{encoding} {tag}");
        assert_eq!(answer.body.is_empty(), same);
        assert!(answer.header("cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn head_tells_the_same_as_get_without_the_file() {
    let site = TestSite::fresh().await;
    let get = site.get(STYLE).await;
    let head = site.send("HEAD", STYLE, &[], Body::empty()).await;
    assert_eq!(head.status, 200);
    assert!(head.body.is_empty());
    for name in ["content-type", "etag", "cache-control"] {
        assert_eq!(head.header(name), get.header(name));
    }
    assert_eq!(head.header("content-length"), get.body.len().to_string());
}

#[tokio::test]
async fn every_kind_of_file_has_its_media_type() {
    let site = TestSite::fresh().await;
    for (name, kind) in [
        ("islands.js", "text/javascript; charset=utf-8"),
        ("islands.wasm", "application/wasm"),
        ("leaflet.css", "text/css; charset=utf-8"),
    ] {
        let address = site.program.assets.url(name).unwrap().to_owned();
        assert_eq!(site.get(&address).await.header("content-type"), kind);
    }
    let directory = std::env::temp_dir().join(format!("lastmetre-test-{}", uuid::Uuid::now_v7()));
    build_site(&directory, &["map.svg", "field.webmanifest", "odd.xyz", "noending"]);
    let built = Assets::load(&directory).unwrap();
    fs::remove_dir_all(&directory).unwrap();
    let site = TestSite::of(assets::service(Arc::new(built)), &[]).await;
    for (name, kind) in [
        ("map.0123.svg", "image/svg+xml; charset=utf-8"),
        ("field.0123.webmanifest", "application/manifest+json"),
        ("odd.0123.xyz", "application/octet-stream"),
        ("noending", "application/octet-stream"),
    ] {
        assert_eq!(site.get(&format!("/assets/{name}")).await.header("content-type"), kind, "{name}");
    }
}

#[tokio::test]
async fn nothing_but_the_built_files_can_be_had() {
    let site = TestSite::fresh().await;
    for address in [
        "/assets/assets.json",
        "/assets/main.css",
        "/assets/main.0123.css.br",
        "/assets/",
        "/assets",
        "/assets/..%2fassets.json",
        "/assets/../assets.json",
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets/..%5c..%5cetc",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.is_problem_page("zh-CN"), "{address}");
        assert!(!answer.header("cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn a_file_at_a_fixed_address_is_asked_for_again_each_time() {
    let program = TestSite::fresh().await;
    let assets = &program.program.assets;
    let routes = Router::new()
        .route("/field/sw.js", assets::fixed(assets, "field.js"))
        .route("/favicon.ico", assets::fixed(assets, "favicon.ico"));
    let site = TestSite::of(routes, &[]).await;
    let answer = site.get_with("/field/sw.js", &[("accept-encoding", "br")]).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, TWIN));
    assert_eq!(answer.header("cache-control"), "no-cache");
    let tag = answer.header("etag").to_owned();
    let again = site.get_with("/field/sw.js", &[("accept-encoding", "br"), ("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
    assert_eq!(site.get("/favicon.ico").await.status, 404);
}

#[test]
fn a_site_that_is_not_whole_is_told_what_it_lacks() {
    let directory = std::env::temp_dir().join(format!("lastmetre-test-{}", uuid::Uuid::now_v7()));
    assert!(matches!(Assets::load(&directory), Err(AssetsError::NoList(..))));
    build_site(&directory, &REQUIRED[1..]);
    let told = Assets::load(&directory).unwrap().complete().unwrap_err().to_string();
    assert!(told.contains(REQUIRED[0]) && !told.contains(REQUIRED[1]), "{told}");
    fs::remove_file(directory.join("islands.0123.js")).unwrap();
    let told = Assets::load(&directory).unwrap_err().to_string();
    assert!(told.contains("islands.0123.js"), "{told}");
    for list in ["{", "[]", "{\"a\": 1}", "{\"a\": \"../../etc/passwd\"}", "{\"a\": \".hidden\"}"] {
        fs::write(directory.join("assets.json"), list).unwrap();
        assert!(matches!(Assets::load(&directory), Err(AssetsError::OddList(_))), "{list}");
    }
    fs::remove_dir_all(&directory).unwrap();
}
