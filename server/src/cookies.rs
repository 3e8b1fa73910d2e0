//! Cookies that say who is here: how they are read and set.
//!
//! Under https a cookie's name begins with `__Host-` and it is Secure; without (on a loopback address) it is neither.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie, by its two names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CookieName {
    /// Under https.
    pub(crate) secure: &'static str,
    /// Without.
    pub(crate) plain: &'static str,
}

impl CookieName {
    /// What it holds in a request.
    pub(crate) fn read(self, headers: &HeaderMap, over_https: bool) -> Option<String> {
        let wanted = if over_https { self.secure } else { self.plain };
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value.to_owned())
    }

    /// The header that sets it, until the browser is closed or for so many seconds; for an empty token, the one that
    /// takes it away.
    pub(crate) fn set(self, token: &str, for_seconds: Option<i64>, over_https: bool) -> Option<HeaderValue> {
        let ends = match (token, for_seconds) {
            ("", _) => "; Max-Age=0".to_owned(),
            (_, Some(seconds)) => format!("; Max-Age={seconds}"),
            (_, None) => String::new(),
        };
        let text = match over_https {
            true => format!("{}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{ends}", self.secure),
            false => format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{ends}", self.plain),
        };
        HeaderValue::from_str(&text).ok()
    }
}
