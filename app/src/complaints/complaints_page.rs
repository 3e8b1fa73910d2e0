//! `/complaints`: to say what is wrong or could be better, and the ticket that one gets.

use leptos::prelude::*;

use super::{
    messages,
    model::{ComplaintForm, Fault, Kind, TEXT_CHARS_MAX},
    status_page, words,
};
use crate::{
    journal::model::Unit,
    reader::{directory, language, site},
    shell::{Page, PageContext},
    tickets::TicketCode,
    ui::{FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/complaints";

/// Where a ticket is saved as a file.
pub const TICKET: &str = "/complaints/ticket.txt";

/// The address of the form about one unit.
pub(crate) fn about_unit(slug: &str) -> String {
    format!("{ADDRESS}?unit={slug}")
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// The form, as it was sent or filled in beforehand, with the id of its command.
    pub form: ComplaintForm,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Working days until an answer.
    pub days: u32,
}

/// The page.
pub fn page(context: &PageContext, writing: Writing) -> Page {
    let l = context.language();
    let wrong = !writing.faults.is_empty();
    Page::new(messages::title(l), messages::description(l), move || {
        let line = site().line.clone();
        let Writing { form, faults, days } = writing;
        let told: Vec<_> = faults.into_iter().map(|fault| words::fault(l, fault, &line)).collect();
        let how = [
            messages::how_who(l).to_owned(),
            messages::how_days(l, days),
            messages::how_code(l).to_owned(),
            messages::how_staff(l).to_owned(),
            messages::how_sealed(l).to_owned(),
        ];
        let how = how.map(|words| view! { <li>{words}</li> }).collect_view();
        view! {
            <FaultList faults=told.clone()/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <p class="row"><a class="button" href=l.address(status_page::ADDRESS)>{messages::look(l)}</a></p>
            <p class="notice">{messages::urgent(l, &line)}</p>
            <div class="columns">
                <WriteForm form told/>
                <div><section class="panel"><h2>{messages::how(l)}</h2><ul>{how}</ul></section></div>
            </div>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

#[component]
fn WriteForm(form: ComplaintForm, told: Vec<(&'static str, String)>) -> impl IntoView {
    let l = language();
    let beside =
        |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone());
    let fault = |question: &'static str| {
        let id = format!("{question}-fault");
        beside(question).map(|words| view! { <strong class="field__error" id=id>{words}</strong> })
    };
    let kinds = Kind::ALL
        .map(|kind| {
            let words = match kind {
                Kind::Complaint => messages::kind_complaint(l),
                Kind::Suggestion => messages::kind_suggestion(l),
                Kind::Burden => messages::kind_burden(l),
            };
            let chosen = form.kind == kind.word();
            view! {
                <label class="check"><input type="radio" name="kind" value=kind.word() checked=chosen/><span>{words}</span></label>
            }
        })
        .collect_view();
    let question = |name: &'static str, label: &str, hint: String, value: &str| Question {
        name,
        label: label.to_owned(),
        hint,
        value: value.to_owned(),
        fault: beside(name),
        ..Question::default()
    };
    let text = Question {
        autocomplete: "off",
        ..question("text", messages::text_question(l), messages::text_hint(l, TEXT_CHARS_MAX), &form.text)
    };
    let contact = Question {
        autocomplete: "tel",
        ..question(
            "contact",
            messages::contact_question(l),
            messages::contact_hint(l).to_owned(),
            &form.contact,
        )
    };
    let name = Question {
        autocomplete: "name",
        ..question("name", messages::name_question(l), String::new(), &form.name)
    };
    view! {
        <section id="send" tabindex="-1"><h2>{messages::write(l)}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=form.command.clone()/>
                <input type="hidden" name="opened" value=form.opened.clone()/>
                // Enter in a line presses the first button of a form, which would list the units.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true">{messages::send(l)}</button>
                <fieldset class="field" id="kind" tabindex="-1" aria-describedby=beside("kind").map(|_| "kind-fault")><legend class="field__label">{messages::kind_question(l)}</legend>
                    {fault("kind")}{kinds}</fieldset>
                <AboutField county=form.county.clone() unit=form.unit.clone() wrong_county=beside("county") wrong_unit=beside("unit")/>
                <LinesField question=text/>
                <TextField question=contact/>
                <TextField question=name/>
                <p class="visually-hidden" aria-hidden="true"><label for="website">{messages::unseen(l)}</label>
                    <input id="website" name="website" value=form.website.clone() tabindex="-1" autocomplete="off"/></p>
                <p><button class="button button--primary button--large">{messages::send(l)}</button></p>
            </form>
        </section>
    }
}

/// About whom: a 市县, and below it, once it was chosen, its units.
#[component]
fn AboutField(
    county: String,
    unit: String,
    wrong_county: Option<String>,
    wrong_unit: Option<String>,
) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let counties = directory
        .areas
        .counties_and_cities()
        .map(|it| {
            let chosen = it.code == county;
            view! { <option value=it.code.clone() selected=chosen>{it.name_in(l).to_owned()}</option> }
        })
        .collect_view();
    let (county_is_wrong, unit_is_wrong) = (wrong_county.is_some(), wrong_unit.is_some());
    let known = directory.areas.division(&county).is_some();
    let units = (!county.is_empty() && known).then(|| {
        let options = directory
            .stations
            .iter()
            .filter(|station| directory.areas.lies_in(&station.division, &county))
            .map(|station| {
                let chosen = station.slug == unit;
                view! { <option value=station.slug.clone() selected=chosen>{station.name.read(l).to_owned()}</option> }
            })
            .collect_view();
        view! {
            <p class="field" class:field--wrong=unit_is_wrong>
                <label class="field__label" for="unit">{messages::unit_question(l)}</label>
                {wrong_unit.map(|words| view! { <strong class="field__error" id="unit-fault">{words}</strong> })}
                <select class="field__control" id="unit" name="unit"><option value="">{messages::unit_none(l)}</option>{options}</select></p>
        }
    });
    view! {
        <p class="field" class:field--wrong=county_is_wrong>
            <label class="field__label" for="county">{messages::about_question(l)}</label>
            {wrong_county.map(|words| view! { <strong class="field__error" id="county-fault">{words}</strong> })}
            <select class="field__control" id="county" name="county"><option value="">{messages::about_province(l)}</option>{counties}</select></p>
        <p class="field"><button class="button button--small" name="act" value="units">{messages::about_units(l)}</button></p>
        {units}
    }
}

/// The page with the ticket; `due` is the last day for an answer.
pub fn done(context: &PageContext, code: &TicketCode, due: &str) -> Page {
    let l = context.language();
    let (code, due) = (code.to_string(), due.to_owned());
    Page::new(messages::done_title(l), "", move || {
        view! {
            <h1>{messages::done_title(l)}</h1>
            <section class="panel ticket">
                <p class="lead">{messages::done_lead(l)}</p>
                <p class="ticket__code"><code>{code.clone()}</code></p>
                <p>{messages::done_keep(l)}</p>
                <p>{messages::done_due(l, &due)}</p>
                <p class="ticket__where">{messages::file_where(l, &format!("{}{}", site().public_url, l.address(status_page::ADDRESS)))}</p>
                <div class="row no-print">
                    <button class="button icon icon--print" type="button" data-print hidden>{messages::print(l)}</button>
                    <form method="post" action=l.address(TICKET)>
                        <input type="hidden" name="code" value=code/>
                        <button class="button">{messages::save(l)}</button></form>
                    <a class="button" href=l.address(status_page::ADDRESS)>{messages::look(l)}</a>
                </div>
                <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
            </section>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .unlisted(true)
}

/// A ticket as a file that any telephone can read.
pub fn file(context: &PageContext, code: &TicketCode, due: &str) -> String {
    let l = context.language();
    let address = format!("{}{}", context.site.public_url, l.address(status_page::ADDRESS));
    [
        messages::file_title(l).to_owned(),
        String::new(),
        code.to_string(),
        String::new(),
        messages::done_due(l, due),
        messages::file_where(l, &address),
        String::new(),
    ]
    .join("\r\n")
}

/// The form about the unit of this word, or about nothing in particular.
pub fn form_about(context: &PageContext, slug: &str) -> ComplaintForm {
    let directory = &context.directory;
    let station = directory.station(slug);
    let level = station.and_then(|it| super::model::first_level(Some(&Unit::Station(it.id)), directory));
    match (station, level) {
        (Some(station), Some(Unit::County(county))) => {
            ComplaintForm { county, unit: station.slug.clone(), ..ComplaintForm::default() }
        }
        _ => ComplaintForm::default(),
    }
}
