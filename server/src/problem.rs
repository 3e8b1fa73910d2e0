//! The page a person sees when a request cannot be answered as asked, in the language of the address.
//!
//! Layers and routes answer with a bare status; [`layers`] gives every such answer its page: one of the site's own,
//! or a plain one when not even that can be made. An answer that already is a page or a JSON document is left as it
//! is.
//! Invariant: a problem page repeats nothing that the request said, and names the number to call.

use std::panic::{AssertUnwindSafe, catch_unwind};

use app::{error::AppError, ids::IncidentId, language::Language, shell};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Response, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::IntoResponse,
};

use crate::{
    error::StoreError,
    pages::{Asked, Sources},
};

app::messages! {
    bad_address { zh: "网址不完整或有多余字符", en: "This address cannot be read" }
    bad_address_advice { zh: "请核对网址，或从首页重新查找。", en: "Check the address, or start again from the home page." }
    refused { zh: "本次提交未被接受", en: "This was not accepted" }
    refused_advice {
        zh: "提交没有从本网站的页面发出。请回到本网站页面后再试一次。",
        en: "It was not sent from a page of this site. Go back to the page on this site and try again."
    }
    missing { zh: "没有找到这个页面", en: "There is no such page" }
    missing_advice { zh: "网址可能有误，或页面已经撤下。可以从首页重新查找。", en: "The address may be mistyped, or the page was taken down. Start again from the home page." }
    too_slow { zh: "等得太久，连接已断开", en: "This took too long" }
    too_slow_advice { zh: "网络可能太慢。请再试一次，或拨打热线。", en: "The network may be too slow. Try again, or call the helpline." }
    method { zh: "此页面不支持这种操作", en: "This page cannot do that" }
    too_large { zh: "提交的内容太长", en: "What was sent is too long" }
    too_large_advice { zh: "按浏览器的返回键回到表单，写好的内容通常还在；缩短后再提交一次。", en: "Go back in the browser, where what was typed usually still stands; shorten it and send it again." }
    too_long { zh: "网址太长", en: "This address is too long" }
    too_long_advice { zh: "请缩短要查找的文字后再试一次。", en: "Shorten what you are looking for and try again." }
    too_often { zh: "查找太频繁", en: "Too many searches at once" }
    too_often_advice { zh: "请过一分钟再试。同一网络下的使用者共用一个限额。", en: "Try again in a minute. Everybody on the same network shares one allowance." }
    unavailable { zh: "服务暂时不可用", en: "The service is not available right now" }
    unavailable_advice { zh: "请过几分钟再试，急事请直接打电话。", en: "Try again in a few minutes; if it is urgent, call." }
    broken { zh: "服务器出现问题", en: "Something went wrong here" }
    broken_advice { zh: "问题已经记录。请过几分钟再试，急事请直接打电话。", en: "It has been recorded. Try again in a few minutes; if it is urgent, call." }
    other { zh: "无法完成这次请求", en: "This could not be done" }
    incident(id: IncidentId) { zh: "问题编号：{id}", en: "Incident number: {id}" }
    home { zh: "返回首页", en: "Go to the home page" }
    line(number: &str) { zh: "服务热线 {number}", en: "Helpline {number}" }
    site_name { zh: "最后一米", en: "LastMetre" }
}

/// The incident behind an answer, for the page that will be made of it.
#[derive(Clone, Copy, Debug)]
pub struct Incident(pub IncidentId);

/// A whole page about `status` that needs nothing but words, with the number to call (checked by the
/// configuration) and the incident to name when something broke.
pub fn plain_page(
    status: StatusCode,
    language: Language,
    number_to_call: &str,
    incident_id: Option<IncidentId>,
) -> Response<Body> {
    let (heading, advice) = words(status, language);
    let advice = format!("<p>{advice}</p>");
    let call = format!("<p><a href=\"tel:{number_to_call}\">{}</a></p>", line(language, number_to_call));
    let number = incident_id.map(|id| format!("<p>{}</p>", incident(language, id))).unwrap_or_default();
    let page = format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{heading} – {site}</title></head>\
         <body><main><h1>{heading}</h1>{advice}{number}{call}<p><a href=\"{home_address}\">{home}</a></p></main></body></html>",
        tag = language.tag(),
        site = site_name(language),
        home_address = language.address("/"),
        home = home(language),
    );
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    (status, headers, page).into_response()
}

/// What happened, and what to do about it.
fn words(status: StatusCode, language: Language) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => (bad_address(language), bad_address_advice(language)),
        StatusCode::FORBIDDEN => (refused(language), refused_advice(language)),
        StatusCode::NOT_FOUND => (missing(language), missing_advice(language)),
        StatusCode::METHOD_NOT_ALLOWED => (method(language), ""),
        StatusCode::REQUEST_TIMEOUT => (too_slow(language), too_slow_advice(language)),
        StatusCode::PAYLOAD_TOO_LARGE => (too_large(language), too_large_advice(language)),
        StatusCode::URI_TOO_LONG => (too_long(language), too_long_advice(language)),
        StatusCode::TOO_MANY_REQUESTS => (too_often(language), too_often_advice(language)),
        StatusCode::SERVICE_UNAVAILABLE => (unavailable(language), unavailable_advice(language)),
        status if status.is_server_error() => (broken(language), broken_advice(language)),
        _ => (other(language), ""),
    }
}

/// Gives every bare error answer of `router` its page.
pub fn layers(router: Router, sources: Sources) -> Router {
    router.layer(from_fn_with_state(sources, give_page))
}

async fn give_page(State(sources): State<Sources>, request: Request, next: Next) -> Response<Body> {
    let (language, _) = Language::of_path(request.uri().path());
    let number_to_call = sources.site.line.clone();
    let asked = Asked::about_nothing(&request, sources);
    let response = next.run(request).await;
    if !is_bare_error(&response) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let incident = parts.extensions.get::<Incident>().map(|incident| incident.0);
    let (title, text) = words(parts.status, language);
    let page = asked.and_then(|asked| {
        let number = incident.map(|id| id.to_string());
        let page = || asked.answer(shell::problem(parts.status.as_u16(), title, text, number));
        // Whatever broke may break here again.
        catch_unwind(AssertUnwindSafe(page)).ok()
    });
    let page = page.unwrap_or_else(|| plain_page(parts.status, language, &number_to_call, incident));
    for about_the_old_body in [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::ETAG] {
        parts.headers.remove(about_the_old_body);
    }
    let (page_parts, body) = page.into_parts();
    parts.headers.extend(page_parts.headers);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, body)
}

fn is_bare_error(response: &Response<Body>) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    bare && (status.is_client_error() || status.is_server_error())
}

/// The bare answer to an error: a status, and the incident for the page.
pub fn answer(error: &AppError) -> Response<Body> {
    match error {
        AppError::NotFound => StatusCode::NOT_FOUND.into_response(),
        AppError::Internal(incident) => broken_by(*incident),
    }
}

/// Breaks a handler off with `?`: its answer is as bare as every other, and gets its page like them.
#[derive(Debug)]
pub struct Broke(AppError);

/// What a handler gives that may break off.
pub type Answered = Result<Response<Body>, Broke>;

impl Broke {
    /// There is no such thing, or not for this reader.
    pub const NOT_FOUND: Self = Self(AppError::NotFound);
}

impl From<StoreError> for Broke {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Broke {
    fn into_response(self) -> Response<Body> {
        answer(&self.0)
    }
}

/// The bare answer when something broke under this incident.
pub fn broken_by(incident: IncidentId) -> Response<Body> {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Incident(incident));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_problem_page_is_small_whole_and_in_its_language() {
        for language in Language::ALL {
            for status in [400, 403, 404, 405, 413, 414, 418, 422, 429, 500, 503] {
                let status = StatusCode::from_u16(status).unwrap();
                let page = plain_page(status, language, "12345", Some(IncidentId::fresh()));
                assert_eq!(page.status(), status);
                let page = axum::body::to_bytes(page.into_body(), 10_000).await.unwrap();
                let page = String::from_utf8(page.to_vec()).unwrap();
                assert!(page.contains("tel:12345"), "{page}");
                assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())), "{page}");
                assert!(
                    page.ends_with("</html>") && !page.contains("style=") && !page.contains("<script"),
                    "{page}"
                );
            }
        }
    }
}
