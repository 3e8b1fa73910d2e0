//! The addresses of photos. What may not be seen, and what is not there, answer alike.

use app::{
    ids::{CommandId, PhotoId},
    journal::model::Refusal,
    photos::{
        model::{Act, Owner, PhotoFault, Size},
        photos_page::{self, Done},
    },
    premises::model::Item,
    sheets::model::FileFault,
    stations::model::Station,
};
use axum::{
    Form, Router,
    extract::{Multipart, Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::Photos;
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    pages::{Asked, Sources},
    problem::{Answered, Broke},
    sheets::{Upload, upload},
    stations::unit,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/stations/{slug}/photos", get(show).post(add))
        .route("/office/photos/{id}", post(act))
        .route("/office/photos/{id}/{size}", get(picture))
}

/// What a page that was led to says of what was done, and what its form begins with.
#[derive(Debug, Default, Deserialize)]
struct Led {
    #[serde(default)]
    done: String,
    #[serde(default)]
    photo: String,
    #[serde(default)]
    item: String,
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Query(led): Query<Led>,
) -> Answered {
    let Some(station) = unit(&asked, signed_in.staff(), &slug) else { return Err(Broke::NOT_FOUND) };
    let done = match (led.done.as_str(), Act::from_word(&led.done), led.photo.parse()) {
        (app::photos::model::ADD, ..) => Some(Done::Added),
        (_, Some(Act::Remove), Ok(id)) => Some(Done::Removed(id)),
        (_, Some(Act::PutBack), _) => Some(Done::PutBack),
        _ => None,
    };
    page(&state, &signed_in, asked, station, Item::from_word(&led.item), None, done).await
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    station: Station,
    item: Option<Item>,
    fault: Option<PhotoFault>,
    done: Option<Done>,
) -> Answered {
    let photos = state.photos.of_premises(station.id).await?;
    let (staff, megabytes_max) = (signed_in.staff().clone(), state.photos.megabytes_max());
    let photos = photos_page::Photos { staff, station, photos, item, fault, done, megabytes_max };
    let page = photos_page::page(&asked.context, photos);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn add(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    form: Multipart,
) -> Answered {
    let staff = signed_in.staff();
    let Some(station) = unit(&asked, staff, &slug) else { return Err(Broke::NOT_FOUND) };
    let Upload { answers, file } = match upload(form, state.photos.bytes_max).await {
        Ok(upload) => upload,
        Err(status) => return Ok(status.into_response()),
    };
    let item = answers.get("item").and_then(|word| Item::from_word(word));
    let id = answers.get("command").and_then(|id| id.parse::<CommandId>().ok()).ok_or(Broke::NOT_FOUND)?;
    let added = match (item, file) {
        (None, _) => Err(PhotoFault::NoItem),
        (_, Err(FileFault::TooLarge { megabytes_max })) => Err(PhotoFault::TooLarge { megabytes_max }),
        (_, Err(_)) => Err(PhotoFault::Nothing),
        (Some(item), Ok(file)) => match state.photos.draw(file).await {
            Err(fault) => Err(fault),
            Ok(picture) => {
                let owner = Owner::Premises(station.id, item);
                let added = state.photos.add(id, owner, &picture, staff).await?;
                added.map(|()| item).map_err(PhotoFault::of)
            }
        },
    };
    match added {
        Ok(item) => {
            let there = photos_page::address(&slug);
            let done = format!("{there}?done={}&item={}", app::photos::model::ADD, item.word());
            Ok(Redirect::to(&asked.context.language().address(&done)).into_response())
        }
        Err(PhotoFault::Refused(Refusal::NotFound)) => Err(Broke::NOT_FOUND),
        Err(fault) => page(&state, &signed_in, asked, station, item, Some(fault), None).await,
    }
}

/// What a form about one photo sends.
#[derive(Debug, Deserialize)]
struct ActForm {
    command: String,
    act: String,
}

async fn act(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<ActForm>,
) -> Answered {
    let staff = signed_in.staff();
    let photo = state.photos.seen_by(&id, staff).await?.ok_or(Broke::NOT_FOUND)?;
    let (Ok(command), Some(act)) = (form.command.parse::<CommandId>(), Act::from_word(&form.act)) else {
        return Err(Broke::NOT_FOUND);
    };
    let Owner::Premises(station, _) = photo.owner;
    let directory = state.sources.directory.get();
    let station = directory.stations.iter().find(|it| it.id == station).ok_or(Broke::NOT_FOUND)?;
    match state.photos.act(command, &photo, act, staff).await? {
        Ok(()) => {
            let done =
                format!("{}?done={}&photo={}", photos_page::address(&station.slug), act.kind(), photo.id);
            Ok(Redirect::to(&asked.context.language().address(&done)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(refusal) => {
            let fault = Some(PhotoFault::of(refusal));
            page(&state, &signed_in, asked, station.clone(), None, fault, None).await
        }
    }
}

async fn picture(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    Path((id, size)): Path<(String, String)>,
) -> Answered {
    let size = Size::from_word(&size).ok_or(Broke::NOT_FOUND)?;
    let id = id.parse::<PhotoId>().map_err(|_| Broke::NOT_FOUND)?.to_string();
    let photo = state.photos.seen_by(&id, signed_in.staff()).await?.ok_or(Broke::NOT_FOUND)?;
    let bytes = state.photos.bytes(&photo, size).await?.ok_or(Broke::NOT_FOUND)?;
    Ok(jpeg(bytes))
}

/// The address of the logo that stands above every page; of one that does no longer, there is none.
pub fn logo(photos: Photos, sources: Sources) -> Router {
    Router::new().route("/logo/{digest}", get(logo_of)).with_state((photos, sources))
}

async fn logo_of(
    State((photos, sources)): State<(Photos, Sources)>,
    Path(digest): Path<String>,
) -> Result<Response, Broke> {
    let site = sources.site_with(&sources.directory.get());
    if site.logo.as_deref() != Some(digest.as_str()) {
        return Err(Broke::NOT_FOUND);
    }
    let bytes = photos.logo(&digest).await?.ok_or(Broke::NOT_FOUND)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, bytes).into_response())
}

/// Kept by the browser of whoever was shown it, for an hour: its address never means another picture.
fn jpeg(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600, immutable")),
    ];
    (headers, bytes).into_response()
}
