//! `/office/stations/{slug}/premises`: what a unit has and what it lacks, as a list that prints on one sheet; each part
//! is a form of its own for whoever may change the unit.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    messages,
    model::{self, Group, Item, Part, State},
    premises_form::{FormFault, PremisesForm},
    words,
};
use crate::photos::messages as photo;
use crate::stations::messages as unit;
use crate::{
    access::Action,
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::merge::{Conflict, Record},
    language::Language,
    photos::photos_page,
    reader::directory,
    shell::{Page, PageContext},
    stations::{
        model::{Stage, Station},
        units_page,
        upkeep::may_in,
    },
    ui::{FaultList, messages as frame},
};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Premises {
    /// Who reads.
    pub staff: Staff,
    /// Whose list it is.
    pub station: Station,
    /// The list as it stands.
    pub record: Record,
    /// Its version.
    pub version: i64,
    /// How many photos there are of which items.
    pub photos: BTreeMap<&'static str, usize>,
    /// The form that was sent, where it could not be done.
    pub form: PremisesForm,
    /// What is wrong with it.
    pub faults: Vec<FormFault>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether something was just saved.
    pub saved: bool,
}

/// The address of the list of a unit, without the language.
pub fn address(slug: &str) -> String {
    format!("{}/premises", units_page::unit_address(slug))
}

/// The page.
pub fn page(context: &PageContext, premises: Premises) -> Page {
    let l = context.language();
    let refused = premises.faults.iter().any(|fault| matches!(fault, FormFault::Refused(_)));
    let status = match (premises.faults.is_empty(), premises.conflicts.is_empty()) {
        (true, true) => 200,
        (false, _) if !refused => 422,
        _ => 409,
    };
    let station = &premises.station;
    let crumbs = [
        (unit::units_title(l).to_owned(), units_page::ADDRESS.to_owned()),
        (station.name.read(l).to_owned(), units_page::unit_address(&station.slug)),
    ];
    let (title, demo) = (messages::title_of(l, station.name.read(l)), station.demo);
    Page::new(title, "", move || body(l, &premises))
        .below(crumbs)
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, premises: &Premises) -> impl IntoView + use<> {
    let directory = directory();
    let Premises { staff, station, record, .. } = premises;
    let told: Vec<_> = premises.faults.iter().map(|fault| words::fault(l, fault)).collect();
    let edits = station.stage != Stage::Closed && may_in(&directory, staff, Action::EditUnit, station);
    let parts = Group::ALL
        .map(|group| {
            let note = (group == Group::Rooms)
                .then(|| view! { <p class="small soft no-print">{messages::rooms_public(l)}</p> });
            let form = edits.then(|| form(l, premises, group, &told));
            view! {
                <section class="panel section--tight">
                    <h2>{words::group(l, group)}</h2>
                    {note}
                    {list(l, premises, group, edits)}
                    {form}
                </section>
            }
        })
        .collect_view();
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff=staff.clone()/>
        {station.demo.then(|| view! { <p><span class="badge badge--demo">{frame::demo(l)}</span></p> })}
        <h1 id="premises">{messages::title_of(l, station.name.read(l))}</h1>
        <p class="lead no-print">{messages::lead(l)}</p>
        <p class="no-print"><a href=l.address(&units_page::unit_address(&station.slug))>{messages::back(l)}</a></p>
        {premises.saved.then(|| view! { <p class="notice notice--good" role="status">{messages::saved(l)}</p> })}
        {conflicts(l, premises)}
        {missing(l, record)}
        {parts}
    }
}

/// What is missing, first of all.
fn missing(l: Language, record: &Record) -> impl IntoView + use<> {
    let lacks = model::lacks(record);
    if lacks.is_empty() {
        return view! { <p class="notice notice--good">{messages::all_there(l)}</p> }.into_any();
    }
    let count = lacks.len();
    let lines = lacks
        .into_iter()
        .map(|(item, lack)| {
            let words = format!("{}{}{}", words::item(l, item), messages::separator(l), words::lack(l, lack));
            view! { <li>{words}</li> }
        })
        .collect_view();
    view! {
        <details class="fold no-print"><summary>{messages::missing(l, count)}</summary><ul>{lines}</ul></details>
    }
    .into_any()
}

/// The items of a part, a line each.
fn list(l: Language, premises: &Premises, group: Group, edits: bool) -> impl IntoView + use<> {
    let record = &premises.record;
    let photos_of = |item: Item| {
        let count = premises.photos.get(item.word()).copied().unwrap_or_default();
        let words = match count {
            0 => edits.then(|| photo::add_one(l).to_owned())?,
            count => photo::count(l, count),
        };
        let label = format!("{}{}{words}", words::item(l, item), messages::separator(l));
        let photos = photos_page::address(&premises.station.slug);
        let there = l.address(&format!("{photos}?item={word}#photos-{word}", word = item.word()));
        Some(view! { <a href=there aria-label=label>{words}</a> })
    };
    // Of what nobody has said a phone shows no line.
    let cell = |label: &'static str, text: String| {
        let none = text.is_empty();
        let text = if none { unit::no_data(l).to_owned() } else { text };
        view! { <td data-label=label class:table__none=none>{text}</td> }
    };
    let lines: Vec<_> = group
        .items()
        .map(|item| {
            let text = |part| model::text(record, &item.field(part)).to_owned();
            let state =
                model::state(record, item).map_or(messages::not_said(l), |it| words::state(l, item, it));
            let private = words::private(l, item, &text(Part::Private));
            let area = text(Part::Area);
            let count = text(Part::Count);
            let details: Vec<String> = [
                Some(text(Part::Host)).filter(|text| !text.is_empty()),
                (!area.is_empty()).then(|| messages::square_metres(l, &area)),
                (!count.is_empty()).then(|| messages::pieces(l, &count)),
                private.map(str::to_owned),
            ]
            .into_iter()
            .flatten()
            .collect();
            let details = details.join(unit::list_separator(l));
            view! {
                <tr><th scope="row">{words::item(l, item)}</th>
                    <td data-label=messages::state(l)>{state}</td>
                    {cell(messages::details(l), details)}
                    {cell(messages::note(l), text(Part::Note))}
                    {cell(messages::looked(l), text(Part::Looked))}
                    <td class="no-print" data-label=photo::column(l)>{photos_of(item)}</td></tr>
            }
        })
        .collect();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{words::group(l, group)}</caption>
            <thead><tr><th scope="col">{messages::item(l)}</th><th scope="col">{messages::state(l)}</th>
                <th scope="col">{messages::details(l)}</th><th scope="col">{messages::note(l)}</th>
                <th scope="col">{messages::looked(l)}</th><th scope="col" class="no-print">{photo::column(l)}</th></tr></thead>
            <tbody>{lines}</tbody></table>
    }
}

/// The hidden part of every form.
fn hidden(group: Group, basis: i64, seen: &Record) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="group" value=group.word()/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=basis.to_string()/>
        <input type="hidden" name="seen" value=serde_json::to_string(seen).unwrap_or_default()/>
    }
}

/// The form of a part, folded away until somebody wants it. What was typed comes back with what its sender saw.
fn form(
    l: Language,
    premises: &Premises,
    group: Group,
    told: &[(&'static str, String)],
) -> impl IntoView + use<> {
    let sent = &premises.form;
    let returns = !premises.faults.is_empty() && sent.group == group.word();
    let mut now = Record::new();
    for field in group.items().flat_map(|item| item.parts().iter().map(move |part| item.field(*part))) {
        if let Some(value) = premises.record.get(&field) {
            now.insert(field, value.clone());
        }
    }
    let seen = if returns { &sent.seen } else { &now };
    let text = |field: &str| match sent.texts.get(field).filter(|_| returns) {
        Some(text) => text.clone(),
        None => model::text(&now, field).to_owned(),
    };
    let items: Vec<_> = group
        .items()
        .map(|item| {
            let faults: Vec<_> = told
                .iter()
                .filter(|(name, _)| returns && *name == item.word())
                .map(|(_, words)| words.clone())
                .collect();
            let wrong = !faults.is_empty();
            let fault_id = format!("{}-fault", item.word());
            let described = wrong.then(|| fault_id.clone());
            let faults = faults
                .into_iter()
                .map(|words| view! { <strong class="field__error">{words}</strong> })
                .collect_view();
            let faults = wrong.then(|| view! { <span id=fault_id>{faults}</span> });
            let questions = item
                .parts()
                .iter()
                .filter(|part| **part != Part::Looked)
                .map(|part| question(l, item, *part, &text(&item.field(*part))))
                .collect_view();
            view! {
                <fieldset class="field" class:field--wrong=wrong id=item.word() aria-describedby=described>
                    <legend class="field__label">{words::item(l, item)}</legend>
                    {faults}{questions}
                </fieldset>
            }
        })
        .collect();
    let all_looked = returns && sent.all_looked == "on";
    let id = format!("{}-looked", group.word());
    view! {
        <details class="fold no-print" open=returns>
            <summary>{messages::change(l, words::group(l, group))}</summary>
            <form class="form" method="post" action=l.address(&address(&premises.station.slug)) novalidate>
                {hidden(group, premises.version, seen)}
                {items}
                <p class="field"><label class="check">
                    <input type="checkbox" id=id name="all_looked" value="on" checked=all_looked/>
                    <span>{messages::all_looked(l)}</span></label></p>
                <p><button class="button button--primary">{messages::save(l)}</button></p>
            </form>
        </details>
    }
}

/// One part of an item, labelled with both: many items ask the same.
fn question(l: Language, item: Item, part: Part, text: &str) -> AnyView {
    let name = item.field(part);
    let id = name.replace('.', "-");
    let label = words::part(l, item, part);
    let chosen = |word: &str| word == text;
    let choices: Vec<(&str, &str)> = match part {
        Part::State => {
            item.states().iter().map(|it: &State| (it.word(), words::state(l, item, *it))).collect()
        }
        Part::Private => vec![("yes", messages::yes(l)), ("no", messages::no(l))],
        _ => Vec::new(),
    };
    if choices.is_empty() {
        let inputmode = match part {
            Part::Count => Some("numeric"),
            Part::Area => Some("decimal"),
            _ => None,
        };
        return view! {
            <p class="field"><label for=id.clone()>{label}</label>
                <input class="field__control" id=id name=name value=text.to_owned() autocomplete="off" inputmode=inputmode/></p>
        }
        .into_any();
    }
    // What is none of the choices comes back as it was sent, so that nothing else is chosen in its place.
    let strange = (!text.is_empty() && !choices.iter().any(|(word, _)| chosen(word)))
        .then(|| view! { <option value=text.to_owned() selected>{text.to_owned()}</option> });
    let options = choices
        .iter()
        .map(|(word, words)| view! { <option value=(*word).to_owned() selected=chosen(word)>{(*words).to_owned()}</option> })
        .collect_view();
    view! {
        <p class="field"><label for=id.clone()>{label}</label>
            <select class="field__control" id=id name=name>
                <option value="">{messages::not_said(l)}</option>{strange}{options}</select></p>
    }
    .into_any()
}

/// What two people wanted of one field, side by side, with a button for the later one.
fn conflicts(l: Language, premises: &Premises) -> Option<impl IntoView + use<>> {
    let action = l.address(&address(&premises.station.slug));
    let lines: Vec<_> = premises
        .conflicts
        .iter()
        .filter_map(|conflict| {
            let (item, _) = Item::of_field(&conflict.field)?;
            let seen = Record::from([(conflict.field.clone(), conflict.current.clone())]);
            let wanted = conflict.wanted.as_str().unwrap_or_default().to_owned();
            Some(view! {
                <tr><th scope="row">{words::field(l, &conflict.field)}</th>
                    <td data-label=unit::conflict_theirs(l)>{words::value(l, &conflict.field, &conflict.current)}</td>
                    <td data-label=unit::conflict_mine(l)>{words::value(l, &conflict.field, &conflict.wanted)}</td>
                    <td><form method="post" action=action.clone()>
                        {hidden(item.group(), premises.version, &seen)}
                        <input type="hidden" name=conflict.field.clone() value=wanted/>
                        <button class="button button--small">{unit::conflict_take_mine(l)}</button></form></td></tr>
            })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="notice notice--urgent" role="alert">
                <h2>{unit::conflict_title(l)}</h2>
                <p>{unit::conflict_lead(l)}</p>
                <table class="table table--stack">
                    <caption class="visually-hidden">{unit::conflict_title(l)}</caption>
                    <thead><tr><th scope="col">{unit::conflict_field(l)}</th><th scope="col">{unit::conflict_theirs(l)}</th>
                        <th scope="col">{unit::conflict_mine(l)}</th><th scope="col">{unit::conflict_choose(l)}</th></tr></thead>
                    <tbody>{lines}</tbody></table>
            </section>
        }
    })
}
