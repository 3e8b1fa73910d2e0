//! The photos of a record while it is written: they rest as those of a call that is not sent, each question's under a token
//! of its own.
//!
//! The token follows from who writes and from the id that the page carries, so nothing has to be kept for it, and nobody
//! else's page leads to it.
//!
//! Invariant: the answer to a question are the photos that rest under its token, whatever else a page sends.

use app::{
    accounts::model::Staff,
    forms::{
        answers::Answer,
        evaluate::{At, Filling},
        fields::{DROP, KEEP},
        form::Kind,
        model::PHOTOS,
        posted::name_of,
    },
    help::walk::Begun,
    ids::{CommandId, PhotoId},
    photos::model::PhotoFault,
};
use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{Help, HelpCall, queries};
use crate::{
    accounts::{AccountsState, SignedIn},
    database::{Transaction, now_ms},
    error::StoreError,
    parts::{Part, Parts},
    photos::Picture,
    problem::{Answered, Broke},
    vault::SealingKey,
};

/// What a record's page sent.
pub(super) struct SentRecord {
    /// The answers.
    pub(super) pairs: Vec<(String, String)>,
    /// The pictures that were chosen, each with its question.
    pub(super) pictures: Vec<(String, Result<Picture, PhotoFault>)>,
}

/// Photos that rest, of one question.
#[derive(Clone, Debug)]
pub(super) struct Resting {
    token: String,
    ids: Vec<PhotoId>,
}

impl Help {
    fn photos_token(&self, staff: &Staff, photos: CommandId, question: &str) -> String {
        self.secrets.keyed_hash("record photos", &format!("{}/{photos}/{question}", staff.id))
    }

    /// Reads what a record's page sent; each picture is drawn anew before the next one is read.
    pub(super) async fn sent_record(&self, request: Request) -> Result<SentRecord, Response> {
        let mut parts = Parts::of(request, self.photos.bytes_max).await?;
        let (mut pairs, mut pictures) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next().await? {
            match part {
                Part::Answer(name, text) => pairs.push((name, text)),
                Part::File(name, None) => pictures.push((name, Err(self.photo_too_large()))),
                Part::File(_, Some(bytes)) if bytes.is_empty() => {}
                Part::File(name, Some(_)) if pictures.len() >= PHOTOS[1] as usize => {
                    pictures.push((name, Err(PhotoFault::TooMany)));
                }
                Part::File(name, Some(bytes)) => pictures.push((name, self.photos.draw(bytes).await)),
            }
        }
        Ok(SentRecord { pairs, pictures })
    }

    /// Takes the photos that were sent, and away the one whose button was pressed; writes those that rest into the form
    /// as answers. Gives them, and why others were not taken, each with its question.
    pub(super) async fn take_photos(
        &self,
        staff: &Staff,
        photos: CommandId,
        sent: Vec<(String, Result<Picture, PhotoFault>)>,
        button: &str,
        filling: &mut Filling,
    ) -> Result<(Vec<Resting>, Vec<(String, PhotoFault)>), StoreError> {
        let mut faults = Vec::new();
        let mut resting: Vec<Resting> = Vec::new();
        let pressed = button.strip_prefix(KEEP);
        let away = button.strip_prefix(DROP).and_then(|rest| rest.rsplit_once('.'));
        for (at, most) in asked(filling) {
            let question = name_of(filling.form(), at);
            let token = self.photos_token(staff, photos, &question);
            if let Some((_, id)) = away.filter(|(of, _)| *of == question)
                && let Ok(id) = id.parse()
            {
                self.drop_photo(&token, id).await?;
            }
            let mine = || sent.iter().filter(|(of, _)| *of == question).map(|(_, picture)| picture);
            if pressed == Some(question.as_str()) && mine().next().is_none() {
                faults.push((question.clone(), PhotoFault::Nothing));
            }
            for picture in mine() {
                let kept = match picture {
                    Ok(picture) => self.rest(&token, photos, picture, most).await?,
                    Err(fault) => Err(*fault),
                };
                faults.extend(kept.err().map(|fault| (question.clone(), fault)));
            }
            let ids = self.begun(&token).await?.map(|begun| begun.photos).unwrap_or_default();
            let answer = Answer::several(ids.iter().map(ToString::to_string).collect());
            // It is a question of this form, which nobody calculates.
            let _changed = filling.answer(at, answer);
            // What is hidden is no answer, and goes when the record is sent.
            let is_asked = filling.standing(at).is_ok_and(|standing| standing.shown);
            resting.push(Resting { token, ids: if is_asked { ids } else { Vec::new() } });
        }
        // One line for each question is enough.
        faults.dedup_by(|one, other| one.0 == other.0);
        Ok((resting, faults))
    }

    /// A picture rests once, also when it is sent again: its id follows from what is seen.
    async fn rest(
        &self,
        token: &str,
        photos: CommandId,
        picture: &Picture,
        most: usize,
    ) -> Result<Result<(), PhotoFault>, StoreError> {
        let now = now_ms();
        let hash = self.secrets.keyed_hash("record photo", &format!("{token}/{}", picture.digest));
        let id = hash.get(..32).and_then(|digits| digits.parse().ok());
        let id: PhotoId = id.ok_or(StoreError::Corrupt { what: "id of a photo" })?;
        self.drafts.begin_under(token, &Begun::new(photos, now), now).await?;
        let kept = self.drafts.keep_photo(token, id, &picture.large, most, now).await?;
        Ok(if kept { Ok(()) } else { Err(PhotoFault::TooMany) })
    }

    /// Moves the photos that are answers under the key of the call, and takes away what else rests; says whether all of
    /// them were still there.
    pub(super) async fn move_resting(
        &self,
        tx: &mut Transaction<'_>,
        resting: &[Resting],
        key: &SealingKey,
        call: &str,
    ) -> Result<bool, StoreError> {
        for of in resting {
            for id in &of.ids {
                if !self.move_photo(tx, &of.token, *id, key, call).await? {
                    return Ok(false);
                }
            }
            self.drafts.drop_in(tx, &self.drafts.name_of(&of.token)).await?;
        }
        Ok(true)
    }

    /// Whether this command of theirs has recorded a service under this call.
    pub(super) async fn is_recorded(
        &self,
        staff: &Staff,
        call: &HelpCall,
        id: CommandId,
    ) -> Result<bool, StoreError> {
        let (id, staff) = (id.to_string(), staff.id.to_string());
        let records = queries::records(self.database(), &call.id).await?;
        Ok(records.iter().any(|record| record.id == id && record.staff_id == staff))
    }

    /// A photo that rests, in its small size, for whoever writes the record.
    async fn resting_photo(&self, token: &str, id: PhotoId) -> Result<Option<Vec<u8>>, StoreError> {
        let begun = self.begun(token).await?;
        if !begun.is_some_and(|begun| begun.photos.contains(&id)) {
            return Ok(None);
        }
        let find = async |tx: &mut Transaction<'_>| self.drafts.photo(tx, token, id).await;
        let Some(large) = self.database().transaction(find).await? else { return Ok(None) };
        Ok(self.photos.draw(large).await.ok().map(|picture| picture.small))
    }
}

/// The questions for photos as the form stands, each with how many it takes.
fn asked(filling: &Filling) -> Vec<(At, usize)> {
    let form = filling.form();
    let photos = |at: At| match form.get(at.field)?.kind {
        Kind::Photo { max } => Some((at, max as usize)),
        _ => None,
    };
    filling.questions().filter_map(photos).collect()
}

/// What the address of a photo that rests says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OfPhoto {
    photos: String,
    question: String,
}

pub(super) async fn resting_photo(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    Path((id, photo)): Path<(String, String)>,
    Query(of): Query<OfPhoto>,
) -> Answered {
    let (staff, help) = (signed_in.staff(), &state.help);
    help.opened_to(staff, &id).await?;
    let (Ok(photo), Ok(photos)) = (photo.parse(), of.photos.parse()) else { return Err(Broke::NOT_FOUND) };
    let token = help.photos_token(staff, photos, &of.question);
    let bytes = help.resting_photo(&token, photo).await?.ok_or(Broke::NOT_FOUND)?;
    Ok(picture(bytes))
}

/// A picture that shows people: no copy of it stays in the browser.
pub(super) fn picture(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
