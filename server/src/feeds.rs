//! What the pages' islands, telephones, crawlers and the field app fetch: suggestions, points for the map, contact
//! cards, the site map, the directory as one document.
//!
//! Public like the pages, and like them made from the snapshot of the directory alone.

use std::hash::{DefaultHasher, Hash, Hasher};

use app::{
    language::Language,
    map::{points::write_points, short_name},
    offline,
    sheets::public,
    stations::{filter::StationFilter, finder::find, structured, suggestions::suggestions},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::pages::{Asked, Sources};

/// What each language has of its own.
fn in_language() -> Router<Sources> {
    Router::new()
        .route("/suggest", get(suggest))
        .route("/areas/{code}/below", get(below))
        .route("/stations/points", get(points))
        .route("/stations/{slug}/contact.vcf", get(contact))
}

/// All of them.
pub fn routes() -> Router<Sources> {
    Router::new()
        .merge(in_language())
        .nest("/en", in_language())
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .route("/field/directory.json", get(directory))
}

/// An answer of some kind that is checked again at each visit.
fn fresh(kind: &'static str, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    (headers, body).into_response()
}

/// `GET /suggest?q=`: lines of the suggestion list.
async fn suggest(Query(pairs): Query<Vec<(String, String)>>, asked: Asked) -> Response {
    let q = pairs.iter().find(|(name, _)| name == "q").map_or("", |(_, q)| q.trim());
    let lines = match q {
        "" => String::new(),
        q => suggestions(&asked.context.directory, q, asked.context.language()),
    };
    fresh("text/html; charset=utf-8", lines)
}

/// For how long a list of places may be kept: they change a few times a year.
const PLACES_KEPT: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// `GET /areas/{code}/below`: the places directly below one, for a form that asks for a village; a line for each, its code
/// and its name.
async fn below(Path(code): Path<String>, asked: Asked) -> Response {
    let areas = &asked.context.directory.areas;
    if areas.division(&code).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let lines = areas.lines_below(asked.context.language(), &code);
    let mut answer = fresh("text/plain; charset=utf-8", lines);
    answer.headers_mut().insert(header::CACHE_CONTROL, PLACES_KEPT);
    answer
}

/// `GET /stations/points?…`: the stations of a list as points for the map.
async fn points(Query(pairs): Query<Vec<(String, String)>>, asked: Asked) -> Response {
    let directory = &asked.context.directory;
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (filter, _) = StationFilter::parse(pairs, directory);
    let found = find(directory, &filter, asked.context.reader.now);
    let language = asked.context.language();
    let lines = write_points(found.all.into_iter().map(|station| {
        let area =
            directory.areas.county_or_city(&station.division).map_or("", |area| area.name_in(language));
        (station, short_name(area), station.name.read(language))
    }));
    fresh("text/plain; charset=utf-8", lines)
}

/// `GET /stations/{slug}/contact.vcf`: the station for an address book.
async fn contact(Path(slug): Path<String>, asked: Asked) -> Response {
    let Some(station) = asked.context.directory.station(&slug) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let card = structured::vcard(&asked.context, station, asked.context.language());
    let mut answer = fresh("text/vcard; charset=utf-8", card);
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}.vcf\"", station.slug)) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    answer
}

/// Every page that a crawler should know, in both languages.
async fn sitemap(asked: Asked) -> Response {
    let directory = &asked.context.directory;
    let fixed = [
        "/",
        "/stations",
        "/services",
        "/areas",
        "/policies",
        "/activities",
        "/reminders",
        "/complaints",
        "/verify",
        "/help",
        "/volunteers",
        "/about",
        "/data-sources",
        "/accessibility",
        "/privacy",
    ];
    let mut paths: Vec<String> = fixed.map(str::to_owned).to_vec();
    // What is made up to show something must not be found.
    paths.extend(directory.stations.iter().filter(|it| !it.demo).map(|it| format!("/stations/{}", it.slug)));
    paths.extend(directory.catalogue.items.iter().map(|it| format!("/services/{}", it.code)));
    paths.extend(directory.policies.iter().map(|it| format!("/policies/{}", it.slug)));
    paths.extend(
        directory.areas.divisions().iter().filter(|it| it.official()).map(|it| format!("/areas/{}", it.code)),
    );
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in &paths {
        for language in Language::ALL {
            xml.push_str(&format!(
                "<url><loc>{}{}</loc></url>\n",
                asked.context.site.public_url,
                language.address(path)
            ));
        }
    }
    xml.push_str("</urlset>\n");
    fresh("application/xml; charset=utf-8", xml)
}

async fn robots(asked: Asked) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /suggest\nDisallow: /en/suggest\nDisallow: {0}\nDisallow: /en{0}\nSitemap: {1}/sitemap.xml\n",
        public::ADDRESS,
        asked.context.site.public_url
    );
    fresh("text/plain; charset=utf-8", text)
}

/// `GET /field/directory.json`: the whole directory for the field app; unchanged ones are answered with 304.
async fn directory(State(sources): State<Sources>, headers: HeaderMap) -> Response {
    let directory = sources.directory.get();
    // What the deployment says of itself travels along, so a changed telephone number is a change too.
    let mut said = DefaultHasher::new();
    let site = sources.site_with(&directory);
    serde_json::to_string(&*site).unwrap_or_default().hash(&mut said);
    let tag = format!("\"{}-{}-{:x}\"", env!("CARGO_PKG_VERSION"), directory.version, said.finish());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.trim_start_matches("W/") == tag);
    let mut answer = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match offline::document::write(&site, &directory.document()) {
            Ok(json) => fresh("application/json", json),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}
