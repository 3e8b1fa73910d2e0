//! `/office/volunteers/figures`: how many volunteers there are, by 市县, and migratory residents by month. No names.

use leptos::prelude::*;

use super::{list_page, messages, model::CountyFigures};
use crate::activities::messages as activities;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    activities::figures_page::ADDRESS as HOURS,
    help::{figures::shown, words::counted},
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/volunteers/figures";

/// Numbers beside each other, as they may be shown: few people are told only to those who see who they are.
fn told(l: Language, numbers: impl Iterator<Item = usize>, opens: bool) -> Vec<String> {
    let numbers: Vec<_> = numbers.map(|it| i64::try_from(it).unwrap_or(i64::MAX)).collect();
    shown(&numbers, opens).into_iter().map(|it| counted(l, it)).collect()
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, sees_list: bool, figures: Vec<CountyFigures>) -> Page {
    let l = context.language();
    Page::new(messages::figures_title(l), "", move || {
        let directory = directory();
        let name = |code: &str| directory.areas.name_of(code, l).unwrap_or_default();
        let column = |of: fn(&CountyFigures) -> usize| told(l, figures.iter().map(of), sees_list);
        let columns = [
            column(|it| it.registered),
            column(|it| it.active),
            column(|it| it.waiting),
            column(|it| it.migratory),
        ];
        let rows = figures
            .iter()
            .zip(0_usize..)
            .map(|(it, at)| {
                let [registered, active, waiting, migratory] =
                    columns.each_ref().map(|column| column.get(at).cloned().unwrap_or_default());
                view! {
                    <tr><th scope="row">{name(&it.county)}</th>
                        <td data-label=messages::registered(l) class="numbers">{registered}</td>
                        <td data-label=messages::active(l) class="numbers">{active}</td>
                        <td data-label=messages::waiting(l) class="numbers">{waiting}</td>
                        <td data-label=messages::migratory(l) class="numbers">{migratory}</td></tr>
                }
            })
            .collect_view();
        let months = (0..12).map(|month: usize| figures.iter().map(|it| it.by_month[month]).sum());
        let by_month = told(l, months, sees_list)
            .into_iter()
            .zip(1..=12)
            .map(|(here, month)| {
                view! { <div><dt>{messages::month(l, month)}</dt><dd>{here}</dd></div> }
            })
            .collect_view();
        let list = sees_list.then(|| {
            view! { <p><a href=l.address(list_page::ADDRESS)>{messages::office_title(l)}</a></p> }
        });
        let empty = figures.is_empty();
        view! {
            <OfficeLine staff=reader/>
            {list}
            <p><a href=l.address(HOURS)>{activities::figures_title(l)}</a></p>
            <h1>{messages::figures_title(l)}</h1>
            <p class="lead">{messages::figures_lead(l)}</p>
            {if empty {
                view! { <p class="empty">{messages::office_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::figures_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::county(l)}</th><th scope="col">{messages::registered(l)}</th>
                            <th scope="col">{messages::active(l)}</th><th scope="col">{messages::waiting(l)}</th>
                            <th scope="col">{messages::migratory(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <h2>{messages::figures_months(l)}</h2>
                    <dl class="facts">{by_month}</dl>
                }.into_any()
            }}
            {(!sees_list).then(|| view! { <p class="notice">{activities::figures_small(l)}</p> })}
            <p class="soft small">{messages::figures_note(l)}</p>
        }
    })
    .unlisted(true)
}
