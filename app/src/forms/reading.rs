//! A form that was filled in, to read: its questions that have an answer, group by group.

use leptos::prelude::*;

use super::{
    answers::Answer,
    evaluate::{At, Filling},
    fields::drawn_signature,
    form::{Field, Kind},
    messages, words,
};
use crate::{areas::model::Areas, language::Language};

/// Where a photo is looked at, by its id.
pub type PhotoAddress<'a> = &'a dyn Fn(&str) -> String;

/// An answer to read: words, a signature that was drawn, or photos.
pub enum Read {
    /// In words.
    Words(String),
    /// As a picture, or as links to some.
    Seen(AnyView),
}

impl IntoRender for Read {
    type Output = AnyView;

    fn into_render(self) -> AnyView {
        match self {
            Self::Words(words) => words.into_any(),
            Self::Seen(view) => view,
        }
    }
}

/// What was answered in a group, turn after turn: question and answer. What is hidden or has no answer is left out. Photos
/// are counted where they cannot be looked at.
pub fn answered(
    l: Language,
    filling: &Filling,
    group: usize,
    areas: &Areas,
    photos: Option<PhotoAddress<'_>>,
) -> Vec<(String, Read)> {
    answered_of(l, filling, group, areas, photos, &|_| true)
}

/// The same of some questions only.
fn answered_of(
    l: Language,
    filling: &Filling,
    group: usize,
    areas: &Areas,
    photos: Option<PhotoAddress<'_>>,
    is_meant: &dyn Fn(&Field) -> bool,
) -> Vec<(String, Read)> {
    let form = filling.form();
    let Some(of) = form.groups.get(group) else { return Vec::new() };
    let turns: Vec<_> = match of.repeat {
        Some(_) => filling.turns(group).map(Some).collect(),
        None => vec![None],
    };
    let mut lines = Vec::new();
    for (turn, number) in turns.into_iter().zip(1..) {
        let asked = form.questions(of).filter(|(_, it)| !matches!(it.kind, Kind::Note) && is_meant(it));
        for (field, question) in asked {
            let standing = filling.standing(At { field, turn }).ok().filter(|it| it.shown);
            if let Some(answer) = standing.and_then(|it| it.answer) {
                let label = question.label.read(l);
                let label = match &of.repeat {
                    Some(repeat) => format!("{} · {label}", words::turn(l, repeat, number)),
                    None => label.to_owned(),
                };
                let seen = match (&question.kind, photos) {
                    (Kind::Signature, _) => drawn_signature(l, answer),
                    (Kind::Photo { .. }, Some(address)) => Some(links(l, answer, address)),
                    _ => None,
                };
                let words = || Read::Words(text(l, question, answer, areas));
                lines.push((label, seen.map_or_else(words, Read::Seen)));
            }
        }
    }
    lines
}

fn links(l: Language, answer: &Answer, address: PhotoAddress<'_>) -> AnyView {
    let links = answer.typed().into_iter().zip(1..).map(|(id, number)| {
        view! { <a href=address(&id)>{messages::photo_number(l, number)}</a> }
    });
    view! { <span class="row">{links.collect_view()}</span> }.into_any()
}

/// An answer as it is read, places by their names.
fn text(l: Language, field: &Field, answer: &Answer, areas: &Areas) -> String {
    match (&field.kind, answer) {
        (Kind::Place(_), Answer::Text(code)) => place(l, code, areas),
        (Kind::Photo { .. }, Answer::Several(ids)) => messages::photos_kept(l, ids.len()),
        (kind, answer) => words::answer(l, kind, answer),
    }
}

/// Where something is: 「琼海市嘉积镇不偏村」. A place that is not on the list any more is told by its code.
pub fn place(l: Language, code: &str, areas: &Areas) -> String {
    let Some(name) = areas.name_of(code, l) else { return code.to_owned() };
    let context = areas.context(code, l);
    match l {
        Language::Zh => format!("{context}{name}"),
        Language::En if context.is_empty() => name,
        Language::En => format!("{name}, {context}"),
    }
}

/// The whole form, to read.
pub fn view(
    l: Language,
    filling: &Filling,
    areas: &Areas,
    photos: Option<PhotoAddress<'_>>,
) -> impl IntoView + use<> {
    view_of(l, filling, areas, photos, &|_| true)
}

/// Some of its questions, to read, by their names.
pub fn view_some(l: Language, filling: &Filling, areas: &Areas, names: &[String]) -> impl IntoView + use<> {
    view_of(l, filling, areas, None, &|field| names.contains(&field.name))
}

fn view_of(
    l: Language,
    filling: &Filling,
    areas: &Areas,
    photos: Option<PhotoAddress<'_>>,
    is_meant: &dyn Fn(&Field) -> bool,
) -> impl IntoView + use<> {
    let form = filling.form().clone();
    let groups = (0..form.groups.len())
        .filter(|group| filling.is_shown(*group))
        .filter_map(|group| {
            let lines = answered_of(l, filling, group, areas, photos, is_meant);
            let title = form.groups[group].title.read(l).to_owned();
            (!lines.is_empty()).then(|| {
                let lines = lines.into_iter().map(|(label, text)| {
                    view! { <div><dt>{label}</dt><dd class="kept">{text}</dd></div> }
                });
                view! { <h4>{title}</h4><dl class="facts facts--wide">{lines.collect_view()}</dl> }
            })
        })
        .collect_view();
    view! { {groups} }
}
