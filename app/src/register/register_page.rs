//! `/office/register`: how the units of a 市县 or of the province are staffed.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{
    listing::{ADDRESS, Figures, RegisterQuery, Row, counties},
    messages,
    model::{Entry, Qualification},
    staff_page,
    standard::POSTS,
    words,
};
use crate::{
    access::{Action, Relation, may},
    accounts::{model::Staff, office_page::OfficeLine},
    ids::StationId,
    language::Language,
    reader::directory,
    sheets::{
        import_page::{export_button, import_link},
        lists::Listed as Exported,
        model::SheetKind,
    },
    shell::{Page, PageContext},
    ui::{ChoiceField, Pagination, PerPageField, Question, TextField},
};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub staff: Staff,
    /// What was asked.
    pub query: RegisterQuery,
    /// The figures over every unit that answers.
    pub figures: Figures,
    /// The units of this page.
    pub rows: Vec<Row>,
    /// The people who were asked for, in those of them whose names the reader may see.
    pub people: HashMap<StationId, Vec<Entry>>,
    /// The page, and how many there are.
    pub page: usize,
    /// See [`Self::page`].
    pub pages: usize,
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    Page::new(messages::title(l), "", move || body(l, &listed)).unlisted(true)
}

fn body(l: Language, listed: &Listed) -> impl IntoView + use<> {
    let (query, figures) = (&listed.query, listed.figures);
    let turned = query.clone();
    let sums = [
        (messages::sum_filled(l), figures.filled.to_string()),
        (messages::sum_qualified(l), figures.qualified.to_string()),
        (messages::sum_vacancies(l), figures.vacancies.to_string()),
        (messages::sum_without_leader(l), figures.without_leader.to_string()),
        (messages::sum_without_register(l), figures.without_register.to_string()),
    ]
    .map(|(label, number)| view! { <div><dt>{label}</dt><dd class="numbers">{number}</dd></div> });
    let sees_names = listed.staff.assignments.iter().any(|it| {
        [Relation::Unit, Relation::Subtree].iter().any(|to| may(it.role, Action::SeeRegister, *to))
    });
    let asked = query.address(1).split_once('?').map(|(_, asked)| format!("?{asked}")).unwrap_or_default();
    let by_sheet = sees_names.then(|| {
        (
            import_link(l, &listed.staff, SheetKind::Register),
            export_button(l, Exported::Sheet(SheetKind::Register), &asked),
        )
    });
    view! {
        <OfficeLine staff=listed.staff.clone()/>
        <h1>{messages::title(l)}</h1>
        <p class="lead">{messages::list_lead(l, directory().settings.staffing_standard())}</p>
        {questions(l, listed)}
        <h2>{messages::list_count(l, figures.units)}</h2>
        <dl class="facts facts--wide">{sums.collect_view()}</dl>
        {if listed.rows.is_empty() {
            view! { <p class="empty">{messages::list_none(l)}</p> }.into_any()
        } else {
            view! {
                {table(l, listed)}
                <Pagination page=listed.page pages=listed.pages address=move |page| turned.address(page)/>
            }.into_any()
        }}
        {by_sheet}
    }
}

fn questions(l: Language, listed: &Listed) -> impl IntoView + use<> {
    let (directory, query) = (directory(), &listed.query);
    let question = |name: &'static str, label: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        value: value.to_owned(),
        autocomplete: "off",
        ..Question::default()
    };
    let any = |words: &str| vec![(String::new(), words.to_owned())];
    let mut places = any(messages::list_every_county(l));
    places.extend(counties(&directory, &listed.staff).into_keys().filter_map(|code| {
        let name = directory.areas.name_of(&code, l)?;
        Some((code, name))
    }));
    let mut posts = any(messages::list_any_post(l));
    posts.extend(POSTS.map(|post| (post.word.to_owned(), post.words(l).to_owned())));
    let mut qualifications = any(messages::list_any_qualification(l));
    qualifications
        .extend(Qualification::ALL.map(|it| (it.word().to_owned(), words::qualification(l, it).to_owned())));
    view! {
        <form class="form query" action=l.address(ADDRESS) novalidate>
            <ChoiceField question=question("county", messages::list_county(l), &query.county) choices=places/>
            <TextField question=question("unit", messages::list_unit(l), &query.unit)/>
            <ChoiceField question=question("post", messages::post(l), &query.post) choices=posts/>
            <ChoiceField question=question("qualification", messages::qualification(l), &query.qualification) choices=qualifications/>
            <p class="field"><label class="check">
                <input type="checkbox" name="vacancies" value="on" checked=query.vacancies == "on"/>
                <span>{messages::list_vacancies_only(l)}</span></label></p>
            <PerPageField asked=query.per.clone()/>
            <p class="row"><button class="button button--primary">{messages::list_find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::list_reset(l)}</a></p>
        </form>
    }
}

fn table(l: Language, listed: &Listed) -> impl IntoView + use<> {
    let names = !listed.people.is_empty();
    let rows = listed.rows.iter().map(|row| line(l, listed, row, names)).collect_view();
    let number = |words: &'static str| view! { <th scope="col" class="table__number">{words}</th> };
    view! {
        <table class="table table--stack section--tight">
            <caption class="visually-hidden">{messages::title(l)}</caption>
            <thead><tr><th scope="col">{messages::list_unit(l)}</th><th scope="col">{messages::list_county(l)}</th>
                {number(messages::list_filled(l))}{number(messages::list_standard(l))}{number(messages::list_vacancies(l))}
                {number(messages::list_qualified(l))}<th scope="col">{messages::list_leader(l)}</th>
                {names.then(|| view! { <th scope="col">{messages::list_people(l)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(l: Language, listed: &Listed, row: &Row, names: bool) -> Option<impl IntoView + use<>> {
    let directory = directory();
    let station = directory.station_with_id(row.station)?;
    let county = directory.areas.county_or_city(&station.division);
    let county = county.map(|county| county.name_in(l).to_owned());
    let nothing = messages::nothing(l);
    let figure = |words: &'static str, number: Option<u16>| {
        let number = number.map_or_else(|| nothing.to_owned(), |number| number.to_string());
        view! { <td class="table__number" data-label=words>{number}</td> }
    };
    let staffing = row.staffing;
    let standard = staffing.map(|it| it.standard).filter(|standard| *standard > 0);
    let leader = match staffing {
        None => view! { <span class="badge">{messages::list_no_register(l)}</span> }.into_any(),
        Some(it) if it.leader => view! { <span>{messages::list_has_leader(l)}</span> }.into_any(),
        Some(_) => {
            view! { <span class="badge badge--warning">{messages::list_has_no_leader(l)}</span> }.into_any()
        }
    };
    let people = names.then(|| {
        let people = listed.people.get(&row.station).map(Vec::as_slice).unwrap_or_default();
        let said = people.iter().map(|entry| match entry.details.name.as_str() {
            "" => messages::erased(l),
            name => name,
        });
        let said = said.collect::<Vec<_>>().join(" · ");
        let said = if said.is_empty() { nothing.to_owned() } else { said };
        view! { <td data-label=messages::list_people(l)>{said}</td> }
    });
    let here = l.address(&staff_page::address(&station.slug));
    Some(view! {
        <tr><th scope="row"><a href=here>{station.name.read(l).to_owned()}</a></th>
            <td data-label=messages::list_county(l)>{county}</td>
            {figure(messages::list_filled(l), staffing.map(|it| it.filled))}
            {figure(messages::list_standard(l), standard)}
            {figure(messages::list_vacancies(l), standard.and(staffing.map(|it| it.vacancies())))}
            {figure(messages::list_qualified(l), staffing.map(|it| it.qualified))}
            <td data-label=messages::list_leader(l)>{leader}</td>
            {people}</tr>
    })
}
