//! About: what the site is, where its data comes from, accessibility, privacy.
//!
//! Everybody reads them; texts only, no script, no data but the counts of the directory.
//! Journeys: `end2end/tests/about.spec.ts`.

mod messages;

use leptos::prelude::*;

use crate::{
    complaints::complaints_page,
    complaints::messages as complaints,
    reader::{directory, language, site},
    shell::{Page, PageContext},
    ui::messages as frame,
};

/// A section of a text page: its heading, and its paragraphs or points.
type Section = (&'static str, Vec<String>);

/// `/about`.
pub fn about(context: &PageContext) -> Page {
    let l = context.language();
    text_page(messages::about_title(l), messages::about_lead(l), "/about", move || {
        let directory = directory();
        let units = directory.stations.len();
        let demo = directory.stations.iter().filter(|station| station.demo).count();
        vec![
            (messages::about_what(l), vec![messages::about_what_text(l).into()]),
            (
                messages::about_figures(l),
                vec![
                    match demo {
                        0 => messages::about_units(l, units),
                        demo => messages::about_units_demo(l, units, demo),
                    },
                    messages::about_villages(l, directory.areas.villages().len()),
                    messages::about_services(
                        l,
                        directory.catalogue.items.len(),
                        directory.catalogue.status.read(l),
                        &directory.catalogue.version,
                    ),
                ],
            ),
            (
                messages::about_never(l),
                vec![
                    messages::about_never_ranking(l).into(),
                    messages::about_never_clock(l).into(),
                    messages::about_never_photo(l).into(),
                    messages::about_never_tracking(l).into(),
                    messages::about_never_why(l).into(),
                ],
            ),
            (messages::about_contact(l), vec![messages::about_contact_text(l, &site().line)]),
            (messages::about_software(l), vec![messages::about_software_text(l).into()]),
        ]
    })
}

/// `/data-sources`.
pub fn data_sources(context: &PageContext) -> Page {
    let l = context.language();
    text_page(frame::data_sources(l), messages::sources_lead(l), "/data-sources", move || {
        let directory = directory();
        let demo = directory.stations.iter().any(|station| station.demo);
        let catalogue = &directory.catalogue;
        let services = match catalogue.is_reference() {
            true => messages::sources_services_text(l, catalogue.items.len()),
            false => catalogue.status.read(l).to_owned(),
        };
        vec![
            (messages::sources_divisions(l), vec![messages::sources_divisions_text(l).into()]),
            (messages::sources_villages(l), vec![messages::sources_villages_text(l).into()]),
            (messages::sources_points(l), vec![messages::sources_points_text(l).into()]),
            (
                messages::sources_shapes(l),
                vec![messages::sources_shapes_text(l).into(), messages::sources_shapes_law(l).into()],
            ),
            (messages::sources_calendar(l), vec![messages::sources_calendar_text(l).into()]),
            (messages::sources_services(l), vec![services]),
            (messages::sources_policies(l), vec![messages::sources_policies_text(l).into()]),
            (
                messages::sources_stations(l),
                match demo {
                    true => vec![
                        messages::sources_stations_real(l).into(),
                        messages::sources_stations_text(l).into(),
                    ],
                    false => vec![messages::sources_stations_real(l).into()],
                },
            ),
            (messages::sources_software(l), vec![messages::sources_software_text(l).into()]),
        ]
    })
}

/// `/accessibility`.
pub fn accessibility(context: &PageContext) -> Page {
    let l = context.language();
    text_page(
        messages::accessibility_title(l),
        messages::accessibility_lead(l),
        "/accessibility",
        move || {
            vec![
                (
                    messages::accessibility_can(l),
                    vec![
                        messages::accessibility_elder(l).into(),
                        messages::accessibility_contrast(l).into(),
                        messages::accessibility_keyboard(l).into(),
                        messages::accessibility_scripts(l).into(),
                        messages::accessibility_aloud(l).into(),
                        messages::accessibility_map(l).into(),
                    ],
                ),
                (messages::accessibility_standard(l), vec![messages::accessibility_standard_text(l).into()]),
                (messages::accessibility_known(l), vec![messages::accessibility_known_text(l).into()]),
                (messages::accessibility_tell(l), vec![messages::accessibility_tell_text(l, &site().line)]),
            ]
        },
    )
}

/// `/privacy`.
pub fn privacy(context: &PageContext) -> Page {
    let l = context.language();
    text_page(messages::privacy_title(l), messages::privacy_lead(l), "/privacy", move || {
        vec![
            (messages::privacy_none(l), vec![messages::privacy_none_text(l).into()]),
            (messages::privacy_reminder(l), vec![messages::privacy_reminder_text(l).into()]),
            (messages::privacy_complaint(l), vec![messages::privacy_complaint_text(l).into()]),
            (messages::privacy_volunteer(l), vec![messages::privacy_volunteer_text(l).into()]),
            (messages::privacy_certificate(l), vec![messages::privacy_certificate_text(l).into()]),
            (messages::privacy_cookies(l), vec![messages::privacy_cookies_text(l).into()]),
            (messages::privacy_position(l), vec![messages::privacy_position_text(l).into()]),
            (messages::privacy_logs(l), vec![messages::privacy_logs_text(l).into()]),
            (messages::privacy_offline(l), vec![messages::privacy_offline_text(l).into()]),
            (messages::privacy_others(l), vec![messages::privacy_others_text(l).into()]),
        ]
    })
}

/// A page of headings with paragraphs; several paragraphs of one heading become points.
fn text_page(
    title: &'static str,
    lead: &'static str,
    address: &'static str,
    sections: impl FnOnce() -> Vec<Section> + Send + 'static,
) -> Page {
    Page::new(title, lead, move || {
        let sections = sections()
            .into_iter()
            .map(|(heading, mut paragraphs)| {
                let text = if paragraphs.len() == 1 {
                    view! { <p>{paragraphs.remove(0)}</p> }.into_any()
                } else {
                    let points = paragraphs.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
                    view! { <ul>{points}</ul> }.into_any()
                };
                view! { <h2>{heading}</h2>{text} }
            })
            .collect_view();
        let l = language();
        view! {
            <article class="prose"><h1>{title}</h1><p class="lead">{lead}</p>{sections}
                <p class="section--tight no-print"><a class="button" href=l.address("/stations")>{frame::nav_stations(l)}</a>" "
                    <a class="button" href=l.address(complaints_page::ADDRESS)>{complaints::title(l)}</a></p></article>
        }
    })
    .below([(title.to_owned(), address.to_owned())])
}
