//! `/office/help/figures`: how many calls came, how soon callers were reached, what was closed in time, and how it was.

use leptos::prelude::*;
use serde::Deserialize;
use time::{Date, Duration};

use super::{
    figures::{By, Figure, Figures, Material, Share, Shown, grouped, shown, total},
    list_page::{self, HelpQuery},
    messages,
    model::Channel,
    service_page::OTHER,
    words::{self, counted},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    iso_date,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::figures_table,
};

/// The address.
pub const ADDRESS: &str = "/office/help/figures";

/// The longest time that is counted in one go, in days.
const DAYS_MAX: i64 = 731;

/// From when until when is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Period {
    /// The days that are meant: those that were asked for, the earlier first, or the last thirty; never more than two
    /// years.
    pub fn days(&self, today: Date) -> (Date, Date) {
        let to = iso_date::parse(&self.to).unwrap_or(today);
        let from = iso_date::parse(&self.from).unwrap_or(to.saturating_sub(Duration::days(29)));
        let (from, to) = (from.min(to), from.max(to));
        let from = from.max(to.saturating_sub(Duration::days(DAYS_MAX)));
        (from, to)
    }
}

/// The page.
pub fn page(
    context: &PageContext,
    staff: Staff,
    material: Material,
    from: Date,
    to: Date,
    today: Date,
) -> Page {
    let l = context.language();
    Page::new(messages::figures_title(l), "", move || {
        let whole = total(&material, today);
        let tables = By::ALL.map(|by| table(l, by, &material, from, to, today)).collect_view();
        let time = HelpQuery { from: from.to_string(), to: to.to_string(), ..HelpQuery::default() };
        let days = messages::figures_days(l, &from.to_string(), &to.to_string());
        view! {
            <OfficeLine staff/>
            <h1>{messages::figures_title(l)}</h1>
            <form class="form query no-print" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="from">{messages::figures_from(l)}</label>
                    <input class="field__control" type="date" id="from" name="from" value=from.to_string()/></p>
                <p class="field"><label class="field__label" for="to">{messages::figures_to(l)}</label>
                    <input class="field__control" type="date" id="to" name="to" value=to.to_string()/></p>
                <p class="row"><button class="button button--primary">{messages::office_find(l)}</button></p></form>
            <p class="lead">{days}</p>
            {summary(l, &whole, &time, material.opens)}
            {(!material.opens).then(|| view! { <p class="notice">{messages::figures_small(l)}</p> })}
            {tables}
            <details class="fold"><summary>{messages::figures_how(l)}</summary><p>{messages::figures_rules(l)}</p></details>
        }
    })
    .below([(messages::office_title(l).to_owned(), list_page::ADDRESS.to_owned())])
    .unlisted(true)
}

/// The way from a number to its calls, for those who may see them.
struct Behind<'a> {
    l: Language,
    /// The time, and the group where it is one.
    query: &'a HelpQuery,
    opens: bool,
}

impl Behind<'_> {
    /// A number as it is shown, and the list of those whom it counts; nothing stands behind none.
    fn number(&self, figure: Figure, number: i64, shown: String, of: &str) -> AnyView {
        if !self.opens || number == 0 {
            return shown.into_any();
        }
        let l = self.l;
        let query = HelpQuery { figure: figure.word().to_owned(), ..self.query.clone() };
        let named = format!(" · {}{of}", words::figure(l, figure));
        view! { <a href=l.address(&query.address(1))>{shown}<span class="visually-hidden">{named}</span></a> }
            .into_any()
    }

    /// A rate with its N, 「67%（N=12）」: its part and its whole are two numbers.
    fn share(&self, [part, whole]: [Figure; 2], it: Share, of: &str) -> AnyView {
        let l = self.l;
        let Some(per_cent) = it.per_cent() else { return messages::no_data(l).into_any() };
        view! {
            {self.number(part, it.part, messages::figures_per_cent(l, per_cent), of)}
            {self.number(whole, it.of, messages::figures_of(l, it.of), of)}
        }
        .into_any()
    }
}

const CONTACT: [Figure; 2] = [Figure::Contact, Figure::ContactOf];
const CLOSING: [Figure; 2] = [Figure::Closing, Figure::ClosingOf];
const SATISFIED: [Figure; 2] = [Figure::Satisfied, Figure::SatisfiedOf];

fn summary(l: Language, figures: &Figures, time: &HelpQuery, opens: bool) -> impl IntoView + use<> {
    let behind = Behind { l, query: time, opens };
    // Each stands alone: nothing that is left out can be worked out from its neighbours.
    let alone = |figure, number: i64| {
        let told = shown(&[number], opens).into_iter().map(|it| counted(l, it)).collect::<String>();
        behind.number(figure, number, told, "")
    };
    let rate = |of, it: Share| match shown(&[it.of], opens).as_slice() {
        [Shown::Exact(_)] => behind.share(of, it, ""),
        _ => messages::no_data(l).into_any(),
    };
    // The middle of few is what one of them waited.
    let told = matches!(shown(&[figures.reached], opens).as_slice(), [Shown::Exact(_)]);
    let wait = figures.median_minutes.filter(|_| told).map_or_else(
        || messages::no_data(l).into_any(),
        |it| behind.number(Figure::Reached, figures.reached, waited(l, it), ""),
    );
    let sessions = figures.sessions;
    let facts = [
        (messages::figures_calls(l), alone(Figure::Calls, figures.calls)),
        (messages::figures_urgent(l), alone(Figure::Urgent, figures.urgent)),
        (messages::figures_contact(l), rate(CONTACT, figures.contact)),
        (messages::figures_median(l), wait),
        (messages::figures_closing(l), rate(CLOSING, figures.closing)),
        (messages::figures_satisfied(l), rate(SATISFIED, figures.satisfied)),
        (messages::figures_persons(l), alone(Figure::Recorded, figures.persons)),
        (messages::figures_sessions(l), behind.number(Figure::Recorded, sessions, sessions.to_string(), "")),
    ];
    let facts =
        facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd class="numbers">{value}</dd></div> });
    view! { <dl class="facts facts--wide panel">{facts.collect_view()}</dl> }
}

/// How long somebody waited.
fn waited(l: Language, minutes: i64) -> String {
    if minutes < 120 {
        messages::figures_minutes(l, minutes)
    } else {
        messages::figures_hours(l, minutes / 60)
    }
}

fn table(
    l: Language,
    by: By,
    material: &Material,
    from: Date,
    to: Date,
    today: Date,
) -> impl IntoView + use<> {
    let directory = directory();
    let groups = grouped(material, by, today);
    let calls: Vec<_> = groups.values().map(|it| it.calls).collect();
    let persons: Vec<_> = groups.values().map(|it| it.persons).collect();
    let counts = shown(&calls, material.opens).into_iter().zip(shown(&persons, material.opens));
    let rows = groups
        .iter()
        .zip(counts)
        .map(|((key, figures), (count, persons))| {
            let name = match by {
                By::Service => words::service(l, key, &directory),
                By::Unit => key.parse().map_or_else(|_| key.clone(), |unit| words::unit(l, &unit, &directory)),
                By::County => directory.areas.name_of(key, l).unwrap_or_else(|| key.clone()),
                By::Channel => {
                    Channel::from_word(key).map_or_else(|| key.clone(), |it| words::channel(l, it).to_owned())
                }
            };
            let query = HelpQuery { from: from.to_string(), to: to.to_string(), ..HelpQuery::default() };
            let query = match by {
                By::Service => {
                    let service = if key.is_empty() { OTHER } else { key };
                    HelpQuery { service: service.to_owned(), ..query }
                }
                By::Unit => HelpQuery { unit: key.clone(), ..query },
                By::County => HelpQuery { county: key.clone(), ..query },
                By::Channel => HelpQuery { channel: key.clone(), ..query },
            };
            let exact = matches!(count, Shown::Exact(_));
            let number = counted(l, count);
            // A record does not say where its call came from, nor on which way.
            let recorded = |words: String| match by {
                By::Service | By::Unit => words,
                By::County | By::Channel => messages::no_data(l).to_owned(),
            };
            let opens = material.opens && figures.calls > 0;
            let behind = Behind { l, query: &query, opens };
            let of = format!(" · {name}");
            let number = behind.number(Figure::Calls, figures.calls, number, &of);
            // The middle of few is what one of them waited.
            let told = matches!(shown(&[figures.reached], material.opens).as_slice(), [Shown::Exact(_)]);
            let wait = figures.median_minutes.filter(|_| exact && told).map(|minutes| {
                let words = behind.number(Figure::Reached, figures.reached, waited(l, minutes), &of);
                view! { <br/><span class="soft small">{messages::figures_median_short(l)}" "{words}</span> }
            });
            // A rate of few people would tell them apart.
            let rate = |parts, it: Share| match exact {
                true => behind.share(parts, it, &of),
                false => messages::no_data(l).into_any(),
            };
            view! {
                <tr><th scope="row">{name}</th>
                    <td class="numbers" data-label=messages::figures_calls(l)>{number}</td>
                    <td class="numbers" data-label=messages::figures_contact(l)>{rate(CONTACT, figures.contact)}{wait}</td>
                    <td class="numbers" data-label=messages::figures_closing(l)>{rate(CLOSING, figures.closing)}</td>
                    <td class="numbers" data-label=messages::figures_satisfied(l)>{rate(SATISFIED, figures.satisfied)}</td>
                    <td class="numbers" data-label=messages::figures_persons(l)>{recorded(counted(l, persons))}</td>
                    <td class="numbers" data-label=messages::figures_sessions(l)>{recorded(figures.sessions.to_string())}</td></tr>
            }
            .into_any()
        })
        .collect();
    let (title, of) = match by {
        By::Service => (messages::figures_by_service(l), messages::figures_service(l)),
        By::Unit => (messages::figures_by_unit(l), messages::figures_unit(l)),
        By::County => (messages::figures_by_county(l), messages::figures_county(l)),
        By::Channel => (messages::figures_by_channel(l), messages::figures_channel(l)),
    };
    let left_out = matches!(by, By::County | By::Channel) && !groups.is_empty();
    let heads = [
        messages::figures_calls(l),
        messages::figures_contact(l),
        messages::figures_closing(l),
        messages::figures_satisfied(l),
        messages::figures_persons(l),
        messages::figures_sessions(l),
    ];
    view! {
        {figures_table(title, of, heads, rows, messages::figures_none(l))}
        {left_out.then(|| view! { <p class="soft small">{messages::figures_no_records(l)}</p> })}
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_are_counted_whichever_is_written_first() {
        let today = date!(2026 - 11 - 30);
        let days = |from: &str, to: &str| Period { from: from.to_owned(), to: to.to_owned() }.days(today);
        let (first, last) = (date!(2026 - 11 - 03), date!(2026 - 11 - 20));
        assert_eq!(days("2026-11-03", "2026-11-20"), (first, last));
        assert_eq!(days("2026-11-20", "2026-11-03"), (first, last));
        assert_eq!(days("", ""), (date!(2026 - 11 - 01), today));
        assert_eq!(days("1990-01-01", "").1 - days("1990-01-01", "").0, Duration::days(DAYS_MAX));
    }
}
