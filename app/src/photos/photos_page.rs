//! `/office/stations/{slug}/photos`: what a unit's premises look like, and the form that adds a photo.

use leptos::prelude::*;

use super::{
    messages,
    model::{Act, MEGAPIXELS_MAX, Owner, PER_ITEM_MAX, PUT_BACK_DAYS, Photo, PhotoFault, Size},
};
use crate::premises::messages as list;
use crate::stations::messages as unit;
use crate::{
    access::Action,
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{CommandId, PhotoId},
    language::Language,
    premises::{
        model::{Group, Item},
        premises_page, words,
    },
    reader::directory,
    settings::settings_page,
    shell::{Page, PageContext},
    stations::{
        model::{Stage, Station},
        unit_form::UnitFault,
        unit_words, units_page,
        upkeep::may_in,
    },
    ui::FaultList,
};

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A photo was added.
    Added,
    /// This one was taken away.
    Removed(PhotoId),
    /// One was put back.
    PutBack,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Photos {
    /// Who reads.
    pub staff: Staff,
    /// Whose photos.
    pub station: Station,
    /// All that are there, and those that were taken away and can be put back; the latest first.
    pub photos: Vec<Photo>,
    /// The item that is chosen in the form.
    pub item: Option<Item>,
    /// Why the last one was not taken.
    pub fault: Option<PhotoFault>,
    /// What was just done.
    pub done: Option<Done>,
    /// The largest file that is taken.
    pub megabytes_max: u32,
}

/// The address of the photos of a unit, without the language.
pub fn address(slug: &str) -> String {
    format!("{}/photos", units_page::unit_address(slug))
}

/// Whether pictures are sent to this address, told without the language.
pub fn is_address(path: &str) -> bool {
    let slug = path.strip_prefix(units_page::ADDRESS).and_then(|rest| rest.strip_suffix("/photos"));
    path == settings_page::LOGO
        || slug
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|slug| !slug.is_empty() && !slug.contains('/'))
}

/// The address of the form about one photo, without the language.
pub fn one(id: PhotoId) -> String {
    format!("/office/photos/{id}")
}

/// The address of a photo in a size; the digest lets a browser keep it.
pub fn picture(photo: &Photo, size: Size) -> String {
    format!("{}/{}?{}", one(photo.id), size.word(), photo.digest)
}

/// The page.
pub fn page(context: &PageContext, photos: Photos) -> Page {
    let l = context.language();
    let station = &photos.station;
    let crumbs = [
        (unit::units_title(l).to_owned(), units_page::ADDRESS.to_owned()),
        (station.name.read(l).to_owned(), units_page::unit_address(&station.slug)),
        (list::title_of(l, station.name.read(l)), premises_page::address(&station.slug)),
    ];
    let status = match photos.fault {
        None => 200,
        Some(PhotoFault::TooMany | PhotoFault::Closed | PhotoFault::Refused(_)) => 409,
        Some(PhotoFault::TooLarge { .. }) => 413,
        Some(_) => 422,
    };
    let (title, demo) = (messages::title_of(l, station.name.read(l)), station.demo);
    Page::new(title, "", move || body(l, &photos))
        .below(crumbs)
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

/// What is wrong, and the place on the page that mends it.
pub(crate) fn fault(l: Language, fault: PhotoFault) -> (&'static str, String) {
    match fault {
        PhotoFault::Nothing => ("file", messages::fault_nothing(l).to_owned()),
        PhotoFault::TooLarge { megabytes_max } => ("file", messages::fault_too_large(l, megabytes_max)),
        PhotoFault::NoPicture => ("file", messages::fault_no_picture(l).to_owned()),
        PhotoFault::TooManyPixels => ("file", messages::fault_pixels(l, MEGAPIXELS_MAX)),
        PhotoFault::NoItem => ("item", messages::fault_item(l).to_owned()),
        PhotoFault::TooMany => ("item", messages::fault_many(l, PER_ITEM_MAX)),
        PhotoFault::Closed => ("photos", messages::fault_closed(l).to_owned()),
        PhotoFault::Refused(refusal) => ("photos", unit_words::fault(l, &UnitFault::Refused(refusal)).1),
    }
}

fn body(l: Language, photos: &Photos) -> impl IntoView + use<> {
    let directory = directory();
    let Photos { staff, station, .. } = photos;
    let told: Vec<_> = photos.fault.map(|it| fault(l, it)).into_iter().collect();
    let edits = station.stage != Stage::Closed && may_in(&directory, staff, Action::EditUnit, station);
    let (there, gone): (Vec<_>, Vec<_>) =
        photos.photos.iter().cloned().partition(|photo| photo.removed_at_ms.is_none());
    let empty = there.is_empty().then(|| {
        let words = if edits { messages::none_yet(l) } else { messages::none(l) };
        view! { <p class="notice">{words}</p> }
    });
    let shown = Item::ALL
        .into_iter()
        .filter_map(|item| {
            let of_item: Vec<_> = of(&there, station, item).cloned().collect();
            (!of_item.is_empty()).then(|| {
                let act = edits.then_some(Act::Remove);
                view! {
                    <section class="section--tight"><h2 id=format!("photos-{}", item.word())>{words::item(l, item)}</h2>
                        {gallery(l, &of_item, item, act)}</section>
                }
            })
        })
        .collect_view();
    let count = gone.len();
    let gone = (edits && count > 0).then(|| {
        let galleries = Item::ALL
            .into_iter()
            .map(|item| {
                let of_item: Vec<_> = of(&gone, station, item).cloned().collect();
                (!of_item.is_empty()).then(|| gallery(l, &of_item, item, Some(Act::PutBack)))
            })
            .collect_view();
        view! {
            <details class="fold no-print"><summary>{messages::gone(l, count)}</summary>
                <p class="small soft">{messages::gone_days(l, PUT_BACK_DAYS)}</p>{galleries}</details>
        }
    });
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff=staff.clone()/>
        <h1 id="photos">{messages::title_of(l, station.name.read(l))}</h1>
        <p class="lead no-print">{messages::lead(l)}</p>
        <p class="no-print"><a href=l.address(&premises_page::address(&station.slug))>{messages::back(l)}</a></p>
        {done(l, photos)}
        {empty}
        {shown}
        {edits.then(|| form(l, photos, &told))}
        {gone}
    }
}

/// The photos of an item.
fn of<'a>(photos: &'a [Photo], station: &Station, item: Item) -> impl Iterator<Item = &'a Photo> {
    let owner = Owner::Premises(station.id, item);
    photos.iter().filter(move |photo| photo.owner == owner)
}

/// What was just done, with the way back.
fn done(l: Language, photos: &Photos) -> Option<AnyView> {
    let (words, undo) = match photos.done? {
        Done::Added => (messages::added(l), None),
        Done::PutBack => (messages::is_back(l), None),
        Done::Removed(id) => {
            let can = photos.photos.iter().any(|it| it.id == id && it.removed_at_ms.is_some());
            (
                messages::removed(l),
                can.then(|| act_form(l, id, Act::PutBack, messages::put_back(l).to_owned())),
            )
        }
    };
    Some(view! { <div class="notice notice--good" role="status"><p>{words}</p>{undo}</div> }.into_any())
}

/// Some photos of one item, each leading to its large size.
fn gallery(l: Language, photos: &[Photo], item: Item, act: Option<Act>) -> impl IntoView + use<> {
    let figures = photos
        .iter()
        .enumerate()
        .map(|(nth, photo)| {
            let day = photo.added_on.to_string();
            let alt = messages::alt(l, words::item(l, item), &day, nth + 1);
            let form = act.map(|act| {
                let label = match act {
                    Act::Remove => messages::remove_of(l, &alt),
                    Act::PutBack => messages::put_back_of(l, &alt),
                };
                act_form(l, photo.id, act, label)
            });
            view! {
                <li><figure class="photo"><a href=l.address(&picture(photo, Size::Large))>
                    <img src=l.address(&picture(photo, Size::Small)) alt=alt width=photo.width height=photo.height
                        loading="lazy"/></a>
                    <figcaption class="small soft">{messages::added_on(l, &day)}</figcaption></figure>{form}</li>
            }
        })
        .collect_view();
    view! { <ul class="grid">{figures}</ul> }
}

/// A button that takes a photo away or puts it back; its name for those who hear it says which.
fn act_form(l: Language, id: PhotoId, act: Act, label: String) -> impl IntoView + use<> {
    let words = match act {
        Act::Remove => messages::remove(l),
        Act::PutBack => messages::put_back(l),
    };
    view! {
        <form class="no-print" method="post" action=l.address(&one(id))>
            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
            <button class="button button--small" name="act" value=act.kind() aria-label=label>{words}</button></form>
    }
}

fn form(l: Language, photos: &Photos, told: &[(&'static str, String)]) -> impl IntoView + use<> {
    let told = |name: &str| told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
    let (item_fault, file_fault) = (told("item"), told("file"));
    let groups = Group::ALL
        .map(|group| {
            let options = group
                .items()
                .map(|item| {
                    let chosen = photos.item == Some(item);
                    view! { <option value=item.word() selected=chosen>{words::item(l, item)}</option> }
                })
                .collect_view();
            view! { <optgroup label=words::group(l, group)>{options}</optgroup> }
        })
        .collect_view();
    let (item_wrong, file_wrong) = (item_fault.is_some(), file_fault.is_some());
    let described = if file_wrong { "file-hint file-fault" } else { "file-hint" };
    view! {
        <section class="panel no-print"><h2>{messages::add_title(l)}</h2>
            <form class="form" method="post" enctype="multipart/form-data"
                action=l.address(&address(&photos.station.slug)) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <p class="field" class:field--wrong=item_wrong>
                    <label class="field__label" for="item">{messages::item(l)}</label>
                    {item_fault.map(|words| view! { <strong class="field__error" id="item-fault">{words}</strong> })}
                    <select class="field__control" id="item" name="item" aria-invalid=item_wrong.then_some("true")
                        aria-describedby=item_wrong.then_some("item-fault")>
                        <option value="">{messages::choose(l)}</option>{groups}</select></p>
                <p class="field" class:field--wrong=file_wrong>
                    <label class="field__label" for="file">{messages::file(l)}</label>
                    <span class="field__hint" id="file-hint">{messages::file_hint(l, photos.megabytes_max)}</span>
                    {file_fault.map(|words| view! { <strong class="field__error" id="file-fault">{words}</strong> })}
                    <input class="field__control" type="file" id="file" name="file" accept="image/jpeg,image/png,image/webp"
                        aria-invalid=file_wrong.then_some("true") aria-describedby=described/></p>
                <p><button class="button button--primary">{messages::add(l)}</button></p>
            </form>
        </section>
    }
}
