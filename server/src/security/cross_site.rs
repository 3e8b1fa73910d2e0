//! Tells the posts of our own pages from those that a stranger's page makes a reader's browser send.
//!
//! Browsers say so themselves in `Sec-Fetch-Site`; older ones name at least the page's origin in `Origin`. Whoever
//! sends neither is no reader in a browser, and is refused.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Paths whose posts carry a proof of their own: the key of a reminder that is left by one press from a mail program
/// (RFC 8058), the token of a gateway.
const EXCEPTIONS: [&str; 3] = ["/reminders/leave", "/en/reminders/leave", "/messages/receipt"];

/// The origins that are this site.
pub(super) struct Origins {
    public: String,
}

impl Origins {
    /// `public` is scheme and host under which readers reach the site.
    pub(super) fn new(public: String) -> Self {
        Self { public }
    }

    /// Whether the request may go on to a route.
    pub(super) fn admit(&self, method: &Method, path: &str, headers: &HeaderMap) -> bool {
        let carries_proof = method == Method::POST && EXCEPTIONS.contains(&path);
        if carries_proof || [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) {
            return true;
        }
        match only(headers, &SEC_FETCH_SITE) {
            Header::Once(site) => ["same-origin", "none"].iter().any(|own| site.as_bytes() == own.as_bytes()),
            Header::Several => false,
            Header::Absent => self.is_own_origin(headers),
        }
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let Header::Once(origin) = only(headers, &header::ORIGIN) else { return false };
        let Ok(origin) = origin.to_str() else { return false };
        if origin.eq_ignore_ascii_case(&self.public) {
            return true;
        }
        // Reached under another name (a second domain, an address): the page and the post name the same host.
        let host = match origin.split_once("://") {
            Some(("https", host)) => host,
            Some(("http", host)) if !self.public.starts_with("https://") => host,
            _ => return false,
        };
        matches!(only(headers, &header::HOST), Header::Once(own) if own.as_bytes().eq_ignore_ascii_case(host.as_bytes()))
    }
}

enum Header<'a> {
    Absent,
    Once(&'a HeaderValue),
    Several,
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Header<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Header::Absent,
        (Some(value), None) => Header::Once(value),
        (Some(_), Some(_)) => Header::Several,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(public: &str, method: Method, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Origins::new(public.to_owned()).admit(&method, "/display", &map)
    }

    const HTTPS: &str = "https://example.org";
    const HTTP: &str = "http://127.0.0.1:3000";
    const HOST: (&str, &str) = ("host", "127.0.0.1:3000");

    #[test]
    fn reading_is_open_to_all() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert!(admit(
                HTTPS,
                method,
                &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]
            ));
        }
    }

    #[test]
    fn a_browser_that_tells_where_a_post_comes_from_is_believed() {
        for (site, admitted) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
            ("", false),
            ("x", false),
        ] {
            for method in [
                Method::POST,
                Method::PUT,
                Method::PATCH,
                Method::DELETE,
                Method::from_bytes(b"ODD").unwrap(),
            ] {
                // What Origin says does not matter then.
                for origin in [HTTPS, "https://evil.example", "null"] {
                    let headers = [("sec-fetch-site", site), ("origin", origin)];
                    assert_eq!(admit(HTTPS, method.clone(), &headers), admitted, "{method} {site} {origin}");
                }
                assert_eq!(admit(HTTPS, method, &[("sec-fetch-site", site)]), admitted, "{site}");
            }
        }
    }

    #[test]
    fn an_older_browser_must_name_our_own_origin() {
        for (public, headers, admitted) in [
            (HTTPS, &[("origin", "https://example.org")][..], true),
            (HTTPS, &[("origin", "HTTPS://Example.org")], true),
            (HTTPS, &[("origin", "http://example.org"), ("host", "example.org")], false),
            (HTTPS, &[("origin", "https://example.org.evil.example"), ("host", "example.org")], false),
            (HTTPS, &[("origin", "https://evil.example"), ("host", "example.org")], false),
            (HTTPS, &[("origin", "https://second.example"), ("host", "second.example")], true),
            (HTTPS, &[("origin", "null"), ("host", "null")], false),
            (HTTPS, &[("origin", ""), ("host", "")], false),
            (HTTPS, &[("host", "example.org")], false),
            (HTTPS, &[], false),
            (HTTP, &[("origin", "http://127.0.0.1:3000")], true),
            (HTTP, &[("origin", "http://localhost:3000"), ("host", "localhost:3000")], true),
            (HTTP, &[("origin", "http://localhost:3001"), ("host", "localhost:3000")], false),
            (HTTP, &[("origin", "ftp://127.0.0.1:3000"), HOST], false),
        ] {
            assert_eq!(admit(public, Method::POST, headers), admitted, "{public} {headers:?}");
        }
    }

    #[test]
    fn a_header_that_is_there_twice_is_not_believed() {
        let twice = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")];
        assert!(!admit(HTTPS, Method::POST, &twice));
        assert!(!admit(HTTPS, Method::POST, &[("origin", HTTPS), ("origin", HTTPS)]));
        let hosts = [("origin", "http://localhost:1"), ("host", "localhost:1"), ("host", "localhost:2")];
        assert!(!admit(HTTP, Method::POST, &hosts));
    }
}
