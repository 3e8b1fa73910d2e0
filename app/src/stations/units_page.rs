//! `/office/stations`: the units of whoever is signed in, what waits first in front.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    filter::percent_encoded,
    messages,
    model::{Stage, Station},
    new_unit_page, unit_words, upkeep,
    upkeep::Waits,
    words,
};
use crate::{
    access::{Action, Relation, may},
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{self, Urgency},
    },
    coverage::messages as coverage,
    coverage::{model::Narrow, words as coverage_words},
    directory::model::Directory,
    language::Language,
    reader::{directory, reader, site},
    sheets::{import_page::export_button, lists::Listed, model::SheetKind},
    shell::{Page, PageContext},
    ui::{Pagination, PerPageField, Question, TextField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/stations";

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct UnitsQuery {
    /// A part of the name.
    #[serde(default)]
    pub q: String,
    /// Only those that wait for this, by its word.
    #[serde(default)]
    pub waits: String,
    /// Only those that have come so far, by the word of the stage.
    #[serde(default)]
    pub stage: String,
    /// How many on a page.
    #[serde(default)]
    pub per: String,
    /// The page.
    #[serde(default)]
    pub page: String,
    /// Only these, where a number of the coverage was followed.
    #[serde(flatten)]
    pub narrow: Narrow,
}

impl UnitsQuery {
    fn address(&self, waits: &str, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("q", self.q.trim()),
            ("waits", waits),
            ("stage", &self.stage),
            ("per", &self.per),
            ("page", page.as_str()),
        ];
        let pairs = pairs.into_iter().chain(self.narrow.pairs()).filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }

    /// The units of somebody that are asked for, what waits first in front.
    pub fn found<'a>(&self, directory: &'a Directory, staff: &Staff, today: Date) -> Vec<&'a Station> {
        let units = upkeep::units(directory, staff, Action::SeeUnit, today).into_iter();
        let wanted = Waits::from_word(&self.waits);
        let fits = |(station, waits): &(&Station, Vec<Waits>)| {
            self.finds(station)
                && self.narrow.holds(directory, station)
                && wanted.is_none_or(|wanted| waits.contains(&wanted))
        };
        units.filter(fits).map(|(station, _)| station).collect()
    }

    fn finds(&self, station: &Station) -> bool {
        let wanted = self.q.trim().to_lowercase();
        let names =
            [Some(&station.name.zh), station.name.en.as_ref(), Some(&station.pinyin), Some(&station.slug)];
        let mut names = names.into_iter().flatten().chain(&station.aliases);
        let named = wanted.is_empty() || names.any(|name| name.to_lowercase().contains(&wanted));
        named && (self.stage.is_empty() || self.stage == station.stage.word())
    }
}

/// The address of the list of these units only.
pub fn narrowed_address(narrow: &Narrow, waits: &str) -> String {
    UnitsQuery { narrow: narrow.clone(), ..UnitsQuery::default() }.address(waits, 1)
}

/// The address of one unit's page in the office.
pub fn unit_address(slug: &str) -> String {
    format!("{ADDRESS}/{slug}")
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, query: UnitsQuery) -> Page {
    let l = context.language();
    Page::new(messages::units_title(l), "", move || {
        let (directory, today) = (directory(), reader().now.date);
        let units = upkeep::units(&directory, &staff, Action::SeeUnit, today);
        let is_meant = |station: &Station| query.finds(station) && query.narrow.holds(&directory, station);
        let named: Vec<_> = units.into_iter().filter(|(station, _)| is_meant(station)).collect();
        let wanted = Waits::from_word(&query.waits);
        let count = |waits: Waits| named.iter().filter(|(_, it)| it.contains(&waits)).count();
        let choice = |word: &'static str, words: &'static str, number: usize| {
            let here = query.waits == word;
            let href = l.address(&query.address(word, 1));
            view! {
                <li><a class="chip" href=href aria-current=here.then_some("true")>{messages::units_chip(l, words, number)}</a></li>
            }
        };
        let every = choice("", messages::units_all(l), named.len());
        let choices =
            Waits::ALL.map(|waits| choice(waits.word(), unit_words::waits(l, waits), count(waits))).collect_view();
        let listed: Vec<_> =
            named.iter().filter(|(_, it)| wanted.is_none_or(|waits| it.contains(&waits))).collect();
        let per = per_page(&query.per);
        let pages = listed.len().div_ceil(per).max(1);
        let page = query.page.parse().ok().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
        let rows = listed
            .iter()
            .skip((page - 1) * per)
            .take(per)
            .map(|(station, waits)| {
                let badges = waits
                    .iter()
                    .map(|waits| view! { <span class="badge badge--warning">{unit_words::waits(l, *waits)}</span>" " })
                    .collect_view();
                let verified = station.verified.as_ref().map_or_else(
                    || messages::no_data(l).to_owned(),
                    |verified| verified.on.to_string(),
                );
                let phone = station.phones.first().map_or_else(
                    || messages::no_data(l).to_owned(),
                    |phone| phone.number.clone(),
                );
                view! {
                    <tr><th scope="row"><a href=l.address(&unit_address(&station.slug))>{station.name.read(l).to_owned()}</a></th>
                        <td data-label=messages::units_kind(l)>{words::kind(l, station.kind, &site().station_word).to_owned()}</td>
                        <td data-label=messages::units_stage(l)>{words::stage(l, station.stage)}</td>
                        <td data-label=messages::units_waits(l)><span>{badges}</span></td>
                        <td data-label=messages::units_verified(l) class="numbers">{verified}</td>
                        <td data-label=messages::units_phone(l) class="numbers">{phone}</td></tr>
                }
            })
            .collect_view();
        let search = Question {
            name: "q",
            label: messages::units_search(l).to_owned(),
            value: query.q.clone(),
            autocomplete: "off",
            ..Question::default()
        };
        let narrowed = query.narrow.pairs();
        let kept = narrowed
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=*name value=(*value).to_owned()/> })
            .collect_view();
        let stage = Stage::from_word(&query.stage).map(|stage| words::stage(l, stage).to_owned());
        let asked = coverage_words::narrow(l, &query.narrow, &directory, &site().station_word);
        let asked: Vec<_> = stage.into_iter().chain(Some(asked).filter(|it| !it.is_empty())).collect();
        let only = (!asked.is_empty()).then(|| {
            let what = asked.join(" · ");
            view! {
                <p class="notice">{coverage::only(l, &what)}" "<a href=l.address(ADDRESS)>{coverage::only_off(l)}</a></p>
            }
        });
        let adds = staff.assignments.iter().any(|it| may(it.role, Action::AddUnit, Relation::Unit));
        let (number, turned) = (listed.len(), query.clone());
        let searched = query.address(&query.waits, 1).replacen(ADDRESS, "", 1);
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::units_title(l)}</h1>
            <p class="lead">{messages::units_lead(l)}</p>
            {adds.then(|| view! { <p><a class="button" href=l.address(new_unit_page::ADDRESS)>{messages::add_link(l)}</a></p> })}
            <form class="form query" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="waits" value=query.waits.clone()/>
                <input type="hidden" name="stage" value=query.stage.clone()/>
                {kept}
                <TextField question=search/>
                <PerPageField asked=query.per.clone()/>
                <p class="row"><button class="button button--primary">{messages::units_find(l)}</button>
                    <a class="button button--quiet" href=l.address(ADDRESS)>{messages::units_reset(l)}</a></p>
            </form>
            {only}
            <ul class="chips">{every}{choices}</ul>
            <h2>{messages::units_count(l, number)}</h2>
            {if number == 0 {
                view! { <p class="empty">{messages::units_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::units_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::units_name(l)}</th><th scope="col">{messages::units_kind(l)}</th>
                            <th scope="col">{messages::units_stage(l)}</th><th scope="col">{messages::units_waits(l)}</th>
                            <th scope="col">{messages::units_verified(l)}</th><th scope="col">{messages::units_phone(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| turned.address(&turned.waits, page)/>
                    {export_button(l, Listed::Sheet(SheetKind::Units), &searched)}
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

/// What waits for somebody in the units that they tend, and how many are overdue of those that they only see.
pub fn waiting(l: Language, directory: &Directory, staff: &Staff, today: Date) -> Vec<work::Waits> {
    let units = upkeep::units(directory, staff, Action::SeeUnit, today);
    let tended = units.iter().any(|(station, _)| upkeep::may_in(directory, staff, Action::TendUnit, station));
    let part = |waits: Waits| {
        let urgency = match waits {
            Waits::Overdue if tended => Urgency::Overdue,
            Waits::Overdue | Waits::ClosedToday => Urgency::ToKnow,
            Waits::NoPhone | Waits::NoHours => Urgency::Now,
            Waits::Due => Urgency::Soon,
        };
        let those: Vec<_> = units.iter().filter(|(_, it)| it.contains(&waits)).collect();
        let of_upkeep = matches!(waits, Waits::Overdue | Waits::Due);
        let since = those.iter().filter_map(|(station, _)| station.verified.as_ref()).map(|it| it.on).min();
        work::Waits {
            urgency,
            what: messages::units_wait(l, unit_words::waits(l, waits), those.len()),
            how_many: if tended || waits == Waits::Overdue { those.len() } else { 0 },
            since: since.filter(|_| of_upkeep),
            address: UnitsQuery::default().address(waits.word(), 1),
        }
    };
    Waits::ALL.map(part).into()
}

/// How many of the units that somebody sees have come how far, each number a link to them; nothing for who sees one.
pub(crate) fn figures(staff: &Staff) -> Option<impl IntoView + use<>> {
    let (l, directory, reader) = (crate::reader::language(), directory(), reader());
    let units = upkeep::units(&directory, staff, Action::SeeUnit, reader.now.date);
    let rows = Stage::ALL
        .into_iter()
        .filter_map(|stage| {
            let number = units.iter().filter(|(station, _)| station.stage == stage).count();
            let query = UnitsQuery { stage: stage.word().to_owned(), ..UnitsQuery::default() };
            let address = l.address(&query.address("", 1));
            (number > 0).then(|| {
                view! {
                    <tr><th scope="row">{words::stage(l, stage)}</th>
                        <td class="table__number"><a href=address>{number}</a></td></tr>
                }
            })
        })
        .collect_view();
    (units.len() > 1).then(|| {
        view! {
            <section class="panel section--tight"><h2>{messages::units_stages(l)}</h2>
                <table class="table"><caption class="visually-hidden">{messages::units_stages(l)}</caption>
                    <thead><tr><th scope="col">{messages::units_stage(l)}</th>
                        <th scope="col" class="table__number">{messages::units_number(l)}</th></tr></thead>
                    <tbody>{rows}</tbody></table></section>
        }
    })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        access::Role,
        accounts::model::{Assignment, SignInName, State},
        directory::fixture::{a_directory, a_station},
        ids::StaffId,
        journal::model::Unit,
        text::Text,
    };

    fn somebody(role: Role, unit: Unit) -> Staff {
        Staff {
            id: StaffId::fresh(),
            version: 1,
            sign_in_name: SignInName::parse("wang").unwrap(),
            name: "Wang".into(),
            state: State::Active,
            has_second_factor: false,
            assignments: vec![Assignment { role, unit }],
            coming: Vec::new(),
        }
    }

    #[test]
    fn who_tends_units_is_told_what_to_do_and_who_only_sees_them_that_some_are_overdue() {
        let verified = crate::stations::model::Verified { by: Text::default(), on: date!(2025 - 01 - 01) };
        let overdue = Station { verified: Some(verified), ..a_station("overdue") };
        let mut mute = a_station("mute");
        mute.phones.clear();
        let directory = a_directory(vec![overdue, mute, a_station("well")]);
        let waits = |role, unit| {
            let waits = waiting(Language::Zh, &directory, &somebody(role, unit), date!(2026 - 11 - 24));
            work::in_order(waits)
        };
        let county = waits(Role::CountyOfficer, Unit::County("469002".into()));
        let told: Vec<_> = county.iter().map(|it| (it.urgency, it.how_many, it.address.as_str())).collect();
        let expected = [
            (Urgency::Overdue, 1, "/office/stations?waits=overdue"),
            (Urgency::Now, 1, "/office/stations?waits=no_phone"),
        ];
        assert_eq!(told, expected);
        assert_eq!(county[0].since, Some(date!(2025 - 01 - 01)));
        let province = waits(Role::ProvincialOfficer, Unit::Province);
        let told: Vec<_> = province.iter().map(|it| (it.urgency, it.how_many)).collect();
        assert_eq!(told, [(Urgency::ToKnow, 1)]);
        assert!(waits(Role::AuditAdministrator, Unit::Province).is_empty());
    }
}
