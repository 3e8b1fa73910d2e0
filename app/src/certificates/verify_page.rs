//! `/verify` and `/verify/{number}`: whether a certificate is real, for anybody, without an account and without scripts.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    keys_page, messages,
    model::{Item, Number, Signed, State},
    words,
};
use crate::help::words as help;
use crate::{
    directory::model::Directory,
    forms::reading,
    journal::model::Unit,
    language::Language,
    reader::{directory, language},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/verify";

/// The address of one certificate.
pub fn address(number: &Number) -> String {
    format!("{ADDRESS}/{number}")
}

/// What the form asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VerifyQuery {
    /// The number, as it was typed.
    pub number: String,
}

/// Why no certificate is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// There is a slip in the number.
    Mistyped,
    /// There is no such certificate.
    Unknown,
    /// Too many were tried from there.
    TooMany,
}

/// A certificate as anybody may see it.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its number.
    pub number: Number,
    /// How it stands.
    pub state: State,
    /// What it says, and the name of the key that vouches for it; nothing where it was erased.
    pub content: Option<Content>,
}

/// What is kept of a certificate.
#[derive(Clone, Debug)]
pub enum Content {
    /// Signed, and checked just now.
    Sound(Box<Signed>, String),
    /// It does not fit its signature: nothing of it is shown.
    Broken,
}

/// The page that asks for a number.
pub fn page(context: &PageContext, typed: String, fault: Option<NumberFault>) -> Page {
    let l = context.language();
    let words = fault.map(|fault| match fault {
        NumberFault::Mistyped => messages::verify_mistyped(l),
        NumberFault::Unknown => messages::verify_unknown(l),
        NumberFault::TooMany => messages::verify_wait(l),
    });
    let question = Question {
        name: "number",
        label: messages::number(l).to_owned(),
        hint: messages::verify_hint(l).to_owned(),
        autocomplete: "off",
        value: typed,
        fault: words.map(str::to_owned),
        ..Question::default()
    };
    let faults: Vec<_> = question.fault.iter().map(|words| ("number", words.clone())).collect();
    let status = match fault {
        None => 200,
        Some(NumberFault::Unknown) => 404,
        Some(NumberFault::Mistyped) => 422,
        Some(NumberFault::TooMany) => 429,
    };
    Page::new(messages::verify_title(l), messages::verify_description(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::verify_title(l)}</h1>
            <p class="lead">{messages::verify_lead(l)}</p>
            <form class="form verify-form" action=l.address(ADDRESS) novalidate>
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::verify_look(l)}</button></p>
            </form>
            <p><a href=l.address(keys_page::ADDRESS)>{messages::keys_link(l)}</a></p>
        }
    })
    .below([(messages::verify_title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(fault.is_some())
    .status(status)
    .fault(fault.is_some())
}

/// The page of one certificate.
pub fn found(context: &PageContext, found: Found) -> Page {
    let l = context.language();
    let heading = match (&found.content, found.state) {
        (Some(Content::Broken), _) => messages::broken_title(l),
        (_, State::Revoked { .. }) => messages::revoked_title(l),
        (None, State::Valid) => messages::erased_title(l),
        (Some(Content::Sound(..)), State::Valid) => messages::valid_title(l),
    };
    Page::new(heading, "", move || {
        let revoked = match found.state {
            State::Revoked { on, reason } => {
                Some(messages::revoked_text(l, &on.to_string(), words::reason(l, reason)))
            }
            State::Valid => None,
        };
        let holds = revoked.is_none();
        let (kind, told) = match (&found.content, revoked) {
            (Some(Content::Broken), _) => ("notice notice--urgent", messages::broken_text(l).to_owned()),
            (_, Some(revoked)) => ("notice notice--urgent", revoked),
            (None, None) => ("notice", messages::erased_text(l).to_owned()),
            (Some(Content::Sound(..)), None) => ("notice notice--good", messages::valid_text(l).to_owned()),
        };
        let number = found.number.to_string();
        let content = match found.content {
            Some(Content::Sound(signed, key)) => Some(view! {
                <Facts signed=signed.clone()/>
                <Items items=signed.statement.items.clone()/>
                <p class="small soft verify-key">{messages::signed_by(l, &key)}" "<a href=l.address(keys_page::ADDRESS)>{messages::keys_link(l)}</a></p>
                {holds.then(|| view! { <Files number=found.number.clone()/> })}
                <p class="small">{messages::note_source(l)}" "{messages::note_national(l)}</p>
            }),
            Some(Content::Broken) | None => None,
        };
        view! {
            <h1>{heading}</h1>
            <p class=kind role="status">{told}</p>
            <p class="verify-number"><span class="soft">{messages::number(l)}</span>" "<code>{number}</code></p>
            {content}
            <p class="no-print"><a href=l.address(ADDRESS)>{messages::verify_another(l)}</a></p>
        }
    })
    .below([(messages::verify_title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
}

/// Who, when, how long, by whom.
#[component]
pub(super) fn Facts(signed: Box<Signed>) -> impl IntoView {
    let l = language();
    let mut signed = signed;
    let recorded_by = std::mem::take(&mut signed.statement.recorded_by);
    signed.statement.recorded_by = Names::of(l, &directory()).unit(recorded_by);
    let facts = facts(l, &signed)
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="facts facts--wide">{facts}</dl> }
}

/// Names and values of what a certificate states beside its items, in this language: as many in each language.
pub fn facts(l: Language, signed: &Signed) -> Vec<(&'static str, String)> {
    let it = &signed.statement;
    let name = if it.name.is_empty() { messages::nameless(l).to_owned() } else { it.name.clone() };
    let honours = [(messages::trainings(l), &it.trainings), (messages::awards(l), &it.awards)];
    let honours = honours.into_iter().filter(|(_, named)| !named.is_empty());
    let mut facts = vec![
        (messages::name(l), name),
        (messages::volunteer_number(l), it.volunteer_number.clone()),
        (messages::period(l), period(l, it.from, it.until)),
        (messages::total(l), messages::hours(l, &signed.total.to_string())),
        (messages::recorded_by(l), it.recorded_by.clone()),
        (messages::issued(l), signed.issued.to_string()),
    ];
    facts.extend(honours.map(|(name, named)| (name, named.join("；"))));
    facts
}

fn period(l: Language, from: Date, until: Date) -> String {
    match from == until {
        true => from.to_string(),
        false => messages::period_days(l, &from.to_string(), &until.to_string()),
    }
}

/// What units and places are called in both languages, for whoever reads English: what is signed is Chinese, and stays so.
#[derive(Default)]
struct Names {
    units: Vec<[String; 2]>,
    places: Vec<[String; 2]>,
}

impl Names {
    /// Those of the directory; none for whoever reads Chinese.
    fn of(l: Language, directory: &Directory) -> Self {
        if l == Language::Zh {
            return Self::default();
        }
        let areas = &directory.areas;
        let stations = directory.stations.iter().map(|it| Unit::Station(it.id));
        let counties = areas.counties_and_cities().map(|it| Unit::County(it.code.clone()));
        let both = [Language::Zh, Language::En];
        let units = stations.chain(counties).map(|unit| both.map(|l| help::unit(l, &unit, directory)));
        let places = areas.divisions().iter().map(|it| both.map(|l| reading::place(l, &it.code, areas)));
        Self { units: units.collect(), places: places.collect() }
    }

    /// A unit, with its English name in front where one unit alone is called so.
    fn unit(&self, signed: String) -> String {
        let mut known = self.units.iter().filter(|[name, _]| *name == signed);
        match (known.next(), known.next()) {
            (Some([_, english]), None) => in_front(english, signed),
            _ => signed,
        }
    }

    /// A place, with the English name of the township or 市县 in front that it begins with.
    fn place(&self, signed: String) -> String {
        let known = self.places.iter().filter(|[name, _]| signed.starts_with(name.as_str()));
        match known.max_by_key(|[name, _]| name.len()) {
            Some([_, english]) => in_front(english, signed),
            None => signed,
        }
    }
}

fn in_front(english: &str, signed: String) -> String {
    if english == signed { signed } else { format!("{english} ({signed})") }
}

/// The names of the seven items, in the order of the law.
pub fn columns(l: Language) -> [&'static str; 7] {
    [
        messages::item_activity(l),
        messages::item_day(l),
        messages::item_place(l),
        messages::item_content(l),
        messages::item_hours(l),
        messages::item_organiser(l),
        messages::item_in_charge(l),
    ]
}

/// The mark beside hours of which no attendance is known; a note below says what it means.
pub const ON_WORD: char = '*';

/// The seven items of a service, in that order.
pub fn cells(item: Item) -> [String; 7] {
    let (day, hours) = (item.day.to_string(), item.hours.to_string());
    let hours = if item.on_word { format!("{hours} {ON_WORD}") } else { hours };
    [item.activity, day, item.place, item.content, hours, item.organiser, item.in_charge]
}

#[component]
pub(super) fn Items(items: Vec<Item>) -> impl IntoView {
    let l = language();
    let names = columns(l);
    let heads = names.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view();
    let known = Names::of(l, &directory());
    let on_word = items.iter().any(|item| item.on_word);
    let rows = items
        .into_iter()
        .map(|it| Item { place: known.place(it.place), organiser: known.unit(it.organiser), ..it })
        .map(|item| {
            let cells = cells(item).into_iter().zip(names).zip(0..);
            let cells = cells.map(|((cell, name), at)| match at {
                0 => view! { <th scope="row">{cell}</th> }.into_any(),
                _ => view! { <td data-label=name>{cell}</td> }.into_any(),
            });
            view! { <tr>{cells.collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <h2>{messages::items(l)}</h2>
        <table class="table table--stack"><caption class="visually-hidden">{messages::items(l)}</caption>
            <thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        {on_word.then(|| view! { <p class="small">{format!("{ON_WORD} {}", messages::on_word(l))}</p> })}
    }
}

/// What of a certificate can be taken along.
#[component]
fn Files(number: Number) -> impl IntoView {
    let l = language();
    let below = |file: &str| l.address(&format!("{}/{file}", address(&number)));
    view! {
        <h2 class="no-print">{messages::files(l)}</h2>
        <p class="row no-print"><a class="button" href=below("print")>{messages::file_print(l)}</a>
            <a class="button" href=below("certificate.pdf")>{messages::file_pdf(l)}</a></p>
        <ul class="no-print"><li><a href=below("credential.json")>{messages::file_badge(l)}</a></li>
            <li><a href=below("certificate.jws")>{messages::file_jws(l)}</a></li></ul>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn whoever_reads_english_reads_known_units_and_places_in_both_languages() {
        let directory = a_directory(vec![a_station("jiaji"), a_station("twin"), a_station("twin")]);
        let english = Names::of(Language::En, &directory);
        for (signed, told) in [
            ("jiaji社工站", "jiaji Station (jiaji社工站)"),
            ("琼海市社会工作主管部门", "the county office of Qionghai (琼海市社会工作主管部门)"),
            ("twin社工站", "twin社工站"),
            ("别处的社工站", "别处的社工站"),
        ] {
            assert_eq!(english.unit(signed.into()), told);
        }
        for (signed, told) in [
            ("琼海市嘉积镇 卫生院门口", "Jiaji Town, Qionghai (琼海市嘉积镇 卫生院门口)"),
            ("琼海市 海边", "Qionghai (琼海市 海边)"),
            ("广东省", "广东省"),
        ] {
            assert_eq!(english.place(signed.into()), told);
        }
        let chinese = Names::of(Language::Zh, &directory);
        assert_eq!(chinese.unit("jiaji社工站".into()), "jiaji社工站");
        assert_eq!(chinese.place("琼海市嘉积镇".into()), "琼海市嘉积镇");
    }

    #[test]
    fn a_period_of_one_day_is_that_day() {
        let (first, last) = (date!(2026 - 11 - 27), date!(2026 - 11 - 29));
        assert_eq!(period(Language::Zh, first, first), "2026-11-27");
        assert_eq!(period(Language::Zh, first, last), "2026-11-27 至 2026-11-29");
        assert_eq!(period(Language::En, first, last), "2026-11-27 to 2026-11-29");
    }
}
