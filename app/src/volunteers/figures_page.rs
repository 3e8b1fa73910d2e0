//! `/office/volunteers/figures`: how many volunteers there are, by 市县, and migratory residents by month. No names.

use leptos::prelude::*;

use super::{list_page, messages, model::CountyFigures};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    reader::directory,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/volunteers/figures";

/// The page.
pub fn page(context: &PageContext, reader: Staff, sees_list: bool, figures: Vec<CountyFigures>) -> Page {
    let l = context.language();
    Page::new(messages::figures_title(l), "", move || {
        let directory = directory();
        let name = |code: &str| directory.areas.name_of(code, l).unwrap_or_default();
        let rows = figures
            .iter()
            .map(|it| {
                view! {
                    <tr><th scope="row">{name(&it.county)}</th>
                        <td data-label=messages::registered(l) class="numbers">{it.registered}</td>
                        <td data-label=messages::active(l) class="numbers">{it.active}</td>
                        <td data-label=messages::waiting(l) class="numbers">{it.waiting}</td>
                        <td data-label=messages::migratory(l) class="numbers">{it.migratory}</td></tr>
                }
            })
            .collect_view();
        let by_month = (1..=12)
            .map(|month: u8| {
                let here: usize = figures.iter().map(|it| it.by_month[usize::from(month) - 1]).sum();
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
            <p class="soft small">{messages::figures_note(l)}</p>
        }
    })
    .unlisted(true)
}
