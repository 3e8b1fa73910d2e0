//! Parts, differences and what is missing, in words; and what every page of the catalogue's office has.

use leptos::prelude::*;

use super::{
    draft::{Difference, Lack, Part},
    messages,
    model::Catalogue,
    versions::{Hole, State},
};
use crate::{
    drafts::comparison::{differing, shown},
    journal::{model::Refusal, words},
    language::Language,
};

/// 「服务项目 A01」.
pub fn part(l: Language, part: &Part) -> String {
    match part {
        Part::List => messages::draft_list(l).to_owned(),
        Part::Domain(code) => messages::part_domain(l, code),
        Part::Item(code) => messages::part_item(l, code),
        Part::Special(code) => messages::part_special(l, code),
    }
}

/// What a part is called.
pub fn name(l: Language, of: &Part, catalogue: &Catalogue) -> String {
    let name = match of {
        Part::List => None,
        Part::Domain(code) => catalogue.domains.iter().find(|it| it.code == *code).map(|it| &it.name),
        Part::Item(code) => catalogue.item(code).map(|it| &it.name),
        Part::Special(code) => catalogue.special(code).map(|it| &it.name),
    };
    match name {
        Some(name) => format!("{} {}", part(l, of), name.read(l)),
        None => part(l, of),
    }
}

/// Where a version is in its life.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Draft => messages::state_draft(l),
        State::Scheduled => messages::state_scheduled(l),
        State::Active => messages::state_active(l),
        State::Retired => messages::state_retired(l),
        State::Discarded => messages::state_discarded(l),
        State::Offered => messages::state_offered(l),
    }
}

/// Why something was not done.
pub fn refused(l: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Taken => messages::office_taken(l),
        Refusal::NotNow | Refusal::OtherCommand => messages::office_not_now(l),
        Refusal::NotFound | Refusal::NotAllowed | Refusal::AgainstARule => messages::office_refused(l),
    }
}

/// A hole of a mapping.
pub fn hole(l: Language, hole: &Hole) -> String {
    match hole {
        Hole::Open(code) => messages::publish_open(l, code),
        Hole::Nowhere(code, to) => messages::publish_nowhere(l, code, to),
    }
}

/// Where a part of the draft is changed.
pub fn part_address(part: &Part) -> String {
    format!("/office/services/draft/{}", part.word())
}

/// What is missing, each with a link to where it is filled in; nothing when all is there.
pub fn lacks(l: Language, lacks: &[Lack]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = lacks
        .iter()
        .map(|lack| match lack {
            Lack::NoItem => view! { <li>{messages::lacks_item(l)}</li> }.into_any(),
            Lack::Empty(of, word) => {
                let told = messages::lacks_empty(l, &part(l, of), &words::field(l, word));
                let address = format!("{}#{word}", l.address(&part_address(of)));
                view! { <li><a href=address>{told}</a></li> }.into_any()
            }
            Lack::Unknown(of, word, code) => {
                let told = messages::lacks_unknown(l, &part(l, of), &words::field(l, word), code);
                let address = format!("{}#{word}", l.address(&part_address(of)));
                view! { <li><a href=address>{told}</a></li> }.into_any()
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <section class="notice" id="lacks"><h2>{messages::lacks_title(l)}</h2><ul>{lines}</ul></section> }
    })
}

/// What differs between two versions: how much of each kind, then part by part.
pub fn differences(
    l: Language,
    differences: &[Difference],
    before: &Catalogue,
    after: &Catalogue,
) -> impl IntoView + use<> {
    let count = |is: fn(&Difference) -> bool| differences.iter().filter(|it| is(it)).count();
    let counts = messages::compare_counts(
        l,
        count(|it| matches!(it, Difference::New(_))),
        count(|it| matches!(it, Difference::Changed(..))),
        count(|it| matches!(it, Difference::Withdrawn(_))),
    );
    let parts = differences
        .iter()
        .map(|difference| {
            let (badge, of, catalogue) = match difference {
                Difference::New(of) => (messages::compare_new(l), of, after),
                Difference::Changed(of, _) => (messages::compare_changed(l), of, after),
                Difference::Moved(of) => (messages::compare_moved(l), of, after),
                Difference::Withdrawn(of) => (messages::compare_withdrawn(l), of, before),
            };
            let name = name(l, of, catalogue);
            let body = match difference {
                Difference::Changed(_, differs) => differing(l, name.clone(), differs).into_any(),
                Difference::New(of) => content(l, of, after).into_any(),
                Difference::Withdrawn(_) | Difference::Moved(_) => ().into_any(),
            };
            view! {
                <section class="section--tight"><h2>{name}" "<span class="badge badge--strong">{badge}</span></h2>{body}</section>
            }
        })
        .collect_view();
    let same = differences.is_empty();
    view! {
        <p>{if same { messages::compare_same(l).to_owned() } else { counts }}</p>
        {parts}
    }
}

/// Everything that stands in a part.
pub fn content(l: Language, part: &Part, catalogue: &Catalogue) -> impl IntoView + use<> {
    let record = part.record(catalogue).unwrap_or_default();
    let facts = part
        .fields()
        .iter()
        .filter_map(|field| {
            record.get(field.word).filter(|value| !value.is_null()).map(|value| (field, value))
        })
        .map(|(field, value)| {
            view! { <div><dt>{words::field(l, field.word)}</dt><dd>{shown(l, value)}</dd></div> }
        })
        .collect_view();
    view! { <dl class="facts facts--wide">{facts}</dl> }
}
