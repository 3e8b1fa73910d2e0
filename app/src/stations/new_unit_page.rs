//! `/office/stations/new`: a county adds a unit. Name and place first; the rest is filled in on its own page.

use leptos::prelude::*;

use super::{
    edit::{self, Field},
    messages,
    model::Kind,
    unit_form::{UnitFault, UnitForm},
    unit_words, units_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::{model::Refusal, words as journal},
    reader::{directory, site},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/stations/new";

/// What is asked of a new unit beside its kind, its place and its word.
const FIELDS: [Field; 3] = [Field::NameZh, Field::NameEn, Field::Pinyin];

/// What the page shows.
#[derive(Clone, Debug)]
pub struct NewUnit {
    /// Who reads.
    pub staff: Staff,
    /// Codes of the 市县 in which they may add units.
    pub counties: Vec<String>,
    /// The form as it was sent, or empty.
    pub form: UnitForm,
    /// What is wrong with it.
    pub faults: Vec<UnitFault>,
}

/// The page.
pub fn page(context: &PageContext, new: NewUnit) -> Page {
    let l = context.language();
    let taken = new.faults.contains(&UnitFault::Refused(Refusal::Taken));
    let status = match (new.faults.is_empty(), taken) {
        (true, _) => 200,
        (false, true) => 409,
        (false, false) => 422,
    };
    let crumbs = [(messages::units_title(l).to_owned(), units_page::ADDRESS.to_owned())];
    Page::new(messages::add_title(l), "", move || {
        let directory = directory();
        let NewUnit { staff, counties, form, faults } = new;
        let told: Vec<_> = faults.iter().map(|fault| unit_words::fault(l, fault)).collect();
        let beside = |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, it)| it.clone());
        let text = |name: &'static str, label: String, hint: &str, value: &str| Question {
            name,
            label,
            hint: hint.to_owned(),
            value: value.to_owned(),
            autocomplete: "off",
            fault: beside(name),
            ..Question::default()
        };
        let kinds = Kind::ALL
            .map(|kind| {
                let word = kind.word();
                // A township's station is what is added most.
                let chosen = form.kind == word || (form.kind.is_empty() && kind == Kind::Station);
                view! { <option value=word selected=chosen>{words::kind(l, kind, &site().station_word).to_owned()}</option> }
            })
            .collect_view();
        let counties = counties
            .iter()
            .map(|code| {
                let name = directory.areas.name_of(code, l).unwrap_or_else(|| code.clone());
                view! { <option value=code.clone() selected=form.county == *code>{name}</option> }
            })
            .collect_view();
        let division = text(edit::DIVISION, messages::add_division(l).to_owned(), "", &form.division);
        let slug = text(edit::SLUG, messages::add_slug(l).to_owned(), messages::add_slug_hint(l), &form.slug);
        let fields = FIELDS
            .map(|field| {
                let label = journal::field(l, field.word());
                let label = if field == Field::NameZh { label } else { messages::optional(l, &label) };
                let hint = if field == Field::Pinyin { messages::hint_pinyin(l) } else { "" };
                let value = form.texts.get(&field).and_then(|texts| texts.first()).cloned().unwrap_or_default();
                let question = text(field.word(), label, hint, &value);
                view! { <input type="hidden" name="field" value=field.word()/><TextField question/> }
            })
            .collect_view();
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff/>
            <h1 id="unit">{messages::add_title(l)}</h1>
            <p class="lead">{messages::add_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <p class="field"><label class="field__label" for="kind">{messages::add_kind(l)}</label>
                    <select class="field__control" id="kind" name="kind">{kinds}</select></p>
                <p class="field"><label class="field__label" for="county">{messages::add_county(l)}</label>
                    <select class="field__control" id="county" name="county">{counties}</select></p>
                <TextField question=division/>
                {fields}
                <TextField question=slug/>
                <p><button class="button button--primary">{messages::add_save(l)}</button></p>
            </form>
        }
    })
    .below(crumbs)
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
